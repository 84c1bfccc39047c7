"""Two parties: what each did to the other, over time, with positions and subjects."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import Query
from starlette.responses import RedirectResponse

from towhom.show.relationship import relationship
from towhom.show.web import links
from towhom.show.web.state import TheStore
from towhom.show.web.view import Topic, View

topic = Topic("dyads")

Day = Annotated[str | None, Query(max_length=40, description="2017, 2017-07, 2017-07-06")]


@topic.view("/between/{first}/{second}")
def between(store: TheStore, first: str, second: str, since: Day = None, until: Day = None) -> View:
    """The dealings of two parties: codes (USA, KOR), countries, or actors by id or name."""
    found = relationship(store, first, second, since=since or None, until=until or None)
    periods = [
        {
            "period": point.period.label,
            "start": point.period.start,
            "end": point.period.end,
            **dict(zip(QUADS, point.quads, strict=True)),
            "events": point.events,
            "score": point.mean,
        }
        for point in found.series.points
    ]
    types = [
        {"actor": side.actor, "recipient": side.recipient, "type": type, "events": number, "score": score}
        for side in found.directions
        for type, number, score in side.types
    ]
    facts = {name: getattr(found, name) for name in ("first", "second", "documents", "events", "modalities")}
    return View(
        template="dyad.html",
        title=f"{found.first} and {found.second}",
        facts={**facts, "earliest": found.earliest, "latest": found.latest, "undated": found.series.undated},
        tables={
            "periods": periods,
            "types": types,
            "positions": [asdict(stance) for stance in found.stances],
            "subjects": [{"name": name, "kind": kind, "events": number} for name, kind, number in found.subjects],
        },
        extra={
            "found": found,
            "parties": (first, second),
            "asked": {"since": since or None, "until": until or None},
        },
    )


@topic.pages.get("/between")
def pair(
    first: Annotated[str, Query(max_length=100)], second: Annotated[str, Query(max_length=100)]
) -> RedirectResponse:
    """From the form to the page of the two."""
    return RedirectResponse(links.dyad(first.strip(), second.strip()), status_code=303)


QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
