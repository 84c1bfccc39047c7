"""When a document without a date may have been written: a constraint, never a date for its events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.edtf import Bounds, bounds
from towhom.dates.spans import common, write_spans
from towhom.dates.tense import way
from towhom.dates.terms import allowed, term_bounds
from towhom.reading import Document

# A president whom fewer sentences name as such may be of the past without being called former.
MENTIONS_OF_THE_PRESENT = 2


def guess(document: Document, expressions: Sequence[TimeExpression], officials: Sequence[OfficeTerm]) -> Time:
    """Return when the document was written, as an interval with its basis.

    With a date of its own, that is it. Else: not before the last date that it tells of as past; not before
    the end of a "former" official's term; and within the terms of those it names as in office, as far as
    they are named in several sentences and agree.
    """
    if document.date is not None:
        earliest, latest = bounds(document.date)
        return Time(edtf=document.date, earliest=earliest, latest=latest, basis="the document's date")
    spans: list[Bounds] = [(None, None)]
    words: list[str] = []
    for span, reason in (*_holders(officials), *_former(officials), *_told(document, expressions)):
        both = common(spans, span)
        if both:
            spans = both
            words.append(reason)
    edtf = write_spans(spans)
    if edtf is None:
        return Time(edtf=None, earliest=None, latest=None, basis="nothing in the document says when it was written")
    earliest, latest = bounds(edtf)
    return Time(edtf=edtf, earliest=earliest, latest=latest, basis="written " + "; ".join(words))


def _holders(officials: Sequence[OfficeTerm]) -> list[tuple[list[Bounds], str]]:
    """Return the terms of the persons named most often as in office, the most often named first."""
    named: dict[str, set[int]] = {}
    for term in officials:
        if term.current:
            named.setdefault(term.name, set()).add(term.sentence)
    found: list[tuple[list[Bounds], str]] = []
    for name, sentences in sorted(named.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(sentences) >= MENTIONS_OF_THE_PRESENT:
            spans, words = allowed([term for term in officials if term.name == name and term.current])
            found.append((spans, f"within {words}"))
    return found


def _former(officials: Sequence[OfficeTerm]) -> list[tuple[list[Bounds], str]]:
    ends = {term.name: term_bounds(term)[1] for term in officials if not term.current}
    return [
        ([(end, None)], f"after the term of {name} (to {end})") for name, end in sorted(ends.items()) if end is not None
    ]


def _told(document: Document, expressions: Sequence[TimeExpression]) -> list[tuple[list[Bounds], str]]:
    """Return the last date that the text says in full and speaks of as past."""
    texts = {sentence.index: sentence for sentence in document.sentences}
    past: list[TimeExpression] = []
    for one in expressions:
        sentence = texts[one.sentence]
        full = one.kind == "DATE" and one.time.earliest is not None and "/" not in (one.time.edtf or "")
        if full and way(sentence.text, one.start - sentence.start, one.end - sentence.start) < 0:
            past.append(one)
    if not past:
        return []
    last = max(past, key=lambda one: (one.time.earliest or date.min, -one.start))
    return [([(last.time.earliest, None)], f"after {last.text!r}, of which it tells")]
