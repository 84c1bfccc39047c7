"""Discourse networks: who stands with whom, by what they back and oppose.

The method is discourse network analysis: Leifeld, P. (2017), "Discourse Network Analysis: Policy Debates as Dynamic
Networks", in The Oxford Handbook of Political Networks, ch. 12; in its program DNA (`Exporter.java`, version 3) the
same options have the same names. A statement is one holder's stand for or against one concept.

1. statements are taken from positions, those that say nothing new in their document, week, month or year left out;
2. congruence of two holders: over all concepts, how often both back or both oppose it, counts multiplied;
   conflict: one backs it, the other opposes it; subtract: congruence less conflict;
3. affiliation: holders on one side, concepts on the other, backing less opposing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import sqrt
from typing import Any

from towhom.measures.periods import UNITS, period_of, periods_between

KINDS = ("congruence", "conflict", "subtract", "affiliation")
DUPLICATES = ("include", "document", "week", "month", "year", "across")
NORMALIZATIONS = ("no", "average", "jaccard", "cosine")
UNKNOWN = "---"
LONGEST = 366  # days that a date may be wide and still stand in a week, month, year or window

Profile = Counter[tuple[str, bool]]  # (concept, backed) -> statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One stand of one holder, as discourse network analysis counts it."""

    id: str  # of the position
    holder: str  # code or actor id
    holder_name: str
    concept: str  # the subject's id, or the normalized words of the object
    concept_name: str
    agreement: bool  # backs it
    document: str
    day: date | None  # first day that it can have been; None where unknown or too vague

    @property
    def said(self) -> tuple[str, str, bool]:
        """What makes two statements the same."""
        return self.holder, self.concept, self.agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A holder or a concept, with the number of its statements."""

    id: str
    name: str
    variable: str  # "holder", "concept", "actor"
    frequency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie; `same` and `opposite` are what `weight` is made of, before normalization."""

    first: str
    second: str
    weight: float
    same: float
    opposite: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and ties; `first` and `last` are the days that a time window covers."""

    kind: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    directed: bool = False
    first: date | None = None
    last: date | None = None


def statements(
    positions: Iterable[Mapping[str, Any]], *, by: str = "country", duplicates: str = "document"
) -> list[Statement]:
    """Turn rows of `Store.positions` into statements, in the order of the rows.

    `by` is "country" (a holder is his country or organization) or "actor" (himself). Of statements with the same
    holder, concept and stance only the first counts in each document, week, month or year, or at all ("across");
    "include" keeps all. What has no date stands in no week, month or year and is kept once a document. Stands of
    whom nobody could name a country ("---") or a name for are left out.
    """
    _known("by", by, ("country", "actor"))
    _known("duplicates", duplicates, DUPLICATES)
    kept: list[Statement] = []
    seen: set[tuple[object, ...]] = set()
    rows = [_statement(row, by=by) for row in positions]
    rows = [row for row in rows if row.holder != UNKNOWN and not row.holder.startswith("unknown:")]
    names = _names(rows)
    for statement in rows:
        unit = (statement.id,) if duplicates == "include" else _unit(statement, duplicates)
        if (*statement.said, *unit) not in seen:
            seen.add((*statement.said, *unit))
            kept.append(replace(statement, concept_name=names[statement.concept]))
    return kept


def _statement(row: Mapping[str, Any], *, by: str) -> Statement:
    first, last = row.get("earliest"), row.get("latest")
    vague = first is None or last is None or (last - first).days >= LONGEST
    concept = row["subject"] or row.get("key") or " ".join(row["object"].casefold().split())
    return Statement(
        id=row["position"],
        holder=row["holder_code"] if by == "country" else row["holder"],
        holder_name=row["holder_code"] if by == "country" else row["holder_name"],
        concept=concept,
        concept_name=row.get("subject_name") or row["object"],
        agreement=row["stance"] == "+",
        document=row.get("document", ""),
        day=None if vague else first,
    )


def _unit(statement: Statement, duplicates: str) -> tuple[object, ...]:
    if duplicates == "across":
        return ()
    if duplicates == "document" or statement.day is None:
        return ("document", statement.document)
    return (period_of(statement.day, by=duplicates).label,)


def _names(rows: Iterable[Statement]) -> dict[str, str]:
    """The commonest wording of each concept, the first in alphabetical order among equals."""
    wordings: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in rows:
        wordings[statement.concept][statement.concept_name] += 1
    return {concept: min(found, key=lambda name: (-found[name], name)) for concept, found in wordings.items()}


def network(said: Sequence[Statement], *, kind: str, normalization: str = "no") -> Network:
    """Build one network of statements.

    One-mode (congruence, conflict, subtract): ties between holders. `normalization` divides a tie by how much the
    two say (DNA's names): "average", the mean of their statements; "jaccard", the stands that either takes, those
    that both take counted as often as they meet; "cosine", the product of the lengths of their profiles (the cosine
    similarity proper; DNA's own code multiplies the numbers of statements). "affiliation" knows "no" and "average"
    (DNA calls it activity: by the statements of the holder).
    """
    _known("kind", kind, KINDS)
    _known("normalization", normalization, NORMALIZATIONS)
    profiles: dict[str, Profile] = defaultdict(Counter)
    for statement in said:
        profiles[statement.holder][statement.concept, statement.agreement] += 1
    if kind == "affiliation":
        if normalization not in ("no", "average"):
            raise ValueError(f"an affiliation network has no normalization {normalization!r}; known: no, average")
        edges = _affiliations(profiles, normalization)
        return Network(kind=kind, nodes=(*_nodes(said, "holder"), *_nodes(said, "concept")), edges=tuple(edges))
    return Network(kind=kind, nodes=tuple(_nodes(said, "holder")), edges=tuple(_ties(profiles, kind, normalization)))


def _nodes(said: Sequence[Statement], variable: str) -> Iterator[Node]:
    counts = Counter(getattr(statement, variable) for statement in said)
    names = {getattr(statement, variable): getattr(statement, f"{variable}_name") for statement in reversed(said)}
    for id in sorted(counts):
        yield Node(id=id, name=names[id], variable=variable, frequency=counts[id])


def _affiliations(profiles: Mapping[str, Profile], normalization: str) -> Iterator[Edge]:
    for holder in sorted(profiles):
        profile = profiles[holder]
        norm = profile.total() if normalization == "average" else 1
        for concept in sorted({concept for concept, _ in profile}):
            backs, opposes = profile[concept, True], profile[concept, False]
            yield Edge(first=holder, second=concept, weight=(backs - opposes) / norm, same=backs, opposite=opposes)


def _ties(profiles: Mapping[str, Profile], kind: str, normalization: str) -> Iterator[Edge]:
    for first, second in combinations(sorted(profiles), 2):
        one, other = profiles[first], profiles[second]
        same = sum(count * other[stand] for stand, count in one.items())
        opposite = sum(count * other[concept, not backed] for (concept, backed), count in one.items())
        weight: float = {"congruence": same, "conflict": opposite, "subtract": same - opposite}[kind]
        if weight or (kind == "subtract" and same):
            weight /= _norm(one, other, normalization)
            yield Edge(first=first, second=second, weight=weight, same=same, opposite=opposite)


def _norm(one: Profile, other: Profile, normalization: str) -> float:
    if normalization == "average":
        return (one.total() + other.total()) / 2
    if normalization == "jaccard":
        alone = sum(n for stand, n in one.items() if not other[stand])
        alone += sum(n for stand, n in other.items() if not one[stand])
        return alone + sum(n * other[stand] for stand, n in one.items())
    if normalization == "cosine":
        return sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return 1.0


def windows(
    said: Sequence[Statement], *, unit: str = "month", size: int = 6, kind: str, normalization: str = "no"
) -> Iterator[Network]:
    """Networks of a window that moves through time: `size` weeks, months, quarters or years, one further each time.

    Each ends with one of the periods that the dated statements span, the first with the first (DNA's time windows,
    but closed behind, not centred: a window never shows what was said after its name). Undated statements are left
    out; what is repeated was left out by `statements`.
    """
    _known("unit", unit, UNITS)
    if size < 1:
        raise ValueError(f"a window of {size} {unit}s; at least 1")
    dated = [(statement.day, statement) for statement in said if statement.day is not None]
    if not dated:
        return
    days = [day for day, _ in dated]
    periods = list(periods_between(min(days), max(days), by=unit))
    for at, period in enumerate(periods):
        first = periods[max(0, at - size + 1)].start
        inside = [statement for day, statement in dated if first <= day <= period.end]
        made = network(inside, kind=kind, normalization=normalization)
        yield Network(kind=kind, nodes=made.nodes, edges=made.edges, first=first, last=period.end)


def dealings_network(dealings: Iterable[Any]) -> Network:
    """Who deals with whom, from `measures.dealings`: ties from actor to recipient, weighted by their events.

    `same` counts cooperation, `opposite` conflict.
    """
    counts: Counter[str] = Counter()
    edges = []
    for dealing in dealings:
        one, two, three, four = dealing.quads
        counts[dealing.actor] += one + two + three + four
        counts[dealing.recipient] += 0
        edges.append(
            Edge(
                first=dealing.actor,
                second=dealing.recipient,
                weight=one + two + three + four,
                same=one + two,
                opposite=three + four,
            )
        )
    nodes = [Node(id=code, name=code, variable="actor", frequency=counts[code]) for code in sorted(counts)]
    return Network(kind="events", nodes=tuple(nodes), edges=tuple(edges), directed=True)


def _known(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"no {what} {value!r}; known: {', '.join(allowed)}")


def spoken(said: Iterable[Statement], *, since: date | None = None, until: date | None = None) -> list[Statement]:
    """The statements of a time; undated ones are left out where a bound is given."""
    if since is None and until is None:
        return list(said)
    first, last = since or date.min, until or date.max
    return [statement for statement in said if statement.day is not None and first <= statement.day <= last]
