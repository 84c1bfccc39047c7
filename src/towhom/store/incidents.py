"""Incidents in the store: the records that `measures.incidents` takes, and the tables for what it finds.

They are computed at the end of a build and kept. Where they are out of date (a build was cut off, the store is older
than these tables, a reviewer's judgements are given), they are computed when asked for, into a database in memory
with the same tables; the store itself is not written to by reading.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from towhom.errors import StoreError
from towhom.store.connect import LOCKED_DOWN, schema
from towhom.store.select import Conditions, add_period, known

if TYPE_CHECKING:
    from towhom.measures.incidents import Incident

METHOD = 2  # changes when the same records would give other incidents
CHUNK = 20_000

STATE = """
SELECT concat_ws(' ', ?, (SELECT count(*) || ' ' || coalesce(bit_xor(hash(e)), 0) FROM events e),
                 (SELECT coalesce(bit_xor(hash(document, coder)), 0) FROM documents))"""

EVENTS = """
SELECT e.event, e.document, e.sentence, e.type, e.modality, e.reciprocal, e.quad_code, e.edtf, e.start_char, e.end_char,
       e.trigger, e.confidence, s.text, s.start_char AS sentence_start
FROM events e JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence"""

PARTIES = "SELECT event, role, actor, name, code FROM event_parties{where} ORDER BY event, role, place, actor"

# Words for countries and for those who take part in an event, with the names of whoever is meant; and times.
WORDS = """
SELECT m.document, m.sentence, m.start_char, m.end_char, string_agg(a.name, ' ' ORDER BY a.place) AS name
FROM mentions m JOIN mention_actors a ON a.document = m.document AND a.mention = m.mention
WHERE starts_with(a.actor, 'country:')
   OR EXISTS (FROM event_actors p WHERE p.document = m.document AND p.mention = m.mention)
GROUP BY ALL
UNION ALL SELECT document, sentence, start_char, end_char, '' FROM times
ORDER BY ALL"""

SHOWN = """
SELECT i.incident, i.edtf, i.earliest, i.latest, i.date_basis, i.type, i.modality, i.quad_code,
       i.actors, i.recipients, i.codes, i.documents AS sources, i.records, i.confidence, i.text, i.best,
       (SELECT list(e.event ORDER BY e.event) FROM incident_events e WHERE e.incident = i.incident) AS events
FROM incidents i"""

MEMBERS = """
FROM events_flat WHERE event IN (SELECT unnest(?::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY event ORDER BY actor_place, recipient_place, actor, recipient) = 1
ORDER BY document_date NULLS LAST, document, start_char, event"""

MERGES = "SELECT one, other, probability, reason FROM incident_merges WHERE incident = ? ORDER BY place"

ORDERS = {
    "date": "earliest NULLS LAST, latest, incident",
    "latest": "latest DESC NULLS LAST, earliest DESC, incident",
    "sources": "sources DESC, records DESC, earliest NULLS LAST, incident",
}


def state(connection: duckdb.DuckDBPyConnection) -> str:
    """What the incidents of a store depend on, as a short text."""
    row = connection.execute(STATE, [METHOD]).fetchone()
    assert row is not None
    return str(row[0])


def are_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the store has incidents, and of the records that it holds now."""
    try:
        row = connection.execute("SELECT state FROM incident_state").fetchone()
    except duckdb.CatalogException:
        return False  # made before there were such tables
    return row is not None and row[0] == state(connection)


def event_rows(connection: duckdb.DuckDBPyConnection, events: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Records as `measures.incidents.find_incidents` takes them: all, or those of these ids."""
    of_events = "" if events is None else " WHERE list_contains(?::VARCHAR[], event)"
    of_documents = "" if events is None else f" WHERE document IN (SELECT document FROM events{of_events})"
    given = [] if events is None else [list(events)]
    parties: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event, role, actor, name, code in connection.execute(PARTIES.format(where=of_events), given).fetchall():
        parties[event].append({"role": role, "actor": actor, "name": name, "code": code})
    words: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    for document, sentence, start, end, name in connection.execute(f"FROM ({WORDS}){of_documents}", given).fetchall():
        words[document, sentence].append((start, end, name))
    result = connection.execute(f"FROM ({EVENTS}){of_events}", given)
    names = [column[0] for column in result.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    for row in rows:
        row["parties"] = parties[row["event"]]
        row["mentions"] = words[row["document"], row["sentence"]]
    return rows


def compute(
    rows: Sequence[Mapping[str, Any]], *, must: Iterable[tuple[str, str]] = (), cannot: Iterable[tuple[str, str]] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Find the incidents of records; return the rows of the tables that hold them."""
    from towhom.measures.incidents import find_incidents  # a later room, as the coder is: used, not known

    try:
        found = find_incidents(rows, must=must, cannot=cannot)
    except ValueError as error:
        raise StoreError(str(error)) from error  # judgements that contradict one another
    parties = {row["event"]: row["parties"] for row in rows}
    tables: dict[str, list[dict[str, Any]]] = {"incidents": [], "incident_events": [], "incident_merges": []}
    for incident in found:
        tables["incidents"].append(_incident(incident, parties[incident.best]))
        tables["incident_events"] += [{"incident": incident.id, "event": event} for event in incident.events]
        tables["incident_merges"] += [
            {
                "incident": incident.id, "place": place, "one": merge.one, "other": merge.other,
                "probability": merge.probability, "reason": merge.reason,
            }
            for place, merge in enumerate(incident.merges)
        ]  # fmt: skip
    return tables


def _incident(found: Incident, parties: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    def of(role: str, field: str) -> list[str]:
        return list(dict.fromkeys(str(party[field]) for party in parties if party["role"] == role))

    return {
        "incident": found.id, "edtf": found.when.edtf, "earliest": found.earliest, "latest": found.latest,
        "date_basis": found.when.basis, "type": found.type, "modality": found.modality, "quad_code": found.quad_code,
        "actors": of("actor", "name"), "recipients": of("recipient", "name"),
        "codes": sorted({party["code"] for party in parties}), "documents": len(found.documents),
        "records": len(found.events), "confidence": found.confidence, "text": found.text, "best": found.best,
    }  # fmt: skip


def write(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Mapping[str, Any]]], *, of: str) -> None:
    """Put incidents into their tables, in place of those that stood there; `of` is the state that they are of."""
    make_tables(connection)
    for table in (*tables, "incident_state"):
        connection.execute(f"DELETE FROM {table}")
    for table, rows in tables.items():
        insert(connection, table, rows)
    connection.execute("INSERT INTO incident_state VALUES (?)", [of])


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables where a store (or a database in memory) has none yet."""
    for statement in re.findall(r"^CREATE TABLE incident\w* \(.*?^\);", schema(), re.M | re.S):
        connection.execute(statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, many at a time."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        connection.execute(
            f"INSERT INTO {table} SELECT {values}", [[row[column] for row in chunk] for column, _ in columns]
        )


def read_judgements(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Read a reviewer's pairs: CSV with the columns one, other (ids of events), judgement (same, different)."""
    same: list[tuple[str, str]] = []
    different: list[tuple[str, str]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            one, other, judgement = (str(row.get(name) or "").strip() for name in ("one", "other", "judgement"))
            if not one or not other or judgement not in ("same", "different"):
                raise StoreError(
                    f"{path}, line {number}: wanted are one, other (ids of events) and judgement (same or different)"
                )
            (same if judgement == "same" else different).append((one, other))
    return same, different


def in_memory(tables: Mapping[str, Sequence[Mapping[str, Any]]], *, of: str) -> duckdb.DuckDBPyConnection:
    """A database in memory with the tables of incidents, locked down as a store is."""
    connection = duckdb.connect(":memory:", config={**LOCKED_DOWN, "lock_configuration": "false"})
    write(connection, tables, of=of)
    connection.execute("SET lock_configuration = true")
    return connection


def select(
    *, events: Sequence[str] | None, since: str | date | None, until: str | date | None, min_sources: int, order: str,
    limit: int | None,
) -> tuple[str, list[Any]]:  # fmt: skip
    """SQL and parameters for incidents: those that hold one of `events`, if given, and may lie in the period."""
    known(order, ORDERS, "order of incidents")
    conditions = Conditions()
    if events is not None:
        conditions.add(
            "incident IN (SELECT incident FROM incident_events WHERE event IN (SELECT unnest(?::VARCHAR[])))", events
        )
    add_period(conditions, since=since, until=until)
    if min_sources > 1:
        conditions.add("documents >= ?", min_sources)
    sql = f"{SHOWN}{conditions.where} ORDER BY {ORDERS[order]}"
    return sql + (f" LIMIT {int(limit)}" if limit is not None else ""), conditions.parameters
