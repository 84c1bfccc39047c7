"""Times counted from other times: "Tuesday", "last week", "two years ago", "the following day"; durations and sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from towhom.dates import edtf as notation
from towhom.dates import values
from towhom.dates.context import Context, Outcome
from towhom.dates.find import Meaning
from towhom.dates.periods import MONTHS, Period, calendar_day, duration_value, first_of_month, moved, period

NO_DATE = "nothing is said to count it from"
_FINE = ("day", "week", "month", "quarter", "season", "half", "year", "decade", "century")


def _day(base: Period | None) -> date | None:
    return base.start if base is not None and base.unit == "day" else None


def weekday(meaning: Meaning, context: Context) -> Outcome:
    """A day of the week: the last one up to the document's date, or the next if the words speak of the future."""
    number = meaning.weekday or 1
    told, written = _day(context.told), _day(context.written)
    if meaning.det in ("FOLLOWING", "THAT", "SAME", "PREVIOUS") and told is not None:
        return _weekday_told(meaning, number, told)
    if written is None:
        return Outcome(_dayed(f"XXXX-WXX-{number}", meaning), None, "the week is not said")
    back = (written.isoweekday() - number) % 7
    ahead = (number - written.isoweekday()) % 7
    if meaning.det in ("LAST", "PAST", "PREVIOUS"):
        day, words = written - timedelta(days=back or 7), "the last before"
    elif meaning.det in ("NEXT", "COMING", "FOLLOWING"):
        day, words = written + timedelta(days=ahead or 7), "the next after"
    elif context.way > 0 or (meaning.det == "THIS" and context.way == 0):
        day, words = written + timedelta(days=ahead), "the next from"
    else:
        day, words = written - timedelta(days=back), "the last up to"
    return _a_day(day, meaning, f"{words} the document's date {written}")


def _weekday_told(meaning: Meaning, number: int, told: date) -> Outcome:
    if meaning.det == "FOLLOWING":
        day = told + timedelta(days=(number - told.isoweekday()) % 7 or 7)
    elif meaning.det == "PREVIOUS":
        day = told - timedelta(days=(told.isoweekday() - number) % 7 or 7)
    else:
        day = told - timedelta(days=told.isoweekday() - number)
    return _a_day(day, meaning, f"counted from {told}")


def _dayed(value: str, meaning: Meaning) -> str:
    if meaning.clock:
        return f"{value}{meaning.clock}"
    return f"{value}T{meaning.part}" if meaning.part else value


def _a_day(day: date, meaning: Meaning, basis: str) -> Outcome:
    return Outcome(_dayed(day.isoformat(), meaning), day.isoformat(), basis, Period("day", day))


def day_word(meaning: Meaning, context: Context) -> Outcome:
    """ "today", "yesterday", "last night", "this morning"."""
    steps = -1 if meaning.det == "LAST" else 0
    if meaning.text is not None and meaning.text.lstrip("-").isdigit():
        steps = int(meaning.text)
    part = meaning.part or ("NI" if meaning.text == "NI" else None)
    written = _day(context.written)
    if written is None:
        return Outcome(None, None, "the day of writing is not known")
    words = {0: "the document's date", -1: "the day before the document's date", 1: "the day after the document's date"}
    return _a_day(written + timedelta(days=steps), replace(meaning, part=part), f"{words[steps]} {written}")


def _told(context: Context) -> Period | None:
    """Return what "the next day" counts from: with a verb of the past also the time of an earlier paragraph."""
    if context.told is not None or context.way > 0:
        return context.told
    return context.before


def _anchor(meaning: Meaning, unit: str, context: Context) -> Period | None:
    """Return what "the same day", "that month" or "the previous week" count from."""
    if unit == "day" and context.told is not None and context.told.unit != "day" and context.day is not None:
        return context.day
    return context.told if meaning.det == "PREVIOUS" else _told(context)


def same_day(meaning: Meaning, context: Context) -> Outcome:
    """ "that night", "the next morning"."""
    told = _day(_told(context)) or _day(context.written)
    if told is None:
        return Outcome(None, None, NO_DATE)
    step = {"FOLLOWING": 1, "NEXT": 1, "PREVIOUS": -1, "BEFORE": -1}.get(meaning.det or "", 0)
    return _a_day(told + timedelta(days=step), meaning, f"counted from {told}")


def weekend(meaning: Meaning, context: Context) -> Outcome:
    base = context.told if meaning.det in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") else context.written
    day = _day(base) or _day(context.written)
    if day is None:
        return Outcome("XXXX-WXX-WE", None, "the week is not said")
    this = period("weekend", day)
    steps = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}.get(meaning.det or "", 0)
    if meaning.det is None and context.way <= 0 and this.start > day:
        steps = -1
    if meaning.det in ("FOLLOWING", "NEXT", "COMING") and this.start > day:
        steps = 0
    return values.shaped(moved(this, steps), meaning, f"counted from {day}")


def clock(meaning: Meaning, context: Context) -> Outcome:
    """A time of day, with its day where one is named."""
    if meaning.weekday is not None:
        return weekday(meaning, context)
    if meaning.month is not None:
        return values.calendar(meaning, context)
    if meaning.text is not None:
        return day_word(meaning, context)
    told = _day(context.told) or _day(context.written)
    if told is None:
        return Outcome(_dayed("XXXX-XX-XX", meaning), None, "the day is not said")
    return _a_day(told, meaning, f"the day from {'the text before' if _day(context.told) else 'the document'}: {told}")


def this_period(meaning: Meaning, context: Context) -> Outcome:
    """ "last month", "this year", "the same day", "the end of the year", "the week of March 6"."""
    unit = meaning.unit or "day"
    if meaning.month is not None:
        inner = values.calendar(replace(meaning, mod=None), context)
        if inner.period is None:
            return inner
        return values.shaped(period(unit, inner.period.start), meaning, inner.basis, explicit=inner.explicit_year)
    counted_from_text = meaning.det in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") or (
        meaning.det == "NEXT" and unit == "day"
    )
    base = _anchor(meaning, unit, context) if counted_from_text else context.written
    if base is None and meaning.det is None:  # "by the end of the year" in a tale without date
        base = context.told
    if counted_from_text and (base is None or _coarser(base, unit)):
        base = base if base is not None and meaning.det in ("THAT", "SAME") else context.written
    if base is None:
        return Outcome(_unknown(unit), None, NO_DATE)
    if unit == "quarter" and meaning.det is None and meaning.mod is None:
        return _the_quarter(meaning, context, base)
    if _coarser(base, unit):
        same = meaning.det in ("THAT", "SAME") and unit == "day"
        return Outcome(
            f"{base.value}-XX" if same else _unknown(unit), base.edtf if same else None, f"within {base.value}"
        )
    if counted_from_text and base is context.written and context.way < 0 and meaning.det in ("NEXT", "FOLLOWING"):
        return Outcome(_unknown(unit), None, NO_DATE)
    steps = {"LAST": -1, "PAST": -1, "LATEST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1, "COMING": 1}.get(
        meaning.det or "", 0
    )
    source = "the text's" if base is not context.written else "the document's date"
    if unit == "week" and meaning.det == "THIS" and context.way > 0 and base.unit == "day":
        base = Period("day", base.start + timedelta(days=base.start.isoweekday() == 7))  # said on a Sunday
    return values.shaped(moved(period(unit, base.start), steps), meaning, f"counted from {source} {base.value}")


def _the_quarter(meaning: Meaning, context: Context, base: Period) -> Outcome:
    """ "profit for the quarter": the one just told of, else the last that has ended."""
    if context.told is not None and context.told.unit == "quarter":
        return values.shaped(context.told, meaning, f"the quarter in the text before: {context.told.value}")
    if _coarser(base, "quarter"):
        return Outcome(None, None, f"within {base.value}")
    last = moved(period("quarter", base.start), 0 if context.way > 0 else -1)
    return values.shaped(last, meaning, f"the last before the document's date {base.value}")


def _coarser(base: Period, unit: str) -> bool:
    order = ("day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century")
    return order.index(base.unit) > order.index(unit) if unit in order else True


def _unknown(unit: str) -> str | None:
    return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit)


def shift(meaning: Meaning, context: Context) -> Outcome:
    """ "two weeks ago", "a year later": as many units away, as exact as the unit."""
    told = meaning.anchor == "told"
    way = -1 if told and meaning.mod == "START" else meaning.way
    base = ((_told(context) if way > 0 else context.told) or context.written) if told else context.written
    unit = meaning.unit or "day"
    if not meaning.count and not (told and meaning.det is None and meaning.unit and meaning.count is None):
        return Outcome("PAST_REF" if way < 0 else "FUTURE_REF", None, "how long is not said")
    number = meaning.count or 1
    if base is None:
        return Outcome(_unknown(unit), None, NO_DATE)
    if told and way > 0 and context.way < 0 and base is context.written:  # the past has no "later" than today
        return Outcome(_unknown(unit), None, NO_DATE)
    if unit in ("hour", "minute", "second"):
        return _hours(base, way)
    factor = 2 if unit == "fortnight" else 1
    unit = "week" if unit == "fortnight" else unit
    if number != int(number) and unit in ("year", "decade"):
        unit, number = ("month", number * 12) if unit == "year" else ("year", number * 10)
    if unit in ("decade", "century"):
        unit, factor = "year", 10 if unit == "decade" else 100
    if _coarser(base, unit):
        return Outcome(_unknown(unit), None, f"counted from {base.value}, which is less exact")
    if meaning.unit2 or meaning.text or meaning.weekday:
        return _to_the_day(meaning, base, unit, way * round(number * factor))
    moved_to = moved(period(unit, base.start), way * round(number * factor))
    source = "the text's" if told and base is not context.written else "the document's date"
    exact = meaning.mod in (None, "START", "END")
    outcome = values.shaped(moved_to, replace(meaning, mod=None), f"counted from {source} {base.value}")
    return (
        outcome if exact or outcome.edtf is None or "/" in outcome.edtf else replace(outcome, edtf=f"{outcome.edtf}~")
    )


def _to_the_day(meaning: Meaning, base: Period, unit: str, steps: int) -> Outcome:
    """ "three weeks ago today", "a week ago Monday", "a year ago this month"."""
    day = base.start
    if unit in MONTHS:
        first = first_of_month(day, MONTHS[unit] * steps)
        day = calendar_day(first.year, first.month, day.day) or first
    else:
        day = moved(Period(unit, day), steps).start
    if meaning.weekday is not None:
        day -= timedelta(days=(day.isoweekday() - meaning.weekday) % 7)
    elif meaning.text is not None and meaning.text.lstrip("-").isdigit():
        day += timedelta(days=int(meaning.text))
    found = period(meaning.unit2, day) if meaning.unit2 in (*MONTHS, "week", "day") else Period("day", day)
    return values.shaped(found, replace(meaning, mod=None), f"counted from the document's date {base.value}")


def _hours(base: Period, way: int) -> Outcome:
    if base.unit != "day":
        return Outcome(None, None, NO_DATE)
    near = (base.start - timedelta(days=1), base.start) if way < 0 else (base.start, base.start + timedelta(days=1))
    edtf = notation.write_choice(day.isoformat() for day in near)
    return Outcome(base.value, edtf, f"some hours from {base.value}", base)


def before_after(meaning: Meaning, context: Context) -> Outcome:
    """ "the day before last Tuesday", "the week after March 5"."""
    ahead = meaning.joint == "FROM"  # "a week from Tuesday"
    tuesday = replace(meaning, det="NEXT") if ahead else meaning
    inner = _named_day(tuesday, context)
    if inner.period is None:
        return inner
    if ahead:
        unit = Period("day", inner.period.start)
        return _a_day(moved(unit, 7 if meaning.unit == "week" else 1).start, meaning, inner.basis)
    step = 1 if meaning.joint == "AFTER" else -1
    return values.shaped(moved(period(meaning.unit or "day", inner.period.start), step), meaning, inner.basis)


def _named_day(meaning: Meaning, context: Context) -> Outcome:
    if meaning.weekday is not None:
        return weekday(meaning, context)
    if meaning.month is not None:
        return values.calendar(meaning, context)
    plain = (meaning.text or "").lstrip("-").isdigit()
    return day_word(meaning, context) if plain else values.holiday(replace(meaning, unit=None), context)


def year_before(meaning: Meaning, context: Context) -> Outcome:
    """ "the year-earlier quarter", "the same month last year", "the same period of 1988"."""
    unit = meaning.unit or (context.told.unit if context.told is not None else "year")
    base = context.told if context.told is not None and context.told.unit == unit else context.written
    if base is None or unit not in MONTHS or _coarser(base, unit):
        return Outcome(f"{meaning.year:04d}" if meaning.year else None, None, NO_DATE)
    own = period(unit, base.start)
    if base is context.written and unit == "quarter":  # what a paper reports on is the last one
        own = moved(own, -1)
    years = meaning.year - own.start.year if meaning.year else -1
    found = Period(unit, first_of_month(own.start, 12 * years))
    return values.shaped(found, replace(meaning, mod=None), f"counted from {own.value}", explicit=bool(meaning.year))


def reference(meaning: Meaning, context: Context) -> Outcome:
    """ "now", "recently", "the future"."""
    if meaning.text == "PRESENT_REF" and context.written is not None:
        return Outcome(meaning.text, context.written.edtf, f"the document's date {context.written.value}")
    return Outcome(meaning.text, None, "no date is said")


def office(meaning: Meaning, context: Context) -> Outcome:
    """ "taking office": the start of the term, if the sentence names one office-holder."""
    starts = {(term.name, term.start) for term in context.officials if term.start}
    if len(starts) != 1:
        return Outcome(None, None, "whose term is meant is not clear")
    name, start = starts.pop()
    return Outcome(start, start, f"{name} took office on {start}")


def window(meaning: Meaning, context: Context) -> Outcome:
    """ "the past seven months", "the next two years": a duration that ends or starts at the time of writing."""
    unit = meaning.unit or "day"
    number = meaning.count if meaning.count is not None else None
    value = duration_value(unit, number)
    if number is None and meaning.det == "PAST":
        number, value = 1, duration_value(unit, 1)
    base = context.written
    if not number or base is None or unit not in _FINE or _coarser(base, unit if unit != "decade" else "year"):
        return Outcome(value, None, "how long or from when is not said")
    step = -1 if meaning.det in ("LAST", "PAST", "PREVIOUS", "THIS") else 1
    plain, factor = {"decade": ("year", 10), "century": ("year", 100)}.get(unit, (unit, 1))
    other = moved(period(plain, base.start), step * round(number * factor))
    first, last = sorted((other.start, base.start))
    edtf = f"{first}~/{last}" if step < 0 else f"{first}/{last}~"
    return Outcome(value, edtf, f"counted from the document's date {base.value}")


def duration(meaning: Meaning, context: Context) -> Outcome:
    if meaning.part is not None:
        return Outcome(f"P{int(meaning.count) if meaning.count else 'X'}N{meaning.part}"[:6], None, "a length of time")
    return Outcome(duration_value(meaning.unit or "day", meaning.count), None, "a length of time")


def repeated(meaning: Meaning, context: Context) -> Outcome:
    if meaning.text is not None:
        return Outcome(meaning.text, None, "it repeats")
    if meaning.weekday is not None:
        return Outcome(_dayed(f"XXXX-WXX-{meaning.weekday}", meaning), None, "it repeats")
    if meaning.month is not None:
        return Outcome(f"XXXX-{meaning.month:02d}", f"XXXX-{meaning.month:02d}", "it repeats")
    if meaning.part is not None:
        return Outcome(f"XXXX-XX-XXT{meaning.part}", None, "it repeats")
    number = meaning.count if meaning.count and meaning.count > 1 and meaning.nth is None else 1
    return Outcome(duration_value(meaning.unit or "day", number), None, "it repeats")


OPS: dict[str, Callable[[Meaning, Context], Outcome]] = {
    "weekday": weekday,
    "day": day_word,
    "sameday": same_day,
    "weekend": weekend,
    "clock": clock,
    "edgeofday": clock,
    "period": this_period,
    "shift": shift,
    "beforeafter": before_after,
    "yearbefore": year_before,
    "reference": reference,
    "office": office,
    "window": window,
    "duration": duration,
    "set": repeated,
}
