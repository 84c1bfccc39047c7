"""Who held an office when: "the Chinese foreign minister" in 2019."""

from __future__ import annotations

from functools import lru_cache

from towhom.actors import tables
from towhom.actors.clues import When
from towhom.actors.fold import fold
from towhom.actors.registry import Registry
from towhom.actors.tables import Record, Term


def holders(role: str, code: str, when: When, registry: Registry) -> list[tuple[Record, Term]]:
    """The persons who held an office of a country at a time, who held it longest first; none if no time is known."""
    if not when.known or not code:
        return []
    offices = _offices(registry)
    others: dict[str, list[str]] = tables.words()["offices"]
    for name in (fold(role), *others.get(fold(role), ())):
        found = [(record, term) for record, term in offices.get((code, name), ()) if when.during(term)]
        if found:
            return sorted(found, key=lambda entry: (-_days(entry[1], when), entry[0].id))
    return []


def sole_holder(role: str, code: str, when: When, registry: Registry) -> tuple[Record, Term] | None:
    """The only one who held an office at a time, from its first to its last day; None if there is none or several."""
    found = holders(role, code, when, registry)
    people = {record.id for record, _ in found}
    if len(people) != 1 or found[0][1].start > when.earliest or found[0][1].end < when.latest:
        return None
    return found[0]


def _days(term: Term, when: When) -> int:
    """How long a term lies in the time (in the units of yyyymmdd, good enough to compare)."""
    return min(term.end, when.latest) - max(term.start, when.earliest)


@lru_cache(maxsize=4)
def _offices(registry: Registry) -> dict[tuple[str, str], list[tuple[Record, Term]]]:
    """(country, folded office) -> persons and terms."""
    found: dict[tuple[str, str], list[tuple[Record, Term]]] = {}
    for record in registry.records.values():
        if record.kind == "person":
            for term in record.terms:
                if term.office and term.start:
                    found.setdefault((term.code, fold(term.office)), []).append((record, term))
    return found
