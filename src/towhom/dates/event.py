"""Which time belongs to an event, and how far the named officials and the document narrow it.

1. the expression of its sentence that governs the trigger (place.py)
2. else, uncertain ("?"), that of the sentences just before it in the paragraph
3. narrowed by the terms of the officials who take part in it (parties.py), but for those that the text around
   speaks against (doubts.py); a date without year by those nearby
4. past tense: not after the date that the document gives
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.edtf import Bounds, bounds, parse
from towhom.dates.find import expressions as find_expressions
from towhom.dates.indexed import Indexed, index
from towhom.dates.lexicon import neighbours
from towhom.dates.meant import by_name
from towhom.dates.parties import owned, taking_part
from towhom.dates.place import Placed, governing
from towhom.dates.spans import common, narrow
from towhom.dates.tense import is_past, way
from towhom.dates.terms import NEAR, allowed, before_end, nearest
from towhom.reading import Document, Sentence

# An inherited time holds for this many sentences after the one that says it.
INHERITED = 2


@dataclass(slots=True)
class _Steps:
    """The time on its way, and what was done to it so far."""

    edtf: str | None
    basis: list[str] = field(default_factory=list)
    inherited: bool = False  # from a sentence before: gives way to the terms of those who take part

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

    def within(self, spans: Sequence[Bounds], words: str) -> None:
        """Keep the part within `spans` where there is one; a contradiction is passed over."""
        if self.edtf is None or common(parse(self.edtf).spans, spans):
            self.narrowed(spans, words)


def event_time(
    sentence_index: int,
    expressions: Sequence[TimeExpression],
    document: Document,
    *,
    officials: Sequence[OfficeTerm] = (),
    trigger_start: int | None = None,
    in_office: bool | None = None,
    parties: Sequence[str] | None = None,
) -> Time:
    """Return the time of one event: `time_of` with the document's index made for it alone."""
    indexed = index(document, expressions, officials)
    return time_of(indexed, sentence_index, trigger_start=trigger_start, in_office=in_office, parties=parties)


def time_of(
    indexed: Indexed,
    sentence_index: int,
    *,
    trigger_start: int | None = None,
    in_office: bool | None = None,
    parties: Sequence[str] | None = None,
) -> Time:
    """Return the time of an event in a sentence, as far as the text supports it.

    `indexed` is indexed.index(...) of the document, made once for all of its events. `trigger_start` is a
    character of the document's clean text. `in_office`: whether the act is one that only an office-holder can
    do, so that "former President Park shut down the complex" lies within her term; None: so it is in "which
    former President Park shut down", if that is no act of a private person (data/neighbours.toml). `parties`
    are the names (as in OfficeTerm) of the event's own actors and recipients; others whom the sentence names
    narrow the time only where they act in the same clause. None: all of them do.
    """
    position = indexed.positions[sentence_index]
    sentence = indexed.document.sentences[position]
    own = indexed.expressions.get(sentence_index, ())
    placed = governing(own, sentence, trigger_start)
    steps = _Steps(placed.edtf, [placed.basis]) if placed else _inherited(position, indexed, has_own=bool(own))
    terms = list(indexed.officials.get(sentence_index, ()))
    owner = owned(terms, sentence, placed)
    if owner:
        terms = owner
    elif parties is not None:
        terms = taking_part(terms, parties, sentence, trigger_start)
    terms = _undoubted(terms, indexed, sentence_index, steps)
    if terms:
        had = _pluperfect(sentence, trigger_start)
        official = _official_act(sentence, trigger_start) if in_office is None else in_office
        _within_terms(steps, before_end(terms) if had else terms, official, _weekday(placed))
    elif steps.edtf is not None and "XXXX" in steps.edtf:
        spans, words = allowed(_officials_nearby(indexed, sentence_index, position))
        steps.narrowed(spans, f"{words}, named nearby" if words else "", weekday=_weekday(placed))
    _beside_writing(steps, sentence, placed, indexed.said, trigger_start)
    return _time(steps)


def _undoubted(terms: Sequence[OfficeTerm], indexed: Indexed, sentence_index: int, steps: _Steps) -> list[OfficeTerm]:
    """Return the terms that nothing speaks against; say of the others what does."""
    kept: list[OfficeTerm] = []
    for name, held in by_name(terms).items():
        doubt = indexed.doubts.get((sentence_index, name))
        if doubt is None:
            kept.extend(held)
        else:
            steps.basis.append(f"the term of {name} left out: it {doubt}")
    return kept


def _within_terms(steps: _Steps, terms: Sequence[OfficeTerm], in_office: bool, weekday: int | None) -> None:
    """Narrow by the terms; one that contradicts a known time does not keep the others from narrowing it."""
    meeting: list[OfficeTerm] = []
    for held in by_name(terms).values():
        spans, words = allowed(held, in_office=in_office)
        if steps.edtf is None or not spans or narrow(steps.edtf, spans) is not None:
            meeting.extend(held)
        elif steps.inherited:
            steps.edtf, steps.inherited = None, False
            steps.basis.append(f"which does not lie within {words} and is left out")
            meeting.extend(held)
        else:
            steps.basis.append(f"not within {words}, so not narrowed by it")
    spans, words = allowed(meeting, in_office=in_office)
    steps.narrowed(spans, words, weekday=weekday)


def _officials_nearby(indexed: Indexed, sentence_index: int, position: int) -> list[OfficeTerm]:
    """Return the office-holders named nearest to a sentence that names none."""
    sentences = indexed.document.sentences
    around = range(max(position - NEAR, 0), min(position + NEAR + 1, len(sentences)))
    officials = [
        term
        for place in around
        for term in indexed.officials.get(sentences[place].index, ())
        if (sentences[place].index, term.name) not in indexed.doubts
    ]
    paragraph = indexed.paragraphs[position]
    indexes = range(sentences[paragraph[0]].index, sentences[paragraph[-1]].index + 1)
    return nearest(officials, sentence_index, indexes, _spans(indexed.written))


def _spans(time: Time) -> tuple[Bounds, ...]:
    return parse(time.edtf).spans if time.edtf is not None else ()


def _pluperfect(sentence: Sentence, trigger_start: int | None) -> bool:
    """Whether "had" stands before the trigger: the act lies before what is told, maybe before the term too."""
    if trigger_start is None:
        return False
    return (
        re.search(r"\bhad\s+(?:\w+ly\s+|been\s+|also\s+|already\s+)*$", sentence.text[: trigger_start - sentence.start])
        is not None
    )


_FORMER = re.compile(r"\b(?:that|which|whom|by)\s+(?:the\s+)?(?:[Ff]ormer|[Ee]x)[\s-]+(?:[A-Z][\w.'’-]*\s+){1,5}$")


def _official_act(sentence: Sentence, trigger_start: int | None) -> bool:
    """Whether the trigger follows "which former President X" and is no act of a private person."""
    if trigger_start is None:
        return False
    place = trigger_start - sentence.start
    act = re.match(r"\w*", sentence.text[place:])
    private = act is None or act.group().lower() in neighbours()["private_acts"]
    return not private and _FORMER.search(sentence.text[:place]) is not None


def _inherited(position: int, indexed: Indexed, *, has_own: bool) -> _Steps:
    """Return the time of the sentences just before in the paragraph, marked as uncertain; else none."""
    if has_own:
        return _Steps(None, ["no time in the sentence belongs to it"])
    first = indexed.paragraphs[position][0]
    for number in range(position - 1, max(first, position - INHERITED) - 1, -1):
        other = indexed.document.sentences[number]
        placed = governing(indexed.expressions.get(other.index, ()), other, None)
        if placed and placed.edtf and parse(placed.edtf).form == "date" and "XXXX" not in placed.edtf:
            edtf = placed.edtf if placed.edtf[-1] in "?~%" else f"{placed.edtf}?"
            return _Steps(
                edtf, [f"no time in the sentence; taken over from {placed.text!r} before it, uncertain"], inherited=True
            )
    return _Steps(None, ["no time in the sentence"])


def _weekday(placed: Placed | None) -> int | None:
    """Return the weekday in "Tuesday, July 4", which not every year has."""
    if placed is None:
        return None
    found = find_expressions([placed.text])[0]
    return found[0].meaning.weekday if found else None


_AHEAD = re.compile(r"\b(?:will|shall|(?:is|are|plans?|intends?|expects?) to)\s+(?:\w+ly\s+|also\s+|be\s+)*$")


def _beside_writing(
    steps: _Steps, sentence: Sentence, placed: Placed | None, written: Time | None, trigger_start: int | None
) -> None:
    """What is told as past lies before the document was written, what will be behind it."""
    if written is None or (steps.edtf is not None and "XXXX" in steps.edtf):
        return
    start = placed.start - sentence.start if placed else len(sentence.text)
    end = placed.end - sentence.start if placed else len(sentence.text)
    place = trigger_start - sentence.start if trigger_start is not None else None
    if place is not None and (
        _AHEAD.search(sentence.text[:place]) or re.match(r"(?:will|shall)\b", sentence.text[place:])
    ):
        by = placed is not None and placed.edtf is not None and placed.edtf.startswith("../")  # "will meet by May"
        if by and written.earliest is not None:
            steps.within([(written.earliest, None)], f"the document, which looks ahead from {written.earliest}")
        return
    word = re.match(r"\w*", sentence.text[place:]) if place is not None else None
    past = word is not None and is_past(word[0])
    if written.latest is not None and (past or way(sentence.text, start, end) <= 0):
        steps.within([(None, written.latest)], f"the document, written by {written.latest}")


def _time(steps: _Steps) -> Time:
    basis = "; ".join(step for step in steps.basis if step)
    if steps.edtf is None:
        return Time(edtf=None, earliest=None, latest=None, basis=basis)
    earliest, latest = bounds(steps.edtf)
    return Time(edtf=steps.edtf, earliest=earliest, latest=latest, basis=basis)
