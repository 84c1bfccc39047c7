"""Paths -> documents, by way of the reading room; what cannot be read comes as a failure, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from towhom.dates.edtf import normalize_user_date
from towhom.errors import UnreadableError
from towhom.reading import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file or document that was skipped, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEnd:
    """A file has been read to its end; `number` of `files` are done."""

    path: str
    number: int
    files: int


Found = Document | Failure | FileEnd


def read_all(
    paths: str | Path | Iterable[str | Path], *, date: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """Read files, folders and globs in the order given, each file once.

    `date`, in any form that the dates room understands, is for documents that bring none; raises DateError
    at once where it is none.
    """
    edtf = normalize_user_date(date) if date else None
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return _read_all(given, date=edtf, columns=columns)


def _read_all(given: list[str | Path], *, date: str | None, columns: Mapping[str, str] | None) -> Iterator[Found]:
    from towhom.reading import files  # half a second of parsers, which nobody who only queries should wait for

    found: dict[Path, None] = {}
    for each in given:
        try:
            found |= dict.fromkeys(files.expand([each]))
        except UnreadableError as error:
            yield _failure(str(each), error)
    for number, path in enumerate(found, start=1):
        try:
            yield from files.read(path, columns=columns, date=date)
        except UnreadableError as error:
            yield _failure(str(path), error)
        else:
            yield FileEnd(path=str(path), number=number, files=len(found))


def _failure(path: str, error: UnreadableError) -> Failure:
    """The reason without the name, which stands beside it."""
    reason = " ".join(str(error).split())
    return Failure(path=path, reason=reason.removeprefix(f"{path}: "))
