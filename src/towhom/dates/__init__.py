"""Time expressions -> EDTF (ISO 8601-2) intervals; terms of office as constraints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as far as the text supports it, and what it rests on."""

    edtf: str | None  # None: the text does not say
    earliest: date | None
    latest: date | None
    basis: str  # in words: "July in the text; 2017 from the terms of Moon and Trump"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression in a document's clean text."""

    sentence: int
    start: int  # characters of the document's clean text
    end: int
    text: str
    kind: str  # DATE, TIME, DURATION, SET (TimeML 1.2.1)
    value: str | None  # TIMEX3 value, None where open
    time: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTerm:
    """A term of office of a person whom a sentence names; several terms of one person are several of these."""

    name: str  # as the basis shows it: "Moon Jae-in"
    office: str
    country: str  # ISO 3166 alpha-3
    start: str | None  # EDTF, as in the actors room's people.csv; None where not known
    end: str | None  # None: still in office, or not known
    sentence: int  # index of the sentence that names them
    current: bool = True  # False for "former President X": at that time the term lay behind
