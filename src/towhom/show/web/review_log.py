"""The log of decisions on a store as the explorer holds it."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path

from towhom.store import review
from towhom.store.review import Decision


@dataclass(slots=True)
class Reviews:
    """The log of a store, read again when it has changed; and what an edit must bring along."""

    path: Path
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))  # in every form; new with each start
    _stamp: tuple[int, int] | None = None
    _known: list[Decision] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def decisions(self) -> list[Decision]:
        """All decisions in the order of their times. Raises StoreError."""
        with self._lock:
            try:
                found = self.path.stat()
                stamp = found.st_size, found.st_mtime_ns
            except FileNotFoundError:
                return []
            if stamp != self._stamp:
                self._known, self._stamp = review.read(self.path), stamp
            return self._known

    def add(self, decision: Decision) -> None:
        """Keep a decision."""
        review.append(self.path, [decision])
