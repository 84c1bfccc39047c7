"""A copy of a store made ready for many quick questions: its views become tables, in an order that suits them.

The names stay, so that every query works on both; only the copy holds each fact more than once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from towhom.errors import StoreError
from towhom.store import connect, incidents, review_apply, review_incidents
from towhom.store.queries import DOCUMENTS
from towhom.store.review import Decision

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


# What counting events needs, and no more: `number` stands for the event's id, `solo` says that it has one row only.
COUNTED = """
CREATE TABLE events_counted AS
WITH numbers AS (SELECT event, (row_number() OVER ())::INTEGER AS number, count(*) = 1 AS solo FROM events_flat GROUP BY event)
SELECT number, solo, event, document, actor, actor_code, actor_place, recipient, recipient_code, recipient_place, type,
       modes, contexts, modality, reciprocal, quad_code, confidence, earliest, latest
FROM events_flat JOIN numbers USING (event)
ORDER BY actor_code, recipient_code, earliest, latest, event"""

# Lists that pages show a part of.
LISTED = f"""
CREATE TABLE documents_listed AS {DOCUMENTS};
CREATE TABLE actor_names AS
SELECT actor, name, code, office, list_sort(list_distinct(flatten(list(DISTINCT sectors)))) AS sectors,
       any_value(wikidata ORDER BY wikidata) AS wikidata, count(*) AS mentions
FROM mention_actors GROUP BY actor, name, code, office ORDER BY mentions DESC, actor, name, code, office"""


def prepare(path: Path, decisions: Sequence[Decision] = (), *, threads: int | None = None) -> None:
    """Follow reviewers' decisions in a copy, and turn its views into tables, on so many processors.

    Raises StoreError where it is no store that can be read.
    """
    try:
        if decisions:
            with connect.open_writing(path, threads=threads) as connection:
                _follow(connection, decisions)
        with connect.open_preparing(path, threads=threads) as connection:
            _keep(connection)
    except duckdb.Error as error:
        raise StoreError(f"{path}: cannot be made ready: {' '.join(str(error).split())}") from error


def _follow(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    """Exchange the records that reviewers decided on; incidents are then those of the records that are left."""
    fresh = incidents.are_fresh(connection)
    revision = review_apply.apply(connection, decisions)
    if fresh:
        review_incidents.regroup(connection, revision)


def _keep(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN")
    incidents.make_tables(connection)  # a store made before there were any
    for view, order in KEPT.items():
        connection.execute(f"CREATE TABLE kept_{view} AS SELECT * FROM {view} ORDER BY {order}")
        connection.execute(f"DROP VIEW {view}")
        connection.execute(f"ALTER TABLE kept_{view} RENAME TO {view}")
    for statement in (DYADS, COUNTED, LISTED):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
