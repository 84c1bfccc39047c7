"""Files, folders and globs -> documents."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from towhom.errors import UnreadableError
from towhom.reading import Document, clean, pages, tables

STANDARD_INPUT = "-"
SUFFIXES = frozenset(pages.READERS) | frozenset(tables.READERS)


def expand(paths: Sequence[str | Path]) -> list[Path]:
    """Return the files that paths, folders (searched to the bottom, in order) and globs stand for, each once.

    A file is returned whatever its extension (`read` says what is wrong with it); from folders and globs only
    files that can be read by their extension come, none that is hidden. Raises UnreadableError naming the path
    if nothing is there, or nothing that can be read.
    """
    found: dict[Path, None] = {}
    for given in paths:
        found |= dict.fromkeys(_expand(given))
    return list(found)


def read(path: str | Path, *, columns: Mapping[str, str] | None = None, date: str | None = None) -> Iterator[Document]:
    """Yield the documents of a file: one of a text, page, PDF or Word file, one a row of a table.

    `columns` names the columns of a table ({"text": "Body"}; see tables.rows). `date` (EDTF) is for documents
    that bring no date themselves. "-" is plain text from standard input. A row's document has the path
    "FILE#ID", with the row's number where the table has no ids. Raises UnreadableError with the file's name
    and the reason in one line; of a table, possibly after its readable rows.
    """
    if str(path) == STANDARD_INPUT:
        yield _document(pages.text(Path("standard input"), sys.stdin.buffer.read()), Path(STANDARD_INPUT), date)
        return
    path = Path(path)
    suffix = path.suffix.lower()
    _check(path, suffix)
    try:
        if suffix in tables.READERS:
            yield from _rows(path, columns, date)
        else:
            yield _document(pages.READERS[suffix](path, path.read_bytes()), path, date)
    except OSError as error:
        raise UnreadableError(f"{path}: {_reason(error)}") from error


def _check(path: Path, suffix: str) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableError(f"{path}: {_reason(error)}") from error
    if path.is_dir():
        raise UnreadableError(f"{path}: a folder, not a file")
    if suffix not in SUFFIXES:
        what = f"unknown kind of file {suffix!r}" if suffix else "a file without an extension"
        raise UnreadableError(f"{path}: {what}; known: {' '.join(sorted(SUFFIXES))}")
    if size == 0:
        raise UnreadableError(f"{path}: empty file")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or type(error).__name__).lower()


def _document(page: pages.Page, path: Path, date: str | None) -> Document:
    if not page.text.strip("\0\ufeff \t\r\n\f\x0b"):
        raise UnreadableError(f"{path}: no text in this file")
    return clean.document(
        page.text, title=page.title, date=page.date or date, source=page.source, url=page.url, path=str(path)
    )


def _rows(path: Path, columns: Mapping[str, str] | None, date: str | None) -> Iterator[Document]:
    for number, row in enumerate(tables.rows(path, columns), 1):
        yield clean.document(
            row["text"] or "", title=row["title"], date=row["date"] or date, source=row["source"], url=row["url"],
            path=f"{path}#{row['id'] or number}",
        )  # fmt: skip


def _expand(given: str | Path) -> Iterator[Path]:
    path = Path(given)
    if str(given) == STANDARD_INPUT:
        yield path
    elif path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield path
    elif glob.has_magic(str(given)):
        matches = [Path(match) for match in sorted(glob.glob(str(given), recursive=True))]
        files = [file for file in matches if file.is_file() and file.suffix.lower() in SUFFIXES]
        if not files:
            raise UnreadableError(f"{given}: no readable file matches")
        yield from files
    else:
        _check(path, path.suffix.lower())  # says why: not there, or a folder on the way may not be read


def _folder(path: Path) -> Iterator[Path]:
    try:
        inside = sorted(path.rglob("*"))
        next(path.iterdir(), None)
    except OSError as error:
        raise UnreadableError(f"{path}: {_reason(error)}") from error
    files = [
        file
        for file in inside
        if file.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
        and file.is_file()
    ]
    if not files:
        raise UnreadableError(f"{path}: no readable file in this folder")
    yield from files
