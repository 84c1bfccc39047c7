"""Two parties: what each did to the other, over time, with positions and subjects; and the chart of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import Query
from starlette.responses import RedirectResponse, Response

from towhom.measures import Series
from towhom.show.web import charts, links
from towhom.show.web.pair import Pair, best_period, changes_of, happened, pair, series_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

topic = Topic("dyads")

Day = Annotated[str | None, Query(max_length=40, description="2017, 2017-07, 2017-07-06")]
Name = Annotated[str, Query(max_length=100)]
By = Annotated[
    Literal["week", "month", "quarter", "year"] | None, Query(description="Periods to count by; chosen if not given")
]


@topic.view("/between/{first}/{second}")
def between(
    state: TheState, store: TheStore, first: str, second: str, since: Day = None, until: Day = None, by: By = None
) -> View:
    """The dealings of two parties: codes (USA, KOR), countries, or actors by id or name."""
    since, until = since or None, until or None

    def count() -> tuple[Pair, str, Series]:
        found = pair(store, first, second, since=since, until=until)
        period = by or best_period(found.earliest, found.latest)
        return found, period, series_of(happened(store, first, second, since=since, until=until), by=period)

    key = (store.path.name, "between", first, second, since, until, by)
    found, period, series = state.figures.get(key, count)
    types = [
        {"actor": side.actor, "recipient": side.recipient, "type": type, "events": number, "score": score}
        for side in found.directions
        for type, number, score in side.types
    ]
    facts = {
        name: getattr(found, name)
        for name in ("first", "second", "documents", "events", "modalities", "earliest", "latest")
    }
    return View(
        template="dyad.html",
        title=f"{found.first} and {found.second}",
        facts={**facts, "undated": series.undated, "by": period},
        tables={
            "periods": _periods(series),
            "types": types,
            "positions": [asdict(stance) for stance in found.stances],
            "subjects": found.subjects,
        },
        extra={
            "found": found,
            "parties": (first, second),
            "asked": {"since": since, "until": until},
            "chart": links.query(
                links.path("between", first, second, "chart.svg"), since=since, until=until, by=period
            ),
        },
    )


def _periods(series: Series) -> list[dict[str, Any]]:
    return [
        {
            "period": point.period.label,
            "start": point.period.start,
            "end": point.period.end,
            **dict(zip(QUADS, point.quads, strict=True)),
            "events": point.events,
            "spread": sum(point.spread),
            "score": point.mean,
        }
        for point in series.points
    ]


@topic.pages.get("/between/{first}/{second}/chart.svg")
def chart(
    state: TheState,
    store: TheStore,
    first: str,
    second: str,
    since: Day = None,
    until: Day = None,
    by: By = None,
    width: Annotated[int, Query(ge=300, le=1600)] = 760,
    theme: Literal["light", "dark", "auto"] = "light",
) -> Response:
    """The chart of a relationship over time; its bars lead to their events."""

    def draw() -> str:
        found = happened(store, first, second, since=since or None, until=until or None)
        series = series_of(found, by=by or "year")
        return charts.over_time(series, (first, second), changes=changes_of(found), width=width, theme=theme)

    drawn = state.charts.get((store.path.name, first, second, since, until, by, width, theme), draw)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


@topic.pages.get("/between")
def named(first: Name, second: Name) -> RedirectResponse:
    """From the form to the page of the two."""
    return RedirectResponse(links.dyad(first.strip(), second.strip()), status_code=303)
