"""Who backs or opposes what: the model points at the object of each mention's stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from towhom.actors import Mention
from towhom.language import Analysis, Relations
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
        for layer, stance in STANCES:
            scores = relations.points[layer, at, at]
            if not len(scores) or float(scores.max()) < threshold:
                continue
            first = last = int(scores.argmax())
            while first > 0 and scores[first - 1] >= threshold * 0.8:
                first -= 1
            while last + 1 < len(scores) and scores[last + 1] >= threshold * 0.8:
                last += 1
            first, last = _trimmed(analysis, first, last)
            start, end = sentence.start + analysis.words[first].start, sentence.start + analysis.words[last].end
            if start < holder.end and holder.start < end:
                continue
            yield Position(
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
                confidence=round(float(scores[first : last + 1].mean()), 4),
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
