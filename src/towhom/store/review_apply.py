"""Decisions -> the rows that a store would have if its coder had known: corrected records win, rejected ones are gone.

Nothing is written into the store. `overlay` opens one with the rows exchanged, for reading; `apply` exchanges them in
a copy. Both add the table `reviewed` (which decision each record follows) and a column `review` to `events_flat` and
`positions_flat`: "confirmed" or "corrected", NULL for what nobody looked at. What a person decided has confidence 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from towhom.dates.edtf import bounds
from towhom.events.plover import codebook
from towhom.store.review import Decision, followed
from towhom.store.review_match import Place, places
from towhom.store.review_records import ACTOR, Content, ask, mention_id

Row = dict[str, Any]
RowKey = tuple[Any, ...]

# Tables that decisions change -> columns that their rows are exchanged by.
KEYS = {
    "events": ("event",),
    "event_actors": ("event",),
    "mentions": ("document", "mention"),
    "mention_actors": ("document", "mention"),
    "positions": ("position",),
}
BY_REVIEWER = "by a reviewer"

REVIEWED = """
CREATE TABLE reviewed (
    kind     VARCHAR NOT NULL,  -- event, date, actor, position
    record   VARCHAR NOT NULL,  -- its id in this store
    verdict  VARCHAR NOT NULL,  -- confirm, correct, reject
    reviewer VARCHAR NOT NULL,
    decided  VARCHAR NOT NULL,  -- UTC, ISO 8601
    decision VARCHAR NOT NULL,  -- id in the log
    document VARCHAR,
    mention  INTEGER            -- of an actor
)"""

# Views that get a column "review": the marks of what they show.
MARKS = {
    "events_flat": """
SELECT event AS record, CASE WHEN bool_or(changed) THEN 'corrected' ELSE 'confirmed' END AS review FROM (
    SELECT record AS event, verdict <> 'confirm' AS changed FROM reviewed
    WHERE kind = 'event' OR (kind = 'date' AND verdict <> 'confirm')
    UNION ALL
    SELECT p.event, true FROM reviewed r JOIN event_actors p ON p.document = r.document AND p.mention = r.mention
    WHERE r.kind = 'actor' AND r.verdict <> 'confirm')
GROUP BY event""",
    "positions_flat": """
SELECT record, CASE WHEN bool_or(changed) THEN 'corrected' ELSE 'confirmed' END AS review FROM (
    SELECT record, verdict <> 'confirm' AS changed FROM reviewed WHERE kind = 'position'
    UNION ALL
    SELECT p.position, true FROM reviewed r JOIN positions p ON p.document = r.document AND p.holder = r.mention
    WHERE r.kind = 'actor' AND r.verdict <> 'confirm')
GROUP BY record""",
}
RECORD = {"events_flat": "event", "positions_flat": "position"}


@dataclass(slots=True)
class Revision:
    """Rows of a store, with those that decisions exchange. An empty list: the rows are gone."""

    connection: duckdb.DuckDBPyConnection
    rows: dict[str, dict[RowKey, list[Row]]] = field(default_factory=lambda: defaultdict(dict))
    reviewed: list[Row] = field(default_factory=list)
    lost: list[Decision] = field(default_factory=list)  # their sentences are not in the store any more

    def get(self, table: str, *key: Any) -> list[Row]:
        """The rows of a key as they stand now."""
        if key not in self.rows[table]:
            where = " AND ".join(f"{column} = ?" for column in KEYS[table])
            return ask(self.connection, f"SELECT * FROM {table} WHERE {where}", *key)
        return self.rows[table][key]

    def put(self, table: str, rows: list[Row], *key: Any) -> None:
        """Exchange the rows of a key."""
        self.rows[table][key] = rows

    def mention(self, place: Place, party: Content) -> int:
        """The number of the mention with these words; one that the coder did not see is added."""
        start, end = party["start"] + place.shift, party["end"] + place.shift
        added = [row for rows in self.rows["mentions"].values() for row in rows if row["document"] == place.document]
        stored = ask(self.connection, _MENTION, place.document, start, end)
        for row in [*added, *stored]:
            if (row["start_char"], row["end_char"]) == (start, end):
                return int(row["mention"])
        last = ask(self.connection, "SELECT max(mention) AS last FROM mentions WHERE document = ?", place.document)
        number: int = max([last[0]["last"] or 0, *(row["mention"] for row in added)]) + 1
        self.put("mentions", [_new_mention(place, party, number)], place.document, number)
        self.put("mention_actors", _actor_rows(place.document, number, party["actors"]), place.document, number)
        return number


def revise(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> Revision:
    """The rows that decisions exchange in the store of a connection."""
    wanted = sorted(followed(decisions).values(), key=lambda each: (each.at, each.id))
    revision = Revision(connection)
    found = places(connection, wanted)
    for decision in wanted:
        place = found[decision.id]
        if place is None:
            revision.lost.append(decision)
            continue
        _APPLY[decision.kind](revision, decision, place)
    return revision


def _event(revision: Revision, decision: Decision, place: Place) -> None:
    row = _taken_over(revision, decision, place, "events")
    content = decision.after
    if decision.verdict == "reject" or content is None:
        revision.put("events", [], decision.record)
        revision.put("event_actors", [], decision.record)
    else:
        before = decision.before or {}
        kind = codebook().types[content["type"]]
        new = {
            **(row or {"event": decision.record, "date_basis": BY_REVIEWER, "edtf": None}),
            **{name: content[name] for name in ("type", "modes", "contexts", "modality", "reciprocal", "trigger")},
            "document": place.document,
            "sentence": place.sentence,
            "start_char": content["start"] + place.shift,
            "end_char": content["end"] + place.shift,
            "quad_code": kind.quad_code,
            "event_scale": round(codebook().score(content["type"], tuple(content["modes"])), 2),
            "confidence": 1.0,
        }
        if row is None or content["edtf"] != before.get("edtf"):
            new |= _dated(content["edtf"])
        revision.put("events", [new], decision.record)
        revision.put("event_actors", _roles(revision, decision.record, content, place), decision.record)
    _note(revision, decision, decision.record, place)


def _roles(revision: Revision, event: str, content: Content, place: Place) -> list[Row]:
    return [
        {"event": event, "document": place.document, "role": role, "place": number, "mention": revision.mention(place, party)}
        for role, parties in (("actor", content["actors"]), ("recipient", content["recipients"]))
        for number, party in enumerate(parties)
    ]  # fmt: skip


def _date(revision: Revision, decision: Decision, place: Place) -> None:
    row = _taken_over(revision, decision, place, "events")
    if row is None:  # the event that it dates is gone, by the coder or by a reviewer
        return
    edtf = decision.after["edtf"] if decision.after else None
    if decision.verdict != "confirm" or edtf != row["edtf"]:
        revision.put("events", [{**row, **_dated(edtf)}], decision.record)
    _note(revision, decision, decision.record, place)


def _position(revision: Revision, decision: Decision, place: Place) -> None:
    row = _taken_over(revision, decision, place, "positions")
    content = decision.after
    if decision.verdict == "reject" or content is None:
        revision.put("positions", [], decision.record)
    else:
        new = {
            **(row or {"position": decision.record}),
            "document": place.document,
            "sentence": place.sentence,
            "holder": revision.mention(place, content["holder"]),
            **{name: content[name] for name in ("stance", "object", "subject")},
            "start_char": content["start"] + place.shift,
            "end_char": content["end"] + place.shift,
            "confidence": 1.0,
        }
        revision.put("positions", [new], decision.record)
    _note(revision, decision, decision.record, place)


def _actor(revision: Revision, decision: Decision, place: Place) -> None:
    if place.item is None:
        return
    now = place.item.content
    rows = ask(revision.connection, _MENTION, place.document, now["start"], now["end"])
    for row in rows:
        number = row["mention"]
        actors = decision.after["actors"] if decision.after else []
        reason = f"{'confirmed' if decision.verdict == 'confirm' else 'decided'} by {decision.reviewer}"
        revision.put("mentions", [{**row, "confidence": 1.0, "reason": reason}], place.document, number)
        revision.put("mention_actors", _actor_rows(place.document, number, actors), place.document, number)
        record = mention_id(place.document, now["start"], now["end"])
        _note(revision, decision, record, place, mention=number)


def _taken_over(revision: Revision, decision: Decision, place: Place, table: str) -> Row | None:
    """The row that is decided on, under the id that the reviewer knew it by, whatever a newer coder calls it."""
    standing = revision.get(table, decision.record)
    if standing or place.item is None or decision.record in {key[0] for key in revision.rows[table]}:
        return standing[0] if standing else None
    (column,) = KEYS[table]
    rows = revision.get(table, place.item.record)
    for each in (table, "event_actors") if table == "events" else (table,):
        moved = [{**row, column: decision.record} for row in revision.get(each, place.item.record)]
        revision.put(each, moved, decision.record)
        revision.put(each, [], place.item.record)
    return {**rows[0], column: decision.record} if rows else None


def _dated(edtf: str | None) -> Row:
    earliest, latest = bounds(edtf) if edtf else (None, None)
    return {"edtf": edtf, "earliest": earliest, "latest": latest, "date_basis": BY_REVIEWER}


def _new_mention(place: Place, party: Content, number: int) -> Row:
    return {
        "document": place.document, "mention": number, "sentence": place.sentence, "text": party["text"],
        "start_char": party["start"] + place.shift, "end_char": party["end"] + place.shift,
        "kind": "name", "confidence": 1.0, "reason": BY_REVIEWER,
    }  # fmt: skip


def _actor_rows(document: str, mention: int, actors: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [
        {"document": document, "mention": mention, "place": number, **{name: actor[name] for name in ACTOR}}
        for number, actor in enumerate(actors)
    ]


def _note(revision: Revision, decision: Decision, record: str, place: Place, mention: int | None = None) -> None:
    revision.reviewed.append(
        {
            "kind": decision.kind, "record": record, "verdict": decision.verdict, "reviewer": decision.reviewer,
            "decided": decision.at, "decision": decision.id, "document": place.document, "mention": mention,
        }
    )  # fmt: skip


_APPLY = {"event": _event, "date": _date, "actor": _actor, "position": _position}
_MENTION = "SELECT * FROM mentions WHERE document = ? AND start_char = ? AND end_char = ? ORDER BY mention"


def apply(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> Revision:
    """Exchange the rows in a database that may be written to: a copy, never the store."""
    revision = revise(connection, decisions)
    for table, exchanged in revision.rows.items():
        columns = KEYS[table]
        for key in exchanged:
            where = " AND ".join(f"{column} = ?" for column in columns)
            connection.execute(f"DELETE FROM {table} WHERE {where}", list(key))
        insert(connection, table, [row for rows in exchanged.values() for row in rows])
    mark(connection, revision)
    return revision


def mark(connection: duckdb.DuckDBPyConnection, revision: Revision) -> None:
    """Add what was decided, and the columns that show it."""
    connection.execute(REVIEWED)
    insert(connection, "reviewed", revision.reviewed)
    for view, marks in MARKS.items():
        connection.execute(f"ALTER VIEW {view} RENAME TO plain_{view}")
        connection.execute(
            f"CREATE VIEW {view} AS SELECT f.*, m.review FROM plain_{view} f "
            f"LEFT JOIN ({marks}) m ON m.record = f.{RECORD[view]}"
        )


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Insert rows a column at a time; columns that a row does not have are NULL."""
    if not rows:
        return
    columns = [(name, kind) for name, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
    values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
    connection.execute(f"INSERT INTO {table} SELECT {values}", [[row.get(name) for row in rows] for name, _ in columns])
