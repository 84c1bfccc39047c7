"""Discourse networks: counted by hand on small tables, and laws that hold on any."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.measures.discourse import Edge, dealings_network, network, spoken, statements, windows
from towhom.measures.discourse_files import DNA_COLUMNS, graph_of, write_networks, write_statements
from towhom.measures.dyads import Dealing


def row(id: str, holder: str, stance: str, key: str, day: date | None = None, document: str = "d") -> dict[str, Any]:
    return {
        "position": id, "holder": f"country:{holder}", "holder_code": holder, "holder_name": holder, "stance": stance,
        "object": key, "key": key, "subject": None, "subject_name": None, "document": document, "earliest": day,
        "latest": day, "start_char": 3, "end_char": 9, "text": 'He said "no; never".', "coder": "c", "title": "T",
        "source": None,
    }  # fmt: skip


ROWS = [
    row("1", "KOR", "+", "dialogue", date(2017, 5, 2)),
    row("2", "USA", "-", "dialogue", date(2017, 5, 20)),
    row("3", "KOR", "+", "thaad", date(2017, 6, 1)),
    row("4", "USA", "+", "thaad", date(2017, 6, 3)),
    row("5", "CHN", "-", "thaad", date(2017, 7, 9)),
    row("6", "CHN", "+", "dialogue", date(2017, 7, 9)),
    row("7", "CHN", "+", "dialogue", date(2017, 7, 30)),  # the same again in the same document
    row("8", "---", "+", "dialogue", date(2017, 7, 30)),  # nobody knows who
]


def weights(edges: tuple[Edge, ...]) -> dict[tuple[str, str], float]:
    return {(edge.first, edge.second): round(edge.weight, 4) for edge in edges}


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        # both for dialogue; both for THAAD
        ("congruence", {("CHN", "KOR"): 1, ("KOR", "USA"): 1}),
        # THAAD; dialogue; and China against America on both
        ("conflict", {("CHN", "KOR"): 1, ("KOR", "USA"): 1, ("CHN", "USA"): 2}),
        # a tie of nothing in all stays, since they meet
        ("subtract", {("CHN", "KOR"): 0, ("KOR", "USA"): 0, ("CHN", "USA"): -2}),
    ],
)
def test_one_mode(kind: str, wanted: dict[tuple[str, str], float]) -> None:
    """Congruence counts equal stands, conflict opposite ones, subtract the difference."""
    found = weights(network(statements(ROWS), kind=kind).edges)
    assert found == wanted


def test_two_modes() -> None:
    """An affiliation is what a holder says for a thing less what he says against it."""
    made = network(statements(ROWS), kind="affiliation")
    assert weights(made.edges) == {
        ("CHN", "dialogue"): 1, ("CHN", "thaad"): -1, ("KOR", "dialogue"): 1, ("KOR", "thaad"): 1,
        ("USA", "dialogue"): -1, ("USA", "thaad"): 1,
    }  # fmt: skip
    assert [(n.id, n.frequency) for n in made.nodes if n.variable == "concept"] == [("dialogue", 3), ("thaad", 3)]


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [("include", 3), ("document", 2), ("month", 2), ("week", 3), ("year", 2), ("across", 2)],
)
def test_what_is_said_again(duplicates: str, kept: int) -> None:
    """China says it on two days of one document, one month, two weeks."""
    assert sum(s.holder == "CHN" for s in statements(ROWS, duplicates=duplicates)) == kept


@pytest.mark.parametrize(
    ("normalization", "wanted"),
    [
        ("no", 1.0),
        ("average", 0.5),  # two statements each
        ("jaccard", 1 / 3),  # one in common, one each alone
        ("cosine", 0.5),
    ],
)
def test_normalization(normalization: str, wanted: float) -> None:
    made = network(statements(ROWS), kind="congruence", normalization=normalization)
    assert weights(made.edges)["KOR", "USA"] == round(wanted, 4)


def test_windows_move_month_by_month() -> None:
    """May alone, May and June, June and July."""
    made = list(windows(statements(ROWS), unit="month", size=2, kind="congruence"))
    assert [(str(w.first), str(w.last)) for w in made] == [
        ("2017-05-01", "2017-05-31"), ("2017-05-01", "2017-06-30"), ("2017-06-01", "2017-07-31"),
    ]  # fmt: skip
    assert [weights(w.edges) for w in made] == [{}, {("KOR", "USA"): 1}, {("KOR", "USA"): 1}]


def test_a_time() -> None:
    """Only what was said by the end of May."""
    assert [s.id for s in spoken(statements(ROWS), until=date(2017, 5, 31))] == ["1", "2"]


@pytest.mark.parametrize(
    "refused",
    [
        lambda: statements(ROWS, duplicates="day"),
        lambda: statements(ROWS, by="person"),
        lambda: network([], kind="agreement"),
        lambda: network([], kind="congruence", normalization="z"),
        lambda: network(statements(ROWS), kind="affiliation", normalization="jaccard"),
        lambda: list(windows(statements(ROWS), size=0, kind="conflict")),
        lambda: write_networks([], "x", "png"),
    ],
)
def test_refusals(refused: Any) -> None:
    """What is not known is refused by name, with what is."""
    with pytest.raises(ValueError, match=r"known:|at least"):
        refused()


STANDS = st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("+-"), st.sampled_from("xyz")), max_size=25).map(
    lambda rows: [row(str(i), *each) for i, each in enumerate(rows)]
)


@settings(deadline=None)
@given(STANDS)
def test_subtract_is_congruence_less_conflict(rows: list[dict[str, Any]]) -> None:
    said = statements(rows, duplicates="include")
    same, opposite, rest = (weights(network(said, kind=k).edges) for k in ("congruence", "conflict", "subtract"))
    for pair in same.keys() | opposite.keys():
        assert rest.get(pair, 0) == same.get(pair, 0) - opposite.get(pair, 0)


@settings(deadline=None)
@given(STANDS)
def test_cosine_is_at_most_one(rows: list[dict[str, Any]]) -> None:
    said = statements(rows, duplicates="include")
    assert all(0 < e.weight <= 1 + 1e-9 for e in network(said, kind="congruence", normalization="cosine").edges)


@settings(deadline=None)
@given(STANDS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    mixed = random.sample(rows, len(rows))
    one, other = (network(statements(r), kind="subtract") for r in (rows, mixed))
    assert (one.nodes, one.edges) == (other.nodes, other.edges)


def test_graphs_open_again(tmp_path: Any) -> None:
    """GraphML and GEXF hold names, weights and colours; conflict has another colour than agreement."""
    made = network(statements(ROWS), kind="subtract")
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        (path,) = write_networks([made], tmp_path / f"n.{format}", format)
        graph = read(path)
        assert graph.nodes["KOR"]["frequency"] == 2
        assert graph.edges["CHN", "USA"]["weight"] == -2
        assert graph.edges["CHN", "USA"]["color"] != graph.edges["CHN", "KOR"]["color"]
    assert not graph_of(made).is_directed()


def test_windows_as_files(tmp_path: Any) -> None:
    """A table for all windows, a graph for each."""
    made = list(windows(statements(ROWS), unit="month", size=2, kind="congruence"))
    (table,) = write_networks(made, tmp_path / "n.csv", "csv")
    lines = table.read_text().splitlines()
    assert [r["window_last"] for r in csv.DictReader(lines)] == ["2017-06-30", "2017-07-31"]
    assert len(write_networks(made, tmp_path / "n.gexf", "gexf")) == 3


def test_the_matrix(tmp_path: Any) -> None:
    (path,) = write_networks([network(statements(ROWS), kind="conflict")], tmp_path / "m.csv", "matrix")
    assert path.read_text().splitlines()[0] == '"";"CHN";"KOR";"USA"'
    assert path.read_text().splitlines()[1] == '"CHN";0;1;2'


def test_dna_event_list() -> None:
    """Semicolons and quotes in a text stay in their cell."""
    file = io.StringIO()
    write_statements(file, [*ROWS[:2], row("9", "USA", "+", "x", None, document="e")])
    file.seek(0)
    lines = list(csv.DictReader(file, delimiter=";"))
    assert list(lines[0]) == list(DNA_COLUMNS)
    assert [(r["statement_id"], r["time"], r["agreement"], r["document_id"], r["text"]) for r in lines] == [
        ("1", "2017-05-02 00:00:00", "1", "1", 'He said "no; never".'),
        ("2", "2017-05-20 00:00:00", "0", "1", 'He said "no; never".'),
        ("3", "", "1", "2", 'He said "no; never".'),
    ]


def test_who_deals_with_whom() -> None:
    """Events as a directed network."""
    made = dealings_network([Dealing(actor="USA", recipient="PRK", quads=(1, 0, 2, 3), score=-2.0)])
    assert made.directed
    assert [(e.first, e.second, e.weight, e.same, e.opposite) for e in made.edges] == [("USA", "PRK", 6, 1, 5)]
