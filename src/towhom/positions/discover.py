"""Subjects that the registry does not list, found by how they are written.

1. nouns that name such things ("treaty", "tariff", "dam"): `data/heads.csv` has, for each, its kind and how often it is
   annotated as a subject where it stands bare, with a modifier, and with a name, in the training sentences
2. "an agreement known as …", "the so-called …", an approach in quotation marks
3. a name with its acronym in brackets: "Global Posture Review (GPR)"
4. numbered resolutions
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from towhom.language import Analysis
from towhom.positions.frames import lexicon
from towhom.positions.lemmas import lemma
from towhom.positions.tree import Tree

SAID_TO_BE = 0.7  # where the text says itself that something is called so
BESIDE = frozenset({"compound", "amod", "nummod", "flat", "nmod:unmarked", "nmod", "advmod", "punct"})
KINDS = ("agreement", "measure", "mechanism", "policy", "weapon", "programme", "facility", "territory", "incident")
SHAPES = ("bare", "modified", "named")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """A stretch of a sentence that may be a subject. Offsets are characters of the sentence."""

    start: int
    end: int
    kind: str
    confidence: float
    how: str  # head, known as, so-called, acronym, resolution
    alias: str = ""  # the acronym that stands behind it in brackets


@dataclass(frozen=True, slots=True)
class Head:
    """A noun of subjects."""

    kind: str
    sure: Mapping[str, float]  # by shape


@cache
def heads() -> dict[str, Head]:
    """The nouns that subjects have as heads, by lemma."""
    path = resources.files("towhom.positions") / "data/heads.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["head"]: Head(row["kind"], {shape: float(row[shape]) for shape in SHAPES}) for row in rows}


def discovered(text: str, analysis: Analysis | None) -> list[Discovery]:
    """What a sentence may name, surest first; several may overlap."""
    found = [*_resolutions(text), *_acronyms(text), *_called(text)]
    if analysis is not None:
        found += _phrases(text, Tree(analysis))
    return sorted(found, key=lambda d: (-d.confidence, d.start, -d.end))


def _phrases(text: str, tree: Tree) -> Iterator[Discovery]:
    """Noun phrases with the head of a subject: all before the head but determiners and owners."""
    for at, word in enumerate(tree.words):
        if word.upos not in ("NOUN", "PROPN") or tree.lemmas[at] not in heads():
            continue
        if tree.rel(at) in ("compound", "flat") and tree.head(at) == at + 1:
            continue  # "treaty talks" are talks
        first = _first(tree, at)
        last = _last(tree, at, text)
        head = heads()[tree.lemmas[at]]
        shape = _shape(text, tree, first, at)
        yield Discovery(
            start=tree.words[first].start, end=tree.words[last].end, kind=head.kind,
            confidence=head.sure[shape], how="head",
        )  # fmt: skip


def _first(tree: Tree, at: int) -> int:
    """The first of the words before a head that belong to its name."""
    first = at
    for i in range(at - 1, -1, -1):
        word = tree.words[i]
        if word.upos in ("DET", "PRON", "ADP", "VERB", "AUX", "CCONJ", "SCONJ", "PART", "ADV"):
            break
        if word.upos == "PUNCT" and tree.low[i] not in ("-", "–"):
            break
        if tree.rel(i) not in BESIDE or tree.under(i, "case"):
            break
        first = i
    vague = lexicon().lists["words.vague"]
    while first < at and (tree.words[first].upos in ("PUNCT", "NUM") or tree.low[first] in vague):
        first += 1
    return first


def _last(tree: Tree, at: int, text: str) -> int:
    """The head, or the last word of a number or of a name behind "of": "Resolution 1718", "Treaty of Lausanne"."""
    after = at + 1
    if after < len(tree) and (tree.words[after].upos == "NUM" or tree.low[after].isdigit()):
        return after
    if after + 1 < len(tree) and tree.low[after] in ("of", "on") and text[tree.words[at].start].isupper():
        last = after
        while last + 1 < len(tree) and tree.words[last + 1].upos in ("PROPN", "NOUN", "ADJ"):
            if not text[tree.words[last + 1].start].isupper():
                break
            last += 1
        return last if last > after else at
    return at


def _shape(text: str, tree: Tree, first: int, at: int) -> str:
    if any(text[tree.words[i].start].isupper() for i in range(first, at + 1) if i > 0):
        return "named"
    plural = tree.low[at] != tree.lemmas[at]  # "many initiatives" are none in particular
    return "modified" if first < at and not plural else "bare"


RESOLUTION = re.compile(
    r"(?:(?:UN|U\.N\.|United Nations) )?(?:Security Council |General Assembly )?"
    r"(?:UNSC )?(?:[Rr]esolutions?|UNSCRs?|SCRs?) (?P<number>\d{2,4}(?:/\d+)?)(?P<more>(?:(?:, | and |, and )\d{3,4})*)\b"
)


UNNUMBERED = re.compile(
    r"(?:\b(?:UN|U\.N\.|UNSC|United Nations)(?: Security Council)?|\b(?:UN )?Security Council) [Rr]esolutions\b(?! \d)"
)


def _resolutions(text: str) -> Iterator[Discovery]:
    for match in UNNUMBERED.finditer(text):
        yield Discovery(start=match.start(), end=match.end(), kind="measure", confidence=0.8, how="resolution")
    for match in RESOLUTION.finditer(text):
        start = match.start() + (len(match[0]) - len(match[0].lstrip()))
        yield Discovery(start=start, end=match.end("number"), kind="measure", confidence=0.9, how="resolution")
        for number in re.finditer(r"\d{3,4}", match["more"]):
            at = match.start("more")
            yield Discovery(
                start=at + number.start(), end=at + number.end(), kind="measure", confidence=0.85, how="resolution"
            )


ACRONYM = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|for|and|on|the|in|to))* [A-Z]?[\w’'-]+) \((?P<short>[A-Z][A-Za-z-]{1,9})\)"
)


def _acronyms(text: str) -> Iterator[Discovery]:
    """A name whose last words' initials are the letters in the brackets behind it, if its head is of a subject."""
    for match in ACRONYM.finditer(text):
        words = list(re.finditer(r"[\w’'-]+", match["name"]))
        letters = [c for c in match["short"] if c.isupper()]
        at = len(words)
        while letters and at:
            at -= 1
            if words[at][0][0].upper() == letters[-1]:
                letters.pop()
            elif words[at][0] not in ("of", "for", "and", "on", "the", "in", "to"):
                break
        head = heads().get(lemma(words[-1][0], "NOUN"))
        if not letters and head is not None:
            start = match.start("name") + words[at].start()
            yield Discovery(
                start=start, end=match.end("name"), kind=head.kind, confidence=SAID_TO_BE, how="acronym",
                alias=match["short"],
            )  # fmt: skip


CALLED = re.compile(
    r"\b(?P<head>[a-z]+),? (?:which is |was |is |often |commonly |better |widely |sometimes |also |later )*"
    r"(?:known as|called|dubbed|named|nicknamed|code-named|codenamed)(?: the)? "
    r"(?:[“\"‘'](?P<quoted>[^”\"’]{3,60})[”\"’']|(?P<name>[A-Z][\w’'-]*(?: (?:of |for |and |the )?[A-Z0-9][\w’'-]*)*))"
)
SO_CALLED = re.compile(
    r"\bso-called (?:[“\"‘'](?P<quoted>[^”\"’]{3,50})[”\"’']|"
    r"(?P<name>(?:[A-Z0-9][\w’'-]*|[a-z]+-[\w-]+)(?: [\w’'-]+){0,3}))(?: (?P<head>[a-z]+))?"
)
QUOTED = re.compile(
    r"[“\"‘](?P<quoted>[a-z][\w’' -]{4,40}),?[”\"’] (?P<head>approach|policy|strategy|doctrine|line|campaign|formula)\b"
)


def _called(text: str) -> Iterator[Discovery]:
    for pattern, how in ((CALLED, "known as"), (SO_CALLED, "so-called"), (QUOTED, "quoted")):
        for match in pattern.finditer(text):
            group = "quoted" if match["quoted"] else "name"
            kind = _kind_of(match[group], match["head"], quoted=how == "quoted")
            if kind:
                yield Discovery(
                    start=match.start(group), end=match.end(group), kind=kind, confidence=SAID_TO_BE, how=how
                )


def _kind_of(name: str, head: str | None, *, quoted: bool) -> str | None:
    """The kind by the last word of the name, else by the noun that it is said of."""
    for word in (name.split()[-1], head):
        known = heads().get(lemma(word, "NOUN")) if word else None
        if known is not None:
            return known.kind
    return "policy" if quoted or head in lexicon().lists["words.policies"] else None
