"""Stretches of the calendar (a day, a week, a quarter, a decade) and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from towhom.dates import edtf as notation

SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}  # EDTF code, first month
MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
LAST_YEAR = 9998
COUNTABLE = range(100, 9900)  # documents of other years are no place to count from


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of the calendar: its unit and its first day."""

    unit: str  # day week weekend month quarter half season year decade century
    start: date

    @property
    def end(self) -> date:
        """The last day."""
        if self.unit == "weekend":
            return self.start + timedelta(days=1)
        if self.unit in DAYS:
            return self.start + timedelta(days=DAYS[self.unit] - 1)
        return first_of_month(self.start, MONTHS[self.unit]) - timedelta(days=1)

    @property
    def value(self) -> str:
        """TIMEX3."""
        year, month = self.start.year, self.start.month
        if self.unit in ("week", "weekend", "fortnight"):
            iso = self.start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "season":
            return f"{year:04d}-{next(name for name, (_, first) in SEASONS.items() if first == month)}"
        forms = {
            "day": self.start.isoformat(),
            "month": f"{year:04d}-{month:02d}",
            "quarter": f"{year:04d}-Q{(month + 2) // 3}",
            "half": f"{year:04d}-H{(month + 5) // 6}",
            "year": f"{year:04d}",
            "decade": f"{year // 10:03d}X",
            "century": f"{year // 100:02d}XX",
        }
        return forms[self.unit]

    @property
    def edtf(self) -> str:
        """EDTF; weeks and quarters, which level 1 does not have, as intervals."""
        if self.unit in ("decade", "century", "year", "month", "day"):
            return self.value
        if self.unit == "season":
            return (
                f"{self.start.year:04d}-{next(code for code, first in SEASONS.values() if first == self.start.month)}"
            )
        return notation.write_span(self.start, self.end) or ""

    def part(self, mod: str | None) -> tuple[date, date]:
        """Return the days of its early (first half), middle or late (second half) part.

        The parts overlap: nobody agrees where "early" ends, so each is as wide as usage has it.
        """
        if MONTHS.get(self.unit, 0) >= 4:  # in whole months, so that half a decade is five years
            size = MONTHS[self.unit]
            first, last = {"START": (0, size // 2), "END": (size // 2, size)}.get(mod or "", (size // 4, size * 3 // 4))
            return first_of_month(self.start, first), first_of_month(self.start, last) - timedelta(days=1)
        length = (self.end - self.start).days + 1
        if mod == "START":
            return self.start, self.start + timedelta(days=(length + 1) // 2 - 1)
        if mod == "END":
            return self.start + timedelta(days=length // 2), self.end
        quarter = length // 4
        return self.start + timedelta(days=quarter), self.end - timedelta(days=quarter)


def first_of_month(day: date, months: int) -> date:
    """Return the first of the month that lies `months` from that of `day`, within years 1 to 9998."""
    total = min(max(day.year * 12 + day.month - 1 + months, 12), LAST_YEAR * 12 + 11)
    return date(total // 12, total % 12 + 1, 1)


def period(unit: str, day: date) -> Period:
    """Return the period of that unit in which `day` lies."""
    if unit in ("week", "fortnight"):
        return Period(unit, day - timedelta(days=day.weekday()))
    if unit == "weekend":
        return Period(unit, day - timedelta(days=day.weekday()) + timedelta(days=5))
    if unit == "day":
        return Period(unit, day)
    if unit == "season":
        month = day.month // 3 * 3 or 12
        return Period(unit, date(day.year - (day.month < 3), month, 1))
    if unit == "decade":
        return Period(unit, date(max(day.year // 10 * 10, 1), 1, 1))
    if unit == "century":
        return Period(unit, date(max(day.year // 100 * 100, 1), 1, 1))
    size = MONTHS[unit]
    return Period(unit, date(day.year, (day.month - 1) // size * size + 1, 1))


def moved(base: Period, steps: int) -> Period:
    """Return the period `steps` of its own unit later (or, below 0, earlier)."""
    if base.unit in DAYS:
        days = min(
            max(steps * DAYS[base.unit], -base.start.toordinal() + 1),
            date.max.toordinal() - base.start.toordinal() - 20,
        )
        return Period(base.unit, base.start + timedelta(days=days))
    if base.unit == "season":
        return period("season", first_of_month(base.start, 3 * steps))
    return period(base.unit, first_of_month(base.start, MONTHS[base.unit] * steps))


def of_edtf(text: str | None) -> Period | None:
    """Return the day, month or year that an EDTF date lies in, None where it is wider or open."""
    if text is None:
        return None
    earliest, latest = notation.bounds(text)
    if earliest is None or latest is None or earliest.year != latest.year or earliest.year not in COUNTABLE:
        return None
    if earliest == latest:
        return Period("day", earliest)
    return period("month" if earliest.month == latest.month else "year", earliest)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


_LETTERS = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "Y",
            "century": "Y", "hour": "H", "minute": "M", "second": "S", "weekend": "WE"}  # fmt: skip
_FACTORS = {"fortnight": 2, "decade": 10, "century": 100}
_HALVES = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H")}


def duration_value(unit: str, count: float | None) -> str:
    """Return the TIMEX3 value of so many units: P2W, PT5H30M, PXY where the number is not said."""
    letter = _LETTERS.get(unit, "D")
    time = "T" if unit in ("hour", "minute", "second") else ""
    if not count:
        return f"P{time}X{'E' if unit == 'decade' else letter}" if unit != "decade" else "PXDE"
    whole = count * _FACTORS.get(unit, 1)
    if whole == int(whole):
        return f"P{time}{int(whole)}{letter}"
    if unit in _HALVES:
        per, small = _HALVES[unit]
        head = f"{int(whole)}{letter}" if int(whole) else ""
        split = "T" if unit == "day" else ""
        return f"P{time}{head}{split}{round((whole - int(whole)) * per)}{small}"
    return f"P{time}{whole:g}{letter}"
