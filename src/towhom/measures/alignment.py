"""Who stands where: positions by object and holder, and how far two holders agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How often a holder was said to be for and against one thing."""

    thing: str  # the subject's id, or the folded words of the object
    name: str  # to show
    holder: str  # code of the holder
    backs: int
    opposes: int

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 where the record is split evenly."""
        return (self.backs > self.opposes) - (self.backs < self.opposes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two holders agree on the things that both have a clear stand on."""

    first: str
    second: str
    shared: int
    same: int

    @property
    def index(self) -> float:
        """1 where they agree on everything, -1 where on nothing."""
        return (2 * self.same - self.shared) / self.shared


def stances(positions: Iterable[Mapping[str, Any]]) -> list[Stance]:
    """Count stands by thing and holder, the thing most spoken of first.

    `positions` are rows of `Store.positions`. Positions on the same subject belong together; objects
    without one do where their key (lemmas without determiners) is, or else their words are, whatever the case.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[str, str]] = set()
    for row in positions:
        if (row["position"], row["holder_code"]) in seen:
            continue
        seen.add((row["position"], row["holder_code"]))
        thing = row["subject"] or row.get("key") or " ".join(row["object"].casefold().split())
        names[thing][row["object"]] += 1
        counts[thing, row["holder_code"]][row["stance"]] += 1
    table = [
        Stance(thing=thing, name=_commonest(names[thing]), holder=holder, backs=signs["+"], opposes=signs["-"])
        for (thing, holder), signs in counts.items()
    ]
    return sorted(table, key=lambda stance: (-names[stance.thing].total(), stance.thing, stance.holder))


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def agreements(table: Iterable[Stance]) -> list[Agreement]:
    """Compare every two holders that have a clear stand on at least one common thing, most in common first."""
    signs: dict[str, dict[str, int]] = defaultdict(dict)
    for stance in table:
        if stance.sign:
            signs[stance.holder][stance.thing] = stance.sign
    found = []
    for first, second in combinations(sorted(signs), 2):
        shared = signs[first].keys() & signs[second].keys()
        if shared:
            same = sum(signs[first][thing] == signs[second][thing] for thing in shared)
            found.append(Agreement(first=first, second=second, shared=len(shared), same=same))
    return sorted(found, key=lambda pair: (-pair.shared, pair.first, pair.second))
