"""What a position is about, so that two of them can be compared: a subject, or normalized words."""

from __future__ import annotations

from collections.abc import Sequence

from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.lemmas import lemma

# Parts of speech that carry what a phrase is about.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X", "SYM", "ADV"})
EMPTY = frozenset({"such", "own", "other", "same", "very", "so-called", "further", "more", "also", "be", "have", "new"})


def subject_of(start: int, end: int, subjects: Sequence[Subject]) -> str | None:
    """The subject that an object names, by characters of the document.

    Of several in it the one named last that the words end with, else the first: "the deployment of THAAD" is about
    THAAD, "sanctions relief under the JCPOA" about the JCPOA.
    """
    inside = [subject for subject in subjects if subject.start < end and start < subject.end]
    if not inside:
        return None
    closing = [subject for subject in inside if subject.end >= end]
    return min(closing or inside, key=lambda s: (-s.confidence, s.start)).id


def key_of(analysis: Analysis, extent: tuple[int, int]) -> str:
    """The words of an object as lemmas, without determiners, prepositions and what says nothing; never empty."""
    words = [(analysis.text[w.start : w.end], w.upos) for w in analysis.words[extent[0] : extent[1] + 1]]
    content = [lemma(text, upos) for text, upos in words if upos in CONTENT]
    content = [word for word in content if word not in EMPTY] or content
    return " ".join(content) or " ".join(text.lower() for text, _ in words)
