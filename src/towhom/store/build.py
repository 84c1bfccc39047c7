"""Documents in, records kept: the loop of a build, which may be killed at any moment and repeated.

1. read      a file at a time; one that cannot be read is noted by name and reason, and the rest goes on
2. skip      what stands in the store already, coded by the same version
3. code      in batches
4. keep      a batch in one transaction: it is there whole or not at all
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from towhom.reading import Document
from towhom.record import Record
from towhom.store.coding import Coder, code_batch
from towhom.store.sources import Failure, FileEnd, Found
from towhom.store.write import Writer

# What a kill may cost: batches are sized so that coding one takes about this long, and a document that
# waits longer than this for its batch to fill is coded without it. A commit costs some 15 ms (bench/kill.py).
SECONDS_AT_RISK = 2.0
FIRST_CHARACTERS = 8_000  # size of the first batch, before the pace of the coder is known: some sixty sentences
LARGEST_CHARACTERS = 400_000  # keeps memory in bounds whatever the pace
LARGEST_BATCH = 256  # documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is; handed to `on_progress` after each document and each batch."""

    path: str | None  # the document or file just read
    files_read: int  # of those given; 0 where documents are given, not files
    files: int  # 0 while not known
    read: int  # documents and failures met so far
    added: int
    skipped: int
    failed: int
    events: int  # in the documents added


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did."""

    added: int  # documents coded and kept
    skipped: int  # documents that stood in the store already
    failures: tuple[Failure, ...]
    events: int  # in the documents added

    @property
    def failed(self) -> int:
        """How many files and documents could not be read or coded."""
        return len(self.failures)


@dataclass(slots=True, kw_only=True)
class Build:
    """One run over some documents. Use once: `Build(...).of(found)`."""

    writer: Writer
    coder: Coder
    run: int
    largest_batch: int = LARGEST_BATCH
    on_progress: Callable[[Progress], None] | None = None

    _known: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # document -> coder version, path
    _batch: list[Document] = field(default_factory=list)
    _replaced: set[str] = field(default_factory=set)  # documents of the batch that another version coded
    _waiting_since: float = 0.0
    _characters_per_batch: float = FIRST_CHARACTERS
    _moved: dict[str, str] = field(default_factory=dict)  # documents met again under an earlier path
    _recovered: set[str] = field(default_factory=set)  # paths that failed once and were read now
    _unkept: list[Failure] = field(default_factory=list)  # failures that no transaction holds yet
    _failures: list[Failure] = field(default_factory=list)
    _failing: set[str] = field(default_factory=set)  # paths that the store has as failed
    _files_read: int = 0
    _files: int = 0
    _added: int = 0
    _skipped: int = 0
    _events: int = 0

    def of(self, found: Iterable[Found]) -> Summary:
        """Keep what is found; return what was done."""
        self._known = self.writer.documents()
        self._failing = self.writer.failing()
        for item in found:
            match item:
                case Failure():
                    self._fail(item)
                case FileEnd():
                    self._end_file(item)
                case Document():
                    self._take(item)
            self._report(item.path)
            if self._is_full():
                self._keep_batch()
        self._keep_batch()
        return Summary(added=self._added, skipped=self._skipped, failures=tuple(self._failures), events=self._events)

    def _take(self, document: Document) -> None:
        """Put a document into the batch, unless it stands in the store or the batch already."""
        coder, path = self._known.get(document.id, (None, None))
        if document.path:
            self._note_read(document.path)
        if coder != self.coder.version:
            if not self._batch:
                self._waiting_since = time.monotonic()
            if coder is not None:
                self._replaced.add(document.id)
            self._batch.append(document)
            self._known[document.id] = (self.coder.version, document.path)
            return
        self._skipped += 1
        if document.path is not None and (path is None or document.path < path):
            self._moved[document.id] = document.path
            self._known[document.id] = (self.coder.version, document.path)

    def _end_file(self, end: FileEnd) -> None:
        self._files_read, self._files = end.number, end.files
        self._note_read(end.path)

    def _note_read(self, path: str) -> None:
        """A path that failed in an earlier run is a failure no more."""
        if path in self._failing:
            self._recovered.add(path)

    def _fail(self, failure: Failure) -> None:
        self._failures.append(failure)
        self._unkept.append(failure)
        self._recovered.discard(failure.path)

    def _is_full(self) -> bool:
        if not self._batch:
            return False
        return (
            len(self._batch) >= self.largest_batch
            or sum(len(document.text) for document in self._batch) >= self._characters_per_batch
            or time.monotonic() - self._waiting_since > SECONDS_AT_RISK
        )

    def _keep_batch(self) -> None:
        """Code the batch and keep its records, with what else is to be noted, in one transaction."""
        records = self._code(self._batch)
        coded = {record.document.id for record in records}
        with self.writer.transaction():
            self.writer.keep(records, replaced=self._replaced & coded, coder=self.coder.version, run=self.run)
            self.writer.move(self._moved)
            self.writer.forget_failures(self._recovered)
            self.writer.note_failures({f.path: f.reason for f in self._unkept}, run=self.run)
        self._added += len(records)
        self._events += sum(len(record.events) for record in records)
        path = self._batch[-1].path if self._batch else None
        self._batch, self._replaced = [], set()
        self._unkept, self._moved, self._recovered = [], {}, set()
        self._report(path)

    def _code(self, batch: list[Document]) -> list[Record]:
        """Code a batch, and learn how much a batch may hold."""
        if not batch:
            return []
        started = time.monotonic()
        records, failures = code_batch(self.coder, batch)
        for failure in failures:
            self._fail(failure)
        seconds = max(time.monotonic() - started, 1e-3)
        characters = sum(len(document.text) for document in batch)
        self._characters_per_batch = min(max(characters / seconds * SECONDS_AT_RISK, 1), LARGEST_CHARACTERS)
        return records

    def _report(self, path: str | None) -> None:
        if self.on_progress is None:
            return
        failed = len(self._failures)
        self.on_progress(
            Progress(
                path=path,
                files_read=self._files_read,
                files=self._files,
                read=self._added + self._skipped + failed + len(self._batch),
                added=self._added,
                skipped=self._skipped,
                failed=failed,
                events=self._events,
            )
        )


def settings_of(coder: Coder) -> Mapping[str, Any]:
    """The settings that a coder wants kept with the run, if it has any."""
    settings: Mapping[str, Any] = getattr(coder, "settings", {})
    return settings
