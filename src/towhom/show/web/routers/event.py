"""Events: a table that can be filtered, sorted and paged; and one event with all that belongs to it."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from towhom.errors import TooSlowError
from towhom.events.plover import codebook
from towhom.show.web.ask import DEEPEST, TheAsked
from towhom.show.web.paging import pages
from towhom.show.web.review import panel, rejected
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Rows, Topic, View
from towhom.store import Store, Table, figures
from towhom.store.events import EventTable
from towhom.store.select import ORDERS, EventFilter

topic = Topic("events")

# Facet -> SQL of its value. Each counts events, not rows.
FACETS = {
    "type": "type",
    "quad": "quad_code",
    "modality": "modality",
    "actor": "actor_code",
    "recipient": "recipient_code",
    "year": "CASE WHEN latest - earliest < 366 THEN year(earliest) END",
}
VALUES = 12  # of a facet


@topic.view("/events")
def events(state: TheState, store: TheStore, asked: TheAsked) -> View:
    """Events that fit, a page at a time: one row an event and pair of parties."""
    settings = state.settings
    found = store.events(**asked.options())
    counted = figures.counted(store, EventFilter(**asked.options()))
    number, facets, slow = state.figures.get(
        (store.path.name, "facets", *sorted(asked.filters.items())),
        lambda: _count(counted, seconds=settings.facet_seconds),
    )
    offset = min((asked.page - 1) * settings.rows, DEEPEST)
    return View(
        template="events.html",
        title="Events",
        facts={**number, "page": asked.page, "pages": pages(number["rows"], settings.rows)},
        tables={"events": store.events(**asked.options(limit=settings.rows, offset=offset)).rows()},
        whole={"events": found},
        extra={
            "asked": asked,
            "facets": facets,
            "slow": slow,
            "codebook": codebook(),
            "orders": ORDERS,
            "offset": offset,
        },
    )


def _count(counted: Table, *, seconds: float) -> tuple[dict[str, int], dict[str, Rows], list[str]]:
    """How many rows and events; for each facet its commonest values; and the facets that took too long."""
    number = counted.over(f"SELECT count(*) AS rows, {figures.EVENTS} AS events_found FROM ({{}})").rows()[0]
    facets: dict[str, Rows] = {}
    slow = []
    for name, value in FACETS.items():
        sql = f"SELECT {value} AS value, {figures.EVENTS} AS events FROM ({{}}) GROUP BY 1"
        try:
            facets[name] = counted.over(f"{sql} ORDER BY events DESC, value LIMIT {VALUES}").within(seconds).rows()
        except TooSlowError:
            slow.append(name)
    return number, facets, slow


@topic.view("/event/{event:path}")
def event(request: Request, state: TheState, store: TheStore, event: str) -> View:
    """One event: its sentence, its parties and why they are they, its date and what that rests on."""
    row = _event(store, event)
    if row is None:
        return rejected(state, event)
    parties = store.sql(_PARTIES, [event]).rows()
    subjects = store.sql("FROM event_subjects WHERE event = ? ORDER BY subject", [event]).rows()
    happening = store.sql(_INCIDENT, [event]).rows()

    def line() -> dict[str, Any]:
        told = EventTable(connection=store.connection, sql=_LINE, parameters=(event,))
        return {"event": next(told.lines()), "date_basis": row["date_basis"]}

    return View(
        template="event.html",
        title=f"{row['type']}: {row['trigger']}",
        more=line,
        tables={"parties": parties, "subjects": subjects},
        extra={
            "incident": happening[0] if happening else None,
            "row": row,
            "review": panel(request, state, store, event),
            "codebook": codebook(),
            "mark": (row["start_char"] - row["sentence_start"], row["end_char"] - row["sentence_start"]),
        },
    )


def _event(store: Store, event: str) -> dict[str, Any] | None:
    return next(iter(store.sql(_EVENT, [event]).rows()), None)


_EVENT = """
SELECT e.*, s.text, s.start_char AS sentence_start, s.end_char AS sentence_end, s.kind AS sentence_kind,
       d.title, d.path, d.source, d.url, d.date AS document_date, d.coder
FROM events e
JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
JOIN documents d ON d.document = e.document
WHERE e.event = ?"""
_INCIDENT = """
SELECT i.incident, i.records, i.documents FROM incident_events x JOIN incidents i ON i.incident = x.incident
WHERE x.event = ?"""
_LINE = f"FROM ({_EVENT})"
_PARTIES = """
SELECT p.role, p.actor, p.name, p.code, p.sectors, p.office, p.wikidata, p.words,
       m.start_char, m.end_char, m.kind, m.confidence, m.reason
FROM event_parties p JOIN mentions m ON m.document = p.document AND m.mention = p.mention
WHERE p.event = ? ORDER BY p.role, p.place, p.actor"""
