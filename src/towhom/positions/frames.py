"""The lexicon of stance, as data: which words take a side, where holder and object stand, what turns it round.

`data/frames.csv` has one row a word and way of building: its kind (verb, noun, adj, adp), the places of the object
(tried in order, the first that is filled counts), whose stand it is where that is not the subject or owner, the
stance, and how sure it is alone. `effects.csv` says what a deed does to its object ("lift", "resume"), `values.csv`
which predicates judge, `positions.toml` the closed lists.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

SIGNS = {"+": 1, "-": -1}
KINDS = ("verb", "noun", "adj", "adp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row of the lexicon."""

    words: str  # lemma, of a verb with its particle ("call off"); an adjective as it is written
    kind: str
    holder: str  # "" for the subject (verb, adjective) or owner (noun), "object", "bearer"
    objects: tuple[str, ...]  # places, as "obj", "xcomp", "obl:against"
    sign: int  # 1 backs, -1 opposes
    sure: float  # 0 to 1

    @property
    def particle(self) -> str:
        """The particle of a phrasal verb, "" if it has none."""
        return self.words.partition(" ")[2] if self.kind == "verb" else ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of stance."""

    frames: Mapping[tuple[str, str], tuple[Frame, ...]]  # (kind, first word) -> rows
    effects: Mapping[tuple[str, str], int]  # (verb or noun, word) -> what is done to the object
    values: Mapping[str, int]  # predicate -> judgement
    lists: Mapping[str, frozenset[str]]  # "turns.verbs" ...


@cache
def lexicon() -> Lexicon:
    """Return the packaged tables, read once."""
    frames: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for row in _rows("frames.csv"):
        frame = _frame(row)
        frames[frame.kind, frame.words if frame.kind == "adp" else frame.words.partition(" ")[0]].append(frame)
    return Lexicon(
        frames={key: tuple(rows) for key, rows in frames.items()},
        effects={(row["kind"], row["word"]): SIGNS[row["effect"]] for row in _rows("effects.csv")},
        values={row["word"]: SIGNS[row["value"]] for row in _rows("values.csv")},
        lists={
            f"{group}.{name}": frozenset(words.split("|") if "|" in words else words.split())
            for group, table in tomllib.loads(_text("positions.toml")).items()
            for name, words in table.items()
        },
    )


def _frame(row: Mapping[str, str]) -> Frame:
    if row["kind"] not in KINDS:
        raise ValueError(f"frames.csv: {row['words']} is of kind {row['kind']!r}; known: {', '.join(KINDS)}")
    return Frame(
        words=row["words"],
        kind=row["kind"],
        holder=row["holder"],
        objects=tuple(row["object"].split("|")),
        sign=SIGNS[row["stance"]],
        sure=float(row["sure"]),
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return (resources.files("towhom.positions") / "data" / name).read_text(encoding="utf-8")
