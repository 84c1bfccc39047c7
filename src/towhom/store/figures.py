"""Figures of a whole store, from the tables that store.prepare adds to a copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from towhom.events.plover import codebook
from towhom.store.incidents import ORDERS, select
from towhom.store.parties import Party
from towhom.store.select import EventFilter, conditions_of, known
from towhom.store.store import Store
from towhom.store.table import Table

HAPPENED = ("actual", "historical")  # the rest was planned, imagined or denied

_TOTALS = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM sentences) AS sentences,
       (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM positions) AS positions,
       (SELECT count(*) FROM actors) AS actors, (SELECT count(*) FROM subjects_named) AS subjects,
       (SELECT count(*) FROM repairs) AS repairs, (SELECT count(*) FROM failures) AS failures,
       (SELECT min(earliest) FROM events WHERE latest - earliest < 3660) AS earliest,
       (SELECT max(latest) FROM events WHERE latest - earliest < 3660) AS latest"""

_DYADS = """
SELECT actor_code, recipient_code, sum(events)::INTEGER AS events,
       coalesce(sum(events) FILTER (quad_code = 1), 0)::INTEGER AS verbal_cooperation,
       coalesce(sum(events) FILTER (quad_code = 2), 0)::INTEGER AS material_cooperation,
       coalesce(sum(events) FILTER (quad_code = 3), 0)::INTEGER AS verbal_conflict,
       coalesce(sum(events) FILTER (quad_code = 4), 0)::INTEGER AS material_conflict,
       sum(score) / sum(events) AS score
FROM dyads
WHERE list_contains(?::VARCHAR[], modality) AND actor_code <> recipient_code
  AND actor_code <> '---' AND recipient_code <> '---' {also}
GROUP BY actor_code, recipient_code ORDER BY events DESC, actor_code, recipient_code"""


def totals(store: Store) -> dict[str, Any]:
    """How much there is of each kind of record, and the first and last day of events that say when."""
    return store.sql(_TOTALS).rows()[0]


def dyads(store: Store, *, code: str | None = None, modalities: Iterable[str] = HAPPENED) -> Table:
    """Events by directed pair of different known codes, most first; `code`: only pairs that it is one of.

    An event counts once a pair, however many of a country take part, and a reciprocal one in both directions.
    """
    also = "AND ? IN (actor_code, recipient_code)" if code else ""
    return store.sql(_DYADS.replace("{also}", also), [list(modalities), *([code] if code else [])])


def incidents(
    store: Store, *, codes: Sequence[str] = (), type: str | None = None, since: str | None = None,
    until: str | None = None, min_sources: int = 1, order: str = "sources",
) -> Table:  # fmt: skip
    """Incidents as the last finished build left them; `codes` all take part. Raises StoreError, DateError."""
    sql, parameters = select(events=None, since=since, until=until, min_sources=min_sources, order=order, limit=None)
    found = store.sql(sql, parameters)
    for code in codes:
        found = found.over("FROM ({}) WHERE list_contains(codes, ?)", code)
    if type is not None:
        known(type.upper(), codebook().types, "event type")
        found = found.over("FROM ({}) WHERE type = ?", type.upper())
    return found.over(f"FROM ({{}}) ORDER BY {ORDERS[order]}")


_STANCES = """
WITH told AS (
    SELECT position, holder_code, any_value(stance) AS stance, any_value(object) AS object,
           coalesce(any_value(subject), nullif(any_value(key), ''), lower(any_value(object))) AS thing
    FROM positions_flat WHERE {where} GROUP BY position, holder_code),
words AS (SELECT thing, object, count(*) AS times FROM told GROUP BY ALL),
things AS (
    SELECT thing, first(object ORDER BY times DESC, object) AS name, sum(times) AS times FROM words
    GROUP BY thing ORDER BY times DESC, thing LIMIT ?)
SELECT thing, any_value(name) AS name, holder_code AS holder, count(*) FILTER (stance = '+')::INTEGER AS backs,
       count(*) FILTER (stance = '-')::INTEGER AS opposes
FROM told JOIN things USING (thing) GROUP BY thing, holder_code, times ORDER BY times DESC, thing, holder_code"""


def stances(store: Store, *, holders: Iterable[Party] = (), subject: str | None = None, most: int = 200) -> Table:
    """How often holders were said to be for and against a thing: what `measures.stances` counts from all rows.

    Of one subject, or of the `most` things that the holders are said most about.
    """
    clauses: list[str] = []
    parameters: list[Any] = []
    for party in holders:
        clause, values = party.condition("holder")
        clauses.append(clause)
        parameters += values
    where = f"({' OR '.join(clauses) or 'true'})" + (" AND subject = ?" if subject else "")
    return store.sql(_STANCES.replace("{where}", where), [*parameters, *([subject] if subject else []), most])


# An event counts once: those with one row by counting rows, the others by their numbers.
EVENTS = "count(*) FILTER (solo) + count(DISTINCT number) FILTER (NOT solo)"


def counted(store: Store, asked: EventFilter) -> Table:
    """The rows of `Store.events`, for counting: only what can be asked for, and in `EVENTS` how events are counted."""
    conditions = conditions_of(asked, party=store.party)
    return store.sql(f"FROM events_counted AS events_flat{conditions.where}", conditions.parameters)
