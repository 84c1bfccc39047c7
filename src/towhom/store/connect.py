"""Opening a store file: making it, checking its version, locking the connection down."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb

from towhom.errors import StoreError

FORMAT = "towhom"
SCHEMA_VERSION = 2

# A store may come from somebody else and texts are data: nothing in it may reach the disk or the network,
# and no query may switch that on again.
LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


# A page of a long table: sort by the few columns that say the order, then fetch the rest of its rows alone.
READING: dict[str, str | bool | int | float | list[str]] = {"late_materialization_max_rows": "20000"}


# DuckDB passes over row groups that cannot hold what is asked for; its own 122,880 rows leave few to pass over.
ROW_GROUP = 8192


def open_reading(path: Path) -> duckdb.DuckDBPyConnection:
    """Open an existing store for reading only. Several processes may do so at the same time."""
    if not path.exists():
        raise StoreError(f"{path}: no such store; make one with: towhom build {path} FILE…")
    return _checked(_connect(path, read_only=True), path)


def open_writing(path: Path, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a store for writing, making it where there is none. One process at a time may do so.

    `threads` is how many processors it may use: all if not given.
    """
    if not path.exists():
        _make(path)
    return _checked(_connect(path, read_only=False, threads=threads), path)


def open_preparing(path: Path, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open an existing store for writing, with tables made from now on in row groups of ROW_GROUP rows."""
    try:
        connection = duckdb.connect(config={} if threads is None else {"threads": threads})
        connection.execute(f"ATTACH {_quoted(str(path))} AS store (ROW_GROUP_SIZE {ROW_GROUP})")  # no setting says it
        connection.execute("USE store")
        for name, value in LOCKED_DOWN.items():
            connection.execute(f"SET {name} = {value}")
    except (duckdb.Error, OSError) as error:
        raise StoreError(_reason(path, str(error))) from error
    return _checked(connection, path)


def _make(path: Path) -> None:
    """Make an empty store beside its place, then move it there: a kill never leaves half a store."""
    draft = path.with_name(f".{path.name}.new-{os.getpid()}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}")
    draft.unlink(missing_ok=True)
    try:
        with _connect(draft, read_only=False) as connection:
            connection.execute("BEGIN")
            connection.execute(schema())
            connection.execute("INSERT INTO store_info VALUES (?, ?)", [FORMAT, SCHEMA_VERSION])
            connection.execute(";\n".join(remarks(schema())))
            connection.execute("COMMIT")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


@cache
def schema() -> str:
    """The text of schema.sql."""
    return (resources.files("towhom.store") / "schema.sql").read_text(encoding="utf-8")


def remarks(sql: str) -> list[str]:
    """The remarks of schema.sql as COMMENT ON statements, so that they stand in the store too."""
    statements = []
    for found in re.finditer(r"((?:^--[^\n]*\n)+)CREATE (TABLE|VIEW) (\w+)(?: \(\n(.*?)^\);)?", sql, re.M | re.S):
        above, what, name, body = found.groups()
        text = " ".join(line.removeprefix("--").strip() for line in above.splitlines())
        statements.append(f"COMMENT ON {what} {name} IS {_quoted(text)}")
        for column, remark in re.findall(r"^ +(\w+) .*?-- (.*)$", body or "", re.M):
            statements.append(f"COMMENT ON COLUMN {name}.{column} IS {_quoted(remark)}")
    return statements


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _connect(path: Path, *, read_only: bool, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    config = {**LOCKED_DOWN, **READING, **({} if threads is None else {"threads": threads})}
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except (duckdb.Error, OSError) as error:
        raise StoreError(_reason(path, str(error))) from error


def _reason(path: Path, message: str) -> str:
    """One line that says what is the matter, from DuckDB's message."""
    if lock := re.search(r"Conflicting lock is held in .*?\(PID (\d+)\)", message):
        return f"{path}: in use by process {lock[1]}, perhaps a build; wait until it is done"
    if "different configuration" in message:
        return f"{path}: already open in this process in another way; close it first"
    if "not a valid DuckDB database" in message or path.is_dir():
        return f"{path}: not a towhom store"
    if "version" in message.lower():
        return f"{path}: made by another version of DuckDB than the one installed ({duckdb.__version__})"
    return f"{path}: cannot be opened: {message.splitlines()[0]}"


def _checked(connection: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyConnection:
    """Return the connection if this is a store of our version, else close it and say what it is."""
    try:
        row = connection.execute("SELECT format, schema_version FROM store_info").fetchone()
    except duckdb.Error:
        row = None
    if row is None or row[0] != FORMAT:
        connection.close()
        raise StoreError(f"{path}: a DuckDB file, but not a towhom store")
    if row[1] != SCHEMA_VERSION:
        connection.close()
        raise StoreError(
            f"{path}: a store of version {row[1]}, and this program reads version {SCHEMA_VERSION}; "
            "build it again from its documents, or use the program that made it"
        )
    return connection
