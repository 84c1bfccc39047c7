"""Rows -> tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import duckdb

from towhom.record import Record
from towhom.store.rows import DOCUMENT_TABLES, Row, rows_of


class Writer:
    """Writes to one store. What belongs together goes into one `transaction`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._columns: dict[str, list[tuple[str, str]]] = defaultdict(list)  # table -> (name, type) in order
        for table, column, kind in connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY table_name, column_index"
        ).fetchall():
            self._columns[table].append((column, kind))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing of it, also when the process is killed."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def documents(self) -> dict[str, tuple[str, str | None]]:
        """The documents of the store: {id: (version of the coder, path)}."""
        rows = self.connection.execute("SELECT document, coder, path FROM documents").fetchall()
        return {document: (coder, path) for document, coder, path in rows}

    def failing(self) -> set[str]:
        """The paths that could not be read or coded when last tried."""
        return {path for (path,) in self.connection.execute("SELECT path FROM failures").fetchall()}

    def keep(self, records: Sequence[Record], *, replaced: Collection[str], coder: str, run: int) -> None:
        """Keep records; of the documents `replaced`, whatever stood here goes."""
        if replaced:
            for table in DOCUMENT_TABLES:
                self._execute_on(list(replaced), f"DELETE FROM {table} WHERE list_contains(?::VARCHAR[], document)")
        for table, rows in rows_of(records, coder=coder, run=run).items():
            self._insert(table, rows)

    def move(self, paths: Mapping[str, str]) -> None:
        """Note where documents that stand here were found too: {document: path}; the first path stays."""
        if paths:
            self.connection.execute(
                """UPDATE documents SET path = found.path
                   FROM (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::VARCHAR[]) AS path) found
                   WHERE documents.document = found.document AND coalesce(found.path < documents.path, true)""",
                [list(paths), list(paths.values())],
            )

    def note_failures(self, reasons: Mapping[str, str], *, run: int) -> None:
        """Keep {path: reason}; an older reason for the same path goes."""
        self.forget_failures(reasons)
        self._insert("failures", [{"path": path, "reason": reason, "run": run} for path, reason in reasons.items()])

    def forget_failures(self, paths: Collection[str]) -> None:
        """Forget that these paths failed: they have been read since, or are reported anew."""
        self._execute_on(list(paths), "DELETE FROM failures WHERE list_contains(?::VARCHAR[], path)")

    def start_run(self, *, towhom: str, coder: str, settings: Mapping[str, Any]) -> int:
        """Note that a run began; return its number."""
        row = self.connection.execute(
            """INSERT INTO runs (run, towhom, coder, settings, started)
               SELECT coalesce(max(run), 0) + 1, ?, ?, ?, ? FROM runs RETURNING run""",
            [towhom, coder, json.dumps(dict(settings), sort_keys=True, default=str), _now()],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def end_run(self, run: int, *, added: int, skipped: int, failed: int) -> None:
        """Note that a run came to its end."""
        self.connection.execute(
            "UPDATE runs SET ended = ?, added = ?, skipped = ?, failed = ? WHERE run = ?",
            [_now(), added, skipped, failed, run],
        )

    def _execute_on(self, values: list[str], sql: str) -> None:
        if values:
            self.connection.execute(sql, [values])

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows a column at a time, which is some fifty times as fast as a row at a time."""
        if not rows:
            return
        columns = self._columns[table]
        values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        self.connection.execute(
            f"INSERT INTO {table} SELECT {values}", [[row[column] for row in rows] for column, _ in columns]
        )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
