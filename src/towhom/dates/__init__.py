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
