"""Incidents: happenings that several records tell of; and one, with its records and why they are taken for one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from towhom.show.web.errors import NotHereError
from towhom.show.web.paging import ThePage, page_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View
from towhom.store import figures, incidents

topic = Topic("incidents")

Text = Annotated[str | None, Query(max_length=100)]


@topic.view("/incidents")
def all_incidents(
    state: TheState,
    store: TheStore,
    between: Annotated[list[str], Query(max_length=2, description="Codes of one or two parties: between=USA")] = [],  # noqa: B006
    type: Annotated[Text, Query(description="A PLOVER type")] = None,
    since: Annotated[Text, Query(description="2017, 2017-07, 2017-07-06")] = None,
    until: Text = None,
    min_sources: Annotated[int, Query(ge=1, description="At least so many documents tell of it")] = 1,
    order: Annotated[str, Query(max_length=20, description=f"One of: {', '.join(incidents.ORDERS)}")] = "sources",
    page: ThePage = 1,
) -> View:
    """Happenings, each counted once however many documents tell of it."""
    codes = [store.party(each).value for each in between if each.strip()]
    found = figures.incidents(
        store,
        codes=codes,
        type=type or None,
        since=since or None,
        until=until or None,
        min_sources=min_sources,
        order=order,
    )
    paged = page_of(found, page, size=state.settings.rows)
    asked = {"between": codes, "type": type, "since": since, "until": until, "min_sources": min_sources, "order": order}
    return View(
        template="incidents.html",
        title="Incidents",
        facts={**paged.facts, "fresh": incidents.are_fresh(store.connection.cursor())},
        tables={"incidents": paged.rows},
        whole={"incidents": found},
        extra={"asked": asked, "orders": list(incidents.ORDERS)},
    )


@topic.view("/incident/{incident:path}")
def incident(store: TheStore, incident: str) -> View:
    """One happening: the records that tell of it, and why they were taken for one."""
    rows = store.sql("FROM incidents WHERE incident = ?", [incident]).rows()
    if not rows:
        raise NotHereError(f"No incident {incident[:80]!r}.")
    return View(
        template="incident.html",
        title=f"{rows[0]['type']}: {', '.join(rows[0]['actors'])}",
        facts={"incident": rows[0]},
        tables={
            "events": store.sql(_EVENTS, [incident]).rows(),
            "merges": store.sql("FROM incident_merges WHERE incident = ? ORDER BY place", [incident]).rows(),
        },
    )


_EVENTS = """
FROM events_flat WHERE event IN (SELECT event FROM incident_events WHERE incident = ?)
AND (NOT reciprocal OR recipient IS NULL OR actor_place < recipient_place)
ORDER BY document_date NULLS LAST, document, start_char, event, actor, recipient LIMIT 500"""
