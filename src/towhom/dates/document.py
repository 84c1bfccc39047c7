"""When a document without a date may have been written: a constraint, never a date for its events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.edtf import Bounds, bounds
from towhom.dates.meant import by_name, by_sentence, titled
from towhom.dates.spans import common, narrow, write_spans
from towhom.dates.tense import way
from towhom.dates.terms import allowed, term_bounds
from towhom.reading import Document

# A president whom fewer sentences name as such may be of the past without being called former.
MENTIONS_OF_THE_PRESENT = 2
# A dateline stands in one of the first sentences: "SEOUL, July 6, 2017 (Yonhap) --", "Published: 6 July 2017".
OPENING = 5
_PLACE = re.compile(r"\s*(?:[A-Z][\w.'’-]*[,.]?\s+(?:\([^()]{1,20}\)\s*)?){1,6}")
_LEAD = r"(?:(?i:published|posted|updated|dated?|issued|released)\b[\s:]*(?:on\s+)?|(?:[A-Z][\w.’-]*\s){0,2}[A-Z][\w.’-]*,\s+)?"
_LINE_OF_DATE = re.compile(
    rf"\W*{_LEAD}(?:[A-Z][a-z]+day,?\s+)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:[\s,|]+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[A-Z]{2,4})?)?\W*"
)
_DASH = re.compile(r"\s*(?:\([^()]{1,30}\)\s*)?(?:--?|[–—_])\s")


def guess(document: Document, expressions: Sequence[TimeExpression], officials: Sequence[OfficeTerm]) -> Time:
    """Return when the document was written, as an interval with its basis.

    With a date of its own or a dateline, that is it. Else: not before the last date that it tells of as past;
    not after the first that it says will come; not before the end of a "former" official's term; and within the
    terms of those it names as in office in several sentences, and with their title, where these have a day in common. Where they have none it tells history, and was written
    after the last of them took office.
    """
    given = said(document, expressions)
    if given is not None:
        return given
    spans: list[Bounds] = [(None, None)]
    words: list[str] = []
    holders = _titled(document, officials)
    told, ahead = _told(document, expressions, -1), _told(document, expressions, 1)
    for span, reason in (*told, *_former(officials), *_holders(holders), *ahead):
        both = common(spans, span)
        if both:
            spans = both
            words.append(reason)
    edtf = write_spans(spans)
    day = _day_without_year(document, expressions)
    narrowed = narrow(day.time.edtf, spans) if day is not None else None
    if day is not None and narrowed is not None:
        edtf = narrowed
        words.append(f"on a {day.text!r}, as the dateline has it")
    if edtf is None:
        return Time(edtf=None, earliest=None, latest=None, basis="nothing in the document says when it was written")
    earliest, latest = bounds(edtf)
    return Time(edtf=edtf, earliest=earliest, latest=latest, basis="written " + "; ".join(words))


def said(document: Document, expressions: Sequence[TimeExpression]) -> Time | None:
    """Return the date that the document itself or its user gives, or its dateline; None where there is none.

    Only this says "not after": whoever is in office may be written of long afterwards.
    """
    if document.date is not None:
        earliest, latest = bounds(document.date)
        return Time(edtf=document.date, earliest=earliest, latest=latest, basis="the document's date")
    opening = {sentence.index: sentence for sentence in document.sentences[:OPENING]}
    for one in expressions:
        sentence = opening.get(one.sentence)
        if sentence is None:
            return None
        if one.time.earliest is None or one.time.earliest != one.time.latest:
            continue
        before = sentence.text[: one.start - sentence.start]
        after = sentence.text[one.end - sentence.start :]
        if _PLACE.fullmatch(before) and _DASH.match(after):
            return replace(one.time, basis=f"the dateline {one.text!r}")
        if _LINE_OF_DATE.fullmatch(sentence.text) and _only_line_of_date(document):
            return replace(one.time, basis=f"the line {sentence.text.strip()!r}")
    return None


def _day_without_year(document: Document, expressions: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the day of a dateline that leaves out the year: "WASHINGTON, August 11 (Xinhua) --"."""
    opening = {sentence.index: sentence for sentence in document.sentences[:OPENING]}
    for one in expressions:
        sentence = opening.get(one.sentence)
        if sentence is None:
            return None
        before, after = sentence.text[: one.start - sentence.start], sentence.text[one.end - sentence.start :]
        day = re.fullmatch(r"XXXX-\d\d-\d\d", one.time.edtf or "")
        if day and _PLACE.fullmatch(before) and _DASH.match(after):
            return one
    return None


def _only_line_of_date(document: Document) -> bool:
    """Whether a single line of the document is a date: several are the entries of a diary or chronology."""
    return sum(_LINE_OF_DATE.fullmatch(sentence.text) is not None for sentence in document.sentences) == 1


def _holders(officials: Sequence[OfficeTerm]) -> list[tuple[list[Bounds], str]]:
    """Return the terms of the persons named as in office in several sentences, as far as they agree."""
    named: dict[str, set[int]] = {}
    for term in officials:
        if term.current:
            named.setdefault(term.name, set()).add(term.sentence)
    often = {name for name, sentences in named.items() if len(sentences) >= MENTIONS_OF_THE_PRESENT}
    terms = [term for term in officials if term.current and term.name in often]
    if not terms:
        return []
    spans, words = allowed(terms)
    if spans:
        return [(spans, f"within {words}")]
    starts: dict[str, date] = {}
    for term in terms:
        start = term_bounds(term)[0] or date.min
        starts[term.name] = min(start, starts.get(term.name, date.max))
    last = max(sorted(starts), key=lambda name: starts[name])
    return [([(starts[last], None)], f"after {last} took office ({starts[last]})")]


def _former(officials: Sequence[OfficeTerm]) -> list[tuple[list[Bounds], str]]:
    ends = {term.name: term_bounds(term)[1] for term in officials if not term.current}
    return [
        ([(end, None)], f"after the term of {name} (to {end})") for name, end in sorted(ends.items()) if end is not None
    ]


_YEAR = re.compile(r"\b\d{4}\b")
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:due |scheduled |expected )?to|(?:is|are) (?:due|scheduled|planned))\b[^.;:]*$"
)


def _told(document: Document, expressions: Sequence[TimeExpression], direction: int) -> list[tuple[list[Bounds], str]]:
    """Return the last date that the text says in full and speaks of as past (-1), or the first as ahead (1).

    Ahead only where the present says so ("will", "is due to"): what "would" follow may long be over.
    """
    texts = {sentence.index: sentence for sentence in document.sentences}
    found: list[TimeExpression] = []
    for one in expressions:
        sentence = texts[one.sentence]
        start, end = one.start - sentence.start, one.end - sentence.start
        full = one.kind == "DATE" and one.time.earliest is not None and "/" not in (one.time.edtf or "")
        if not full or way(sentence.text, start, end) * direction <= 0:
            continue
        if direction < 0 or (_YEAR.search(one.text) and _WILL.search(sentence.text[:start])):
            found.append(one)
    if not found:
        return []
    if direction > 0:
        first = min(found, key=lambda one: (one.time.latest or date.max, one.start))
        return [([(None, first.time.latest)], f"before {first.text!r}, which is still ahead")]
    last = max(found, key=lambda one: (one.time.earliest or date.min, -one.start))
    return [([(last.time.earliest, None)], f"after {last.text!r}, of which it tells")]


def _titled(document: Document, officials: Sequence[OfficeTerm]) -> list[OfficeTerm]:
    """Return the terms of those whom the document gives the title of the office at least once."""
    texts = {sentence.index: sentence.text for sentence in document.sentences}
    held: dict[str, set[tuple[str, str | None]]] = {}
    for index, terms in by_sentence(officials).items():
        for name, own in by_name(terms).items():
            titles = titled(name, own, texts.get(index, ""))
            held.setdefault(name, set()).update((term.office, term.start) for term in titles)
    return [term for term in officials if (term.office, term.start) in held[term.name]]
