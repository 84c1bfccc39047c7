"""Discourse networks and statements as files: what visone, Gephi, UCINET, R and DNA's users open.

Attributes of nodes and ties are named as DNA names them (`Exporter.java`): name, variable, frequency, weight; ties that
are mostly of conflict have another colour than those of agreement, which DNA's files leave alike.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import networkx as nx

from towhom.errors import TowhomError
from towhom.measures.discourse import Edge, Network
from towhom.measures.graphs import write_graph


class FormatError(TowhomError, ValueError):
    """A network cannot be written like that."""


FORMATS = ("graphml", "gexf", "csv", "matrix")
# Okabe and Ito's palette, apart for the colour-blind.
NODE_COLORS = {"holder": "#0072B2", "actor": "#0072B2", "concept": "#E69F00"}
AGREE, DISAGREE = "#009E73", "#D55E00"
EDGE_COLUMNS = ("first", "second", "weight", "same", "opposite")

# The columns of DNA's event CSV, in its order; the last is ours.
DNA_COLUMNS = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text",
    "coder", "document_id", "document_title", "document_author", "document_source", "document_section",
    "document_type", "position",
)  # fmt: skip


def graph_of(network: Network) -> nx.Graph:
    """The network as a graph of networkx, directed where it is."""
    graph: nx.Graph = nx.DiGraph() if network.directed else nx.Graph()
    graph.graph["kind"] = network.kind
    if network.last is not None:
        graph.graph.update(first=network.first, last=network.last)
    for node in network.nodes:
        color = NODE_COLORS[node.variable]
        graph.add_node(
            node.id, label=node.name, name=node.name, variable=node.variable, frequency=node.frequency, color=color,
            viz={"color": _rgb(color)},
        )  # fmt: skip
    for edge in network.edges:
        color = AGREE if edge.same >= edge.opposite else DISAGREE
        graph.add_edge(
            edge.first, edge.second, weight=float(edge.weight), same=float(edge.same), opposite=float(edge.opposite),
            color=color, viz={"color": _rgb(color)},
        )  # fmt: skip
    return graph


def _rgb(color: str) -> dict[str, float]:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def write_networks(networks: Sequence[Network], path: str | Path, format: str) -> list[Path]:
    """Write networks and return the files.

    One network goes into the file itself; of several (a moving window) "csv" makes one table with the days of each,
    the others a file each, with the window's last day in its name. "csv" is a list of ties, "matrix" DNA's square or
    oblong table with semicolons. Raises FormatError for another.
    """
    if format not in FORMATS:
        raise FormatError(f"no network format {format!r}; known: {', '.join(FORMATS)}")
    path = Path(path)
    if format == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            _write_ties(file, networks)
        return [path]
    written = []
    for network in networks:
        target = path if len(networks) == 1 else path.with_name(f"{path.stem}-{network.last}{path.suffix}")
        if format == "matrix":
            with target.open("w", encoding="utf-8", newline="") as file:
                _write_matrix(file, network)
        else:
            write_graph(graph_of(network), target, format)
        written.append(target)
    return written


def _write_ties(file: IO[str], networks: Sequence[Network]) -> None:
    windows = any(network.last for network in networks)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*(("window_first", "window_last") if windows else ()), *EDGE_COLUMNS))
    for network in networks:
        for edge in network.edges:
            row = [getattr(edge, column) for column in EDGE_COLUMNS]
            writer.writerow([*((network.first, network.last) if windows else ()), *row])


def _write_matrix(file: IO[str], network: Network) -> None:
    """DNA's matrix: names above and at the left, weights between, 0 where there is no tie."""
    second = [n for n in network.nodes if n.variable == "concept"]
    rows = [n for n in network.nodes if n.variable != "concept"]
    weights = dict(_both_ways(network.edges, directed=network.directed))
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(["", *(node.name for node in second or rows)])
    for row in rows:
        writer.writerow([row.name, *(weights.get((row.id, column.id), 0) for column in second or rows)])


def _both_ways(edges: Iterable[Edge], *, directed: bool) -> Iterator[tuple[tuple[str, str], float]]:
    for edge in edges:
        weight = int(edge.weight) if edge.weight == int(edge.weight) else round(edge.weight, 6)  # DNA's six places
        yield (edge.first, edge.second), weight
        if not directed:
            yield (edge.second, edge.first), weight


def write_statements(file: IO[str], positions: Iterable[Mapping[str, Any]]) -> None:
    """Write rows of `Store.positions` as DNA's event list: one line a statement, semicolons, texts in quotes.

    Statements and documents are numbered in the order of the rows, as DNA numbers them; `position` is our own id. A
    time that is no single day is the first day that it can be; an unknown one is empty.
    """
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(DNA_COLUMNS)
    documents: dict[str, int] = {}
    for number, row in enumerate(positions, start=1):
        document = documents.setdefault(row["document"], len(documents) + 1)
        person = row["holder_name"] if row["holder"].startswith("person:") else ""
        day = row.get("earliest")
        writer.writerow(
            [
                number, f"{day} 00:00:00" if day else "", person, row["holder_code"] if person else row["holder_name"],
                row.get("subject_name") or row.get("key") or row["object"], int(row["stance"] == "+"),
                row["start_char"], row["end_char"], row["text"], row.get("coder") or "", document,
                row.get("title") or "", "", row.get("source") or "", "", "", row["position"],
            ]
        )  # fmt: skip
