"""Read what the model learns from: treebanks, names, annotated sentences, relations with a marked pair.

Everything becomes words with spans of words; characters end here.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from towhom.language.words import split_words
from training.check_sentences import parse, records

Extent = tuple[int, int]  # first and last word, both included


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeExample:
    """A treebank sentence. `heads` count from 1, 0 is the root, as in CoNLL-U."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...] | None = None  # IOB2 tags where annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionExample:
    extent: Extent
    actor: int
    code: str
    sectors: tuple[str, ...]
    pointing: bool = False  # a pronoun put in its place: an actor to relate, not a span to find


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExample:
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    reciprocal: bool
    type: str
    modes: tuple[str, ...]
    modality: str
    contexts: tuple[str, ...]
    trigger: Extent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExample:
    """An annotated sentence (`../shared/codebook/ANNOTATING.md`)."""

    id: str
    text: str
    words: tuple[str, ...]
    mentions: tuple[MentionExample, ...]
    times: tuple[Extent, ...]
    subjects: tuple[tuple[Extent, str], ...]
    events: tuple[EventExample, ...]
    positions: tuple[tuple[int, str, Extent], ...]  # holder, stance, object


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExample:
    """A sentence with one marked pair that is known to be related; the other pairs are unknown."""

    words: tuple[str, ...]
    actor: Extent
    recipient: Extent | None
    types: tuple[str, ...]  # one of these holds (YIELD is CONCEDE or RETREAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    trees: list[TreeExample] = field(default_factory=list)
    sentences: list[SentenceExample] = field(default_factory=list)
    pairs: list[PairExample] = field(default_factory=list)


def read_trees(path: Path) -> list[TreeExample]:
    """Read a CoNLL-U file, gzipped; multiword ranges and empty nodes are skipped."""
    examples, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line and line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif not line and rows:
                examples.append(
                    TreeExample(
                        words=tuple(c[1] for c in rows),
                        upos=tuple(c[3] for c in rows),
                        heads=tuple(int(c[6]) for c in rows),
                        deprels=tuple(c[7] for c in rows),
                    )
                )
                rows = []
    return examples


def add_names(trees: Sequence[TreeExample], path: Path) -> list[TreeExample]:
    """Give the trees the IOB2 tags of a UNER file over the same sentences (matched by their words)."""
    tags: dict[tuple[str, ...], tuple[str, ...]] = {}
    words: list[str] = []
    marks: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line and not line.startswith("#"):
            cells = line.split("\t")
            words.append(cells[1])
            marks.append(cells[2] if cells[2][-3:] in ("PER", "ORG", "LOC") else "O")
        elif not line and words:
            tags[tuple(words)] = tuple(marks)
            words, marks = [], []
    return [replace(tree, names=tags.get(tree.words)) for tree in trees]


def _extents(words: Sequence[Extent], start: int, end: int) -> Extent | None:
    """Return the words that overlap characters [start, end), or None."""
    inside = [i for i, (a, b) in enumerate(words) if a < end and start < b]
    return (inside[0], inside[-1]) if inside else None


def _find(words: Sequence[Extent], text: str, quoted: str) -> Extent | None:
    """Return the words of the first occurrence of a quotation that begins at a word."""
    starts = {a for a, _ in words}
    at = [m.start() for m in re.finditer(re.escape(quoted), text)]
    whole = [a for a in at if a in starts] or at
    return _extents(words, whole[0], whole[0] + len(quoted)) if whole else None


def to_sentence(record: dict, name: str) -> SentenceExample:
    """Turn a record of the checker into words and extents."""
    text, spans = record["text"], split_words(record["text"])
    actors = record["actors"]
    mentions = tuple(
        MentionExample(
            extent=extent,
            actor=m["actor"],
            code=actors[m["actor"]]["country"],
            sectors=tuple(actors[m["actor"]]["sectors"]),
        )
        for m in record["mentions"]
        if (extent := _extents(spans, m["start"], m["end"]))
    )
    events = tuple(
        EventExample(
            actors=tuple(e["actors"]),
            recipients=tuple(e["recipients"]),
            reciprocal=e["reciprocal"],
            type=e["type"],
            modes=tuple(e["modes"]),
            modality=e["modality"],
            contexts=tuple(e["contexts"]),
            trigger=_find(spans, text, e["trigger"]),
        )
        for e in record["events"]
    )
    return SentenceExample(
        id=name,
        text=text,
        words=tuple(text[a:b] for a, b in spans),
        mentions=mentions,
        times=tuple(x for t in record["times"] if (x := _extents(spans, t["start"], t["end"]))),
        subjects=tuple((x, s["kind"]) for s in record["subjects"] if (x := _find(spans, text, s["words"]))),
        events=events,
        positions=tuple(
            (p["holder"], p["stance"], x) for p in record["positions"] if (x := _find(spans, text, p["object"]))
        ),
    )


def read_sentences(paths: Sequence[Path]) -> list[SentenceExample]:
    """Read annotated sentences; a record that the checker rejects is an error."""
    examples = []
    for path in paths:
        for number, lines in records(path):
            record, errors = parse(lines)
            if errors:
                raise ValueError(f"{path}:{number}: {errors[0]}")
            examples.append(to_sentence(record, f"{path.stem}-{number:05d}"))
    return examples


_MARK = re.compile(r"<(/?)([st])>")


def read_pairs(path: Path) -> Iterator[PairExample]:
    """Read sentences with <s>actor</s> and <t>recipient</t> and their root class.

    Zero-Shot-PLOVER's table repeats the two before the class; ours (`training/marked/`) has the class alone.
    """
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        marked, root = cells[0], cells[1] if len(cells) == 2 else cells[3]
        text, at, opened, marks = "", 0, {}, {}
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            at = mark.end()
            if not mark[1]:
                opened[mark[2]] = len(text)
            elif mark[2] in opened:
                marks.setdefault(mark[2], (opened[mark[2]], len(text)))
        text += marked[at:]
        spans = split_words(text)
        actor = _extents(spans, *marks["s"]) if "s" in marks else None
        if actor is None:
            continue
        yield PairExample(
            words=tuple(text[a:b] for a, b in spans),
            actor=actor,
            recipient=_extents(spans, *marks["t"]) if "t" in marks else None,
            types=("CONCEDE", "RETREAT") if root == "YIELD" else (root,),
        )


def substitute(example: SentenceExample, pool: dict[str, list[tuple[tuple[str, ...], str]]], rng: random.Random):
    """Return the sentence with other actors in the same roles, so that the model learns the act, not the name.

    `pool` maps a first sector to (words, code) of mentions seen elsewhere. Actors named more than once keep
    their words, since the second naming must stay recognizable.
    """
    named = [m.actor for m in example.mentions]
    swaps: dict[int, tuple[tuple[str, ...], str]] = {}
    for i, mention in enumerate(example.mentions):
        choices = pool.get(mention.sectors[0] if mention.sectors else "", [])
        if named.count(mention.actor) == 1 and choices and rng.random() < 0.6:
            swaps[i] = rng.choice(choices)
    return _splice(example, swaps)


def rename(pair: PairExample, pool: dict[str, list[tuple[tuple[str, ...], str]]], rng: random.Random) -> PairExample:
    """Return the pair, three times in ten each, with another actor or recipient."""
    words, extents = list(pair.words), [pair.actor, pair.recipient]
    order = sorted((at for at in (0, 1) if extents[at]), key=lambda at: extents[at] or (0, 0), reverse=True)
    if len(order) == 2 and pair.recipient and pair.actor[0] <= pair.recipient[1] and pair.recipient[0] <= pair.actor[1]:
        return pair
    for at in order:
        if rng.random() >= 0.3:
            continue
        first, last = extents[at] or (0, 0)
        name = rng.choice(pool[rng.choice(sorted(pool))])[0]
        words[first : last + 1] = name
        extents[at] = (first, first + len(name) - 1)
        longer = len(name) - (last + 1 - first)
        for other in order:
            place = extents[other]
            if other != at and place and place[0] > last:
                extents[other] = (place[0] + longer, place[1] + longer)
    assert extents[0] is not None
    return replace(pair, words=tuple(words), actor=extents[0], recipient=extents[1])


PRONOUNS = {"person": (("he",), ("she",)), "body": (("it",), ("they",), ("the", "two", "sides"))}


def pronominalize(example: SentenceExample, rng: random.Random) -> SentenceExample:
    """Return the sentence with its first actor as a pronoun, as in running text, where the tagger must not mark it.

    Only an actor at the very beginning, where a pronoun can stand whatever follows.
    """
    if not example.mentions or example.mentions[0].extent[0] or len(example.words) < 3:
        return example
    first = example.mentions[0]
    words = example.words[first.extent[0] : first.extent[1] + 1]
    kind = "person" if len(words) > 1 and all(word[:1].isupper() for word in words[-2:]) else "body"
    changed = _splice(example, {0: (rng.choice(PRONOUNS[kind]), first.code)})
    return replace(changed, mentions=(replace(changed.mentions[0], pointing=True), *changed.mentions[1:]))


def _splice(example: SentenceExample, swaps: dict[int, tuple[tuple[str, ...], str]]) -> SentenceExample:
    at: dict[int, int] = {example.mentions[i].extent[0]: i for i in swaps}
    words: list[str] = []
    moved: list[Extent] = []  # old word -> first and last new word
    index = 0
    while index < len(example.words):
        if index in at:
            first, last = example.mentions[at[index]].extent
            start = len(words)
            words += swaps[at[index]][0]
            moved += [(start, len(words) - 1)] * (last - first + 1)
            index = last + 1
        else:
            moved.append((len(words), len(words)))
            words.append(example.words[index])
            index += 1

    def shift(extent: Extent) -> Extent:
        return moved[extent[0]][0], moved[extent[1]][1]

    return replace(
        example,
        words=tuple(words),
        mentions=tuple(
            replace(m, extent=shift(m.extent), code=swaps[i][1] if i in swaps else m.code)
            for i, m in enumerate(example.mentions)
        ),
        times=tuple(map(shift, example.times)),
        subjects=tuple((shift(x), kind) for x, kind in example.subjects),
        events=tuple(replace(e, trigger=shift(e.trigger) if e.trigger else None) for e in example.events),
        positions=tuple((holder, stance, shift(x)) for holder, stance, x in example.positions),
    )


def mention_pool(examples: Sequence[SentenceExample]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Collect the mentions of many sentences by first sector."""
    pool: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for example in examples:
        for m in example.mentions:
            key = m.sectors[0] if m.sectors else ""
            pool.setdefault(key, []).append((example.words[m.extent[0] : m.extent[1] + 1], m.code))
    return pool
