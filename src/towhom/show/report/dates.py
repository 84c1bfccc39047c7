"""Dates for readers: EDTF and its bounds in words, and how exact they are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from towhom.measures.timeline import LONGEST

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# How exact a date is, the most exact first.
PRECISIONS = (
    "to the day",
    "to the month",
    "to the year",
    "within ten years",
    "open or longer than ten years",
    "not at all",
)


def precision(earliest: date | None, latest: date | None) -> str:
    """How exactly the bounds give a date: one of PRECISIONS."""
    if earliest is None and latest is None:
        return PRECISIONS[5]
    if earliest is None or latest is None or not 0 <= (latest - earliest).days < LONGEST:
        return PRECISIONS[4]
    if earliest == latest:
        return PRECISIONS[0]
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return PRECISIONS[1]
    return PRECISIONS[2] if earliest.year == latest.year else PRECISIONS[3]


def in_words(earliest: date | None, latest: date | None) -> str:
    """The bounds as people write them: 6 July 2017; July 2017; 2017; between 6 July 2017 and August 2018."""
    if earliest is None and latest is None:
        return "no date"
    if earliest is None or latest is None:
        return f"up to {_end(latest)}" if latest else f"from {_start(earliest)}"
    if earliest == latest:
        return day(earliest)
    if whole := _whole(earliest, latest):
        return whole
    return f"between {_start(earliest)} and {_end(latest)}"


def day(when: date) -> str:
    """6 July 2017."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _whole(first: date, last: date) -> str:
    """The name of a whole month or year, or of whole years; empty for anything else."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == _days(last):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return ""


def _start(when: date | None) -> str:
    assert when is not None
    if when.day == 1:
        return f"{when.year}" if when.month == 1 else f"{MONTHS[when.month - 1]} {when.year}"
    return day(when)


def _end(when: date | None) -> str:
    assert when is not None
    if when.day == _days(when):
        return f"{when.year}" if when.month == 12 else f"{MONTHS[when.month - 1]} {when.year}"
    return day(when)


def _days(when: date) -> int:
    return monthrange(when.year, when.month)[1]
