"""Graphs -> files that other programs open: GraphML (visone, Cytoscape, igraph) and GEXF (Gephi).

The same graph gives the same bytes, whatever the order in which it was made and the day on which it is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

# Characters that XML 1.0 does not have; one of them in a name makes the whole file unreadable.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graph(graph: nx.Graph, path: str | Path, format: str) -> None:
    """Write a graph of any kind (directed or not, with or without several edges a pair) to a file, in one move.

    `format` is "graphml" or "gexf"; raises ValueError for others. Values of attributes may be text, numbers,
    booleans, dates and lists of these (joined with "; "); missing ones (None, NaN) are left out. Name what a
    node is shown as `label`, the strength of an edge `weight`. GEXF's own `viz` (a dictionary of color, size,
    position) is written there, and left out of GraphML.
    """
    path = Path(path)
    text = graph_text(graph, format)
    draft = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def graph_text(graph: nx.Graph, format: str) -> str:
    """Return what `write_graph` writes."""
    writers: dict[str, Callable[[nx.Graph], str]] = {"graphml": _graphml, "gexf": _gexf}
    if format not in writers:
        raise ValueError(f"no graph format {format!r}; known: {', '.join(writers)}")
    # canonical form: attributes of an element in one order, whatever the version of networkx
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{canonicalize(writers[format](_tidy(graph)))}\n'


def _graphml(graph: nx.Graph) -> str:
    for _, data in _all_data(graph):
        data.pop("viz", None)
    return str(GraphMLWriter(graph=graph, edge_id_from_attribute="id"))


def _gexf(graph: nx.Graph) -> str:
    writer = GEXFWriter(graph=graph)
    writer.xml.remove(writer.xml.find("meta"))  # it holds the day of writing and the version of networkx
    return str(writer)


def _tidy(graph: nx.Graph) -> nx.Graph:
    """A copy in one order, with attributes that both formats can hold, each of one type throughout."""
    copy = graph.__class__()
    copy.graph.update({str(name): _plain(value) for name, value in sorted(graph.graph.items())})
    nodes = sorted(graph.nodes(data=True), key=lambda node: str(node[0]))
    copy.add_nodes_from((_text(str(node)), _attributes(data)) for node, data in nodes)
    for first, last, data in sorted(
        _edges(graph), key=lambda edge: (edge[0], edge[1], sorted(map(str, edge[2].items())))
    ):
        copy.add_edge(first, last, **data)
    for kind in ("node", "edge"):
        _one_type_each([data for place, data in _all_data(copy) if place == kind])
    return copy


def _edges(graph: nx.Graph) -> Iterable[tuple[str, str, dict[str, Any]]]:
    for first, last, data in graph.edges(data=True):
        ends = _text(str(first)), _text(str(last))
        # which end an undirected edge is listed from depends on the order in which nodes were added
        one, other = ends if graph.is_directed() else sorted(ends)
        yield one, other, _attributes(data)


def _all_data(graph: nx.Graph) -> Iterable[tuple[str, dict[str, Any]]]:
    for _, data in graph.nodes(data=True):
        yield "node", data
    for _, _, data in graph.edges(data=True):
        yield "edge", data


def _attributes(data: Mapping[Hashable, Any]) -> dict[str, Any]:
    found = {str(name): _plain(value) for name, value in data.items()}
    return {name: found[name] for name in sorted(found) if found[name] is not None}


def _plain(value: Any) -> Any:
    """A value as text, number or boolean; None for what is missing."""
    if hasattr(value, "item"):
        value = value.item()  # a number of numpy's
    if value is None or isinstance(value, bool | int | dict):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None  # neither format has NaN or infinity
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(map(str, value)) if isinstance(value, set | frozenset) else map(str, value)
        return _text("; ".join(parts))
    return _text(str(value))


def _text(words: str) -> str:
    return _NOT_XML.sub("�", words)


def _one_type_each(table: list[dict[str, Any]]) -> None:
    """Give an attribute one type: whole and broken numbers become broken ones, other mixtures text."""
    for name in {name for row in table for name in row} - {"viz"}:
        types = {type(row[name]) for row in table if name in row}
        if len(types) > 1:
            common: type = float if types == {int, float} else str
            for row in table:
                if name in row:
                    row[name] = common(row[name])
