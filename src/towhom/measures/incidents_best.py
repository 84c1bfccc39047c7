"""Reports of one happening -> its best date and its best description, each with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from towhom.dates.edtf import write_choice, write_span
from towhom.measures.incidents_pairs import HAPPENED, length
from towhom.measures.incidents_reports import NOBODY, Report

Spans = tuple[tuple[date, date], ...]

SHORTEST, LONGEST = 6, 45  # words of a sentence that reads well by itself
COMPLETE = {"recipient": 0.3, "day": 0.2, "length": 0.2, "person": 0.1}  # what makes a description better


@dataclass(frozen=True, slots=True, kw_only=True)
class BestDate:
    """When it was, as far as the sources together say."""

    edtf: str | None
    earliest: date | None
    latest: date | None
    basis: str  # in words


def best_date(reports: Sequence[Report]) -> BestDate:
    """Return the narrowest time that most documents allow.

    Sure dates come before unsure ones (approximate, or taken over from another sentence). From every date in
    turn, all others that meet what is left are laid over it, the narrowest first; of the times that come out, the
    one that most documents allow is taken, then the narrowest, then the earliest.
    """
    dated = [report for report in reports if report.spans]
    sure = [report for report in dated if not report.unsure] or dated
    if not sure:
        return BestDate(edtf=None, earliest=None, latest=None, basis="no source says when")
    ordered = sorted({report.spans for report in sure}, key=lambda spans: (length(spans), spans))
    found = {_laid_over(start, ordered) for start in ordered}
    best = min(found, key=lambda spans: (-len(_allowing(spans, dated)), length(spans), spans))
    edtf = _edtf(best, sure)
    return BestDate(
        edtf=edtf, earliest=_known(best[0][0]), latest=_known(best[-1][1]), basis=_basis(best, edtf, reports, dated),
    )  # fmt: skip


def _known(day: date) -> date | None:
    """None for the ends of the calendar, which stand for open ones."""
    return None if day in (date.min, date.max) else day


def _laid_over(start: Spans, others: Sequence[Spans]) -> Spans:
    left = start
    for spans in others:
        left = meet(left, spans) or left
    return left


def meet(one: Spans, other: Spans) -> Spans:
    """The days that two times have in common; empty where there are none."""
    common = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return tuple(sorted({(first, last) for first, last in common if first <= last}))


def _allowing(spans: Spans, reports: Sequence[Report]) -> frozenset[str]:
    """The documents with a date that holds all of these days, so does not speak against them."""
    return frozenset(report.document for report in reports if meet(report.spans, spans) == spans)


def _edtf(spans: Spans, reports: Sequence[Report]) -> str | None:
    """As a source writes it, if one says just this; the unsure sign only where all who say it are unsure."""
    said = sorted({report.edtf for report in reports if report.spans == spans and report.edtf})
    certain = [edtf for edtf in said if not any(mark in edtf for mark in "?~%")]
    if certain or said:
        return (certain or said)[0]
    written = [write_span(_known(first), _known(last)) or "" for first, last in spans]
    if len(written) == 1:
        return written[0]
    return write_choice(each.replace("/", "..") for each in written)


def _basis(spans: Spans, edtf: str | None, reports: Sequence[Report], dated: Sequence[Report]) -> str:
    documents = {report.document for report in reports}
    exact = {report.document for report in dated if report.spans == spans}
    allow = _allowing(spans, dated) - exact
    against = {report.document for report in dated} - _allowing(spans, dated) - exact
    parts = [f"{edtf} in {_count(len(exact))}" if exact else f"{edtf}: what the dates of the sources have in common"]
    if allow:
        others = sorted({report.edtf or "" for report in dated if report.document in allow} - {edtf})
        parts.append(f"allowed by {_count(len(allow))}" + (f" ({', '.join(others[:3])})" if others else ""))
    if against:
        others = sorted({report.edtf or "" for report in dated if report.document in against})
        parts.append(f"{_count(len(against))} differ: {', '.join(others[:3])}")
    if undated := documents - {report.document for report in dated}:
        parts.append(f"{_count(len(undated))} without a date")
    return "; ".join(parts)


def _count(number: int) -> str:
    return f"{number} document" + ("" if number == 1 else "s")


def best_report(reports: Sequence[Report], when: BestDate) -> Report:
    """Return the report that describes the happening best: sure, complete, readable, of the type that most give."""
    types = Counter(report.type for report in reports)

    def worth(report: Report) -> float:
        words = len(report.text.split())
        has = {
            "recipient": report.reciprocal or any(party.role == "recipient" for party in report.parties),
            "day": bool(report.spans) and report.spans[0][0] == when.earliest and length(report.spans) == 1,
            "length": SHORTEST <= words <= LONGEST,
            "person": bool(report.persons),
        }
        unknown = sum(party.code == NOBODY for party in report.parties)
        complete = sum(COMPLETE[name] for name, there in has.items() if there)
        return report.confidence + complete + 0.3 * types[report.type] / len(reports) - 0.1 * unknown

    return min(reports, key=lambda report: (-worth(report), report.event))


def modality_of(reports: Sequence[Report]) -> str:
    """Done if any source tells it as done; else what most tell."""
    told = Counter(report.modality for report in reports)
    done = [modality for modality in told if HAPPENED.get(modality) == "done"]
    return min(done or told, key=lambda modality: (-told[modality], modality))
