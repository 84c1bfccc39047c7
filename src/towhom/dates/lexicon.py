"""The words of time, read once from data/."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

Value = int | str | None

# Classes of tokens that are recognized by their form, not by a list of words.
FORMS = (
    "OTHER", "NUM", "DAYNUM", "YEAR", "YY", "ORDINAL", "DECADE", "CLOCK", "MERIDIEM", "ISO", "SLASH", "MILITARY",
    "COMMA", "HY", "POS", "DOT", "OPEN", "CLOSE", "HOLIDAY", "NINE11", "FRACTION", "QNUM", "NAME", "FY", "MARK",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their class and value, and the letter that stands for each class in a pattern."""

    words: dict[str, tuple[str, Value]]
    capital: frozenset[str]  # classes that need a capital letter
    letters: dict[str, str]
    holidays: dict[str, str]  # name in lower case -> rule, "" where the day cannot be computed


@cache
def lexicon() -> Lexicon:
    """Return the packaged words of time."""
    folder = resources.files("towhom.dates") / "data"
    tables = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    capital = frozenset(tables.pop("capital"))
    words: dict[str, tuple[str, Value]] = {}
    for name, plain in tables["words"].items():
        words.update((word.lower(), (name, None)) for word in plain)
    for name, valued in tables.items():
        if name != "words":
            words.update((word, (name, value)) for word, value in valued.items())
    classes = [*FORMS, *tables["words"], *(name for name in tables if name != "words")]
    letters = {name: chr(0xE000 + number) for number, name in enumerate(classes)}
    return Lexicon(words, capital, letters, _holidays())


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Return the lists of words of data/neighbours.toml, in lower case."""
    path = resources.files("towhom.dates") / "data/neighbours.toml"
    tables: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.lower().split()) for name, words in tables.items()}


@cache
def _holidays() -> dict[str, str]:
    path = resources.files("towhom.dates") / "data/holidays.csv"
    with path.open(encoding="utf-8") as file:
        return {row["name"].lower(): row["rule"] for row in csv.DictReader(file)}
