"""Event networks: what an edge counts, and that periods add up to the whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.measures.graphs import graph_text
from towhom.measures.network import event_network, networks_by_period


def row(
    event: str, actor: str, recipient: str | None, *, quad: int = 1, scale: float = 2.0, modality: str = "actual",
    first: date | None = None, last: date | None = None, name: str = "",
) -> dict[str, Any]:  # fmt: skip
    return {
        "event": event, "actor": f"person:{name or actor}", "actor_code": actor, "actor_name": name or actor,
        "recipient": recipient and f"country:{recipient}", "recipient_code": recipient, "recipient_name": recipient,
        "quad_code": quad, "event_scale": scale, "modality": modality, "earliest": first, "latest": last or first,
    }  # fmt: skip


ROWS = [
    row("a", "KOR", "USA", name="Moon", first=date(2017, 6, 30)),
    row("a", "KOR", "USA", name="Kang", first=date(2017, 6, 30)),  # two persons of one country: one event
    row("b", "KOR", "USA", quad=4, scale=-8.0, first=date(2018, 1, 1)),
    row("c", "USA", "KOR", quad=3, scale=-2.0, first=date(2017, 12, 1), last=date(2018, 1, 31)),
    row("d", "KOR", "USA", modality="future"),
    row("e", "PRK", None),
    row("f", "---", "USA"),
    row("g", "PRK", "JPN"),
]


def test_an_edge_counts_events() -> None:
    graph = event_network(ROWS)
    assert sorted(graph.edges) == [("KOR", "USA"), ("PRK", "JPN"), ("USA", "KOR")]
    edge = graph.edges["KOR", "USA"]
    assert (edge["weight"], edge["verbal_cooperation"], edge["material_conflict"], edge["score"]) == (2, 1, 1, -3.0)
    assert (edge["first"], edge["last"]) == (date(2017, 6, 30), date(2018, 1, 1))
    assert graph.nodes["KOR"] == {"label": "KOR", "code": "KOR", "events": 3}
    assert graph.edges["PRK", "JPN"]["first"] is None


def test_actors_instead_of_countries() -> None:
    graph = event_network(ROWS, level="actor")
    assert graph.nodes["person:Moon"] == {"label": "Moon", "code": "KOR", "events": 1}
    assert graph.edges["person:Kang", "country:USA"]["weight"] == 1


def test_periods() -> None:
    found = {period.label: graph for period, graph in networks_by_period(ROWS, by="year").items()}
    assert sorted(found) == ["2017", "2018"]
    # a day in December and January: half in each year
    assert [found[year].edges["USA", "KOR"]["weight"] for year in ("2017", "2018")] == [0.5, 0.5]
    assert found["2018"].edges["KOR", "USA"]["score"] == -8.0


def test_unknown_level() -> None:
    with pytest.raises(ValueError, match="known: country, actor"):
        event_network(ROWS, level="planet")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["USA", "KOR", "PRK"]), st.sampled_from(["USA", "KOR", "PRK"]),
            st.dates(date(2000, 1, 1), date(2010, 1, 1)), st.integers(0, 900), st.integers(1, 4),
        ),
        max_size=15,
    ),
    st.sampled_from(["month", "quarter", "year"]),
)  # fmt: skip
def test_periods_add_up(events: list[tuple[str, str, date, int, int]], by: str) -> None:
    rows = [
        row(str(n), one, other, quad=quad, first=day, last=date.fromordinal(day.toordinal() + days))
        for n, (one, other, day, days, quad) in enumerate(events)
    ]
    whole, parts = event_network(rows), networks_by_period(rows, by=by).values()
    for pair in whole.edges:
        total = sum(part.edges[pair]["weight"] for part in parts if part.has_edge(*pair))
        assert total == pytest.approx(whole.edges[pair]["weight"])


def test_it_can_be_written() -> None:
    assert "verbal_cooperation" in graph_text(event_network(ROWS), "graphml")
    assert '<edge id="0" source="KOR" target="USA"' in graph_text(event_network(ROWS), "gexf")
