"""Who backs or opposes what: the model points at the object of each mention's stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from towhom.actors import Mention
from towhom.language import Analysis, Relations
from towhom.language.tags import run_of_words
from towhom.positions import Position, Subject
from towhom.reading import Document, Sentence

STANCES = ((1, "+"), (2, "-"))


def positions(
    document: Document,
    sentence: Sentence,
    analysis: Analysis,
    mentions: Sequence[Mention],
    relations: Relations,
    subjects: Sequence[Subject],
    *,
    threshold: float,
) -> Iterator[Position]:
    """Yield the positions of a sentence; `relations` are those of its mentions, in the same order."""
    for at, holder in enumerate(mentions):
        if not holder.actors:
            continue
        found: list[Position] = []
        for layer, stance in STANCES:
            scores = relations.points[layer, at, at]
            if not len(scores) or float(scores.max()) < threshold:
                continue
            first, last = _trimmed(analysis, *run_of_words(scores, threshold * 0.8))
            start, end = sentence.start + analysis.words[first].start, sentence.start + analysis.words[last].end
            if start < holder.end and holder.start < end:
                continue
            confidence = round(float(scores[first : last + 1].mean()), 4)
            found.append(_position(document, sentence, holder, stance, (start, end), subjects, confidence))
        yield from _consistent(found)


def _consistent(found: Sequence[Position]) -> Sequence[Position]:
    """Of a stand for and one against the same words, the surer one."""
    if len(found) == 2 and found[0].start < found[1].end and found[1].start < found[0].end:
        return [max(found, key=lambda position: position.confidence)]
    return found


def _position(
    document: Document,
    sentence: Sentence,
    holder: Mention,
    stance: str,
    extent: tuple[int, int],
    subjects: Sequence[Subject],
    confidence: float,
) -> Position:
    start, end = extent
    return Position(
        id=_identify(document.id, holder.start, stance, start, end),
        document=document.id,
        sentence=sentence.index,
        holder=holder,
        stance=stance,
        object=document.text[start:end],
        start=start,
        end=end,
        subject=next((s.id for s in subjects if s.start < end and start < s.end), None),
        text=sentence.text,
        confidence=confidence,
    )


def _trimmed(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """Drop determiners, prepositions and punctuation at the edges."""
    while first < last and analysis.words[first].upos in ("DET", "ADP", "PUNCT", "PART", "CCONJ"):
        first += 1
    while last > first and analysis.words[last].upos in ("DET", "ADP", "PUNCT", "CCONJ"):
        last -= 1
    return first, last


def _identify(*parts: object) -> str:
    return "position:" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:24]
