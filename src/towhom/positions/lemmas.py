"""Dictionary forms of English words, by rule and by a table of irregular forms (`data/irregular.csv`).

A rule only proposes; a proposal counts if the list of English words has it (reading/data/words.txt). That is enough
to compare words with a lexicon and objects with one another; it is no morphology.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from towhom.reading.words import ranks

VOWELS = frozenset("aeiou")
SHORTEST = 3  # letters that a stem must keep


@cache
def _irregular() -> dict[tuple[str, str], str]:
    """(form, VERB | NOUN) -> lemma."""
    path = resources.files("towhom.positions") / "data/irregular.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {(form, row["upos"]): row["lemma"] for row in rows for form in row["forms"].split("|")}


@lru_cache(maxsize=50_000)
def lemma(word: str, upos: str) -> str:
    """Return the dictionary form of a word with this universal part of speech, in lower case."""
    low = word.lower().replace("’", "'")
    kind = "VERB" if upos in ("VERB", "AUX") else "NOUN" if upos in ("NOUN", "PROPN") else ""
    if not kind or not low.isalpha():
        return low
    irregular = _irregular().get((low, kind))
    if irregular:
        return irregular
    stems = list(_verb(low) if kind == "VERB" else _noun(low))
    return min((stem for stem in stems if len(stem) >= SHORTEST and _rank(stem) < len(ranks())), key=_rank, default=low)


def _rank(word: str) -> int:
    return ranks().get(word, len(ranks()))


def _verb(word: str) -> Iterator[str]:
    """Stems that an -s, -ed or -ing form can come from."""
    if word.endswith("ies") or word.endswith("ied"):
        yield word[:-3] + "y"
    elif word.endswith("es") and not word.endswith("ees"):
        yield word[:-1]
        if word[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
            yield word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    elif word.endswith("ed") and not word.endswith("eed"):
        yield from _without(word, 2)
    elif word.endswith("ing"):
        yield from _without(word, 3)


def _without(word: str, letters: int) -> Iterator[str]:
    """A stem without its ending: as it is, with the e that it lost, without the letter that was doubled."""
    stem = word[:-letters]
    if len(stem) > SHORTEST and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        yield stem[:-1]
        if stem[-1] in "lsfz":
            yield stem
        return
    yield stem
    yield stem + "e"


def _noun(word: str) -> Iterator[str]:
    """The singular that a plural can come from."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        yield word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "news", "ics")):
        yield word[:-1]
