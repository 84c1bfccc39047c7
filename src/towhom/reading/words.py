"""The words that the detectors of damage know: a frequency-ordered English list, names, closed classes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

DATA = files("towhom.reading") / "data"


@cache
def ranks() -> Mapping[str, int]:
    """Return lower-case English words with their rank by frequency, 0 the commonest (see docs/reading.md)."""
    return {word: rank for rank, word in enumerate(DATA.joinpath("words.txt").read_text("utf-8").split())}


@cache
def places() -> frozenset[str]:
    """Return words of the names of countries, peoples, cities and months, capitalized as in text."""
    return frozenset(DATA.joinpath("places.txt").read_text("utf-8").split())


@cache
def names() -> frozenset[str]:
    """Return words of the names of people, organizations and agreements, and all places."""
    return places() | frozenset(DATA.joinpath("names.txt").read_text("utf-8").split())


@cache
def _lists() -> Mapping[str, str]:
    return tomllib.loads(DATA.joinpath("lists.toml").read_text("utf-8"))


@cache
def closed(name: str) -> frozenset[str]:
    """Return the word list `name` of lists.toml; entries are parted by "|" if it has any, else by blanks."""
    entries = _lists()[name]
    return frozenset(entries.split("|") if "|" in entries else entries.split())


def pattern(*lists: str) -> str:
    """Return a regular-expression alternation of the given lists, longest entries first."""
    entries = {entry for name in lists for entry in closed(name)}
    return "|".join(entry.replace(".", r"\.") for entry in sorted(entries, key=lambda e: (-len(e), e)))


def common(word: str, *, below: int) -> bool:
    """Tell whether `word` (any case) is among the `below` commonest English words."""
    return ranks().get(word.lower(), below) < below


def known(token: str) -> bool:
    """Tell whether a token is a word or a name as it stands, possessives and hyphenated compounds included."""
    if token.lower() in ranks() or token in names():
        return True
    stem = token.replace("’", "'")
    for ending in ("'s", "s'", "n't", "'ll", "'re", "'ve", "'d", "'m"):
        if stem.endswith(ending):
            return known(stem[: -len(ending)]) if len(stem) > len(ending) else True
    return "-" in token and all(part == "" or known(part) for part in token.split("-"))
