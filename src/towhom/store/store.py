"""The store as users meet it: `store = towhom.open("korea.duckdb")`, `store.add(...)`, `store.events(...)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import duckdb

from towhom.errors import StoreError
from towhom.store import connect, incidents, queries, review, sources
from towhom.store.build import LARGEST_BATCH, Build, Progress, Summary, settings_of
from towhom.store.coding import Coder
from towhom.store.events import EventTable
from towhom.store.fingerprint import fingerprint
from towhom.store.parties import Party
from towhom.store.review_overlay import overlay
from towhom.store.select import EventFilter, EventOptions, select_events
from towhom.store.sources import Found
from towhom.store.table import Table
from towhom.store.write import Writer

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
Pairs = tuple[tuple[str, str], ...]  # of ids of events


class Store:
    """One DuckDB file of documents and what was read in them.

    Reading and writing take turns: queries open the file for reading only, with everything but queries
    switched off, so that several processes can read it at once; `add` opens it for writing until it is done.
    A store that does not exist yet is made by the first `add`.
    """

    def __init__(self, path: str | Path, *, seconds: float | None = None) -> None:
        self.path = Path(path)
        self.seconds = seconds  # a query that takes longer is stopped, if given
        self._reading: duckdb.DuckDBPyConnection | None = None
        self._coded: duckdb.DuckDBPyConnection | None = None  # the file itself, where reviewers decided on records
        # in memory, by the judgements they follow; without any, where the store's own are out of date
        self._incidents: dict[tuple[Pairs, Pairs], duckdb.DuckDBPyConnection] = {}

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. The next query opens it again."""
        for each in (self._reading, self._coded):
            if each is not None:
                each.close()
        self._reading = self._coded = None
        for connection in self._incidents.values():
            connection.close()
        self._incidents = {}

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection for reading: no files, no network, no extensions, and no way to switch them on."""
        if self._reading is None:
            self._reading = connect.open_reading(self.path)
            if decisions := review.read(review.log_of(self.path)):
                self._coded = self._reading
                self._reading = overlay(self.path, self._coded, decisions)
        return self._reading

    # -- writing ------------------------------------------------------------------------------------------

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        coder: Coder | None = None,
        date: str | None = None,
        columns: Mapping[str, str] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        batch: int = LARGEST_BATCH,
    ) -> Summary:
        """Read, code and keep files, folders and globs; say what was added, skipped and failed.

        Documents that stand here, coded by the same version, are skipped; those coded by another version
        are coded again and replaced. What cannot be read is reported by name with its reason and kept in
        the table `failures`. Killed at any moment and repeated, it ends as if it had not been: each batch
        of documents is one transaction, of at most `batch` documents and about two seconds of work.

        `date` (EDTF) is for documents that have none of their own, `columns` names the columns of tables
        ({"text": "body", ...}), `coder` is `towhom.Coder()` unless given.
        """
        found = sources.read_all(paths, date=date, columns=columns)
        return self.add_documents(found, coder=coder, on_progress=on_progress, batch=batch)

    def add_documents(
        self,
        documents: Iterable[Found],
        *,
        coder: Coder | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        batch: int = LARGEST_BATCH,
    ) -> Summary:
        """The same as `add`, for documents that were read already (and failures to read, to be kept)."""
        if batch < 1:
            raise ValueError(f"batch is {batch}; at least 1")
        coder = coder or _default_coder()
        self.close()
        with connect.open_writing(self.path) as connection:
            writer = Writer(connection)
            with writer.transaction():
                run = writer.start_run(towhom=_version(), coder=coder.version, settings=settings_of(coder))
            build = Build(writer=writer, coder=coder, run=run, largest_batch=batch, on_progress=on_progress)
            summary = build.of(documents)
            with writer.transaction():
                writer.end_run(run, added=summary.added, skipped=summary.skipped, failed=summary.failed)
            if not incidents.are_fresh(connection):
                found = incidents.compute(incidents.event_rows(connection))
                with writer.transaction():
                    incidents.write(connection, found, of=incidents.state(connection))
        return summary

    # -- reading ------------------------------------------------------------------------------------------

    def events(self, **asked: Unpack[EventOptions]) -> EventTable:
        """Events: one row for each event and pair of parties, with its sentence.

        between     two parties, in either direction (`directed=True`: from the first to the second)
        actor, recipient   one side. A party is a code (KOR, UNO), a country's name, a registry id, a name
        type        AGREE, "CONSULT:visit", or several
        modality    actual, historical, future, hypothetical, negated, or several
        quad        1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, or several
        context     one of PLOVER's contexts
        about       a subject (id or name) that the sentence names
        since, until   events that may have been in that period ("2017", "2017-07", "2017-07-06"); events
                    without a date are then left out
        min_confidence, document   bounds
        directed    a reciprocal event stands once each way, not once a pair
        order       date (default), latest, intensity, confidence, score, type, actor, recipient, text;
                    `limit` rows after the first `offset`

        Raises UnknownActorError, DateError, StoreError.
        """
        sql, parameters = select_events(EventFilter(**asked), party=self.party)
        return EventTable(connection=self.connection, sql=sql, parameters=tuple(parameters), seconds=self.seconds)

    def incidents(
        self, *, min_sources: int = 1, must: Iterable[tuple[str, str]] = (), cannot: Iterable[tuple[str, str]] = (),
        **asked: Unpack[EventOptions],
    ) -> Table:  # fmt: skip
        """Happenings, each with the records that tell it: one row an incident (columns: `incidents` of schema.sql).

        Asked for as events are; an incident is there if one of its events is, and may have been in the period.
        At least `min_sources` documents tell it; `order` is date, latest or sources. `must` and `cannot` are
        pairs of event ids that a reviewer judged the same and different; with them, incidents are computed anew.
        """
        since, until = asked.pop("since", None), asked.pop("until", None)
        order, limit = asked.pop("order", "date"), asked.pop("limit", None)
        filtered = any(value not in (None, False, 0) for value in asked.values())
        events = self.events(**asked).over("SELECT DISTINCT event FROM ({})") if filtered else None
        sql, parameters = incidents.select(
            events=None if events is None else [row["event"] for row in events], since=since, until=until,
            min_sources=min_sources, order=order, limit=limit,
        )  # fmt: skip
        connection = self._with_incidents(tuple(must), tuple(cannot))
        return Table(connection=connection, sql=sql, parameters=tuple(parameters), seconds=self.seconds)

    def incident(
        self, id: str, *, must: Iterable[tuple[str, str]] = (), cannot: Iterable[tuple[str, str]] = ()
    ) -> dict[str, Any]:
        """One incident with its `members` (rows of `events_flat`, one an event) and `merges` (why they are one)."""
        connection = self._with_incidents(tuple(must), tuple(cannot))
        found = Table(connection=connection, sql=f"{incidents.SHOWN} WHERE i.incident = ?", parameters=(id,)).rows()
        if not found:
            raise StoreError(f"{self.path}: no incident {id}")
        row = found[0]
        row["members"] = self._table(incidents.MEMBERS, row["events"]).rows()
        row["merges"] = Table(connection=connection, sql=incidents.MERGES, parameters=(id,)).rows()
        return row

    def _with_incidents(self, must: Pairs, cannot: Pairs) -> duckdb.DuckDBPyConnection:
        """A connection that has incidents: the store's, or one in memory."""
        cursor = self.connection.cursor()
        if not (must or cannot) and incidents.are_fresh(cursor):
            return self.connection
        if (must, cannot) not in self._incidents:
            found = incidents.compute(incidents.event_rows(cursor), must=must, cannot=cannot)
            self._incidents[must, cannot] = incidents.in_memory(found, of=incidents.state(cursor))
        return self._incidents[must, cannot]

    def documents(self) -> Table:
        """Documents without their texts, with how much was found in each."""
        return self._table(queries.DOCUMENTS)

    def document(self, document: str) -> dict[str, Any]:
        """One document with its raw and clean text; raises StoreError if it is not here."""
        return self._one("SELECT * FROM documents WHERE document = ?", document, what="document")

    def sentence(self, id: str) -> dict[str, Any]:
        """One sentence, its document and its mentions, by the id of an event or position or "document:number"."""
        document, number = queries.place_of(self.connection.cursor(), id)
        row = self._one(queries.SENTENCE, document, number, what="sentence")
        row["mentions"] = self._table(queries.SENTENCE_MENTIONS, document, number).rows()
        return row

    def positions(self, *, holder: str | None = None, about: str | None = None) -> Table:
        """Who backs or opposes what; `about` is a subject's id or words of the object."""
        return self._table(*queries.positions(self.party(holder) if holder else None, about))

    def subjects(self, *, kind: str | None = None) -> Table:
        """Named things that dealings are about, the most named first."""
        return self._table(*queries.subjects(kind))

    def actors(self) -> Table:
        """Everyone referred to, the most named first."""
        return self._table("FROM actors ORDER BY mentions DESC, actor")

    def repairs(self, document: str | None = None) -> Table:
        """What was damaged in the texts, and what was done about it."""
        where = "WHERE document = ?" if document else ""
        return self._table(f"FROM repairs {where} ORDER BY document, repair", *([document] if document else []))

    def failures(self) -> Table:
        """Files and documents that could not be read or coded when last tried, with the reasons."""
        return self._table("FROM failures ORDER BY path")

    def runs(self) -> Table:
        """The builds that made this store."""
        return self._table("FROM runs ORDER BY run")

    def sql(self, query: str, parameters: Iterable[Any] = ()) -> Table:
        """Any query over the tables and views of schema.sql. It cannot write, read files or use the network."""
        try:
            statements = duckdb.extract_statements(query)
        except duckdb.Error as error:
            raise StoreError(" ".join(str(error).split())) from error
        if len(statements) != 1:
            raise StoreError("give one statement at a time")
        if self.connection is not None and self._coded is not None and statements[0].type not in READING:
            raise StoreError("only queries: the store's records cannot be changed this way")
        return self._table(query.strip().rstrip(";"), *parameters)

    def party(self, words: str) -> Party:
        """Who is meant by a code, a country's name, a registry id or the name of an actor in this store."""
        return queries.find_party(self.connection.cursor(), words)

    def fingerprint(self) -> str:
        """One hash for all that the coder found, whatever the order of writing or the number of runs."""
        return fingerprint((self._coded or self.connection).cursor())

    def _table(self, sql: str, *parameters: Any) -> Table:
        return Table(connection=self.connection, sql=sql, parameters=parameters, seconds=self.seconds)

    def _one(self, sql: str, *parameters: Any, what: str) -> dict[str, Any]:
        for row in self._table(sql, *parameters):
            return row
        raise StoreError(f"{self.path}: no {what} {':'.join(str(each) for each in parameters)}")


def open_store(path: str | Path) -> Store:
    """Open a store, or name one that the first `add` will make. Raises StoreError if it is no store of ours."""
    store = Store(path)
    if store.path.exists():
        _ = store.connection  # says at once what is wrong with it
    return store


def _default_coder() -> Coder:
    import towhom

    coder: Coder = towhom.Coder()
    return coder


def _version() -> str:
    import towhom

    return str(towhom.__version__)
