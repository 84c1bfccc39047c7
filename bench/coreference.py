"""Coreference of actors on GUM: MUC, B3, CEAFe and their mean (CoNLL F1), scored by the package scorch.

usage: python -m bench.coreference [--part dev|test|train] [--tables] [--errors missed|wrong]

Gold: clusters of persons and organizations, and of places of which at least one mention is the subject of a verb.
As in the CRAC shared tasks a mention is its head word (that of its span in the treebank's tree), and clusters of one
mention do not count. Mentions of the other places are neither asked for nor counted against us; those of things that
act for nobody (abstract, event, object ...) are. "third person" leaves out I, you, we and their forms, which no actor
mention of ours ever is. Errors are shown of train and dev only.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean

from scorch.scores import b_cubed, ceaf_e, muc

from towhom.actors import Mention
from towhom.actors.find import candidates, worth_reading
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.language import Analysis
from towhom.language.model import Model
from towhom.reading import Document, Sentence

SHARED = Path(__file__).resolve().parents[2] / "shared"
MARK = re.compile(
    r"\((?P<open>\d+)(?:\[\d+/\d+\])?-(?P<kind>[a-z]+)[^()]*(?P<single>\))?|(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)
FIRST_AND_SECOND = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "'s",
    ]
)

Head = tuple[str, int, int]  # document, sentence, word
Clusters = list[set[Head]]


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word of the treebank. Offsets are characters of its document."""

    form: str
    start: int
    end: int
    head: int  # index in the sentence, -1 for the root
    deprel: str


@dataclass(slots=True)
class Text:
    """A GUM document: sentences of words, and entities as (sentence, first word, last word, kind) by cluster."""

    name: str
    sentences: list[list[Token]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    entities: dict[str, list[tuple[int, int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    neutral: set[Head] = field(default_factory=set)


# ---- reading GUM


def read(part: str) -> list[Text]:
    """The documents of a part."""
    found: list[Text] = []
    rows: list[list[str]] = []
    text = ""
    with gzip.open(SHARED / f"data/treebank/gum-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith("# newdoc id = "):
                found.append(Text(line.removeprefix("# newdoc id = ")))
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif line[:1].isdigit():
                rows.append(line.split("\t"))
            elif not line and rows:
                add_sentence(found[-1], [row for row in rows if row[0].isdigit()], text)
                rows = []
    return found


def add_sentence(document: Text, rows: list[list[str]], text: str) -> None:
    """Add one sentence with its entities."""
    origin, at = sum(len(one) + 1 for one in document.texts), 0
    tokens = []
    for row in rows:
        start = max(at, text.find(row[1], at))
        at = start + len(row[1])
        tokens.append(Token(row[1], origin + start, origin + at, int(row[6]) - 1, row[7]))
    number = len(document.sentences)
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, row in enumerate(rows):
        cell = next((part for part in row[9].split("|") if part.startswith("Entity=")), "")
        for found in MARK.finditer(cell):
            if found["open"]:
                opened[found["open"]].append((index, found["kind"]))
            name = found["close"] or (found["open"] if found["single"] else None)
            if name and opened[name]:
                first, kind = opened[name].pop()
                document.entities[name].append((number, first, index, kind))
    document.sentences.append(tokens)
    document.texts.append(text)


def head(tokens: list[Token], first: int, last: int) -> int:
    """The word of a span whose governor is outside it."""
    return next((at for at in range(first, last + 1) if not first <= tokens[at].head <= last), last)


def gold(document: Text, *, third_person: bool) -> Clusters:
    """The clusters of actors; fills `document.neutral`."""
    found: Clusters = []
    for mentions in document.entities.values():
        kinds = {kind for *_, kind in mentions}
        heads = {(document.name, number, head(document.sentences[number], first, last)): (number, first, last)
                 for number, first, last, _ in mentions}  # fmt: skip
        acts = bool(kinds & {"person", "organization"}) or (
            "place" in kinds and any(is_subject(document, key) for key in heads)
        )
        if not acts:
            document.neutral |= set(heads) if "place" in kinds else set()
            continue
        if third_person:
            spoken = {key for key, (number, first, last) in heads.items()
                      if first == last and document.sentences[number][first].form.lower() in FIRST_AND_SECOND}  # fmt: skip
            document.neutral |= spoken
            heads = {key: span for key, span in heads.items() if key not in spoken}
        if len(heads) > 1:
            found.append(set(heads))
    return found


def is_subject(document: Text, place: Head) -> bool:
    """Whether the head word of a mention is a subject."""
    return document.sentences[place[1]][place[2]].deprel.startswith("nsubj")


# ---- ours


def as_document(text: Text) -> Document:
    """The text as the program's document."""
    sentences, at = [], 0
    for index, words in enumerate(text.texts):
        sentences.append(Sentence(index=index, start=at, end=at + len(words), text=words))
        at += len(words) + 1
    joined = " ".join(text.texts)
    return Document(id=text.name, raw=joined, text=joined, sentences=tuple(sentences))


def mentions_of(text: Text, registry: Registry, model: Model | None, *, possessives: bool = True) -> list[Mention]:
    """Our mentions of a text, sentences screened and read as the coder does it."""
    document = as_document(text)
    analyses: list[Analysis | None] = [None] * len(text.texts)
    if model is not None:
        screened = candidates(text.texts, registry)
        chosen = [at for at, row in enumerate(screened) if worth_reading(text.texts[at], row)]
        for at, encoded in zip(chosen, model.encode([text.texts[at] for at in chosen]), strict=True):
            analyses[at] = encoded.analysis
    return resolve(document, analyses, registry, possessives=possessives)


def heads_of(text: Text, mentions: Iterable[Mention]) -> Iterator[tuple[Head, Mention]]:
    """The head word of each mention."""
    for mention in mentions:
        tokens = text.sentences[mention.sentence]
        inside = [at for at, token in enumerate(tokens) if mention.start < token.end and token.start < mention.end]
        if inside:
            yield (text.name, mention.sentence, head(tokens, inside[0], inside[-1])), mention


def ours(text: Text, mentions: Iterable[Mention]) -> Clusters:
    """Our clusters: mentions with the same actors."""
    found: dict[tuple[str, ...], set[Head]] = defaultdict(set)
    taken: set[Head] = set()
    for key, mention in heads_of(text, mentions):
        if mention.actors and key not in taken and key not in text.neutral:
            taken.add(key)
            found[tuple(sorted(actor.id for actor in mention.actors))].add(key)
    return [cluster for cluster in found.values() if len(cluster) > 1]


# ---- scoring


def scores(key: Clusters, response: Clusters) -> dict[str, tuple[float, float, float]]:
    """Recall, precision and F1 of each metric."""
    return {"MUC": muc(key, response), "B3": b_cubed(key, response), "CEAFe": ceaf_e(key, response)}


def errors(text: Text, key: Clusters, mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """Links of ours that gold does not have, and gold mentions that we join to nothing that they belong to."""
    named = dict(heads_of(text, mentions))
    cluster_of = {head: number for number, cluster in enumerate(key) for head in cluster}
    for cluster in ours(text, mentions):
        for first, second in pairwise(sorted(cluster)):
            if cluster_of.get(first, -1) != cluster_of.get(second, -2):
                yield "wrong", f"{shown(text, first)} <> {shown(text, second)} | {named[second].reason}"
    linked = {frozenset((a, b)) for cluster in ours(text, mentions) for a in cluster for b in cluster if a < b}
    for cluster in key:
        for place in sorted(cluster)[1:]:
            if not any(frozenset((place, other)) in linked for other in cluster if other != place):
                first = min(cluster)
                yield (
                    "missed",
                    f"{shown(text, place)} <> {shown(text, first)} | {named.get(place) and named[place].reason}",
                )


def shown(text: Text, place: Head) -> str:
    """The head word in brackets with some context."""
    token = text.sentences[place[1]][place[2]]
    whole = " ".join(text.texts)
    return f"{whole[max(0, token.start - 50) : token.start]}[[{token.form}]]{whole[token.end : token.end + 25]}"


def show(name: str, key: Clusters, response: Clusters) -> None:
    """Print one line a metric, and the mean."""
    results = scores(key, response)
    gold_heads, our_heads = set().union(*key), set().union(*response)
    print(f"{name}: {len(key)} clusters of {len(gold_heads)} mentions; ours {len(response)} of {len(our_heads)}, "
          f"{len(gold_heads & our_heads)} of them theirs")  # fmt: skip
    for metric, (recall, precision, f1) in results.items():
        print(f"  {metric:6} R {recall:.3f} P {precision:.3f} F1 {f1:.3f}")
    print(f"  CoNLL F1 {mean(f1 for *_, f1 in results.values()):.3f}")


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=["train", "dev", "test"], default="test")
    arguments.add_argument("--tables", action="store_true", help="without the model")
    arguments.add_argument("--errors", choices=["missed", "wrong"])
    arguments.add_argument("--limit", type=int, default=100)
    options = arguments.parse_args()
    if options.errors and options.part == "test":
        arguments.error("the errors of the test part are not read")
    registry, model = Registry.load(), None if options.tables else Model()
    texts = read(options.part)
    found = [mentions_of(text, registry, model) for text in texts]
    report(texts, found, options.errors, options.limit)


def report(texts: list[Text], found: list[list[Mention]], kind: str | None, limit: int) -> None:
    """Print errors of a kind and the figures."""
    for third_person in (False, True):
        for text in texts:
            text.neutral.clear()
        keys = [gold(text, third_person=third_person) for text in texts]
        if third_person and kind:
            told = [line for text, key, row in zip(texts, keys, found, strict=True) for what, line in errors(text, key, row)
                    if what == kind]  # fmt: skip
            print(*told[:: max(1, len(told) // limit)][:limit], sep="\n")
        key = [cluster for clusters in keys for cluster in clusters]
        response = [cluster for text, row in zip(texts, found, strict=True) for cluster in ours(text, row)]
        show("third person" if third_person else "all persons", key, response)


if __name__ == "__main__":
    sys.exit(main())
