"""Who deals with whom as directed graphs, whole or period by period; `graphs.write_graph` makes files of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx

from towhom.measures.dyads import OTHERS
from towhom.measures.periods import Period
from towhom.measures.timeline import HAPPENED, LONGEST, shares

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
LEVELS = ("country", "actor")


def event_network(
    events: Iterable[Mapping[str, Any]], *, level: str = "country", modalities: Iterable[str] = HAPPENED
) -> nx.DiGraph:
    """Return one graph of all events, dated or not.

    `events` are rows of `Store.events(directed=True)`. Nodes are codes (`level="country"`) or ids of actors
    (`level="actor"`), with `label`, `code` and `events` (in which they act or are acted upon). An edge from actor
    to recipient has `weight` (events: one counts once a pair, however many of a country take part), one number for
    each quad class, `score` (mean PLOVER score, -10 to 10), `first` and `last` day where known. What has no
    recipient is no edge; a country's dealings with itself are.
    """
    pairs = _by_pair(events, level, set(modalities))
    return _graph(pairs, {event: 1.0 for found in pairs.values() for event in found}, level)


def networks_by_period(
    events: Iterable[Mapping[str, Any]], *, by: str = "year", level: str = "country",
    modalities: Iterable[str] = HAPPENED, longest: int = LONGEST,
) -> dict[Period, nx.DiGraph]:  # fmt: skip
    """Return a graph for each period in which there are events, in order.

    An event whose date spans several periods counts in each by the share of its days, as in `series`, so the weights
    of all periods add up to those of the whole graph without what is undated or vaguer than `longest` days.
    """
    pairs = _by_pair(events, level, set(modalities))
    counts: dict[Period, dict[str, float]] = defaultdict(dict)
    for found in pairs.values():
        for id, row in found.items():
            first, last = row["earliest"], row["latest"]
            if first is None or last is None or not 0 <= (last - first).days < longest:
                continue
            for period, share in shares(first, last, by=by):
                counts[period][id] = share
    return {period: _graph(pairs, counts[period], level) for period in sorted(counts)}


Pairs = dict[tuple[str, str], dict[str, Mapping[str, Any]]]  # (actor, recipient) -> event -> its row


def _by_pair(events: Iterable[Mapping[str, Any]], level: str, modalities: set[str]) -> Pairs:
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}; known: {', '.join(LEVELS)}")
    one, other = ("actor_code", "recipient_code") if level == "country" else ("actor", "recipient")
    pairs: Pairs = defaultdict(dict)
    for row in events:
        pair = row[one], row[other]
        if row["modality"] in modalities and all(pair) and OTHERS not in pair:
            pairs[pair].setdefault(row["event"], row)
    return pairs


def _graph(pairs: Pairs, counts: Mapping[str, float], level: str) -> nx.DiGraph:
    graph = nx.DiGraph(level=level)
    taking_part: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in sorted(pairs):
        found = {id: row for id, row in sorted(pairs[pair].items()) if id in counts}
        if not found:
            continue
        graph.add_edge(*pair, **_edge(found, counts))
        row = next(iter(found.values()))
        for node, role in zip(pair, ("actor", "recipient"), strict=True):
            graph.nodes[node].setdefault("label", node if level == "country" else row[f"{role}_name"])
            graph.nodes[node].setdefault("code", row[f"{role}_code"])
            taking_part[node].update({id: counts[id] for id in found})
    for node, shared in taking_part.items():
        graph.nodes[node]["events"] = sum(shared.values())
    return graph


def _edge(found: Mapping[str, Mapping[str, Any]], counts: Mapping[str, float]) -> dict[str, Any]:
    weight = sum(counts[id] for id in found)
    quads = {
        name: sum(counts[id] for id, row in found.items() if row["quad_code"] == quad)
        for quad, name in enumerate(QUADS, start=1)
    }
    days: list[date] = [day for row in found.values() for day in (row["earliest"], row["latest"]) if day is not None]
    return {
        "weight": weight, **quads, "score": sum(counts[id] * row["event_scale"] for id, row in found.items()) / weight,
        "first": min(days, default=None), "last": max(days, default=None),
    }  # fmt: skip
