"""Stretches of time that may be open at either end: what they have in common, and EDTF narrowed to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from towhom.dates.edtf import Bounds, parse, write_choice, write_span
from towhom.errors import DateError

# Years that a date without year may fall in are listed up to this many; more are written as a range.
MOST_CHOICES = 12


def common(first: Iterable[Bounds], second: Iterable[Bounds]) -> list[Bounds]:
    """Return the stretches that lie in both, in order."""
    others = list(second)
    found = [both for one in first for other in others if (both := _both(one, other)) is not None]
    return sorted(set(found), key=lambda span: (span[0] or date.min, span[1] or date.max))


def _both(one: Bounds, other: Bounds) -> Bounds | None:
    start = max((day for day in (one[0], other[0]) if day is not None), default=None)
    end = min((day for day in (one[1], other[1]) if day is not None), default=None)
    return None if start is not None and end is not None and start > end else (start, end)


def joined(spans: Iterable[Bounds]) -> list[Bounds]:
    """Return the same days as stretches that neither overlap nor touch."""
    merged: list[Bounds] = []
    for start, end in sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max)):
        if merged and _touch(merged[-1], start):
            last = merged[-1][1]
            merged[-1] = (merged[-1][0], None if last is None or end is None else max(last, end))
        else:
            merged.append((start, end))
    return merged


def _touch(span: Bounds, start: date | None) -> bool:
    return span[1] is None or start is None or span[1] == date.max or start <= span[1] + timedelta(days=1)


def narrow(edtf: str | None, allowed: Sequence[Bounds], *, weekday: int | None = None) -> str | None:
    """Return the part of `edtf` that lies in the allowed stretches, as EDTF; None where nothing does.

    `edtf` None stands for all time. A date without year (`XXXX-04`) becomes the choice of the years in which
    it touches an allowed stretch. `weekday` (ISO) keeps only the days of a yearless date that fall on it.
    The result never allows a day that `edtf` did not.
    """
    if edtf is None:
        return write_spans(joined(allowed))
    if edtf.startswith("XXXX-"):
        return _years(edtf, allowed, weekday)
    interval = parse(edtf)
    kept = common(interval.spans, joined(allowed))
    if not kept:
        return None
    if set(kept) == set(interval.spans):
        return edtf
    return write_spans(kept)


def write_spans(spans: Sequence[Bounds]) -> str | None:
    """Return EDTF for one of the stretches."""
    if len(spans) == 1:
        return write_span(*spans[0])
    members = []
    for start, end in spans:
        written = write_span(start, end)
        if written is None:
            return None
        plain = "/" not in written
        members.append(written if plain else f"{start.isoformat() if start else ''}..{end.isoformat() if end else ''}")
    return write_choice(members)


def _years(partial: str, allowed: Sequence[Bounds], weekday: int | None) -> str | None:
    """Return the choice of years for a date without year; the date itself where no stretch bounds it."""
    members: list[str] = []
    for start, end in joined(allowed):
        if start is None:
            return partial
        last = end.year if end is not None else start.year + 1
        inside = [f"{year:04d}{partial[4:]}" for year in range(start.year - 1, min(last, 9998) + 1)]
        fitting = [edtf for edtf in inside if _fits(edtf, (start, end), weekday)]
        if end is None and fitting:
            members.append(f"{fitting[0]}..")
        else:
            members.extend(fitting)
    if len(members) > MOST_CHOICES:
        return partial
    return write_choice(members)


def _fits(edtf: str, span: Bounds, weekday: int | None) -> bool:
    try:
        earliest, latest = parse(edtf).spans[0]
    except DateError:  # 29 February
        return False
    if weekday is not None and earliest == latest and earliest is not None and earliest.isoweekday() != weekday:
        return False
    return _both((earliest, latest), span) is not None
