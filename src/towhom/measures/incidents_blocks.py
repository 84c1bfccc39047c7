"""Which reports are compared at all: those that share a key, so that a million do not make a trillion pairs.

Keys of a report: its parties with each month that its date touches, if the date is narrow; each of its countries with
each of its rarest words; its sentence. A block that is too large is sorted by date and each report compared with its
neighbours only (the sorted neighbourhood of Hernandez and Stolfo, SIGMOD 1995).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from towhom.measures.incidents_pairs import NEAR_DAYS, Rarity, length
from towhom.measures.incidents_reports import Report
from towhom.measures.periods import periods_between

Key = tuple[str, ...]

NARROW = 62  # days: a date that allows more puts a report into no month
TELLING = 6  # words of a report that are keys, the rarest
LARGEST = 120  # reports of a block that are all compared with one another
NEIGHBOURS = 25  # in a larger one, how many that follow a report it is compared with


def candidates(reports: Sequence[Report], *, rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the places of reports to compare, each pair once, the lower place first."""
    keys = [frozenset(keys_of(report, rarity)) for report in reports]
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            blocks[key].append(place)
    whole = {key for key, places in blocks.items() if len(places) <= LARGEST}
    for key in sorted(blocks):
        for one, other in _within(blocks[key], reports, whole=key in whole):
            # a pair that several small blocks hold belongs to the first of them; large blocks see but a part of
            # their pairs, so they leave to small ones what those hold, and a pair may come up in two large ones
            shared = keys[one] & keys[other]
            if key == min(shared & whole, default=key):
                yield (one, other) if one < other else (other, one)


def keys_of(report: Report, rarity: Rarity) -> Iterator[Key]:
    """What a report can be found by."""
    yield ("place", report.document, str(report.sentence))
    dyad = "+".join(sorted(report.codes))
    if report.spans and length(report.spans) <= NARROW:
        for month in months(report.spans):
            yield ("when", dyad, month)
    for word in sorted(report.words, key=lambda word: (-rarity(word), word))[:TELLING]:
        for code in report.codes:
            yield ("word", code, word)
        if not report.codes:
            yield ("word", "", word)


def months(spans: Sequence[tuple[date, date]]) -> set[str]:
    """The months that a time touches, with some days of tolerance."""
    found = set()
    for first, last in spans:
        before = first - timedelta(days=min(NEAR_DAYS, (first - date.min).days))
        after = last + timedelta(days=min(NEAR_DAYS, (date.max - last).days))
        found |= {period.label for period in periods_between(before, after, by="month")}
    return found


def _within(places: list[int], reports: Sequence[Report], *, whole: bool) -> Iterator[tuple[int, int]]:
    if not whole:
        places = sorted(places, key=lambda place: _order(reports[place]))
    for at, one in enumerate(places):
        for other in places[at + 1 :] if whole else places[at + 1 : at + 1 + NEIGHBOURS]:
            yield one, other


def _order(report: Report) -> tuple[Any, ...]:
    first = report.spans[0][0] if report.spans else date.max
    return first, report.type, report.text, report.event
