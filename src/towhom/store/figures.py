"""Figures of a whole store, from the tables that store.prepare adds to a copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
