"""Event records with their sentences -> reports: what of each can be compared with others.

Words that name the parties are left out of the words to compare: that both are about Seoul is counted among the
parties. Times are left out too: they are compared as dates.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from towhom.dates.edtf import parse
from towhom.errors import DateError
from towhom.language.words import split_words
from towhom.measures.incidents_weights import Words, words
from towhom.positions.lemmas import lemma
from towhom.reading.words import closed, places

NOBODY = "---"
NEAR = 60  # characters on either side of the trigger whose words tell of this act rather than of the next one
SHORT = 100  # days: an interval up to this long is said; longer ones come from terms of office and bounds
MONTHS, WEEKDAYS = closed("months"), closed("weekdays")
_YEAR = re.compile(r"(1[89]|20|21)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who takes part: registry id, country code, role."""

    actor: str
    code: str
    role: str  # actor, recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event record as it is compared."""

    event: str
    document: str
    sentence: int
    start: int  # of the trigger, characters of the document
    end: int
    type: str
    quad_code: int
    modality: str
    reciprocal: bool
    edtf: str | None
    spans: tuple[tuple[date, date], ...]  # stretches of days that the date allows; empty where it says nothing
    said: bool  # the text says the date, or a part of it; it is not only bounded by terms of office and the like
    unsure: bool  # the date is approximate, or taken over from another sentence
    parties: tuple[Party, ...]
    acts: frozenset[str]  # kinds of act that the trigger's words are of
    trigger: frozenset[str]  # lemmas of the trigger
    words: frozenset[str]  # lemmas of the sentence, without parties, times and small words
    near: frozenset[str]  # of these, those close to the trigger
    names: frozenset[str]  # of these, names
    numbers: frozenset[tuple[str, str]]  # (what is numbered, number): ("test", "6"), ("resolution", "1718")
    remembered: bool  # the sentence tells of an anniversary or a memory
    text: str
    confidence: float

    @property
    def codes(self) -> frozenset[str]:
        """Countries and kinds of organization that take part."""
        return frozenset(party.code for party in self.parties if party.code != NOBODY)

    @property
    def persons(self) -> frozenset[str]:
        """Those who take part and are more than a country."""
        return frozenset(party.actor for party in self.parties if party.actor.startswith(("person:", "organization:")))


def report_of(row: Mapping[str, Any]) -> Report:
    """Make a report of an event's row.

    The row has the columns of the table `events`, `text` and `sentence_start` of its sentence, `parties` (mappings
    with actor, code, role) and `mentions`: (start, end, name) in the document of the words for countries and
    parties, with the name of whoever is meant, and of times, with an empty name.
    """
    text, offset = row["text"], row["sentence_start"]
    tokens = [(start, end, text[start:end]) for start, end in split_words(text)]
    hidden = {
        token
        for start, end, name in row["mentions"]
        for token in tokens
        if start - offset <= token[0] < end - offset and _names(token[2], name)
    }
    content = {token: lemma_of(token[2]) for token in tokens if token not in hidden and _tells(token[2])}
    first, last = row["start_char"] - offset, row["end_char"] - offset
    near = frozenset(what for token, what in content.items() if first - NEAR <= token[0] <= last + NEAR)
    trigger = frozenset(what for token, what in content.items() if first <= token[0] < last)
    return Report(
        event=row["event"], document=row["document"], sentence=row["sentence"], start=row["start_char"],
        end=row["end_char"], type=row["type"], quad_code=row["quad_code"], modality=row["modality"],
        reciprocal=row["reciprocal"], edtf=row["edtf"], spans=spans_of(row["edtf"]),
        said=is_said(row["edtf"]), unsure=any(mark in (row["edtf"] or "") for mark in "?~%"),
        parties=tuple(Party(actor=p["actor"], code=p["code"], role=p["role"]) for p in row["parties"]),
        acts=frozenset(act for what in trigger for act in acts().get(what, ())), trigger=trigger,
        words=frozenset(content.values()), near=near,
        names=frozenset(what for token, what in content.items() if token[0] > 0 and token[2][0].isupper()),
        numbers=frozenset(_numbers([token[2] for token in tokens], words())),
        remembered=not words().remembering.isdisjoint(lemma_of(token[2]) for token in tokens),
        text=text, confidence=row["confidence"],
    )  # fmt: skip


def _names(word: str, name: str) -> bool:
    """Whether a word of a mention only says who it is: "Iranian" in "Iranian missiles", not "missiles"."""
    return not name or (word[0].isupper() and (word in name.split() or word in places()))


def spans_of(edtf: str | None) -> tuple[tuple[date, date], ...]:
    """The stretches of days that a date allows, in order; an open end is that of the calendar, no date is empty."""
    try:
        spans = parse(edtf).spans if edtf else ()
    except DateError:
        return ()
    if any(first is None and last is None for first, last in spans):
        return ()  # a year that is not said
    return tuple(sorted((first or date.min, last or date.max) for first, last in spans))


def is_said(edtf: str | None) -> bool:
    """Whether a date is one that texts say: a day, a month, a year, or a short interval."""
    bounded = edtf is None or "/" in edtf or ".." in edtf
    return not bounded or all((last - first).days < SHORT for first, last in spans_of(edtf))


@cache
def acts() -> dict[str, tuple[str, ...]]:
    """Lemma -> the kinds of act that it may tell of (data/acts.csv)."""
    path = resources.files("towhom.measures") / "data/acts.csv"
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        for what in row["lemmas"].split():
            found.setdefault(what, []).append(row["act"])
    return {what: tuple(kinds) for what, kinds in found.items()}


@cache
def lemma_of(word: str) -> str:
    """The dictionary form of a word whose part of speech is not known."""
    low = word.lower().replace("’", "'")
    as_verb = lemma(low, "VERB")
    return as_verb if as_verb != low else lemma(low, "NOUN")


def _tells(word: str) -> bool:
    """Whether a word says something of what happened: no small word, no sign, no part of a date."""
    if not any(letter.isalnum() for letter in word) or (len(word) == 1 and not word.isdigit()):
        return False
    return not (word in MONTHS or word in WEEKDAYS or _YEAR.fullmatch(word) or word.lower() in words().small)


def _numbers(tokens: list[str], known: Words) -> Iterable[tuple[str, str]]:
    """Numbers that tell one thing from the next of its kind: "the sixth nuclear test", "Resolution 1718"."""
    for at, token in enumerate(tokens):
        low = token.lower()
        number = known.ordinals.get(low) or (m[1] if (m := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", low)) else None)
        if number:
            for what in tokens[at + 1 : at + 3]:
                if what.isalpha() and what not in MONTHS and what.lower() not in known.small:
                    yield lemma_of(what), number
        elif token.isdigit() and not _YEAR.fullmatch(token) and at and tokens[at - 1][0].isupper():
            before = tokens[at - 1]
            if before not in MONTHS and before.isalpha() and before.lower() not in known.small:
                yield lemma_of(before), token
        elif token.isdigit() and at > 1 and tokens[at - 1] == "-" and tokens[at - 2][0].isupper():
            yield lemma_of(tokens[at - 2]), token
