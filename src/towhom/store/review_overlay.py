"""A store as its reviewers left it, for reading: the file as it is, and beside it in memory the rows that differ."""

from __future__ import annotations

from pathlib import Path

import duckdb

from towhom.errors import StoreError
from towhom.store.connect import LOCKED_DOWN
from towhom.store.review import Decision
from towhom.store.review_apply import KEYS, Revision, insert, mark, revise

CODED = "coded"  # the store's file, in the database in memory


def overlay(path: Path, plain: duckdb.DuckDBPyConnection, decisions: list[Decision]) -> duckdb.DuckDBPyConnection:
    """A connection with the tables and views of the store, its rows exchanged; `plain` reads the store itself.

    Locked down as a store is: what queries could change is in memory, and `Store.sql` lets them change nothing.
    """
    revision = revise(plain, decisions)
    config = {name: value for name, value in LOCKED_DOWN.items() if name not in _LATER}
    memory = duckdb.connect(":memory:", config=config)
    try:
        memory.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {CODED} (READ_ONLY)")
        _tables(memory, revision)
        _views(memory, revision)
        for name, value in _LATER.items():
            memory.execute(f"SET {name} = {value}")
    except duckdb.Error as error:
        memory.close()
        raise StoreError(f"{path}: its reviewed state cannot be shown: {' '.join(str(error).split())}") from error
    return memory


_LATER = {name: LOCKED_DOWN[name] for name in ("enable_external_access", "lock_configuration")}  # in this order


def _tables(memory: duckdb.DuckDBPyConnection, revision: Revision) -> None:
    """Every table of the store under its name, as a view; exchanged rows come from tables in memory."""
    names = memory.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [CODED]).fetchall()
    for (table,) in sorted(names):
        exchanged = revision.rows.get(table)
        if not exchanged:
            memory.execute(f"CREATE VIEW {table} AS FROM {CODED}.{table}")
            continue
        columns = KEYS[table]
        listed = ", ".join(columns)
        memory.execute(f"CREATE TABLE changed_{table} AS FROM {CODED}.{table} LIMIT 0")
        memory.execute(f"CREATE TABLE gone_{table} AS SELECT {listed} FROM {CODED}.{table} LIMIT 0")
        insert(memory, f"changed_{table}", [row for rows in exchanged.values() for row in rows])
        insert(memory, f"gone_{table}", [dict(zip(columns, key, strict=True)) for key in exchanged])
        memory.execute(
            f"CREATE VIEW {table} AS FROM {CODED}.{table} ANTI JOIN gone_{table} USING ({listed}) "
            f"UNION ALL BY NAME FROM changed_{table}"
        )


def _views(memory: duckdb.DuckDBPyConnection, revision: Revision) -> None:
    """The views of the store, over these tables; one that needs another comes after it."""
    waiting = memory.execute(
        "SELECT sql FROM duckdb_views() WHERE database_name = ? AND NOT internal ORDER BY view_name", [CODED]
    ).fetchall()
    while waiting:
        later, trouble = [], None
        for statement in waiting:
            try:
                memory.execute(statement[0])
            except duckdb.CatalogException as error:
                later.append(statement)
                trouble = error
        if trouble is not None and len(later) == len(waiting):
            raise trouble
        waiting = later
    mark(memory, revision)
