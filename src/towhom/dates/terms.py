"""Terms of office as constraints on time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from towhom.dates import OfficeTerm
from towhom.dates.edtf import Bounds, bounds
from towhom.dates.spans import common, joined

# How far from a sentence without officials those named around it still say when it was, in sentences.
NEAR = 12
# Up to here they are taken at their word even in a tale of other times.
CLOSE = 2


def term_bounds(term: OfficeTerm) -> Bounds:
    """Return the first and last day of a term, None for an end that is open or not known."""
    start = bounds(term.start)[0] if term.start else None
    end = bounds(term.end)[1] if term.end else None
    return start, end


def allowed(terms: Iterable[OfficeTerm], *, in_office: bool = False) -> tuple[list[Bounds], str]:
    """Return the stretches in which all the named persons hold (or have held) office, and that in words.

    A person with several terms allows each of them. A "former" one says only that the term has begun,
    unless the act itself is one of office (`in_office`). Persons whose terms have no day in common are
    not combined: then nothing is said, and the words say so.
    """
    people: dict[str, list[Bounds]] = {}
    for term in terms:
        start, end = term_bounds(term)
        people.setdefault(term.name, []).append((start, end if term.current or in_office else None))
    spans: list[Bounds] = [(None, None)]
    for held in people.values():
        spans = common(spans, joined(held))
    names = " and ".join(f"{name} ({_words(people[name])})" for name in people)
    if not people:
        return [], ""
    if not spans:
        return [], f"the terms of {names} have no day in common"
    return joined(spans), f"the terms of {names}"


def _words(spans: Sequence[Bounds]) -> str:
    return ", ".join(f"{start or '?'} to {end or 'open'}" for start, end in joined(spans))


def nearest(
    officials: Sequence[OfficeTerm], sentence: int, paragraph: range, written: Sequence[Bounds] = ()
) -> list[OfficeTerm]:
    """Return the office-holders named nearest to a sentence that names none, [] where they tell nothing.

    Within its paragraph, else up to NEAR sentences away. Farther than CLOSE, holders whose terms do not meet the
    time of writing belong to some other story: then none are returned.
    """
    holders = [term for term in officials if term.current and abs(term.sentence - sentence) <= NEAR]
    inside = [term for term in holders if term.sentence in paragraph]
    group = inside or holders
    if not group:
        return []
    distance = min(abs(term.sentence - sentence) for term in group)
    found = [term for term in group if abs(term.sentence - sentence) == distance]
    if inside and distance <= CLOSE:
        return found
    spans, _ = allowed(found)
    return found if not written or common(spans, written) else []


def before_end(terms: Iterable[OfficeTerm]) -> list[OfficeTerm]:
    """Return the terms open at the start: for what had happened before the office-holder is spoken of."""
    return [replace(term, start=None) for term in terms if term.current]
