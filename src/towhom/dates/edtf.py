"""EDTF (ISO 8601-2:2019, annex A): reading, printing, bounds; and dates as users and metadata give them.

Written here: level 1, the sets of level 2 (`[..]` one of, `{..}` all of), quarters and half-years
(33 to 36, 40, 41). Read besides: level 2's qualifiers on parts and unspecified digits anywhere.
Years are 0001 to 9999; others are refused. PyPI `edtf` 5.0.2 was tried first: 3 to 50 ms a date, bounds
of open sets raise, and its import warns; `dateutil` fills missing parts from today.

Qualifiers (`~ ? %`) do not widen bounds: they say that the date is approximate, not by how much.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from itertools import product

from towhom.errors import DateError

Bounds = tuple[date | None, date | None]

_DATE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[\dX]{4})(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[\dX]{2})(?P<q4>[?~%]?)"
    r"(?:-(?P<q5>[?~%]?)(?P<day>[\dX]{2})(?P<q6>[?~%]?))?)?"
    r"(?P<time>T\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?"
)

# EDTF codes for parts of a year -> first and last month; "winter" runs into the next year.
# Spring to winter are those of the north, made as wide as any usage has them.
_PARTS: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {
    **{base + 0: ((3, 1), (6, 21)) for base in (21, 25)},
    **{base + 1: ((6, 1), (9, 23)) for base in (21, 25)},
    **{base + 2: ((9, 1), (12, 22)) for base in (21, 25)},
    **{base + 3: ((1, 1), (15, 21)) for base in (21, 25)},
    29: ((9, 1), (12, 22)), 30: ((12, 1), (15, 21)), 31: ((3, 1), (6, 21)), 32: ((6, 1), (9, 23)),
    33: ((1, 1), (3, 31)), 34: ((4, 1), (6, 30)), 35: ((7, 1), (9, 30)), 36: ((10, 1), (12, 31)),
    37: ((1, 1), (4, 30)), 38: ((5, 1), (8, 31)), 39: ((9, 1), (12, 31)),
    40: ((1, 1), (6, 30)), 41: ((7, 1), (12, 31)),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A parsed EDTF expression.

    `spans` are the stretches of time that it allows, in order: one for a date or an interval, several for
    a set. A None in a span is an end that is open or unknown.
    """

    edtf: str  # as it is printed: without blanks
    form: str  # date, interval, one (one of a set), all (all of a set)
    spans: tuple[Bounds, ...]

    @property
    def earliest(self) -> date | None:
        starts = [start for start, _ in self.spans]
        return None if None in starts else min(start for start in starts if start is not None)

    @property
    def latest(self) -> date | None:
        ends = [end for _, end in self.spans]
        return None if None in ends else max(end for end in ends if end is not None)

    def __str__(self) -> str:
        return self.edtf


def parse(text: str) -> Interval:
    """Return the meaning of an EDTF expression; raises DateError where `text` is none."""
    edtf = re.sub(r"\s+", "", text)
    if edtf[:1] in ("[", "{") and edtf[-1:] == ("]" if edtf[0] == "[" else "}"):
        spans = tuple(_member(member) for member in edtf[1:-1].split(","))
        return Interval(edtf=edtf, form="one" if edtf[0] == "[" else "all", spans=spans)
    if "/" in edtf:
        return Interval(edtf=edtf, form="interval", spans=(_interval(edtf),))
    return Interval(edtf=edtf, form="date", spans=(_date(edtf),))


def bounds(edtf: str) -> Bounds:
    """Return the first and last day that an EDTF expression allows, None for an end that is not known."""
    interval = parse(edtf)
    return interval.earliest, interval.latest


def _member(text: str) -> Bounds:
    if ".." not in text:
        return _date(text)
    first, _, last = text.partition("..")
    if not first and not last:
        raise DateError(f"not EDTF: a set with an empty range {text!r}")
    return _ordered(_date(first)[0] if first else None, _date(last)[1] if last else None, text)


def _interval(text: str) -> Bounds:
    sides = text.split("/")
    if len(sides) != 2 or all(side in ("", "..") for side in sides):
        raise DateError(f"not EDTF: {text!r}; an interval is written START/END, an open end '..'")
    start, end = ((None, None) if side in ("", "..") else _date(side) for side in sides)
    return _ordered(start[0], end[1], text)


def _ordered(earliest: date | None, latest: date | None, text: str) -> Bounds:
    if earliest and latest and earliest > latest:
        raise DateError(f"{text!r} ends before it starts")
    return earliest, latest


def _date(text: str) -> Bounds:
    match = _DATE.fullmatch(text)
    if match is None:
        raise DateError(f"not EDTF: {text!r}; examples: 2017, 2017-07, 2017-07-06, XXXX-04, 2017~, 2016/2017")
    year, month, day = match["year"], match["month"], match["day"]
    if match["time"]:
        _check_time(match["time"], text, day)
    is_part = bool(month and month.isdigit() and int(month) > 12)
    if year == "XXXX":  # any year; what follows must exist in one of them
        _ = _part("2000", int(month), day, text) if is_part and month else _days(["2000"], month, day, text)
        return None, None
    if is_part and month:
        return _part(year, int(month), day, text)
    days = _days(_fill(year, range(1, 10000), 4), month, day, text)
    return days


def _check_time(time: str, text: str, day: str | None) -> None:
    digits = re.findall(r"\d{2}", time)
    if day is None or int(digits[0]) > 24 or int(digits[1]) > 59:
        raise DateError(f"not EDTF: {text!r}; no such time of day")


def _fill(pattern: str, values: Iterable[int], width: int) -> list[str]:
    """Return the numbers that fit a pattern like 201X, as text: all of a month or day, two ends of a year."""
    if "X" not in pattern:
        return [pattern] if int(pattern) in values else []
    if width == 4:  # the leap years beside the ends matter for 29 February
        low, high = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
        close = [*range(max(low, 1), low + 9), *range(high - 8, high + 1)]
        return [f"{year:04d}" for year in sorted(set(close)) if _fits(f"{year:04d}", pattern)]
    return [f"{value:0{width}d}" for value in values if _fits(f"{value:0{width}d}", pattern)]


def _fits(number: str, pattern: str) -> bool:
    return all(place in ("X", digit) for digit, place in zip(number, pattern, strict=True))


def _days(years: list[str], month: str | None, day: str | None, text: str) -> tuple[date, date]:
    """Return the first and last day among the candidates."""
    months = _fill(month, range(1, 13), 2) if month else ["01", "12"]
    found: list[date] = []
    for year, one in product(years, months):
        last = calendar.monthrange(int(year), int(one))[1]
        if day is None:
            found += [date(int(year), int(one), 1), date(int(year), int(one), last)]
        else:
            found += [date(int(year), int(one), int(number)) for number in _fill(day, range(1, last + 1), 2)]
    if not found:
        raise DateError(f"{text!r} is no date of the calendar (years 0001 to 9999)")
    return min(found), max(found)


def _part(year: str, code: int, day: str | None, text: str) -> Bounds:
    if code not in _PARTS or day is not None or "X" in year or int(year) < 1 or int(year) > 9998:
        raise DateError(f"not EDTF: {text!r}; months are 01 to 12, seasons 21 to 24, quarters 33 to 36")
    (first_month, first_day), (last_month, last_day) = _PARTS[code]
    start = date(int(year), 1, 1) if first_month == 1 else date(int(year), first_month, first_day)
    end_year = int(year) + (last_month - 1) // 12
    return start, date(end_year, (last_month - 1) % 12 + 1, last_day)


# --- printing ----------------------------------------------------------------------------------------


def write_span(earliest: date | None, latest: date | None) -> str | None:
    """Return the shortest EDTF for all days from `earliest` to `latest`; None if neither is known."""
    if earliest is None and latest is None:
        return None
    if earliest is not None and latest is not None:
        whole = _whole(earliest, latest)
        if whole is not None:
            return whole
    return f"{earliest.isoformat() if earliest else '..'}/{latest.isoformat() if latest else '..'}"


def _whole(earliest: date, latest: date) -> str | None:
    """Return "2017-07" for its first to its last day, and so for a day or years."""
    if earliest == latest:
        return earliest.isoformat()
    ends_month = (latest + timedelta(days=1)).day == 1 if latest < date.max else True
    if earliest.day != 1 or not ends_month:
        return None
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.year:04d}-{earliest.month:02d}"
    if earliest.month == 1 and latest.month == 12:
        first, last = f"{earliest.year:04d}", f"{latest.year:04d}"
        return first if first == last else f"{first}/{last}"
    return f"{earliest.year:04d}-{earliest.month:02d}/{latest.year:04d}-{latest.month:02d}"


def write_choice(members: Iterable[str]) -> str | None:
    """Return the EDTF for one of `members` (EDTF dates or open ranges): a date alone as itself, None for none."""
    distinct = list(dict.fromkeys(members))
    if not distinct or (len(distinct) == 1 and ".." not in distinct[0]):
        return distinct[0] if distinct else None
    return "[" + ",".join(distinct) + "]"


# --- dates as users and metadata give them -------------------------------------------------------------


def normalize_user_date(text: str) -> str:
    """Return EDTF for a date as people, files and web pages write it.

    Understood: EDTF itself, ISO dates and datetimes (the day as it stands there, in its own zone),
    "20170706", RFC 2822, and English ("6 July 2017", "July 2017", "Thursday, July 6, 2017 at 3:45 pm",
    "the 1990s", "spring 2017", "c. 2017"). "07/06/2017" is one of two days and comes back as both.
    Raises DateError for what names no year or is not understood; nothing is filled in from today.
    """
    plain = " ".join(text.split())
    if not plain:
        raise DateError("an empty date; write it as 2017-07-06, 2017-07 or 2017")
    for read in (_as_edtf, _as_digits, read_slashes, _as_mail, _as_english):
        edtf = read(plain)
        if edtf is not None:
            parse(edtf)
            return edtf
    raise DateError(f"{text!r} is no date that is understood; write it as 2017-07-06, 2017-07 or 2017")


def _as_edtf(text: str) -> str | None:
    stamp = re.fullmatch(
        r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:?\d{2}(:?\d{2}([.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?", text
    )
    if stamp:
        return stamp[1]
    try:
        interval = parse(text)
    except DateError:
        return None
    return re.sub(r"T[^/,]*$", "", interval.edtf) if interval.form == "date" else interval.edtf


def _as_digits(text: str) -> str | None:
    match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def read_slashes(text: str) -> str | None:
    """Return EDTF for "2017/07/06", "13/07/2017", and both days for "07/06/2017"; None for other forms."""
    match = re.match(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?=$|[ T])", text)
    if match:
        return f"{match[1]}-{int(match[2]):02d}" + (f"-{int(match[3]):02d}" if match[3] else "")
    match = re.match(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[ ,T])", text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    days = [(second, first)] if match[2] == "." else [(first, second), (second, first)]
    valid = sorted({f"{match[4]}-{month:02d}-{day:02d}" for month, day in days if 1 <= month <= 12 and 1 <= day <= 31})
    return write_choice(valid)


def _as_mail(text: str) -> str | None:
    if not re.search(r"\d{4}\s+\d{1,2}:\d{2}", text):
        return None
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return None


def _as_english(text: str) -> str | None:
    from towhom.dates.given import english  # the grammar is loaded only where it is needed

    return english(text)
