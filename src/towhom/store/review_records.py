"""Records as they are put before a reviewer: what they say, and where. Offsets are characters of the clean text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from towhom.errors import StoreError

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A record to decide on."""

    kind: str  # event, date, actor, position
    record: str
    content: Content
    confidence: float
    sentence: int
    place: dict[str, Any]  # document, sentence (its words), sentence_start, coder; as a decision keeps it

    @property
    def document(self) -> str:
        """Id of its document."""
        return str(self.place["document"])


def mention_id(document: str, start: int, end: int) -> str:
    """The name of a mention in decisions: by its place, since numbers change when a document is coded again."""
    return f"mention:{document}:{start}-{end}"


def find(connection: duckdb.DuckDBPyConnection, kind: str, record: str) -> Item | None:
    """One record, or None where it is not in the store."""
    return next(iter(find_all(connection, kind, [record])), None)


def find_all(connection: duckdb.DuckDBPyConnection, kind: str, records: Iterable[str]) -> list[Item]:
    """Records of a kind, in the order of their ids."""
    read = {"event": _events, "date": _dates, "actor": _mentions, "position": _positions}.get(kind)
    if read is None:
        raise StoreError(f"no records of the kind {kind!r}")
    return read(connection, list(records))


def ask(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    result = connection.cursor().execute(sql, list(parameters))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def parties_of(
    connection: duckdb.DuckDBPyConnection, keys: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], Content]:
    """Mentions by document and number, with the actors that they refer to."""
    wanted = sorted(set(keys))
    rows = ask(connection, _MENTION, [document for document, _ in wanted], [number for _, number in wanted])
    found: dict[tuple[str, int], Content] = {}
    for row in rows:
        at = row["document"], row["mention"]
        mention = found.setdefault(
            at, {"start": row["start_char"], "end": row["end_char"], "text": row["text"], "actors": []}
        )
        if row["actor"] is not None:
            mention["actors"].append({name: row[name] for name in ACTOR})
    return found


ACTOR = ("actor", "name", "code", "sectors", "office", "wikidata")


def _events(connection: duckdb.DuckDBPyConnection, records: list[str]) -> list[Item]:
    rows = ask(connection, f"{_EVENT} WHERE list_contains(?::VARCHAR[], e.event) ORDER BY e.event", records)
    roles = ask(connection, _ROLES, records)
    mentions = parties_of(connection, ((row["document"], row["mention"]) for row in roles))
    parties: defaultdict[tuple[str, str], list[Content]] = defaultdict(list)
    for row in roles:
        parties[row["event"], row["role"]].append(mentions[row["document"], row["mention"]])
    return [_event(row, parties) for row in rows]


def _event(row: Mapping[str, Any], parties: Mapping[tuple[str, str], list[Content]]) -> Item:
    content = {
        **{name: row[name] for name in ("type", "modes", "contexts", "modality", "reciprocal", "trigger")},
        "start": row["start_char"],
        "end": row["end_char"],
        "actors": parties.get((row["event"], "actor"), []),
        "recipients": parties.get((row["event"], "recipient"), []),
        "edtf": row["edtf"],
        "confidence": row["confidence"],
    }
    return _item("event", row["event"], content, row)


def _dates(connection: duckdb.DuckDBPyConnection, records: list[str]) -> list[Item]:
    found = []
    for item in _events(connection, records):
        row = ask(connection, "SELECT edtf, date_basis FROM events WHERE event = ?", item.record)[0]
        content = {"edtf": row["edtf"], "basis": row["date_basis"], "event": item.content}
        found.append(
            Item(
                kind="date", record=item.record, content=content, confidence=item.confidence, sentence=item.sentence,
                place=item.place,
            )
        )  # fmt: skip
    return found


def _mentions(connection: duckdb.DuckDBPyConnection, records: list[str]) -> list[Item]:
    places = [place for record in records if (place := parse_mention(record))]
    documents, starts, ends = ([place[n] for place in places] for n in range(3))
    rows = ask(connection, _MENTIONS, documents, starts, ends)
    parties = parties_of(connection, ((row["document"], row["mention"]) for row in rows))
    items = []
    for row in rows:
        content = {**parties[row["document"], row["mention"]], "kind": row["mention_kind"], "why": row["reason"]}
        items.append(_item("actor", mention_id(row["document"], row["start_char"], row["end_char"]), content, row))
    return items


def parse_mention(record: str) -> tuple[str, int, int] | None:
    """Document, start and end of a mention's id."""
    head, _, span = record.rpartition(":")
    start, _, end = span.partition("-")
    if not (head.startswith("mention:") and start.isdecimal() and end.isdecimal()):
        return None
    return head.removeprefix("mention:"), int(start), int(end)


def _positions(connection: duckdb.DuckDBPyConnection, records: list[str]) -> list[Item]:
    rows = ask(connection, f"{_POSITION} WHERE list_contains(?::VARCHAR[], p.position) ORDER BY p.position", records)
    mentions = parties_of(connection, ((row["document"], row["holder"]) for row in rows))
    return [
        _item(
            "position",
            row["position"],
            {
                "holder": mentions[row["document"], row["holder"]],
                "stance": row["stance"],
                "object": row["object"],
                "start": row["start_char"],
                "end": row["end_char"],
                "subject": row["subject"],
                "confidence": row["confidence"],
            },
            row,
        )
        for row in rows
    ]


def _item(kind: str, record: str, content: Content, row: Mapping[str, Any]) -> Item:
    place = {
        "document": row["document"],
        "sentence": row["sentence_text"],
        "sentence_start": row["sentence_start"],
        "coder": row["coder"],
    }
    return Item(
        kind=kind, record=record, content=content, confidence=row["confidence"], sentence=row["sentence"], place=place
    )


_PLACE = """s.text AS sentence_text, s.start_char AS sentence_start, d.coder"""
_JOIN = """
JOIN sentences s ON s.document = {x}.document AND s.sentence = {x}.sentence
JOIN documents d ON d.document = {x}.document"""
_EVENT = f"SELECT e.*, {_PLACE} FROM events e {_JOIN.format(x='e')}"
_POSITION = f"SELECT p.*, {_PLACE} FROM positions p {_JOIN.format(x='p')}"
_MENTIONS = f"""
SELECT m.*, m.kind AS mention_kind, {_PLACE}
FROM (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::INTEGER[]) AS start_char, unnest(?::INTEGER[]) AS end_char) a
JOIN mentions m ON m.document = a.document AND m.start_char = a.start_char AND m.end_char = a.end_char
{_JOIN.format(x="m")} ORDER BY m.document, m.start_char, m.mention"""
_ROLES = """
SELECT event, document, role, place, mention FROM event_actors
WHERE list_contains(?::VARCHAR[], event) ORDER BY event, role, place"""
_MENTION = """
SELECT m.document, m.mention, m.start_char, m.end_char, m.text, a.actor, a.name, a.code, a.sectors, a.office, a.wikidata
FROM (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::INTEGER[]) AS mention) w
JOIN mentions m ON m.document = w.document AND m.mention = w.mention
LEFT JOIN mention_actors a ON a.document = m.document AND a.mention = m.mention
ORDER BY m.document, m.mention, a.place"""
