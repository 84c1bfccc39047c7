"""Filters -> SQL for the views of schema.sql. Values travel as parameters, never inside the SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

from towhom.dates.edtf import bounds, normalize_user_date
from towhom.errors import StoreError
from towhom.events.plover import codebook
from towhom.store.parties import Party

ORDERS = {
    "date": "earliest NULLS LAST, latest, document, start_char, event, actor, recipient",
    "latest": "latest DESC NULLS LAST, earliest DESC, document, start_char, event, actor, recipient",
    "intensity": "abs(event_scale) DESC, confidence DESC, document, start_char, event, actor, recipient",
    "confidence": "confidence, document, start_char, event, actor, recipient",
    "score": "event_scale, confidence DESC, document, start_char, event, actor, recipient",
    "type": "type, earliest NULLS LAST, document, start_char, event, actor, recipient",
    "actor": "actor_name, earliest NULLS LAST, document, start_char, event, recipient",
    "recipient": "recipient_name, earliest NULLS LAST, document, start_char, event, actor",
    "text": "document, start_char, event, actor, recipient",
}

SUBJECT_IDS = ("subject:", "text:")  # how ids of subjects begin


@dataclass(slots=True)
class Conditions:
    """A WHERE clause that grows; every value is a parameter."""

    clauses: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, clause: str, *parameters: Any) -> None:
        """Ask for one thing more."""
        self.clauses.append(clause)
        self.parameters.extend(parameters)

    @property
    def where(self) -> str:
        """The clause, empty where nothing is asked."""
        return f" WHERE {' AND '.join(self.clauses)}" if self.clauses else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are asked for; None and empty mean all. Dates and names as `Store.events` takes them."""

    between: tuple[str, str] | None = None
    actor: str | None = None
    recipient: str | None = None
    type: str | Iterable[str] | None = None
    modality: str | Iterable[str] | None = None
    quad: int | Iterable[int] | None = None
    context: str | None = None
    about: str | None = None
    since: str | date | None = None
    until: str | date | None = None
    min_confidence: float = 0.0
    document: str | None = None
    directed: bool = False
    order: str = "date"
    limit: int | None = None
    offset: int = 0


class EventOptions(TypedDict, total=False):
    """The options of `Store.events`, for type checkers; see EventFilter."""

    between: tuple[str, str] | None
    actor: str | None
    recipient: str | None
    type: str | Iterable[str] | None
    modality: str | Iterable[str] | None
    quad: int | Iterable[int] | None
    context: str | None
    about: str | None
    since: str | date | None
    until: str | date | None
    min_confidence: float
    document: str | None
    directed: bool
    order: str
    limit: int | None
    offset: int


def select_events(asked: EventFilter, *, party: Callable[[str], Party]) -> tuple[str, list[Any]]:
    """Return SQL and parameters for one row an event and dyad; `party` says who a word means."""
    conditions = conditions_of(asked, party=party)
    if asked.order not in ORDERS:
        raise StoreError(f"no order {asked.order!r}; known: {', '.join(ORDERS)}")
    sql = f"FROM events_flat{conditions.where} ORDER BY {ORDERS[asked.order]}"
    if asked.limit is not None:
        sql += f" LIMIT {int(asked.limit)}"
    if asked.offset:
        sql += f" OFFSET {int(asked.offset)}"
    return sql, conditions.parameters


def conditions_of(asked: EventFilter, *, party: Callable[[str], Party]) -> Conditions:
    """What rows of events_flat must fulfil."""
    conditions = Conditions()
    _parties(conditions, asked, party)
    _kinds(conditions, asked)
    add_period(conditions, since=asked.since, until=asked.until)
    if asked.min_confidence:
        conditions.add("confidence >= ?", asked.min_confidence)
    if asked.document:
        conditions.add("document = ?", asked.document)
    if asked.about and asked.about.startswith(SUBJECT_IDS):
        conditions.add("event IN (SELECT s.event FROM event_subjects s WHERE s.subject = ?)", asked.about)
    elif asked.about:
        conditions.add(
            "event IN (SELECT s.event FROM event_subjects s WHERE s.subject = ? OR lower(s.name) = lower(?))",
            asked.about,
            asked.about,
        )
    return conditions


def _parties(conditions: Conditions, asked: EventFilter, party: Callable[[str], Party]) -> None:
    """Who: undirected, a reciprocal event stands once for a pair; directed, once each way."""
    for role, name in (("actor", asked.actor), ("recipient", asked.recipient)):
        if name:
            clause, parameters = party(name).condition(role)
            conditions.add(clause, *parameters)
    if asked.between:
        _between(conditions, party(asked.between[0]), party(asked.between[1]), directed=asked.directed)
    elif not (asked.actor or asked.recipient or asked.directed):
        conditions.add("(NOT reciprocal OR recipient IS NULL OR actor_place < recipient_place)")


def _between(conditions: Conditions, first: Party, second: Party, *, directed: bool) -> None:
    (there_from, a), (there_to, b) = first.condition("actor"), second.condition("recipient")
    (back_from, c), (back_to, d) = second.condition("actor"), first.condition("recipient")
    there, back = f"{there_from} AND {there_to}", f"{back_from} AND {back_to}"
    if directed:
        conditions.add(f"({there})", *a, *b)
    else:
        conditions.add(f"(({there}) OR (NOT reciprocal AND {back}))", *a, *b, *c, *d)
        if first.column == second.column == "code":  # says nothing new, but lets DuckDB skip all who are neither
            conditions.add("actor_code IN (?, ?)", first.value, second.value)
            conditions.add("recipient_code IN (?, ?)", first.value, second.value)
    if first == second and not directed:
        conditions.add("(NOT reciprocal OR actor_place < recipient_place)")


def _kinds(conditions: Conditions, asked: EventFilter) -> None:
    plover = codebook()
    if types := _several(asked.type):
        clauses, parameters = [], []
        for name in types:
            kind, _, mode = name.partition(":")
            known(kind.upper(), plover.types, "event type")
            clauses.append("(type = ? AND list_contains(modes, ?))" if mode else "type = ?")
            parameters += [kind.upper(), mode.lower()] if mode else [kind.upper()]
            if mode:
                known(mode.lower(), plover.types[kind.upper()].modes, f"mode of {kind.upper()}")
        conditions.add(f"({' OR '.join(clauses)})", *parameters)
    if modalities := _several(asked.modality):
        for name in modalities:
            known(name.lower(), plover.modalities, "modality")
        conditions.add("list_contains(?::VARCHAR[], modality)", [name.lower() for name in modalities])
    if asked.quad is not None:
        quads = [asked.quad] if isinstance(asked.quad, int) else list(asked.quad)
        for code in quads:
            known(code, plover.quad_codes, "quad code")
        conditions.add("list_contains(?::INTEGER[], quad_code)", quads)
    if asked.context:
        known(asked.context.lower(), plover.contexts, "context")
        conditions.add("list_contains(contexts, ?)", asked.context.lower())


def known(value: object, allowed: Iterable[object], what: str) -> None:
    """Refuse a code that the codebook does not have."""
    if value not in set(allowed):
        raise StoreError(f"no {what} {value!r}; known: {', '.join(str(each) for each in allowed)}")


def _several(value: str | Iterable[str] | None) -> list[str]:
    if value is None:
        return []
    return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else list(value)


def add_period(conditions: Conditions, *, since: str | date | None, until: str | date | None) -> None:
    """When: events that may have been in the period; those without a date are not in any."""
    if since is not None and (first := day_bounds(since)[0]):
        conditions.add("latest >= ?", first)
    if until is not None and (last := day_bounds(until)[1]):
        conditions.add("earliest <= ?", last)


def day_bounds(when: str | date) -> tuple[date | None, date | None]:
    """First and last day of a date as users write it ("2017", "2017-07", "6 July 2017"); raises DateError."""
    if isinstance(when, date):
        return when, when
    return bounds(normalize_user_date(when))
