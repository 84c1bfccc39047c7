"""A copy of a store made ready for many quick questions: its views become tables, in an order that suits them.

The names stay, so that every query works on both; only the copy holds each fact more than once.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from towhom.errors import StoreError
from towhom.store import connect, incidents

# View -> order of its rows. DuckDB keeps the least and the greatest value of each row group: what is asked for
# together must lie together.
KEPT = {
    "event_parties": "event, role, place",
    "events_flat": "actor_code, recipient_code, earliest, latest, document, start_char, event, actor, recipient",
    "positions_flat": "holder_code, document, start_char, position, holder",
    "event_subjects": "subject, event",
    "actors": "mentions DESC, actor",
    "subjects_named": "mentions DESC, subject",
}

# Figures that pages show of the whole store, counted once: an event counts once a pair of codes.
DYADS = """
CREATE TABLE dyads AS
SELECT actor_code, recipient_code, type, modality, quad_code, count(*)::INTEGER AS events, sum(event_scale) AS score
FROM (SELECT DISTINCT actor_code, coalesce(recipient_code, '---') AS recipient_code, type, modality, quad_code,
             event_scale, event FROM events_flat)
GROUP BY ALL ORDER BY ALL"""


def prepare(path: Path) -> None:
    """Turn the views of a copy into tables. Raises StoreError where it is no store that can be read."""
    try:
        with connect.open_writing(path) as connection:
            _keep(connection)
    except duckdb.Error as error:
        raise StoreError(f"{path}: cannot be made ready: {' '.join(str(error).split())}") from error


def _keep(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN")
    incidents.make_tables(connection)  # a store made before there were any
    for view, order in KEPT.items():
        connection.execute(f"CREATE TABLE kept_{view} AS SELECT * FROM {view} ORDER BY {order}")
        connection.execute(f"DROP VIEW {view}")
        connection.execute(f"ALTER TABLE kept_{view} RENAME TO {view}")
    connection.execute(DYADS)
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
