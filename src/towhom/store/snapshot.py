"""A copy of a store that another process may be writing to at that moment.

DuckDB lets one process write or several read. A page that is open all day may not stand in a build's way, so it
reads a copy. Copying is safe because DuckDB never writes over a block that the last checkpoint uses until the next
checkpoint has written its header: where the headers are the same before and after, all blocks in between belong
together, and the write-ahead log belongs to them. Its end may be half written; DuckDB stops replaying there.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from towhom.errors import StoreError
from towhom.store import review

HEADERS = 3 * 4096  # the main header and the two that checkpoints write in turn
TRIES = 20
PAUSE = 0.1  # seconds between tries

Stamp = tuple[tuple[int, int], ...]


def stamp(path: Path) -> Stamp:
    """Size and time of change of a store, its log and its reviewers' decisions: another stamp, another content."""
    found = []
    for each in (path, log_of(path), review.log_of(path)):
        try:
            state = each.stat()
        except FileNotFoundError:
            found.append((-1, -1))
        else:
            found.append((state.st_size, state.st_mtime_ns))
    return tuple(found)


def log_of(path: Path) -> Path:
    """Where DuckDB keeps the write-ahead log of a database."""
    return path.with_name(path.name + ".wal")


def copy(path: Path, target: Path) -> None:
    """Copy a store and its log as they are at one moment. Raises StoreError where that does not come off."""
    for _ in range(TRIES):
        try:
            before = _headers(path)
            shutil.copyfile(path, target)
            _copy_log(log_of(path), log_of(target))
            if before == _headers(path):
                return
        except FileNotFoundError as error:
            raise StoreError(f"{path}: no such store") from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be copied to {target.parent}: {error.strerror}") from error
        time.sleep(PAUSE)
    raise StoreError(f"{path}: written to all the time; no copy could be made")


def _headers(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADERS)


def _copy_log(log: Path, target: Path) -> None:
    try:
        shutil.copyfile(log, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
