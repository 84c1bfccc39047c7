"""A store to look at while others may write to it: a prepared copy that is renewed when the store has changed.

with Live(path) as live:
    live.store.events(...)     # never waits for a build, and never stands in its way
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from towhom.errors import StoreError
from towhom.store import prepare, review, snapshot
from towhom.store.search import SearchIndex
from towhom.store.store import Store

LEAST_WAIT = 2.0  # seconds between looks at the file
SHARE = 0.1  # at most this share of the time goes into making copies while a build writes
PREFIX = "towhom-serve-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One copy of the store, and which state of the store it shows."""

    number: int  # 1, 2, 3 ... in the order in which they were made
    store: Store
    stamp: snapshot.Stamp
    made: float  # seconds since 1970


class Live:
    """The newest copy of a store. Threads may share it; what a thread holds of an older copy stays readable."""

    def __init__(self, path: str | Path, *, seconds: float | None = None, folder: Path | None = None) -> None:
        self.path = Path(path)
        if not self.path.exists():
            raise StoreError(f"{path}: no such store; make one with: towhom build {path} FILE…")
        self.seconds = seconds
        self.folder = _work_folder(folder)
        self.search = SearchIndex(self.folder / "search.sqlite")
        self._renewing = threading.Lock()
        self._closed = False
        self._looked = 0.0
        self.cost = 0.0  # seconds that the last copy took
        self.trouble: str | None = None  # why the newest state cannot be shown, if so
        try:
            self._edition = self._make(1)
        except StoreError:
            self.close()
            raise
        self._index_in_background()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def edition(self) -> Edition:
        """The newest copy; looks now and then whether a newer one is due, and has that made in the background."""
        now = time.monotonic()
        if now - self._looked > max(LEAST_WAIT, self.cost / SHARE) and self._renewing.acquire(blocking=False):
            self._looked = now
            if snapshot.stamp(self.path) == self._edition.stamp:
                self._renewing.release()
            else:
                threading.Thread(target=self._renew_and_release, name="towhom-renew", daemon=True).start()
        return self._edition

    @property
    def store(self) -> Store:
        """The newest copy as a store for reading."""
        return self.edition.store

    def renew(self) -> None:
        """Make a new copy now if the store has changed, and index it; return when it is there."""
        with self._renewing:
            self._looked = time.monotonic()
            self._renew()

    def close(self) -> None:
        """Throw the copies away, after what is at work in the background."""
        self._closed = True
        self.search.stop()
        with self._renewing:
            self.search.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _renew_and_release(self) -> None:
        _step_back()
        try:
            self._renew()
        finally:
            self._looked = time.monotonic()
            self._renewing.release()

    def _renew(self) -> None:
        if self._closed:
            return
        old = self._edition
        try:
            if snapshot.stamp(self.path) != old.stamp:
                self._edition = self._make(old.number + 1)
                _forget(old.store.path)
            self.search.update(self._edition.store)
            self.trouble = None
        except StoreError as error:  # the file is gone, or another version's: what was read last is still there
            self.trouble = str(error)

    def _index_in_background(self) -> None:
        self._renewing.acquire()
        threading.Thread(target=self._renew_and_release, name="towhom-index", daemon=True).start()

    def _make(self, number: int) -> Edition:
        started, at = time.monotonic(), snapshot.stamp(self.path)
        target = self.folder / f"{number}.duckdb"
        snapshot.copy(self.path, target)
        try:
            prepare.prepare(target, review.read(review.log_of(self.path)), threads=None if number == 1 else 1)
        except StoreError as error:  # what is wrong is wrong with the store, whose copy nobody knows
            raise StoreError(str(error).replace(str(target), str(self.path))) from error
        store = Store(target, seconds=self.seconds)
        _ = store.connection
        self.cost = time.monotonic() - started
        return Edition(number=number, store=store, stamp=at, made=time.time())


def _step_back() -> None:
    """Let threads that answer somebody go first, where the system knows how: Linux has priorities by thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def _forget(path: Path) -> None:
    """Remove a copy that nobody new will ask for. Who reads it still does so; Windows keeps it until the end."""
    for each in (path, snapshot.log_of(path)):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _work_folder(parent: Path | None) -> Path:
    """A folder of our own, after sweeping those of processes that were killed."""
    place = parent or Path(tempfile.gettempdir())
    for old in place.glob(f"{PREFIX}*"):
        pid = old.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdecimal() and not _lives(int(pid)) and old.is_dir() and not old.is_symlink():
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
