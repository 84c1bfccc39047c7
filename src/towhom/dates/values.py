"""Calendar dates: "6 July 2017", "in July", "the 1990s", "the third quarter of 1998", "Christmas"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from towhom.dates import edtf as notation
from towhom.dates.context import Context, Outcome
from towhom.dates.find import Found, Meaning
from towhom.dates.periods import SEASONS, Period, calendar_day, moved, period
from towhom.errors import DateError

SAID = "as the text says"
SEPTEMBER_11 = Outcome("2001-09-11", "2001-09-11", "the day of the attacks", Period("day", date(2001, 9, 11)), True)
# A date this many times nearer than the other wins over the tense: of a far one, writers say the year.
MUCH_NEARER = 5
# So many times nearer decides where no verb tells past from future.
NEARER = 4
# A year that the paragraph has set holds for its bare months if it lies so far before a document's date.
LONG_AGO = 2
DayInYear = Callable[[int], Period | None]


def with_year(found: Found, year: int) -> Found:
    """Return `found` with the year that a neighbour shares with it."""
    return replace(found, meaning=replace(found.meaning, year=year))


def literal(meaning: Meaning, context: Context) -> Outcome:
    text = meaning.text or ""
    if text == "9/11":
        return SEPTEMBER_11
    if "/" in text:
        month, day, year = (int(part) for part in text.split("/"))
        if year < 100:
            year += 1900 if year >= 30 else 2000
        edtf = notation.read_slashes(f"{month}/{day}/{year:04d}")
        if edtf is None:
            return Outcome(None, None, "no date of the calendar")
    else:
        edtf = text[:10]
    try:
        earliest, latest = notation.bounds(edtf)
    except DateError:
        return Outcome(None, None, "no date of the calendar")
    if earliest is None or earliest != latest:  # the value, which is one day, is that of American papers
        value = f"{year:04d}-{month:02d}-{day:02d}" if month <= 12 else None
        return Outcome(value, edtf, "day and month may stand in either order")
    return Outcome(text if "T" in text else edtf, edtf, SAID, Period("day", earliest), True)


def calendar(meaning: Meaning, context: Context) -> Outcome:
    """A date of the calendar, with or without its year."""
    if meaning.decade is not None and meaning.decade % 10 == 0 and meaning.decade < 190:  # "the 1800s"
        return shaped(Period("century", date(meaning.decade * 10, 1, 1)), meaning, SAID, explicit=True)
    if meaning.decade is not None:
        decade = Period("decade", date(meaning.decade * 10, 1, 1))
        return shaped(decade, meaning, SAID, explicit=True)
    in_year = _day_in_year(meaning)
    if meaning.year is not None:
        found = in_year(meaning.year)
        if found is None:
            return Outcome(None, None, "no date of the calendar")
        return shaped(found, meaning, SAID, explicit=True)
    return yearless(in_year, meaning, context)


def _day_in_year(meaning: Meaning) -> DayInYear:
    """Return the function from a year to the period that the meaning names in it."""

    def in_year(year: int) -> Period | None:
        if not 1 <= year <= 9998:
            return None
        if meaning.month and meaning.day:
            day = calendar_day(year, meaning.month, meaning.day)
            return Period("day", day) if day else None
        if meaning.month:
            return Period("month", date(year, meaning.month, 1))
        if meaning.season:
            return Period("season", date(year, SEASONS[meaning.season][1], 1))
        return Period("year", date(year, 1, 1))

    return in_year


def yearless(in_year: DayInYear, meaning: Meaning, context: Context) -> Outcome:
    """Choose the year by the words beside it, what the text has set, the document's date and the tense."""
    if meaning.unit2 == "year":
        return _in_a_year(in_year, meaning, context)
    if meaning.det in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") and context.told is not None:
        return _counted(in_year, meaning, context.told)
    set_year, source = _set_year(context)
    pointing = context.written is not None and meaning.det in ("THIS", "LAST", "NEXT", "COMING", "PAST")
    if set_year is not None and not pointing:
        found = in_year(set_year)
        if found is not None:
            return shaped(found, meaning, f"the year {set_year} from {source}")
    if context.written is None:
        return _partial(in_year, meaning)
    return _by_tense(in_year, meaning, context.written, context.way)


def _in_a_year(in_year: DayInYear, meaning: Meaning, context: Context) -> Outcome:
    """ "March of this year", "Dec. 5 last year", counted from the document's date."""
    of_text = meaning.det not in ("THIS", "LAST", "NEXT")
    base = (context.told or context.before) if of_text else context.written
    if base is None:
        return _partial(in_year, meaning)
    step = {"LAST": -1, "NEXT": 1, "PREVIOUS": -1, "FOLLOWING": 1}.get(meaning.det or "", 0)
    found = in_year(base.start.year + step)
    if found is None:
        return Outcome(None, None, "no date of the calendar")
    return shaped(found, meaning, f"counted from {'the text' if of_text else 'the document'}'s {base.value}")


def _set_year(context: Context) -> tuple[int | None, str]:
    if context.heading_year is not None:
        return context.heading_year, "the heading"
    long_ago = context.written is None or (context.year or 0) <= context.written.start.year - LONG_AGO
    if context.year is not None and long_ago:
        return context.year, "the text before"
    if context.written is not None and context.written.unit == "year":
        return context.written.start.year, "the document's date"
    return None, ""


def _counted(in_year: DayInYear, meaning: Meaning, told: Period) -> Outcome:
    """ "that July", "the following spring", counted from the time the text has come to."""
    years = range(max(told.start.year - 2, 1), min(told.start.year + 3, 9998))
    choices = [found for year in years if (found := in_year(year)) is not None]
    if meaning.det in ("THAT", "SAME"):
        chosen = [found for found in choices if found.start.year == told.start.year]
    elif meaning.det == "FOLLOWING":
        chosen = [found for found in choices if found.start > told.start][:1]
    else:
        chosen = [found for found in choices if found.end < told.start][-1:]
    if not chosen:
        return _partial(in_year, meaning)
    return shaped(chosen[0], meaning, f"counted from {told.value}")


def _by_tense(in_year: DayInYear, meaning: Meaning, written: Period, way: int) -> Outcome:
    near = range(max(written.start.year - 8, 1), min(written.start.year + 9, 9998))
    choices = [found for year in near if (found := in_year(year)) is not None]
    if not choices:
        return Outcome(None, None, "no date of the calendar")
    before = [found for found in choices if found.start <= written.end]
    after = [found for found in choices if found.end >= written.start]
    against = f"the document's date {written.value}"
    if meaning.det in ("LAST", "PAST"):
        last = [found for found in choices if found.end < written.start][-1]
        return shaped(last, meaning, f"the last before {against}")
    if meaning.det in ("NEXT", "COMING"):
        first = next(found for found in choices if found.start > written.start)
        return shaped(first, meaning, f"the next after {against}")
    if meaning.det == "THIS":
        chosen = [found for found in choices if found.start.year == written.start.year]
        return shaped((chosen or choices)[0], meaning, f"in the year of {against}")
    past, ahead = (written.start - before[-1].start).days, (after[0].start - written.start).days
    if past <= 0:
        return shaped(before[-1], meaning, f"that of {against}")
    if max(past, ahead) >= (MUCH_NEARER if way else NEARER) * max(min(past, ahead), 1):
        chosen_one = before[-1] if past < ahead else after[0]
        return shaped(chosen_one, meaning, f"by far the nearest to {against}")
    if way > 0:
        return shaped(after[0], meaning, f"the next after {against}, as the words around speak of the future")
    return shaped(before[-1], meaning, f"the last up to {against}")


def _partial(in_year: DayInYear, meaning: Meaning) -> Outcome:
    found = in_year(2000)  # a leap year: 29 February exists in it
    if found is None:
        return Outcome(None, None, "no date of the calendar")
    value = "XXXX" + found.value[4:]
    return Outcome(value, "XXXX" + found.edtf[4:], "the year is not said")


def shaped(found: Period, meaning: Meaning, basis: str, *, explicit: bool = False) -> Outcome:
    """Write a period, narrowed to its early, middle or late part where the words say so."""
    value = found.value + (f"T{meaning.part}" if meaning.part and found.unit == "day" else "")
    if meaning.clock:
        value = found.value + meaning.clock
    edtf = found.edtf
    if meaning.mod in ("START", "MID", "END") and found.unit != "day":
        edtf = approximately(*found.part(meaning.mod))
        basis += f"; its {({'START': 'early', 'MID': 'middle', 'END': 'late'})[meaning.mod]} part"
    elif meaning.mod == "AFTER":
        edtf = f"{found.edtf}/.."
    elif meaning.mod == "BEFORE":
        edtf = f"../{found.edtf}"
    elif meaning.mod == "EVE":
        found = moved(Period("day", found.start), -1)
        value = edtf = found.value
    return Outcome(value, edtf, basis, found, explicit)


def approximately(start: date, end: date) -> str:
    """Return an interval whose ends are approximate."""
    if start == end:
        return f"{start.isoformat()}~"
    written = notation.write_span(start, end) or ""
    return "/".join(f"{side}~" for side in written.split("/"))


def span(meaning: Meaning, context: Context) -> Outcome:
    """ "2003-2008", "January-March 2017", "28 May-3 June 2010"."""
    year = meaning.year
    if year is None:
        year = context.heading_year or (context.year if context.written is None else context.written.start.year)
    if year is None:
        return Outcome(None, None, "the year is not said")
    last_year = meaning.year2 or year
    if meaning.year2 is not None and meaning.year is not None and meaning.year2 <= meaning.year:
        return calendar(replace(meaning, year2=None), context)
    first = _day_in_year(meaning)(year)
    last = _day_in_year(replace(meaning, month=meaning.month2, day=meaning.day2))(last_year)
    if first is None or last is None or last.end < first.start:
        return Outcome(None, None, "no stretch of the calendar")
    return Outcome(f"{first.value}/{last.value}", f"{first.edtf}/{last.edtf}", SAID, first, True)


def pair(meaning: Meaning, context: Context) -> Outcome:
    """ "1-5 May": days of one month."""
    first = calendar(meaning, context)
    last = calendar(replace(meaning, day=meaning.day2), context)
    if first.edtf is None or last.edtf is None or first.edtf >= last.edtf or "XX" in first.edtf:
        return first
    return replace(first, value=f"{first.value}/{last.value}", edtf=f"{first.edtf}/{last.edtf}")


def nth(meaning: Meaning, context: Context) -> Outcome:
    """ "the third quarter of 1998", "the first week of May", "the first 7 months of 2017"."""
    number = meaning.nth or 1
    if meaning.unit == "century" and number > 0:
        return shaped(Period("century", date(max((number - 1) * 100, 1), 1, 1)), meaning, SAID, explicit=True)
    if meaning.weekday is not None:
        return _weekday_of_month(meaning, number, context)
    frame = _frame(meaning, context)
    if frame is None:
        return _open_quarter(meaning, number)
    unit = "half" if meaning.unit == "half" else meaning.unit or "quarter"
    if meaning.count == 0:  # "the first weeks of 1996": nobody says how many
        return shaped(frame, replace(meaning, mod="START" if number > 0 else "END"), SAID)
    if unit in ("hour", "minute", "second"):
        return Outcome(None, None, "a part of a day that is not said")
    basis = SAID if meaning.year or meaning.decade else f"within {frame.value}"
    if unit == "half" and frame.unit != "year":
        part = notation.write_span(*frame.part("START" if number == 1 else "END"))
        return Outcome(frame.value, part, basis, frame, meaning.decade is not None)
    size = int(meaning.count) if meaning.count else 1
    first = _within(frame, unit, number if number > 0 else -size)
    last = moved(first, size - 1)
    if first.start > frame.end:
        return Outcome(None, None, "no stretch of the calendar")
    if size == 1:
        return shaped(first, meaning, basis, explicit=meaning.year is not None)
    edtf = notation.write_span(first.start, last.end)
    return Outcome(f"{first.value}/{last.value}", edtf, basis, first, meaning.year is not None)


def _weekday_of_month(meaning: Meaning, number: int, context: Context) -> Outcome:
    """ "the first Monday in March", "the last Friday of May 2017"."""
    month, which = meaning.month or 1, "L" if number < 0 else str(min(number, 4))
    rule = f"{month:02d}-{which}-{meaning.weekday}"
    return holiday(Meaning(op="holiday", text=rule, year=meaning.year), context)


def _open_quarter(meaning: Meaning, number: int) -> Outcome:
    if meaning.unit in (None, "quarter") and 1 <= number <= 4:
        return Outcome(f"XXXX-Q{number}", f"XXXX-{32 + number}", "the year is not said")
    return Outcome(None, None, "of what is not said")


def _frame(meaning: Meaning, context: Context) -> Period | None:
    """Return the year, month or decade that the counting runs in."""
    if meaning.decade is not None:
        return Period("decade", date(meaning.decade * 10, 1, 1))
    if meaning.year is not None and meaning.month is None:
        return Period("year", date(meaning.year, 1, 1))
    if meaning.month is not None:
        return calendar(replace(meaning, op="calendar", mod=None), context).period
    if context.written is None:
        return Period("year", date(context.year, 1, 1)) if context.year else None
    year = period("year", context.written.start)
    if meaning.unit2:
        step = {"LAST": -1, "NEXT": 1}.get(meaning.det or "", 0)
        return moved(period(meaning.unit2, context.written.start), step) if meaning.unit2 in ("year", "month") else None
    if meaning.unit in (None, "quarter", "half") and context.way <= 0 and meaning.nth:
        quarter = _within(year, meaning.unit or "quarter", meaning.nth)
        return moved(year, -1) if quarter.start > context.written.start else year
    return year


def _within(frame: Period, unit: str, number: int) -> Period:
    """Return the period of that unit with that number in the frame; -1 is the last."""
    if number > 0:
        if unit == "week":  # the first week of May is its first seven days, written as the week they start in
            return moved(period(unit, frame.start + timedelta(days=3)), number - 1)
        return moved(period(unit, frame.start), number - 1)
    return moved(period(unit, frame.end), number + 1)


def holiday(meaning: Meaning, context: Context) -> Outcome:
    """A day with a name."""
    rule = meaning.text or ""
    if meaning.unit in ("week", "weekend"):
        return _holiday_week(meaning, context)
    if not rule:
        return Outcome(None, None, "its day changes with year or country")

    def in_year(year: int) -> Period | None:
        day = _holiday_in(rule, year)
        return Period("day", day) if day else None

    if meaning.year is not None:
        found = in_year(meaning.year)
        return shaped(found, meaning, SAID, explicit=True) if found else Outcome(None, None, "no date of the calendar")
    if context.written is None and context.year is None and not rule[:5].replace("-", "").isdigit():
        return Outcome(None, None, "the year is not said")
    if context.written is None and context.year is None and context.heading_year is None and rule.count("-") == 2:
        return Outcome(f"XXXX-{rule[:2]}", f"XXXX-{rule[:2]}", "the year is not said")
    return yearless(in_year, meaning, context)


def _holiday_week(meaning: Meaning, context: Context) -> Outcome:
    """ "Easter week", "Labor Day weekend": of a day early in the week, the weekend before it."""
    day = holiday(replace(meaning, unit=None), context)
    if day.period is None:
        return day
    start = day.period.start
    if meaning.unit == "weekend" and start.isoweekday() <= 2:
        start -= timedelta(days=2)
    return shaped(period(meaning.unit or "week", start), meaning, day.basis, explicit=day.explicit_year)


def _holiday_in(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    parts = rule.split("-")
    if len(parts) == 2:
        return calendar_day(year, int(parts[0]), int(parts[1]))
    month, which, weekday = int(parts[0]), parts[1], int(parts[2])
    days = [
        day for number in range(1, 32) if (day := calendar_day(year, month, number)) and day.isoweekday() == weekday
    ]
    return days[-1] if which == "L" else days[int(which) - 1]


def easter(year: int) -> date:
    """Return Western Easter Sunday (Meeus, Jones and Butcher's algorithm for the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


OPS: dict[str, Callable[[Meaning, Context], Outcome]] = {
    "literal": literal,
    "calendar": calendar,
    "span": span,
    "pair": pair,
    "nth": nth,
    "holiday": holiday,
}
