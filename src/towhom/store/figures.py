"""Figures of a whole store, from the tables that store.prepare adds to a copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from towhom.events.plover import codebook
from towhom.store.incidents import ORDERS, select
from towhom.store.select import known
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
