"""Graph files: what goes in comes out again, in the same bytes whatever the order."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from towhom.measures.graphs import graph_text, write_graph

NODES: list[tuple[str, dict[str, Any]]] = [
    ("USA", {"label": "United \x00States <&>", "events": 3}),
    ("KOR", {"label": "대한민국", "events": 2.5}),
    ("PRK", {"label": "North Korea", "since": date(2017, 1, 1), "none": None}),
]
EDGES: list[tuple[str, str, dict[str, Any]]] = [
    ("USA", "KOR", {"weight": 3, "modes": ["visit", "phone"], "score": float("nan")}),
    ("KOR", "USA", {"weight": 2.5, "viz": {"color": {"r": 200, "g": 0, "b": 0, "a": 1.0}}}),
    ("USA", "PRK", {"weight": 1, "score": -3.0}),
]


def made(kind: type, *, seed: int = 0) -> Any:
    rng, graph = random.Random(seed), kind(name="dealings")
    for node, data in rng.sample(NODES, len(NODES)):
        graph.add_node(node, **data)
    edges = EDGES if kind is not nx.Graph else [EDGES[0], EDGES[2]]  # which has one edge a pair
    for first, last, data in rng.sample(edges, len(edges)):
        graph.add_edge(first, last, **data)
    return graph


def read(text: str, format: str) -> Any:
    file = io.BytesIO(text.encode())
    return nx.read_graphml(file) if format == "graphml" else nx.read_gexf(file)


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_everything_comes_back(format: str) -> None:
    found = read(graph_text(made(nx.DiGraph), format), format)

    assert set(found.nodes) == {"USA", "KOR", "PRK"}
    assert found.nodes["KOR"]["label"] == "대한민국"
    assert found.nodes["USA"]["label"] == "United �States <&>"
    # a whole and a broken number under one name are one attribute
    assert (found.nodes["USA"]["events"], found.nodes["KOR"]["events"]) == (3.0, 2.5)
    assert found.nodes["PRK"]["since"] == "2017-01-01"
    assert "none" not in found.nodes["PRK"]
    assert found.edges["USA", "KOR"]["weight"] == 3
    assert found.edges["USA", "KOR"]["modes"] == "visit; phone"
    assert "score" not in found.edges["USA", "KOR"]
    assert found.edges["USA", "PRK"]["score"] == -3.0


@pytest.mark.parametrize("format", ["graphml", "gexf"])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_order_of_making_does_not_show(kind: type, format: str) -> None:
    texts = {graph_text(made(kind, seed=seed), format) for seed in range(10)}
    assert len(texts) == 1


def test_colours_go_to_gexf_only() -> None:
    assert "viz:color" in graph_text(made(nx.DiGraph), "gexf")
    assert "viz" not in graph_text(made(nx.DiGraph), "graphml")


def test_the_graph_given_stays_as_it_is() -> None:
    graph = made(nx.DiGraph)
    graph_text(graph, "graphml")
    assert "viz" in graph.edges["KOR", "USA"]
    assert graph.nodes["PRK"]["since"] == date(2017, 1, 1)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    write_graph(made(nx.DiGraph), tmp_path / "a.gexf", "gexf")
    assert (tmp_path / "a.gexf").read_text(encoding="utf-8") == graph_text(made(nx.DiGraph), "gexf")
    with pytest.raises(ValueError, match="known: graphml, gexf"):
        write_graph(made(nx.DiGraph), tmp_path / "a.dot", "dot")
    assert [path.name for path in tmp_path.iterdir()] == ["a.gexf"]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_an_empty_graph(format: str) -> None:
    assert len(read(graph_text(nx.DiGraph(), format), format)) == 0
