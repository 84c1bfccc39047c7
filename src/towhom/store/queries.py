"""The questions that are not about events, as SQL over the views of schema.sql."""

from __future__ import annotations

from typing import Any

import duckdb

from towhom.errors import StoreError, UnknownActorError
from towhom.store import parties
from towhom.store.parties import Party

DOCUMENTS = """
SELECT d.document, d.title, d.date, d.source, d.url, d.path,
       (SELECT count(*) FROM sentences s WHERE s.document = d.document) AS sentences,
       (SELECT count(*) FROM events e WHERE e.document = d.document) AS events,
       (SELECT count(*) FROM positions p WHERE p.document = d.document) AS positions,
       (SELECT count(*) FROM repairs r WHERE r.document = d.document) AS repairs,
       length(d.text) AS characters, d.coder
FROM documents d ORDER BY d.date NULLS LAST, d.path NULLS LAST, d.document"""

SENTENCE = """
SELECT s.document || ':' || s.sentence AS id, s.document, s.sentence, s.start_char, s.end_char, s.text, s.kind,
       d.title, d.date AS document_date, d.source, d.url, d.path
FROM sentences s JOIN documents d ON d.document = s.document
WHERE s.document = ? AND s.sentence = ?"""

SENTENCE_MENTIONS = """
SELECT m.mention, m.start_char, m.end_char, m.text, m.kind, m.confidence, m.reason,
       list(a.actor ORDER BY a.place) FILTER (a.actor IS NOT NULL) AS actors,
       list(a.code ORDER BY a.place) FILTER (a.code IS NOT NULL) AS codes
FROM mentions m LEFT JOIN mention_actors a ON a.document = m.document AND a.mention = m.mention
WHERE m.document = ? AND m.sentence = ?
GROUP BY ALL ORDER BY m.start_char, m.mention"""

PLACE = """
SELECT document, sentence FROM events WHERE event = $1
UNION ALL SELECT document, sentence FROM positions WHERE position = $1"""

NAMED = "SELECT actor, name FROM actors WHERE actor = $1 OR lower(name) = lower($1)"


def place_of(connection: duckdb.DuckDBPyConnection, id: str) -> tuple[str, int]:
    """Document and number of the sentence that an id is of: an event's, a position's, "document:number"."""
    found = connection.execute(PLACE, [id]).fetchone()
    if found is not None:
        return str(found[0]), int(found[1])
    document, _, number = id.rpartition(":")
    if document and number.isdecimal():
        return document, int(number)
    raise StoreError(f"no event, position or sentence {id!r}")


def positions(holder: Party | None, about: str | None) -> tuple[Any, ...]:
    """SQL and parameters for positions."""
    clauses, parameters = ["true"], []
    if holder is not None:
        clause, values = holder.condition("holder")
        clauses.append(clause)
        parameters += values
    if about:
        clauses.append("(subject = ? OR contains(lower(object), lower(?)))")
        parameters += [about, about]
    order = "document_date NULLS LAST, document, start_char, position, holder"
    return f"FROM positions_flat WHERE {' AND '.join(clauses)} ORDER BY {order}", *parameters


def subjects(kind: str | None) -> tuple[Any, ...]:
    """SQL and parameters for subjects."""
    where = "WHERE kind = ?" if kind else ""
    return f"FROM subjects_named {where} ORDER BY mentions DESC, subject", *([kind] if kind else [])


def find_party(connection: duckdb.DuckDBPyConnection, words: str) -> Party:
    """Who is meant by words, given everyone in the store and the world's countries."""
    from towhom.actors.countries import find_code  # reads the registry: only where names are asked for

    text = " ".join(words.split())
    named = connection.execute(NAMED, [text]).fetchall()
    try:
        return parties.find_party(text, names=named, find_code=find_code)
    except UnknownActorError:  # everyone's name, to say who may have been meant
        names = connection.execute("SELECT actor, name FROM actors").fetchall()
        return parties.find_party(text, names=names, find_code=find_code)
