"""Time expressions -> EDTF against the document's date, the text before, and the tense.

found -> meaning (find.py) -> a value by its op (values.py: calendar dates; relative.py: the rest)
      -> Time with its basis in words
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from towhom.dates import OfficeTerm, Time, TimeExpression, relative, values
from towhom.dates.context import Context, Outcome, paragraph_starts
from towhom.dates.document import OPENING, said
from towhom.dates.edtf import bounds
from towhom.dates.event import event_time
from towhom.dates.find import Found, expressions
from towhom.dates.meant import by_sentence
from towhom.dates.periods import Period, of_edtf
from towhom.dates.tense import way
from towhom.reading import Document, Sentence

if TYPE_CHECKING:  # times are read without loading the language room
    from towhom.language import Analysis

_OPS = {**values.OPS, **relative.OPS}


def resolve(
    document: Document, *, officials: Sequence[OfficeTerm] = (), analyses: Sequence[Analysis | None] | None = None
) -> list[TimeExpression]:
    """Return the time expressions of a document, in text order.

    `document.date` (EDTF; a day, month or year), else the day of its dateline, is what "last week" counts
    from; without either such expressions stay open and "in April" stays `XXXX-04`. `analyses`, if given, are those of
    `document.sentences`, one each, and decide the tense; else the words around do.
    Raises DateError where `document.date` is no EDTF.
    """
    written = of_edtf(document.date) if document.date is not None else _dateline(document)
    return _walk(document, written, officials, analyses)


def _dateline(document: Document) -> Period | None:
    """Return the day of an undated document's dateline or line of date, from which its other times count."""
    given = said(document, _walk(document, None, (), None, sentences=OPENING))
    return of_edtf(given.edtf) if given is not None else None


def _walk(
    document: Document,
    written: Period | None,
    officials: Sequence[OfficeTerm],
    analyses: Sequence[Analysis | None] | None,
    *,
    sentences: int | None = None,
) -> list[TimeExpression]:
    """Resolve the expressions of the document, or of so many of its first sentences, in text order."""
    context = Context(written=written)
    resolved: list[TimeExpression] = []
    starts = paragraph_starts(document)
    named = by_sentence(officials)
    read = document.sentences[:sentences]
    found = expressions([sentence.text for sentence in read])
    for number, (sentence, inside) in enumerate(zip(read, found, strict=True)):
        if starts[number]:
            context.paragraph()
        if sentence.kind == "heading":
            context.heading_year = None
        if not inside:
            continue
        context.officials = named.get(sentence.index, ())
        analysis = analyses[number] if analyses is not None else None
        times = [_one(one, sentence, context, analysis) for one in _with_shared_year(inside, sentence.text)]
        resolved.extend(times)
        if sentence.kind == "heading":
            context.heading_year = _year_of(times, context)
    return resolved


_LINKS = ("and", "to", "or", ",", "until", "through", "and on", "–", "-")


def _with_shared_year(found: Sequence[Found], text: str) -> list[Found]:
    """Give "March 3" its year in "March 3 and June 5, 2007" and June in "from May 2017 to June"."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index].meaning, shared[index + 1].meaning
        link = text[shared[index].end : shared[index + 1].start].strip().lower()
        in_order = (first.month or 0) <= (second.month or 0)
        if link not in _LINKS or not in_order or first.op != "calendar" or second.op != "calendar":
            continue
        if first.month and first.year is None and first.det is None and second.year is not None:
            shared[index] = values.with_year(shared[index], second.year)
        elif first.month and first.year is not None and second.year is None and second.month and second.det is None:
            shared[index + 1] = values.with_year(shared[index + 1], first.year)
    return shared


def _one(found: Found, sentence: Sentence, context: Context, analysis: Analysis | None) -> TimeExpression:
    context.way = way(sentence.text, found.start, found.end, analysis)
    outcome = _OPS[found.meaning.op](found.meaning, context) if not _attacks(found, sentence) else values.SEPTEMBER_11
    if found.kind in ("DATE", "TIME"):
        context.follow(outcome, leads=len(sentence.text[: found.start].split()) <= 1)
    start, end = sentence.start + found.start, sentence.start + found.end
    return TimeExpression(
        sentence=sentence.index, start=start, end=end, text=found.text, kind=found.kind, value=outcome.value,
        time=timed(outcome, found.text),
    )  # fmt: skip


def _attacks(found: Found, sentence: Sentence) -> bool:
    """Whether "September 11" is the day in 2001: named without year before "attacks" and the like."""
    meaning = found.meaning
    if (meaning.month, meaning.day, meaning.year) != (9, 11, None):
        return False
    return re.match(r"[\s,]*(?:attack|terror|hijack|suicide)", sentence.text[found.end :]) is not None


def timed(outcome: Outcome, text: str) -> Time:
    """Return the Time for an outcome."""
    if outcome.edtf is None:
        return Time(edtf=None, earliest=None, latest=None, basis=f"{text!r}: {outcome.basis}")
    earliest, latest = bounds(outcome.edtf)
    return Time(edtf=outcome.edtf, earliest=earliest, latest=latest, basis=f"{text!r}: {outcome.basis}")


def _year_of(read: Sequence[TimeExpression], context: Context) -> int | None:
    years = {one.time.earliest.year for one in read if one.time.earliest and one.kind == "DATE" and context.year}
    return years.pop() if len(years) == 1 else None


__all__ = ["event_time", "resolve"]
