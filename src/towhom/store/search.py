"""Full-text search over the sentences of a store: an index beside it, made by SQLite's FTS5.

DuckDB's own full-text extension comes for certain versions of DuckDB only, cannot be made on a store opened for
reading, and is made anew for each change; FTS5 comes with Python, ranks by BM25, knows phrases, prefixes and English
stems, and takes up only what is new.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from towhom.store.store import Store

CHUNK = 500  # documents written at a time
OPEN, CLOSE = "\x02", "\x03"  # around the words that were found; _SENTENCES takes them out of texts

_MAKE = """
CREATE TABLE IF NOT EXISTS documents (document TEXT PRIMARY KEY, coder TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS sentences USING fts5(
    text, document UNINDEXED, sentence UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2')"""

_FIND = """
SELECT document, sentence, highlight(sentences, 0, ?, ?) AS text
FROM sentences WHERE sentences MATCH ? ORDER BY {order} LIMIT ? OFFSET ?"""
STEPS = 10_000  # of SQLite's machine between two looks at the clock

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM sentences WHERE sentences MATCH ? LIMIT ?)"

_SENTENCES = """
SELECT s.document, s.sentence, translate(s.text, chr(2) || chr(3), '') AS text
FROM sentences s JOIN (SELECT unnest(?::VARCHAR[]) AS document) d USING (document) ORDER BY s.document, s.sentence"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A sentence that was found. `pieces` are its words in turn: (words, whether they were asked for)."""

    document: str
    sentence: int
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The sentence."""
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Sentences that were found, and whether the best come first."""

    hits: list[Hit]
    ranked: bool


class SearchIndex:
    """An index in a file of its own. One thread updates it, any number search."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = 0  # documents indexed
        self.documents = 0  # documents of the store at the last update; more than known: still at work
        self._stopped = False
        self._writing = self._connect()
        self._writing.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_MAKE}")
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = [self._writing]

    def stop(self) -> None:
        """Have an update that is at work end after its present chunk."""
        self._stopped = True

    def close(self) -> None:
        """Let go of the file; no update may be at work."""
        for connection in self._opened:
            connection.close()
        self._opened = []

    def update(self, store: Store) -> None:
        """Take up the documents that are new or were coded anew, and drop those that are gone."""
        here = {
            row["document"]: row["coder"] for row in store.sql("SELECT document, coder FROM documents").within(None)
        }
        there = dict(self._writing.execute("SELECT document, coder FROM documents"))
        gone = [document for document, coder in there.items() if here.get(document) != coder]
        new = sorted(document for document, coder in here.items() if there.get(document) != coder)
        self.documents, self.known = len(here), len(there) - len(gone)
        self._drop(gone)
        for start in range(0, len(new), CHUNK):
            if self._stopped:
                return
            self._take_up(store, new[start : start + CHUNK], here)

    def find(self, words: str, *, limit: int, offset: int = 0, seconds: float | None = None) -> Found:
        """The sentences that fit best (BM25), best first.

        Where weighing all that fit takes longer than `seconds`, they come in the order in which they were indexed.
        """
        if not (query := match_of(words)):
            return Found(hits=[], ranked=True)
        asked = [OPEN, CLOSE, query, limit, offset]
        with self._for(seconds) as connection:
            try:
                rows, ranked = connection.execute(_FIND.format(order="rank"), asked).fetchall(), True
            except sqlite3.OperationalError as error:
                if "interrupted" not in str(error):
                    raise
                rows, ranked = None, False
        if rows is None:
            rows = self._reading.execute(_FIND.format(order="rowid"), asked).fetchall()
        hits = [Hit(document=document, sentence=number, pieces=_pieces(text)) for document, number, text in rows]
        return Found(hits=hits, ranked=ranked)

    def count(self, words: str, *, most: int) -> int:
        """How many sentences fit, counted to `most`."""
        if not (query := match_of(words)):
            return 0
        return int(self._reading.execute(_COUNT, [query, most]).fetchone()[0])

    def _drop(self, documents: list[str]) -> None:
        with self._writing:
            for document in documents:
                self._writing.execute("DELETE FROM sentences WHERE document = ?", [document])
                self._writing.execute("DELETE FROM documents WHERE document = ?", [document])

    def _take_up(self, store: Store, documents: list[str], coders: dict[str, str]) -> None:
        rows = store.sql(_SENTENCES, [documents]).within(None)
        with self._writing:
            self._writing.executemany(
                "INSERT INTO sentences (document, sentence, text) VALUES (:document, :sentence, :text)", rows
            )
            self._writing.executemany(
                "INSERT INTO documents VALUES (?, ?)", [(each, coders[each]) for each in documents]
            )
        self.known += len(documents)

    @property
    def _reading(self) -> sqlite3.Connection:
        """A connection of this thread's own."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    @contextmanager
    def _for(self, seconds: float | None) -> Iterator[sqlite3.Connection]:
        """This thread's connection, whose queries are interrupted after so many seconds."""
        connection = self._reading
        if seconds is not None:
            end = time.monotonic() + seconds
            connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            yield connection
        finally:
            connection.set_progress_handler(None, STEPS)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, check_same_thread=False, timeout=10)


def match_of(words: str) -> str:
    """A search as people write it -> FTS5's language: words all to be found, "a phrase", sanction*, -without.

    Everything is quoted, so that no sign in it means anything else.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"?|(\S+))', words.replace("\0", " ")):
        text = phrase or word
        if not re.search(r"\w", text):
            continue
        quoted = '"' + text.rstrip("*").replace('"', '""') + '"' + (" *" if text.endswith("*") else "")
        (unwanted if minus else wanted).append(quoted)
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {each}" for each in unwanted)


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """Take a marked sentence apart."""
    parts = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", text)
    return tuple((part.strip(OPEN + CLOSE), part.startswith(OPEN)) for part in parts if part)
