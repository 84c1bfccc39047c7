"""Everything that a report says, as plain data in which every text is already made harmless and short."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from towhom.measures import Agreement, Stance, agreements
from towhom.measures.changes import Change, changes
from towhom.measures.timeline import HAPPENED
from towhom.show.charts.timeline import Span
from towhom.show.charts.words import label
from towhom.show.plain import around
from towhom.show.relationship import Deed, Relationship, deeds, relationship
from towhom.show.report.dates import PRECISIONS, in_words, precision
from towhom.store import Store

QUOTED = 600  # characters of a sentence around the words that say it
NAMED = 120  # characters of a name
TITLED = 160  # characters of a document's title
SUBJECTS = 100  # in the table
MOST = 1_000  # events quoted in full, unless told otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a document: the sentence around them, and where they stand."""

    before: str
    words: str
    after: str
    source: int  # number of the source
    start: int  # of the words, characters of the document's clean text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event as a report tells it."""

    number: int
    id: str
    when: str  # in words
    edtf: str  # empty where the text does not say
    basis: str
    exact: str  # one of PRECISIONS
    year: str  # heading it stands under
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    what: str
    quad_code: int
    score: float
    modality: str
    confidence: float
    quotation: Quotation
    together: tuple[int, ...] = ()  # numbers of the events told here that tell of the same incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position as a report tells it."""

    id: str
    holder: str
    stance: str
    on: str
    confidence: float
    quotation: Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the report quotes."""

    number: int
    document: str
    title: str
    date: str
    publication: str
    url: str
    path: str
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build of the store."""

    number: int
    towhom: str
    coder: str
    settings: str  # JSON
    started: str
    ended: str  # "cut off" where it was
    added: int
    skipped: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of a report."""

    store: str  # name of the file
    asked: tuple[str, str]  # the parties as the user named them
    first: str
    second: str
    since: str
    until: str
    documents: int  # in the whole store
    found: Relationship
    exactness: tuple[tuple[str, int], ...]  # how exact dates are, and of how many events
    mutual: int  # events in which both act alike
    events: tuple[Event, ...]  # those quoted
    events_left_out: int
    positions: tuple[Position, ...]
    positions_left_out: int
    subjects: tuple[tuple[str, str, int], ...]  # name, kind, events; the most named
    spans: tuple[Span, ...]  # the incidents that the events tell of
    told_more: int  # incidents that more than one document tells
    changes: tuple[Change, ...]  # of the mean score, by month
    stances: tuple[Stance, ...]
    agreement: Agreement | None
    sources: tuple[Source, ...]
    runs: tuple[Run, ...]
    failures: int
    repairs: tuple[tuple[str, int], ...]  # kind, number; in documents with events of the two

    @property
    def title(self) -> str:
        """What the report is about."""
        return f"{self.first} and {self.second}"


def gather(
    store: Store, first: str, second: str, *, since: str | None = None, until: str | None = None, most: int = MOST
) -> Content:
    """Gather a report on two parties. At most `most` events and as many positions are quoted.

    Raises UnknownActorError, DateError, StoreError.
    """
    found = relationship(store, first, second, since=since, until=until)
    rows = [
        row for row in store.events(between=(first, second), since=since, until=until).rows()
        if row["modality"] in HAPPENED
    ]  # fmt: skip
    told = deeds(rows)
    incidents = [
        row for row in store.incidents(between=(first, second), since=since, until=until).rows()
        if row["modality"] in HAPPENED
    ]  # fmt: skip
    by_event = {row["event"]: row for row in reversed(rows)}
    chosen = sorted(told, key=lambda deed: (-abs(deed.score), -deed.confidence, deed.event))[:most]
    spoken = _positions(store, first, second)
    quoted = spoken[:most]
    sources = _Sources()
    events = [_event(deed, by_event[deed.event], sources) for deed in sorted(chosen, key=_order)]
    positions = tuple(_position(row, sources) for row in quoted)
    holders = list(dict.fromkeys(stance.holder for stance in found.stances))
    pairs = agreements(found.stances) if len(holders) == 2 else []
    return Content(
        store=label(store.path.name, most=NAMED),
        asked=(first, second),
        first=label(found.first, most=NAMED),
        second=label(found.second, most=NAMED),
        since=since or "",
        until=until or "",
        documents=int(store.sql("SELECT count(*) AS n FROM documents").rows()[0]["n"]),
        found=found,
        exactness=_exactness(told),
        mutual=sum(deed.reciprocal for deed in told),
        events=_numbered(events, [row["events"] for row in incidents]),
        events_left_out=len(told) - len(chosen),
        positions=positions,
        positions_left_out=len(spoken) - len(quoted),
        subjects=tuple((label(name), label(kind), events) for name, kind, events in found.subjects[:SUBJECTS]),
        spans=tuple(_span(row) for row in incidents),
        told_more=sum(row["sources"] > 1 for row in incidents),
        changes=changes(rows),
        stances=_named(store, found.stances),
        agreement=pairs[0] if pairs else None,
        sources=tuple(sources.found),
        runs=tuple(_run(row) for row in store.runs()),
        failures=len(store.failures()),
        repairs=_repairs(store, sorted({row["document"] for row in rows})),
    )


class _Sources:
    """Numbers documents in the order in which they are quoted."""

    def __init__(self) -> None:
        self.found: list[Source] = []
        self._numbers: dict[str, int] = {}

    def number(self, row: Mapping[str, Any]) -> int:
        """The number of a row's document."""
        document = str(row["document"])
        if document not in self._numbers:
            self._numbers[document] = len(self.found) + 1
            self.found.append(_source(row, number=self._numbers[document]))
        return self._numbers[document]


def _source(row: Mapping[str, Any], *, number: int) -> Source:
    return Source(
        number=number,
        document=label(row["document"], most=NAMED),
        title=label(row["title"] or row["path"] or row["document"], most=TITLED),
        date=label(row["document_date"] or "", most=NAMED),
        publication=label(row["source"] or "", most=NAMED),
        url=label(row["url"] or "", most=300),
        path=label(row["path"] or "", most=300),
        coder=label(row["coder"], most=NAMED),
    )


def _order(deed: Deed) -> tuple[int, date, date, str]:
    """By time, the middle of what is possible; what cannot be placed comes last."""
    exact = PRECISIONS.index(precision(deed.earliest, deed.latest))
    first, last = deed.earliest or deed.latest or date.max, deed.latest or deed.earliest or date.max
    return max(exact - 2, 0), first + (last - first) / 2, first, deed.event


def _event(deed: Deed, row: Mapping[str, Any], sources: _Sources) -> Event:
    exact = precision(deed.earliest, deed.latest)
    return Event(
        number=0,
        id=deed.event,
        when=in_words(deed.earliest, deed.latest),
        edtf=label(deed.edtf or "", most=NAMED),
        basis=label(row["date_basis"], most=300),
        exact=exact,
        year=_heading(deed, exact),
        actors=tuple(label(name, most=NAMED) for name in deed.actors),
        recipients=tuple(label(name, most=NAMED) for name in deed.recipients),
        reciprocal=deed.reciprocal,
        what=label(": ".join([deed.type, *(", ".join(deed.modes),) * bool(deed.modes)])),
        quad_code=deed.quad_code,
        score=deed.score,
        modality=deed.modality,
        confidence=deed.confidence,
        quotation=_quotation(row["text"], deed.start, deed.end, row, sources),
    )


def _heading(deed: Deed, exact: str) -> str:
    if exact in PRECISIONS[:3]:
        assert deed.earliest
        return str(deed.earliest.year)
    return {3: "Within several years", 4: "Open, or longer than ten years", 5: "Without a date"}[
        PRECISIONS.index(exact)
    ]


def _numbered(events: Sequence[Event], incidents: Iterable[Sequence[str]]) -> tuple[Event, ...]:
    """Events with their numbers, and with those of the others of their incident."""
    numbers = {event.id: number for number, event in enumerate(events, start=1)}
    others = {
        id: tuple(numbers[other] for other in ids if other != id and other in numbers)
        for ids in incidents
        for id in ids
    }
    return tuple(
        replace(event, number=numbers[event.id], together=tuple(sorted(others.get(event.id, ())))) for event in events
    )


def _span(row: Mapping[str, Any]) -> Span:
    sides = [label(" and ".join(row[side]), most=60) for side in ("actors", "recipients") if row[side]]
    return Span(
        type=row["type"], quad_code=row["quad_code"], earliest=row["earliest"], latest=row["latest"],
        says=" → ".join(sides), reports=row["records"],
    )  # fmt: skip


def _quotation(text: str, start: int, end: int, row: Mapping[str, Any], sources: _Sources) -> Quotation:
    """The sentence around the words; a document's texts may be of any length, a report's are not."""
    before, words, after = around(text, start, end, width=QUOTED)
    return Quotation(
        before=before, words=label(words, most=QUOTED), after=after, source=sources.number(row),
        start=row["start_char"], end=row["end_char"],
    )  # fmt: skip


_POSITIONS = """
SELECT p.*, s.start_char AS sentence_start
FROM positions_flat p JOIN sentences s ON s.document = p.document AND s.sentence = p.sentence
WHERE holder_code IN (SELECT unnest($1::VARCHAR[])) OR holder IN (SELECT unnest($1::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY position, holder ORDER BY holder) = 1
ORDER BY confidence DESC, position, holder"""


def _positions(store: Store, first: str, second: str) -> list[dict[str, Any]]:
    values = [store.party(first).value, store.party(second).value]
    return store.sql(_POSITIONS, [values]).rows()


def _position(row: Mapping[str, Any], sources: _Sources) -> Position:
    start = row["start_char"] - row["sentence_start"]
    end = start + row["end_char"] - row["start_char"]
    holder = row["holder_name"]
    if not row["holder"].startswith("country:") and row["holder_code"] != "---":
        holder = f"{holder} ({row['holder_code']})"
    return Position(
        id=row["position"],
        holder=label(holder, most=NAMED),
        stance={"+": "for", "-": "against"}[row["stance"]],
        on=label(row["object"], most=NAMED),
        confidence=row["confidence"],
        quotation=_quotation(row["text"], start, end, row, sources),
    )


def _named(store: Store, found: Sequence[Stance]) -> tuple[Stance, ...]:
    """Stances on subjects under the subjects' names: two subjects may be spoken of in the same words."""
    names = {row["subject"]: row["name"] for row in store.subjects()}
    return tuple(replace(stance, name=names.get(stance.thing, stance.name)) for stance in found)


def _exactness(told: Sequence[Deed]) -> tuple[tuple[str, int], ...]:
    counts = Counter(precision(deed.earliest, deed.latest) for deed in told)
    return tuple((name, counts[name]) for name in PRECISIONS if counts[name])


def _repairs(store: Store, documents: list[str]) -> tuple[tuple[str, int], ...]:
    sql = """SELECT kind, count(*) AS number FROM repairs WHERE document IN (SELECT unnest(?::VARCHAR[]))
             GROUP BY kind ORDER BY number DESC, kind"""
    return tuple((row["kind"].replace("_", " "), row["number"]) for row in store.sql(sql, [documents]))


def _run(row: Mapping[str, Any]) -> Run:
    return Run(
        number=row["run"],
        towhom=label(row["towhom"]),
        coder=label(row["coder"], most=NAMED),
        settings=label(json.dumps(json.loads(row["settings"]), sort_keys=True), most=2_000),
        started=_minute(row["started"]),
        ended=_minute(row["ended"]) if row["ended"] else "cut off",
        added=row["added"] or 0,
        skipped=row["skipped"] or 0,
        failed=row["failed"] or 0,
    )


def _minute(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
