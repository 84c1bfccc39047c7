"""Who backs or opposes what: what the model points at and what the lexicon of frames finds, put together.

1. the model points, for every mention, at the words that it backs or opposes
2. frames give holder, stance and object by syntax (framed.py)
3. one stand of one holder on the same words is one position; two sources that agree make it surer, two that
   contradict each other less sure
4. what is below the threshold is left out; the rest says in words what it rests on
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from towhom.actors import Mention
from towhom.dates import Time
from towhom.language import Analysis, Relations
from towhom.language.tags import run_of_words
from towhom.positions import Position, Subject
from towhom.positions.framed import framed
from towhom.positions.objects import key_of, subject_of
from towhom.positions.tree import Extent, Tree, trimmed
from towhom.reading import Document, Sentence

STANCES = ((1, "+"), (2, "-"))
# Of the threshold: what the model thinks less likely is no help to a frame either.
FAINT = 0.4
When = Callable[[int, Sequence[Mention]], Time]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand of one mention, by its number, before it is a record; words are numbered."""

    mention: int
    stance: str
    extent: Extent
    confidence: float
    reason: str
    model: bool  # whether the model said so, alone or too


def positions(
    document: Document,
    sentence: Sentence,
    analysis: Analysis,
    mentions: Sequence[Mention],
    relations: Relations,
    subjects: Sequence[Subject],
    *,
    threshold: float,
    when: When | None = None,
) -> Iterator[Position]:
    """Yield the positions of a sentence in the order of their objects.

    `relations` are those of its mentions, in the same order; `subjects` those that its words name; `when` gives the
    time of what stands at a place of the document. A holder that nobody could name holds no position.
    """
    for stand in stands(analysis, mentions, relations, sentence.start, threshold=threshold):
        holder = mentions[stand.mention]
        if not holder.actors:
            continue
        start = sentence.start + analysis.words[stand.extent[0]].start
        end = sentence.start + analysis.words[stand.extent[1]].end
        subject = subject_of(start, end, subjects)
        yield Position(
            id=_identify(document.id, holder.start, stand.stance, start, end),
            document=document.id,
            sentence=sentence.index,
            holder=holder,
            stance=stand.stance,
            object=document.text[start:end],
            start=start,
            end=end,
            subject=subject,
            text=sentence.text,
            confidence=round(stand.confidence, 4),
            key=subject or key_of(analysis, stand.extent),
            reason=stand.reason,
            time=when(start, (holder,)) if when else None,
        )


def stands(
    analysis: Analysis, mentions: Sequence[Mention], relations: Relations, origin: int, *, threshold: float
) -> list[Stand]:
    """The stands of a sentence that pass the threshold; `origin` is where the sentence starts in its document."""
    tree = Tree(analysis)
    places = [_words_of(tree, mention.start - origin, mention.end - origin) for mention in mentions]
    found = [
        *_pointed(tree, relations, threshold * FAINT),
        *_stated(tree, places),
    ]
    merged: list[Stand] = []
    for stand in sorted(found, key=lambda s: (-s.confidence, s.extent, s.stance, s.mention)):
        if not _overlap(stand.extent, places[stand.mention]):
            _put(merged, stand, mentions)
    kept = [stand for stand in merged if stand.confidence >= threshold]
    return sorted(kept, key=lambda s: (s.extent, s.mention, s.stance))


def _pointed(tree: Tree, relations: Relations, least: float) -> Iterator[Stand]:
    """The runs of words that the model points at."""
    for at in range(relations.points.shape[1]):
        for layer, stance in STANCES:
            scores = relations.points[layer, at, at][: len(tree)]
            if not len(scores) or float(scores.max()) < least:
                continue
            sure = float(scores.max())
            yield Stand(
                mention=at,
                stance=stance,
                extent=trimmed(tree, *run_of_words(scores, sure * 0.5)),
                confidence=sure,
                reason=f"the model points at it ({sure:.2f})",
                model=True,
            )


def _stated(tree: Tree, places: Sequence[Extent]) -> Iterator[Stand]:
    """The stands of the frames whose holders are mentions."""
    for stand in framed(tree):
        holders = [at for at, (first, last) in enumerate(places) if first <= stand.holder <= last]
        if holders and not any(first <= stand.head <= last for first, last in places):
            yield Stand(
                mention=min(holders, key=lambda at: places[at][1] - places[at][0]),
                stance="+" if stand.sign > 0 else "-",
                extent=stand.extent,
                confidence=stand.sure,
                reason=stand.reason,
                model=False,
            )


def _put(merged: list[Stand], stand: Stand, mentions: Sequence[Mention]) -> None:
    """Add a stand that is less sure than those before it: to one on the same words, or as a new one."""
    for at, kept in enumerate(merged):
        if not _same_holder(mentions[kept.mention], mentions[stand.mention]):
            continue
        if not _overlap(kept.extent, stand.extent):
            continue
        if kept.model == stand.model:
            return  # the same source said it already, and surer
        if kept.stance == stand.stance:
            sure = 1 - (1 - kept.confidence) * (1 - stand.confidence)
            words = stand.extent if kept.model else kept.extent  # a frame's phrase is whole
            merged[at] = replace(kept, confidence=sure, extent=words, reason=f"{kept.reason}; {stand.reason}")
        else:
            sure = kept.confidence * (1 - stand.confidence)
            merged[at] = replace(kept, confidence=sure, reason=f"{kept.reason}; against it: {stand.reason}")
        return
    merged.append(stand)


def _same_holder(one: Mention, other: Mention) -> bool:
    if one is other:
        return True
    return bool(one.actors) and [a.id for a in one.actors] == [a.id for a in other.actors]


def _words_of(tree: Tree, start: int, end: int) -> Extent:
    """First and last word of a stretch of characters of the sentence; (0, -1) where it holds none."""
    inside = [i for i, word in enumerate(tree.words) if word.start < end and start < word.end]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _identify(*parts: object) -> str:
    return "position:" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:24]
