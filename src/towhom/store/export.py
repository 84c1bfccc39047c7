"""Rows -> CSV, JSON Lines, Parquet. Texts come from anywhere, so each format guards what opens it."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import duckdb

# Spreadsheets take a cell that starts with one of these as a formula (OWASP, "CSV Injection"); the wide
# forms count in East Asian locales. A cell of signs only ("-", "---", "+") is no formula and stays as it is.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_SIGNS = re.compile(r"[-+]+")

# Control characters move a terminal's cursor, bidirectional marks reorder a line, U+2028/9 break lines in
# some readers. JSON allows them raw; as escapes they mean the same and do no harm.
_RISKY = re.compile("[\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

LIST_SEPARATOR = ";"  # between the values of one cell


def write_csv(file: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, safe: bool) -> None:
    """Write a heading and rows; lists are joined with ";", missing values are empty cells."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value, safe=safe) for value in row])


def cell(value: Any, *, safe: bool) -> Any:
    """One value as a CSV cell; with `safe`, text that a spreadsheet would run gets a leading apostrophe."""
    if isinstance(value, list | tuple):
        value = LIST_SEPARATOR.join(str(each) for each in value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")  # a lone CR would end the row for some readers
    return "'" + value if safe and _FORMULA.match(value) and not _SIGNS.fullmatch(value) else value


def json_line(value: Any) -> str:
    """One object as one line of JSON, readable in any script, with nothing that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def write_parquet(path: Path, columns: Sequence[tuple[str, str]], chunks: Iterable[Sequence[Sequence[Any]]]) -> None:
    """Write a Parquet file of columns (name, DuckDB type) in one move: a kill leaves no half file.

    The store's own connection may not write files, so the rows go through a database in memory.
    """
    draft = path.with_name(f".{path.name}.new-{os.getpid()}")
    with duckdb.connect(":memory:") as memory:
        heads = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        memory.execute(f"CREATE TABLE rows ({heads})")
        values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        for chunk in chunks:
            memory.execute(f"INSERT INTO rows SELECT {values}", [list(column) for column in zip(*chunk, strict=True)])
        quoted = str(draft).replace("'", "''")
        try:
            memory.execute(f"COPY rows TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
