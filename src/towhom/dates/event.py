"""Which time belongs to an event, and how far the named officials and the document narrow it.

1. the expression of its sentence that governs the trigger (place.py)
2. else, uncertain ("?"), that of the sentences just before it in the paragraph
3. narrowed by the terms of the officials named in the sentence; a date without year also by those nearby
4. past tense: not after the document was written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.context import paragraph_starts
from towhom.dates.document import guess
from towhom.dates.edtf import Bounds, bounds, parse
from towhom.dates.find import expressions as find_expressions
from towhom.dates.place import Placed, governing
from towhom.dates.spans import common, narrow
from towhom.dates.tense import way
from towhom.dates.terms import allowed, nearest
from towhom.reading import Document, Sentence

# An inherited time holds for this many sentences after the one that says it.
INHERITED = 2


@dataclass(slots=True)
class _Steps:
    """The time on its way, and what was done to it so far."""

    edtf: str | None
    basis: list[str] = field(default_factory=list)

    def narrowed(self, spans: Sequence[Bounds], words: str, *, weekday: int | None = None) -> None:
        """Keep the part within `spans`; a contradiction is said and changes nothing."""
        if not spans:
            if words:
                self.basis.append(words)
            return
        inside = narrow(self.edtf, spans, weekday=weekday)
        if inside is None and self.edtf is not None:
            self.basis.append(f"not within {words}, so not narrowed by it")
        elif inside is not None and inside != self.edtf:
            self.edtf = inside
            self.basis.append(f"narrowed by {words}")


def event_time(
    sentence_index: int,
    expressions: Sequence[TimeExpression],
    document: Document,
    *,
    officials: Sequence[OfficeTerm] = (),
    trigger_start: int | None = None,
    in_office: bool = False,
    written: Time | None = None,
) -> Time:
    """Return the time of an event in a sentence, as far as the text supports it.

    `trigger_start` is a character of the document's clean text. `in_office`: the act is one that only an
    office-holder can do, so that "former President Park shut down" lies within her term. `written` is
    document.guess(...), worked out here where it is not given (give it if there are many events).
    """
    sentence = next(one for one in document.sentences if one.index == sentence_index)
    written = written if written is not None else guess(document, expressions, officials)
    own = [one for one in expressions if one.sentence == sentence_index]
    placed = governing(own, sentence, trigger_start)
    steps = _own(placed) if placed else _inherited(sentence, expressions, document, written, bool(own))
    weekday = _weekday(placed)
    terms = [term for term in officials if term.sentence == sentence_index]
    partial = steps.edtf is not None and "XXXX" in steps.edtf
    if terms:
        spans, words = allowed(terms, in_office=in_office)
        steps.narrowed(spans, words, weekday=weekday)
    elif partial:
        near = nearest(officials, sentence_index, _paragraph(document, sentence_index))
        spans, words = allowed(near)
        steps.narrowed(spans, f"{words}, named nearby" if words else "", weekday=weekday)
    _not_after_writing(steps, sentence, placed, written)
    return _time(steps)


def _own(placed: Placed) -> _Steps:
    return _Steps(placed.edtf, [placed.basis])


def _inherited(
    sentence: Sentence, expressions: Sequence[TimeExpression], document: Document, written: Time, has_own: bool
) -> _Steps:
    """Return the time of the sentences just before in the paragraph, marked as uncertain; else none."""
    before = _paragraph(document, sentence.index)
    if not has_own:
        for index in range(sentence.index - 1, max(before.start, sentence.index - INHERITED) - 1, -1):
            there = [one for one in expressions if one.sentence == index]
            other = next((one for one in document.sentences if one.index == index), None)
            placed = governing(there, other, None) if other is not None else None
            if placed and placed.edtf and parse(placed.edtf).form == "date" and "XXXX" not in placed.edtf:
                edtf = placed.edtf if placed.edtf[-1] in "?~%" else f"{placed.edtf}?"
                return _Steps(edtf, [f"no time in the sentence; taken over from {placed.text!r} before it, uncertain"])
    return _Steps(None, ["no time in the sentence" if not has_own else "no time in the sentence belongs to it"])


def _paragraph(document: Document, index: int) -> range:
    """Return the indexes of the sentences of the paragraph in which the sentence stands."""
    starts = paragraph_starts(document)
    indexes = [sentence.index for sentence in document.sentences]
    here = indexes.index(index)
    first = next((number for number in range(here, -1, -1) if starts[number]), 0)
    last = next((number for number in range(here + 1, len(starts)) if starts[number]), len(starts))
    return range(indexes[first], indexes[last - 1] + 1)


def _weekday(placed: Placed | None) -> int | None:
    """Return the weekday in "Tuesday, July 4", which not every year has."""
    if placed is None:
        return None
    found = find_expressions([placed.text])[0]
    return found[0].meaning.weekday if found else None


def _not_after_writing(steps: _Steps, sentence: Sentence, placed: Placed | None, written: Time) -> None:
    if written.latest is None:
        return
    start = placed.start - sentence.start if placed else len(sentence.text)
    end = placed.end - sentence.start if placed else len(sentence.text)
    if way(sentence.text, start, end) > 0:
        return
    before: list[Bounds] = [(None, written.latest)]
    if steps.edtf is not None and "XXXX" in steps.edtf:
        if written.earliest is None:
            return
        return
    if steps.edtf is None or common(parse(steps.edtf).spans, before):
        steps.narrowed(before, f"the document, written by {written.latest}")


def _time(steps: _Steps) -> Time:
    basis = "; ".join(step for step in steps.basis if step)
    if steps.edtf is None:
        return Time(edtf=None, earliest=None, latest=None, basis=basis)
    earliest, latest = bounds(steps.edtf)
    return Time(edtf=steps.edtf, earliest=earliest, latest=latest, basis=basis)
