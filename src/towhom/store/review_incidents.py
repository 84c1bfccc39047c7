"""Incidents of a copy after decisions: only the happenings that decisions touch are grouped anew, among themselves.

Grouping all records anew would take longer than a reviewer wants to wait. What a corrected record has in common with
records of other happenings shows where all are grouped: in `Store.incidents`, and so in `towhom incidents`.
"""

from __future__ import annotations

import duckdb

from towhom.store import incidents
from towhom.store.review_apply import Revision
from towhom.store.review_records import ask

TABLES = ("incidents", "incident_events", "incident_merges")

_TOUCHED = """
SELECT DISTINCT incident FROM incident_events
WHERE list_contains(?::VARCHAR[], event) OR event NOT IN (SELECT event FROM events)"""
_MEMBERS = """
SELECT event FROM events WHERE event NOT IN (SELECT event FROM incident_events WHERE NOT list_contains(?::VARCHAR[], incident))"""
_OF_ACTORS = """
SELECT DISTINCT p.event FROM reviewed r JOIN event_actors p ON p.document = r.document AND p.mention = r.mention
WHERE r.kind = 'actor'"""


def regroup(connection: duckdb.DuckDBPyConnection, revision: Revision) -> None:
    """Group the records of touched happenings anew; the incidents were those of the records before."""
    changed = [key[0] for key in revision.rows["events"]] + [row["event"] for row in ask(connection, _OF_ACTORS)]
    touched = [row["incident"] for row in ask(connection, _TOUCHED, changed)]
    members = [row["event"] for row in ask(connection, _MEMBERS, touched)]
    found = incidents.compute(incidents.event_rows(connection, members))
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE list_contains(?::VARCHAR[], incident)", [touched])
        incidents.insert(connection, table, found[table])
    connection.execute("UPDATE incident_state SET state = ?", [incidents.state(connection)])
