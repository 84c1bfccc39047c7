"""Mentions of office-holders -> the terms of office that limit when something can have happened."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

from towhom.actors import Mention
from towhom.actors.fold import fold
from towhom.actors.registry import Registry
from towhom.actors.tables import FIRST_DAY, LAST_DAY, Term
from towhom.dates import OfficeTerm

FORMER = ("former ", "ex-", "then-former ", "late ")


def office_terms(mentions: Sequence[Mention], registry: Registry) -> list[OfficeTerm]:
    """Return a term for each office that a named person held, as far as the mention leaves it open.

    A title in the mention ("President Moon") keeps the terms of that office; without one, all terms stand.
    """
    found: list[OfficeTerm] = []
    for mention in mentions:
        for actor in mention.actors:
            record = registry.records.get(actor.id)
            if record is None or record.kind != "person":
                continue
            words = f" {fold(mention.text)} "
            terms = [term for term in record.terms if term.office and _titled(term, words)]
            current = not any(mark in words for mark in FORMER)
            found += [_office(record.name, term, mention.sentence, current) for term in terms or record.terms]
    return found


def _titled(term: Term, words: str) -> bool:
    head = fold(term.office).split(" of ")[0].split(" for ")[0]
    return f" {head} " in words or f" {head.split()[-1]} " in words


def _office(name: str, term: Term, sentence: int, current: bool) -> OfficeTerm:
    return OfficeTerm(
        name=name,
        office=term.office,
        country=term.code,
        start=None if term.start == FIRST_DAY else _edtf(term.start),
        end=None if term.end == LAST_DAY else _edtf(term.end),
        sentence=sentence,
        current=current,
    )


def _edtf(day: int) -> str:
    """A day of the tables as EDTF; they write the end of any month as its 31st."""
    year, month = day // 10000, day // 100 % 100
    return f"{year:04d}-{month:02d}-{min(day % 100, monthrange(year, month)[1]):02d}"
