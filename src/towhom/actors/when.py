"""The time that a document or a sentence speaks of, as days."""

from __future__ import annotations

import datetime
import re

from towhom.actors.clues import When
from towhom.actors.tables import FIRST_DAY, LAST_DAY

YEAR = re.compile(r"\b(?:19[4-9]\d|20[0-3]\d)\b")
EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def period(date: object) -> When:
    """The days between which a date lies: a Time (earliest, latest), EDTF, or None."""
    if date is None:
        return When()
    if isinstance(date, str):
        return edtf_period(date)
    earliest, latest = getattr(date, "earliest", None), getattr(date, "latest", None)
    return When(
        number(earliest) if isinstance(earliest, datetime.date) else FIRST_DAY,
        number(latest) if isinstance(latest, datetime.date) else LAST_DAY,
    )


def edtf_period(edtf: str) -> When:
    """First to last day of an EDTF date or interval, as far as its years are given."""
    days = list(EDTF_DAY.finditer(edtf))
    if not days:
        return When()
    first, last = days[0], days[-1]
    return When(
        int(first[1]) * 10000 + int(first[2] or 1) * 100 + int(first[3] or 1),
        int(last[1]) * 10000 + int(last[2] or 12) * 100 + int(last[3] or 31),
    )


def sentence_period(text: str, when: When) -> When:
    """The years that a sentence names, else the document's time.

    One year that is not the document's moves the sentence there: "in 1994 President Kim ...".
    """
    years = sorted({int(match[0]) for match in YEAR.finditer(text)})
    if not years:
        return when
    return When(years[0] * 10000 + 101, years[-1] * 10000 + 1231)


def number(day: datetime.date) -> int:
    """yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day
