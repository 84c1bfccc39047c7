"""What a reviewer looks at next: records that nobody decided on, the least sure first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from towhom.errors import StoreError
from towhom.store.review import Decision, by_reviewer, followed, standing
from towhom.store.review_records import Item, ask, find

# unsure: the least sure first. sample: in an order that has nothing to do with what they say, so that shares of the
# first so many hold for all. second: what others decided on and this reviewer did not, as the coder left it.
ORDERS = ("unsure", "sample", "second")

_SURE = {
    "event": "SELECT event AS id, confidence FROM events",
    "position": "SELECT position AS id, confidence FROM positions",
    # the wider, the less is known; what has no date at all comes last: the text mostly has none
    "date": "SELECT event AS id, -coalesce(latest - earliest, 1e7)::DOUBLE + 1e9 * (edtf IS NULL)::INTEGER AS confidence FROM events",
    # mentions that nothing rests on are not worth a look
    "actor": """
SELECT 'mention:' || m.document || ':' || m.start_char || '-' || m.end_char AS id, min(m.confidence) AS confidence FROM mentions m
WHERE EXISTS (FROM event_actors p WHERE p.document = m.document AND p.mention = m.mention)
   OR EXISTS (FROM positions p WHERE p.document = m.document AND p.holder = m.mention)
GROUP BY id""",
}


def queue(
    connection: duckdb.DuckDBPyConnection, decisions: list[Decision], *, kind: str, order: str, reviewer: str
) -> tuple[str, list[Any]]:
    """SQL and parameters for the ids of records that wait, in order. Raises StoreError."""
    if kind not in _SURE or order not in ORDERS:
        raise StoreError(f"no queue of {kind!r} by {order!r}; known: {', '.join(_SURE)} by {', '.join(ORDERS)}")
    if order == "second":
        return "SELECT unnest(?::VARCHAR[]) AS id", [seconds(decisions, kind=kind, reviewer=reviewer)]
    decided = [record for (each, record) in followed(decisions) if each == kind]
    by = "confidence, id" if order == "unsure" else "md5(id), id"
    known = "SELECT record FROM reviewed WHERE kind = ?" if _has_reviewed(connection) else "SELECT ? WHERE false"
    sql = f"SELECT id FROM ({_SURE[kind]}) WHERE NOT list_contains(?::VARCHAR[], id) AND id NOT IN ({known}) ORDER BY {by}"
    return sql, [decided, kind]


def seconds(decisions: Iterable[Decision], *, kind: str, reviewer: str) -> list[str]:
    """Records of a kind that others decided on and this reviewer did not, in the order of their first decisions."""
    given = list(decisions)
    mine = {key for (who, key) in by_reviewer(given) if who == reviewer}
    found = [each.record for each in standing(given) if each.kind == kind and each.key not in mine]
    return list(dict.fromkeys(found))


def _has_reviewed(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(ask(connection, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'reviewed'"))


def as_coded(
    connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision], kind: str, record: str
) -> Item | None:
    """A record as the coder left it: from the first decision on it, else from the store."""
    first = next((each for each in decisions if each.key == (kind, record) and each.before is not None), None)
    if first is None:
        return find(connection, kind, record)
    assert first.before is not None
    sentence = ask(
        connection, "SELECT sentence FROM sentences WHERE document = ? AND text = ? ORDER BY abs(start_char - ?)",
        first.place["document"], first.place["sentence"], first.place["sentence_start"],
    )  # fmt: skip
    number = sentence[0]["sentence"] if sentence else -1
    confidence = first.before.get("confidence", 0.0)
    return Item(
        kind=kind, record=record, content=first.before, confidence=confidence, sentence=number, place=first.place
    )
