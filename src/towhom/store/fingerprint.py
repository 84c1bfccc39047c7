"""One hash for all that a store holds, to tell whether two stores hold the same."""

from __future__ import annotations

import hashlib
import json

import duckdb

from towhom.store.rows import DOCUMENT_TABLES

TABLES = (*DOCUMENT_TABLES, "failures")
LEFT_OUT = {"run"}  # which run coded a document, and when, says nothing about what was read in it
CHUNK = 1_000


def fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of the content, whatever the order in which it was written or the number of runs."""
    digest = hashlib.sha256()
    for table in TABLES:
        columns = [
            name
            for (name,) in connection.execute(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
            ).fetchall()
            if name not in LEFT_OUT
        ]
        digest.update(json.dumps([table, columns]).encode())
        result = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY ALL")
        while rows := result.fetchmany(CHUNK):
            for row in rows:
                digest.update(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
    return digest.hexdigest()
