"""Reports -> groups: agglomerative, average linkage over log-odds, under constraints.

The two groups whose pairs speak most for being one are joined, again and again, while the mean of their pairs'
log-odds is above the threshold and nothing forbids it: dates that exclude each other, acts that one sentence tells
apart, a reviewer's word. Mean linkage, since a chain of neighbours must not draw two happenings together.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towhom.measures.incidents_blocks import candidates
from towhom.measures.incidents_pairs import Rarity, exclusion, judge
from towhom.measures.incidents_reports import Report
from towhom.measures.incidents_weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two groups became one: over which two reports, and how sure."""

    one: int  # places of the reports that spoke most for it
    other: int
    score: float  # mean log-odds of all pairs between the two groups; inf where a reviewer said so


@dataclass(frozen=True, slots=True)
class _Link:
    """What speaks for joining two groups: the sum over the pairs that were compared, and the strongest of them."""

    total: float
    pairs: int
    strongest: tuple[float, int, int]  # score, places

    def __add__(self, other: _Link) -> _Link:
        strongest = max(self.strongest, other.strongest, key=lambda pair: (pair[0], -pair[1], -pair[2]))
        return _Link(self.total + other.total, self.pairs + other.pairs, strongest)


def group(
    reports: Sequence[Report], *, weights: Weights, must: Iterable[tuple[int, int]], cannot: Iterable[tuple[int, int]]
) -> list[tuple[tuple[int, ...], tuple[Join, ...]]]:
    """Return groups of places of reports, each with the joins that made it.

    The reports have to come in an order of their own (by id), not in that of their reading: it decides between
    equals. `must` and `cannot` are a reviewer's pairs of places, and outweigh everything.
    """
    grouping = _Grouping(reports, weights=weights, cannot=cannot)
    for one, other in sorted(must):
        grouping.join_for_reviewer(one, other)
    rarity = Rarity(reports)
    for one, other in candidates(reports, rarity=rarity):
        score = judge(reports[one], reports[other], rarity=rarity, weights=weights).score
        if score > weights.not_compared:
            grouping.add(one, other, score)
    grouping.run()
    return [(tuple(sorted(members)), tuple(grouping.joins[name])) for name, members in sorted(grouping.members.items())]


class _Grouping:
    """Groups that are being joined. A group is named by the lowest place of its members."""

    def __init__(self, reports: Sequence[Report], *, weights: Weights, cannot: Iterable[tuple[int, int]]) -> None:
        self.reports = reports
        self.weights = weights
        self.members: dict[int, list[int]] = {place: [place] for place in range(len(reports))}
        self.joins: dict[int, list[Join]] = defaultdict(list)
        self._name = list(range(len(reports)))  # place -> name of its group
        self._links: dict[int, dict[int, _Link]] = defaultdict(dict)
        self._apart: dict[int, set[int]] = defaultdict(set)  # place -> places that a reviewer keeps apart from it
        for one, other in cannot:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join_for_reviewer(self, one: int, other: int) -> None:
        """Join two groups because a reviewer said that they are one."""
        first, second = sorted((self._name[one], self._name[other]))
        if first == second:
            return
        if self._kept_apart(first, second):
            raise ValueError(
                f"{self.reports[one].event} and {self.reports[other].event} are told to be one incident and two"
            )
        self._join(first, second, Join(one=one, other=other, score=math.inf))

    def add(self, one: int, other: int, score: float) -> None:
        """Note what a pair of reports says about their groups."""
        first, second = self._name[one], self._name[other]
        if first == second:
            return
        link = _Link(score, 1, (score, one, other))
        known = self._links[first].get(second)
        self._links[first][second] = self._links[second][first] = known + link if known else link

    def run(self) -> None:
        """Join until nothing is left to join. The heap holds what was true when it was put there."""
        heap = [(-self._score(a, b), a, b) for a, links in self._links.items() for b in links if a < b]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if -negative <= self.weights.threshold:
                return
            if b not in self._links.get(a, {}) or -negative != self._score(a, b) or self._excluded(a, b):
                continue
            _, one, other = self._links[a][b].strongest
            self._join(a, b, Join(one=one, other=other, score=-negative))
            for other_name in self._links[a]:
                pair = min(a, other_name), max(a, other_name)
                heapq.heappush(heap, (-self._score(*pair), *pair))

    def _score(self, a: int, b: int) -> float:
        """Mean log-odds of the pairs between two groups; pairs that were never compared count a fixed amount."""
        link, pairs = self._links[a][b], len(self.members[a]) * len(self.members[b])
        return (link.total + (pairs - link.pairs) * self.weights.not_compared) / pairs

    def _excluded(self, a: int, b: int) -> bool:
        if self._kept_apart(a, b):
            return True
        return any(exclusion(self.reports[i], self.reports[j]) for i in self.members[a] for j in self.members[b])

    def _kept_apart(self, a: int, b: int) -> bool:
        theirs = set(self.members[b])
        return any(not self._apart[place].isdisjoint(theirs) for place in self.members[a] if place in self._apart)

    def _join(self, a: int, b: int, join: Join) -> None:
        """Make group b a part of group a, which has the lower name."""
        for place in self.members[b]:
            self._name[place] = a
        self.members[a] += self.members.pop(b)
        self.joins[a] += [*self.joins.pop(b, []), join]
        self._links[a].pop(b, None)
        for other, link in self._links.pop(b, {}).items():
            if other == a:
                continue
            known = self._links[a].get(other)
            both = known + link if known else link
            self._links[a][other] = self._links[other][a] = both
            del self._links[other][b]
