"""What a page says of two parties, counted by the database: a dyad may have more events than a page could fetch.

The figures are those of `show.relationship`, which reads every record; tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from towhom.errors import StoreError
from towhom.measures import Period, Point, Series, Stance
from towhom.measures.periods import period_of, periods_between
from towhom.measures.timeline import HAPPENED, LONGEST
from towhom.show.relationship import INTENSE, LATEST, MONTHS_UP_TO, Deed, Direction, deeds, display_name
from towhom.store import Store, Table, figures
from towhom.store.parties import Party
from towhom.store.select import ORDERS, EventFilter, conditions_of

if TYPE_CHECKING:
    from towhom.measures.changes import Change

MOST_TESTED = 20_000  # events between which changes are looked for
STEPS = {"week": "7 DAYS", "month": "1 MONTH", "quarter": "3 MONTHS", "year": "1 YEAR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The dealings of two parties. Figures are of what happened; plans and denials are only counted."""

    first: str
    second: str
    documents: int  # with an event of whatever modality
    events: int
    modalities: dict[str, int]
    earliest: date | None  # of events whose date is narrow enough to place
    latest: date | None
    directions: tuple[Direction, Direction]
    latest_deeds: tuple[Deed, ...]
    hardest_deeds: tuple[Deed, ...]
    closest_deeds: tuple[Deed, ...]
    stances: tuple[Stance, ...]
    subjects: tuple[dict[str, Any], ...]


def pair(store: Store, first: str, second: str, *, since: str | None = None, until: str | None = None) -> Pair:
    """Gather the dealings of two parties. Raises UnknownActorError, DateError, StoreError."""
    one, other = store.party(first), store.party(second)
    found = happened(store, first, second, since=since, until=until)
    everything = _told(store, EventFilter(between=(first, second), since=since, until=until))
    counted = everything.over(_MODALITIES).rows()
    span = found.over(_SPAN).rows()[0]
    names = display_name(store, one), display_name(store, other)
    chosen = _chosen(found)
    return Pair(
        first=names[0],
        second=names[1],
        documents=everything.over("SELECT count(DISTINCT document) AS n FROM ({})").rows()[0]["n"],
        events=span["events"],
        modalities={row["modality"]: row["events"] for row in counted},
        earliest=span["earliest"],
        latest=span["latest"],
        directions=(_direction(found, one, names), _direction(found, other, names[::-1])),
        latest_deeds=chosen["latest"],
        hardest_deeds=chosen["hardest"],
        closest_deeds=chosen["closest"],
        stances=tuple(Stance(**row) for row in figures.stances(store, holders=(one, other))),
        subjects=tuple(found.over(_SUBJECTS).rows()),
    )


def happened(store: Store, first: str, second: str, *, since: str | None = None, until: str | None = None) -> Table:
    """Rows of what the two are said to have done, in no order; a mutual event once."""
    return _told(store, EventFilter(between=(first, second), since=since, until=until, modality=HAPPENED))


def _told(store: Store, asked: EventFilter) -> Table:
    """The rows of `Store.events` without their order, which costs more than counting them."""
    conditions = conditions_of(asked, party=store.party)
    return store.sql(f"FROM events_flat{conditions.where}", conditions.parameters)


def best_period(earliest: date | None, latest: date | None) -> str:
    """Months for short dealings, else years."""
    return "month" if earliest and latest and latest.year - earliest.year < MONTHS_UP_TO else "year"


def series_of(found: Table, *, by: str) -> Series:
    """The same as `measures.series` of all rows, from as many rows as there are periods."""
    if by not in STEPS:
        raise StoreError(f"no period {by!r}; known: {', '.join(STEPS)}")
    sql = _SERIES.replace("{by}", by).replace("{step}", STEPS[by])
    totals: dict[date, Mapping[str, Any]] = {row["start"]: row for row in found.over(sql).rows()}
    undated = found.over(_UNDATED).rows()[0]["events"]
    points: list[Point] = []
    if totals:
        last = period_of(max(totals), by=by).start
        points = [_point(period, totals.get(period.start)) for period in periods_between(min(totals), last, by=by)]
    return Series(by=by, points=tuple(points), undated=undated)


def changes_of(found: Table) -> tuple[Change, ...]:
    """Changes of the mean score by month; none of more events than a chart can wait for."""
    from towhom.measures.changes import changes  # a second for scipy, which only a chart should wait for

    rows = found.over(_SCORED).rows()
    return changes(rows) if len(rows) <= MOST_TESTED else ()


def _point(period: Period, row: Mapping[str, Any] | None) -> Point:
    if row is None:
        return Point(period=period, quads=(0.0, 0.0, 0.0, 0.0), score=0.0)
    return Point(
        period=period,
        quads=(row["q1"], row["q2"], row["q3"], row["q4"]),
        score=row["score"],
        spread=(row["s1"], row["s2"], row["s3"], row["s4"]),
    )


def _direction(found: Table, party: Party, names: tuple[str, str]) -> Direction:
    """Events in which a party is actor; a mutual one counts both ways."""
    column = "actor_code" if party.column == "code" else "actor"
    rows = found.over(_TYPES.replace("{column}", column), party.value).rows()
    number = sum(row["events"] for row in rows)
    total: float = sum(row["score"] for row in rows)
    return Direction(
        actor=names[0],
        recipient=names[1],
        events=number,
        score=total / number if number else None,
        types=tuple((row["type"], row["events"], row["score"] / row["events"]) for row in rows),
    )


def _chosen(found: Table) -> dict[str, tuple[Deed, ...]]:
    """The latest, the hardest and the closest deeds."""
    picks = found.over(_PICKS).rows()
    rows = found.over(_PICKED, [row["event"] for row in picks]).rows()
    told = {deed.event: deed for deed in deeds(rows)}
    return {
        what: tuple(told[row["event"]] for row in picks if row["what"] == what)
        for what in ("latest", "hardest", "closest")
    }


_MODALITIES = """
SELECT modality, count(DISTINCT event) AS events FROM ({}) GROUP BY modality ORDER BY events DESC, modality"""

_NARROW = f"latest >= earliest AND latest - earliest < {LONGEST}"

_SPAN = f"""
SELECT count(DISTINCT event) AS events, min(earliest) FILTER ({_NARROW}) AS earliest, max(latest) FILTER ({_NARROW}) AS latest
FROM ({{}})"""

_UNDATED = f"SELECT count(DISTINCT event) AS events FROM ({{}}) WHERE ({_NARROW}) IS NOT TRUE"

_TYPES = """
SELECT type, count(*) AS events, sum(event_scale) AS score
FROM (SELECT DISTINCT event, type, event_scale FROM ({}) WHERE {column} = ? OR reciprocal)
GROUP BY type ORDER BY events DESC, type"""

_PICKS = f"""
WITH told AS MATERIALIZED (SELECT DISTINCT event, earliest, latest, event_scale, confidence FROM ({{}}))
SELECT 'latest' AS what, place, event FROM (
    SELECT event, row_number() OVER (ORDER BY earliest + ((latest - earliest) // 2)::INTEGER DESC, earliest DESC, event DESC) AS place
    FROM told WHERE {_NARROW} QUALIFY place <= {LATEST})
UNION ALL
SELECT CASE WHEN event_scale < 0 THEN 'hardest' ELSE 'closest' END, place, event FROM (
    SELECT event, event_scale, row_number() OVER (
        PARTITION BY event_scale < 0 ORDER BY abs(event_scale) DESC, confidence DESC, event) AS place
    FROM told WHERE event_scale <> 0 QUALIFY place <= {INTENSE})
ORDER BY ALL"""

_PICKED = f"FROM ({{}}) WHERE list_contains(?::VARCHAR[], event) ORDER BY {ORDERS['date']}"

_SCORED = f"""
SELECT DISTINCT event, modality, quad_code, event_scale, earliest, latest FROM ({{}}) ORDER BY earliest, latest, event
LIMIT {MOST_TESTED + 1}"""

_SUBJECTS = """
SELECT subject, any_value(name ORDER BY name) AS name, any_value(kind ORDER BY kind) AS kind, count(*) AS events
FROM event_subjects WHERE event IN (SELECT event FROM ({}))
GROUP BY subject ORDER BY events DESC, subject LIMIT 100"""

# One event counts one in all, spread over the days that it can have been on; as in measures.timeline.
_SERIES = f"""
WITH dated AS (
    SELECT earliest, latest, quad_code, count(*) AS events, sum(event_scale) AS score
    FROM (SELECT DISTINCT event, earliest, latest, quad_code, event_scale FROM ({{}}) WHERE {_NARROW}) GROUP BY ALL),
periods AS (
    SELECT *, unnest(generate_series(date_trunc('{{by}}', earliest::TIMESTAMP), latest::TIMESTAMP, INTERVAL {{step}}))::DATE AS start
    FROM dated),
shares AS (
    SELECT start, quad_code, events, score,
           (least(latest, (start + INTERVAL {{step}})::DATE - 1) - greatest(earliest, start) + 1) / (latest - earliest + 1) AS share
    FROM periods)
SELECT start, sum(score * share) AS score,
       coalesce(sum(events * share) FILTER (quad_code = 1), 0) AS q1, coalesce(sum(events * share) FILTER (quad_code = 2), 0) AS q2,
       coalesce(sum(events * share) FILTER (quad_code = 3), 0) AS q3, coalesce(sum(events * share) FILTER (quad_code = 4), 0) AS q4,
       coalesce(sum(events * share) FILTER (quad_code = 1 AND share < 1), 0) AS s1,
       coalesce(sum(events * share) FILTER (quad_code = 2 AND share < 1), 0) AS s2,
       coalesce(sum(events * share) FILTER (quad_code = 3 AND share < 1), 0) AS s3,
       coalesce(sum(events * share) FILTER (quad_code = 4 AND share < 1), 0) AS s4
FROM shares GROUP BY start ORDER BY start"""
