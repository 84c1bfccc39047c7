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
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from towhom.actors import Mention
from towhom.dates import Time
from towhom.language import Analysis, Relations
from towhom.language.tags import run_of_words
from towhom.positions import Position, Subject
from towhom.positions.framed import framed
from towhom.positions.objects import key_of, subject_of
from towhom.positions.tree import Extent, Tree, hyphened, trimmed
from towhom.reading import Document, Sentence

STANCES = ("+", "-")
RUN = 0.5  # of the likeliest word's probability: words beside it that have more belong to the object
# Fitted on the development sentences by logistic regression of right or wrong on both log odds (docs/positions.md):
# frames weigh so much beside the model, whose least word on anything is UNSEEN; BASE is the share of pairs of a mention
# and a run of words that are positions.
WEIGHT, BASE, UNSEEN = 0.7, 0.037, 0.02
BY_OWNER = 0.8  # of a frame's certainty, where the holder is found through what belongs to him
When = Callable[[int, Sequence[Mention]], Time]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand of one mention, by its number, before it is a record; words are numbered."""

    mention: int
    stance: str
    extent: Extent
    confidence: float
    reason: str


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
    points = relations.points[1:3, range(len(places)), range(len(places)), : len(tree)]  # (stance, mention, word)
    stated = list(_stated(tree, places, points))
    pointed = [
        stand for stand in _pointed(tree, points, threshold) if not _overlap(stand.extent, places[stand.mention])
    ]
    merged: list[Stand] = []
    for stand in sorted([*stated, *pointed], key=lambda s: (-s.confidence, s.extent, s.stance, s.mention)):
        _put(merged, stand, mentions)
    kept = [stand for stand in merged if stand.confidence >= threshold]
    return sorted(kept, key=lambda s: (s.extent, s.mention, s.stance))


def _pointed(tree: Tree, points: NDArray[np.float32], least: float) -> Iterator[Stand]:
    """The run of words that the model points at, for each mention and stance."""
    for layer, mention in np.ndindex(points.shape[:2]):
        scores = points[layer, mention]
        sure = float(scores.max(initial=0.0))
        if sure >= least:
            yield Stand(
                mention=mention,
                stance=STANCES[layer],
                extent=hyphened(tree, trimmed(tree, *run_of_words(scores, sure * RUN))),
                confidence=sure,
                reason=f"the model points at it ({sure:.2f})",
            )


def _stated(tree: Tree, places: Sequence[Extent], points: NDArray[np.float32]) -> Iterator[Stand]:
    """The stands of the frames whose holders are mentions, weighed with what the model thinks of their words."""
    taken = frozenset(i for first, last in places for i in range(first, last + 1))
    for stand in framed(tree, taken):
        if stand.head in taken:
            continue  # a stand on an actor is a dealing with him, not a position
        layer = 0 if stand.sign > 0 else 1
        for at, share in mentions_of(tree, stand.holder, places):
            seen = float(points[layer, at, stand.extent[0] : stand.extent[1] + 1].max(initial=0.0))
            yield Stand(
                mention=at,
                stance=STANCES[layer],
                extent=stand.extent,
                confidence=together(seen, stand.sure * share),
                reason=f"{stand.reason}; the model: {seen:.2f}",
            )


def together(seen: float, stated: float) -> float:
    """Add what a frame says to what the model sees, as evidence adds: in log odds (naive Bayes)."""
    return 1 / (1 + exp(-(_odds(max(seen, UNSEEN)) + WEIGHT * (_odds(stated) - _odds(BASE)))))


def _odds(p: float) -> float:
    return log(min(max(p, 0.001), 0.999) / (1 - min(max(p, 0.001), 0.999)))


def mentions_of(tree: Tree, holder: int, places: Sequence[Extent]) -> list[tuple[int, float]]:
    """The mentions that a holder is, with how much certainty is left.

    1. the mention that covers the word
    2. those that own it ("the leaders of Japan and Korea", "Seoul's spokesman")
    3. of a pronoun that is no mention, who says the clause it stands in ("Hanoi said it opposes")
    """
    own = _covering(holder, places)
    if own is not None:
        return [(own, 1.0)]
    if tree.words[holder].upos == "PRON":
        for above in tree.ancestors(holder):
            sayers = [_covering(i, places) for i in tree.under(above, "nsubj") if i != holder]
            found = [at for at in sayers if at is not None]
            if found:
                return [(at, BY_OWNER) for at in found]
        return []
    near = [j for i in tree.under(holder, "nmod:poss", "compound", "nmod", "flat", "amod") for j in tree.joined(i)]
    owners = [_covering(i, places) for i in near]
    return [(at, BY_OWNER) for at in dict.fromkeys(owners) if at is not None]


def _covering(word: int, places: Sequence[Extent]) -> int | None:
    """The shortest mention that holds a word."""
    found = [at for at, (first, last) in enumerate(places) if first <= word <= last]
    return min(found, key=lambda at: places[at][1] - places[at][0]) if found else None


def _put(merged: list[Stand], stand: Stand, mentions: Sequence[Mention]) -> None:
    """Add a stand, unless a surer one of the same holder is on the same words already."""
    for kept in merged:
        if _overlap(kept.extent, stand.extent) and _same_holder(mentions[kept.mention], mentions[stand.mention]):
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
