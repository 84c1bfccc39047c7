"""Decision -> the record that it is about, in a store that may have been built again since.

1. by id
2. else in the same sentence (by its words, in its document; or the only one of the store with these words):
   an event whose trigger overlaps and that shares a party, a position whose object overlaps, a mention that overlaps

Documents that are read anew may have their sentences elsewhere: what is found comes with how far it moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from towhom.store.review import Decision
from towhom.store.review_records import Content, Item, ask, find_all

LEAST_WORDS = 5  # of a sentence that is looked for in other documents: "He agreed." is in many


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a decision applies now."""

    item: Item | None  # the record; None where the coder does not have it any more
    document: str
    sentence: int
    shift: int  # characters that its sentence moved by


def places(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> dict[str, Place | None]:
    """Where each decision applies, by its id; None where its sentence is not in the store any more."""
    given = list(decisions)
    found: dict[str, Place | None] = {}
    for kind in sorted({each.kind for each in given}):
        these = [each for each in given if each.kind == kind]
        items = {item.record: item for item in find_all(connection, kind, [each.record for each in these])}
        taken = set(items)
        for decision in these:
            found[decision.id] = _as_it_stands(items.get(decision.record)) or _search(connection, decision, taken)
    return found


def _as_it_stands(item: Item | None) -> Place | None:
    if item is None:
        return None
    return Place(item=item, document=item.document, sentence=item.sentence, shift=0)


def _search(connection: duckdb.DuckDBPyConnection, decision: Decision, taken: set[str]) -> Place | None:
    """The record under another id; `taken` are records that decisions are about already."""
    row = _sentence(connection, decision)
    if row is None:
        return None
    document, shift = row["document"], row["start_char"] - decision.place["sentence_start"]
    ids = [each["id"] for each in ask(connection, _IN_SENTENCE[decision.kind], document, row["sentence"])]
    items = find_all(connection, decision.kind, sorted({*ids} - taken))
    item = max(items, key=lambda each: _likeness(decision, each, shift), default=None)
    if item is None or not _likeness(decision, item, shift):
        item = None
    else:
        taken.add(item.record)
    return Place(item=item, document=document, sentence=row["sentence"], shift=shift)


def _sentence(connection: duckdb.DuckDBPyConnection, decision: Decision) -> dict[str, Any] | None:
    text, start = decision.place["sentence"], decision.place["sentence_start"]
    here = ask(connection, _SENTENCES + " AND document = ?", text, decision.place["document"])
    if here:
        return min(here, key=lambda row: (abs(row["start_char"] - start), row["sentence"]))
    if len(text.split()) < LEAST_WORDS:
        return None
    anywhere = ask(connection, _SENTENCES + " LIMIT 2", text)
    return anywhere[0] if len(anywhere) == 1 else None


def _likeness(decision: Decision, item: Item, shift: int) -> float:
    """How well a record fits what was decided on; 0 where it is another one."""
    contents = [content for content in (decision.before, decision.after) if content]
    return max((_LIKENESS[decision.kind](content, item.content, shift) for content in contents), default=0.0)


def _event_likeness(old: Content, new: Content, shift: int) -> float:
    old, new = old.get("event", old), new.get("event", new)  # a date has its event with it
    overlap, same_type = _overlap(old, new, shift), old["type"] == new["type"]
    shared: float = sum(bool(_who(old[role]) & _who(new[role])) for role in ("actors", "recipients"))
    shared += bool(_who(old["actors"]) & _who(new["recipients"])) / 2
    return overlap * (shared + same_type / 4) if overlap and shared else 0.0


def _position_likeness(old: Content, new: Content, shift: int) -> float:
    return _overlap(old, new, shift) * bool(_who([old["holder"]]) & _who([new["holder"]]))


def _who(parties: Iterable[Mapping[str, Any]]) -> set[str]:
    """Who takes part, by actor, code and words: any of them may be what a newer coder sees otherwise."""
    found: set[str] = set()
    for party in parties:
        found.add(party["text"].casefold())
        for actor in party["actors"]:
            found |= {actor["actor"], actor["code"]} - {"---"}
    return found


def _overlap(old: Content, new: Content, shift: int) -> float:
    """Share of the characters of both that they have in common."""
    start, end = old["start"] + shift, old["end"] + shift
    common: int = min(end, new["end"]) - max(start, new["start"])
    together: int = max(end, new["end"]) - min(start, new["start"])
    return max(common, 0) / max(together, 1)


_LIKENESS: dict[str, Callable[[Content, Content, int], float]] = {
    "event": _event_likeness,
    "date": _event_likeness,
    "position": _position_likeness,
    "actor": _overlap,
}
_SENTENCES = "SELECT document, sentence, start_char FROM sentences WHERE text = ?"
_IN_SENTENCE = {
    "event": "SELECT event AS id FROM events WHERE document = ? AND sentence = ?",
    "date": "SELECT event AS id FROM events WHERE document = ? AND sentence = ?",
    "position": "SELECT position AS id FROM positions WHERE document = ? AND sentence = ?",
    "actor": "SELECT 'mention:' || document || ':' || start_char || '-' || end_char AS id "
    "FROM mentions WHERE document = ? AND sentence = ?",
}
