"""Files that hold many documents: CSV, TSV, JSON Lines, Parquet. Rows are streamed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from towhom.errors import UnreadableError
from towhom.reading import encoding

FIELDS = ("text", "id", "date", "title", "source", "url")
# What other programs call the text column; tried in this order where no column is called "text".
TEXT_NAMES = ("content", "body", "full_text", "fulltext", "article", "story", "sentence")
BATCH = 256
LONGEST_FIELD = 512 * 1024 * 1024
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip

Row = Mapping[str, Any]


def rows(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[dict[str, str | None]]:
    """Yield a dictionary with the keys of `FIELDS` for every row that has text.

    `columns` says which column a field is in ({"text": "Body"}); without it, columns are found by the field's
    name in any case. Raises UnreadableError for a table without a text column, or, when all readable
    rows are through, for rows that are not JSON.
    """
    source = READERS[path.suffix.lower()](path)
    with closing(source):
        found: dict[str, str] | None = None
        for row in source:
            if found is None or path.suffix.lower() in (".jsonl", ".ndjson"):
                found = _columns(path, list(row), columns or {}, found)
            text = row.get(found["text"])
            if text is None or not str(text).strip():
                continue
            record = {field: _plain(row.get(found[field])) if field in found else None for field in FIELDS}
            yield record | {"text": str(text), "date": edtf(row.get(found.get("date", "")))}


def edtf(value: object) -> str | None:
    """Return a day, month or year of a table as EDTF; None where the value is none or can mean two days."""
    if value is None or isinstance(value, (datetime, date)):
        return None if value is None else f"{value:%Y-%m-%d}"
    text = str(value).strip()
    if iso := re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?", text):
        return _checked(*iso.groups())
    if re.fullmatch(r"\d{4}(?:-\d{2})?[~?%]?|[\dX]{4}-[\dX]{2}(?:-[\dX]{2})?|[\d-]{4,10}/[\d-]{4,10}", text):
        return text
    if named := re.fullmatch(r"(?:[A-Za-z]+,? )?(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})(?:,? .*)?", text):
        day, month, year = named.groups()
    elif named := re.fullmatch(r"(?:[A-Za-z]+, )?([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? .*)?", text):
        month, day, year = named.groups()
    elif named := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        first, second, year = named.groups()
        if int(first) > 12 or first == second:
            return _checked(year, second, first)
        return _checked(year, first, second) if int(second) > 12 else None
    else:
        return None
    number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(month.lower())), None)
    return _checked(year, str(number), day) if number else None


def _checked(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _plain(value: object) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


def _columns(path: Path, present: list[str], given: Mapping[str, str], before: dict[str, str] | None) -> dict[str, str]:
    """Return the column of each field that the table has."""
    # lines of JSON may leave out what they have no value for: a later one can bring a field that is new
    fields = {str(name).strip().lower() for name in present} & set(FIELDS)
    if before is not None and fields <= before.keys() and all(column in present for column in before.values()):
        return before
    folded = {str(name).strip().lower(): name for name in reversed(present)}
    found = {field: folded[field] for field in FIELDS if field in folded}
    for field, name in given.items():
        if name.strip().lower() in folded:
            found[field] = folded[name.strip().lower()]
        else:
            raise UnreadableError(f"{path}: no column {name!r}; it has: {_listed(present)}")
    if other := next((folded[name] for name in TEXT_NAMES if name in folded), None):
        found.setdefault("text", other)
    if "text" not in found:
        raise UnreadableError(f"{path}: no text column; it has: {_listed(present)}")
    return found


def _listed(names: list[str]) -> str:
    shown = ", ".join(str(name)[:40] for name in names[:12])
    return f"{shown}, ..." if len(names) > 12 else shown or "none"


def _csv(path: Path) -> Generator[Row, None, None]:
    csv.field_size_limit(LONGEST_FIELD)
    with path.open("rb") as raw:
        sample = raw.read(encoding.SAMPLE)
        if encoding.is_binary(sample):
            raise UnreadableError(f"{path}: not a table of text (binary content)")
        name = encoding.detect(sample)
        raw.seek(0)
        lines = io.TextIOWrapper(raw, encoding=name, errors="replace", newline="")
        mark = "\t" if path.suffix.lower() == ".tsv" else _delimiter(sample.decode(name, errors="replace"))
        reader = csv.DictReader(lines, delimiter=mark)
        try:
            yield from ({k: v for k, v in row.items() if isinstance(k, str)} for row in _headed(path, reader))
        except csv.Error as error:
            raise UnreadableError(f"{path}: not a readable table (row {reader.line_num}: {error})") from error


def _headed(path: Path, reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    """Yield the rows; a table with a head alone is checked for its text column all the same."""
    first = next(reader, None)
    if first is None:
        yield dict.fromkeys(reader.fieldnames or [], "")
        return
    yield first
    yield from reader


def _delimiter(sample: str) -> str:
    """Return the mark that parts the columns: the one most common in the first line."""
    head = sample.split("\n", 1)[0]
    return max(",;\t|", key=head.count)


def _jsonl(path: Path) -> Generator[Row, None, None]:
    bad: list[int] = []
    number = 0
    with path.open("rb") as raw:
        sample = raw.read(encoding.SAMPLE)
        if encoding.is_binary(sample):
            raise UnreadableError(f"{path}: not JSON Lines (binary content)")
        raw.seek(0)
        with io.TextIOWrapper(raw, encoding=encoding.detect(sample), errors="replace", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip("\0 \t\r\n"):
                    continue
                if (row := _object(line)) is None:
                    bad.append(number)
                else:
                    yield row
    if bad:
        raise UnreadableError(f"{path}: {len(bad)} of {number} lines are not JSON objects (the first: line {bad[0]})")


def _object(line: str) -> Row | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _parquet(path: Path) -> Generator[Row, None, None]:
    import duckdb  # only to read the format; the store is another room's

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        try:
            result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [str(column[0]) for column in result.description or ()]
            yield dict.fromkeys(names)
            while batch := result.fetchmany(BATCH):
                yield from (dict(zip(names, values, strict=True)) for values in batch)
        except duckdb.Error as error:
            raise UnreadableError(f"{path}: not a readable Parquet file") from error


READERS: dict[str, Callable[[Path], Generator[Row, None, None]]] = {
    ".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".parquet": _parquet,
}  # fmt: skip
