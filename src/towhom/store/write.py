"""Rows -> tables. Every function here runs inside a transaction that its caller opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import duckdb

from towhom.record import Record
from towhom.store.rows import DOCUMENT_TABLES, Row, rows_of


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing of it, also when the process is killed."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def replace_records(connection: duckdb.DuckDBPyConnection, records: Sequence[Record], *, coder: str, run: int) -> None:
    """Keep records; whatever stood here of the same documents before goes."""
    delete_documents(connection, [record.document.id for record in records])
    for table, rows in rows_of(records, coder=coder, run=run).items():
        insert(connection, table, rows)


def delete_documents(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> None:
    """Remove documents with everything that was read in them."""
    for table in DOCUMENT_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?::VARCHAR[]))", [list(documents)])


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows, a column at a time: some fifty times as fast as a row at a time."""
    if not rows:
        return
    columns = _columns(connection, table)
    values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
    connection.execute(f"INSERT INTO {table} SELECT {values}", [[row[column] for row in rows] for column, _ in columns])


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Name and type of a table's columns, in order."""
    return connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()


def move_documents(connection: duckdb.DuckDBPyConnection, paths: Mapping[str, str]) -> None:
    """Note where documents that stand here already were found too: {document: path}; the first path stays."""
    connection.execute(
        """UPDATE documents SET path = found.path
           FROM (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::VARCHAR[]) AS path) found
           WHERE documents.document = found.document AND coalesce(found.path < documents.path, true)""",
        [list(paths), list(paths.values())],
    )


def note_failures(connection: duckdb.DuckDBPyConnection, reasons: Mapping[str, str], *, run: int) -> None:
    """Keep {path: reason}; an older reason for the same path goes."""
    forget_failures(connection, reasons)
    rows = [{"path": path, "reason": reason, "run": run} for path, reason in reasons.items()]
    insert(connection, "failures", rows)


def forget_failures(connection: duckdb.DuckDBPyConnection, paths: Iterable[str]) -> None:
    """Forget that these paths failed: they have been read since, or are reported anew."""
    connection.execute("DELETE FROM failures WHERE path IN (SELECT unnest(?::VARCHAR[]))", [list(paths)])


def start_run(connection: duckdb.DuckDBPyConnection, *, towhom: str, coder: str, settings: Mapping[str, Any]) -> int:
    """Note that a run began; return its number."""
    row = connection.execute(
        """INSERT INTO runs (run, towhom, coder, settings, started)
           SELECT coalesce(max(run), 0) + 1, ?, ?, ?, ? FROM runs RETURNING run""",
        [towhom, coder, json.dumps(dict(settings), sort_keys=True, default=str), _now()],
    ).fetchone()
    assert row is not None
    return int(row[0])


def end_run(connection: duckdb.DuckDBPyConnection, *, run: int, added: int, skipped: int, failed: int) -> None:
    """Note that a run came to its end."""
    connection.execute(
        "UPDATE runs SET ended = ?, added = ?, skipped = ?, failed = ? WHERE run = ?",
        [_now(), added, skipped, failed, run],
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
