"""Which time expression of a sentence governs a trigger, and what the preposition before it makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from towhom.dates import TimeExpression
from towhom.dates.edtf import parse
from towhom.dates.lexicon import neighbours
from towhom.dates.tense import is_past
from towhom.errors import DateError
from towhom.reading import Sentence

_CLAUSE = re.compile(
    r"—|\b(?:who|which|whose|after|before|when|while|whereas|although|though|because|since|until|but|"
    r"sa(?:id|ys|ying)|told|announced|reported|that)\b|,"
)
_STOP = re.compile(r"[;:]")
_AND = re.compile(r"\band\b")
_RELATIVE = re.compile(r",\s*(?:who|which|whose|where)\b[^,;]*(?:,|$)")
# ", and in November": what follows has its own time, which says nothing of what stands before.
_NEXT_CLAUSE = re.compile(
    r"(?:;|,\s*(?:and|but|while|or|then))\s*(?:then\s+)?"
    r"(?:(?:in|on|at|by|during|from|since|until|within|over|through|before|after|between)\s+)?(?:the\s+)?$"
)
# "After Stalin died in March, the parties agreed": the main clause is after the time of the subordinate one.
_LEADING_CLAUSE = re.compile(r"\W*(After|Before|Since|Until)\b(?!\s*(?:the\s+)?$)[^,;]*$")
# What crossing a clause boundary costs, in words; set by hand on the annotated sentences' shapes.
BOUNDARY = 6
STOP = 12
AND = 5
# The most that a time costs which opens the sentence: it holds for the whole main clause.
LEADING = 8
_VAGUE = ("PAST_REF", "FUTURE_REF", "PRESENT_REF")


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression as an event has it."""

    edtf: str | None
    start: int  # characters of the document's clean text
    end: int
    text: str
    basis: str


def governing(own: Sequence[TimeExpression], sentence: Sentence, trigger_start: int | None) -> Placed | None:
    """Return the expression that says when the trigger happened, None where none does.

    Without a trigger: the first that stands in the main clause. Times inside a noun phrase ("the 1998
    bombing", "Friday's talks") belong to their noun, those of a relative clause to that clause.
    """
    text = sentence.text
    trigger = trigger_start - sentence.start if trigger_start is not None else None
    costs: list[tuple[int, int, TimeExpression]] = []
    for one in own:
        dated = one.kind in ("DATE", "TIME") or (one.kind == "DURATION" and one.time.edtf is not None)
        if not dated or one.value in _VAGUE:
            continue
        start, end = one.start - sentence.start, one.end - sentence.start
        cost = _cost(text, start, end, trigger)
        if cost is not None:
            costs.append((cost, one.start, one))
    if not costs:
        return None
    chosen = _dated(min(costs, key=lambda item: item[:2])[2], own, sentence)
    return _joined(chosen, own, sentence) or _placed(chosen, sentence, trigger)


def _dated(chosen: TimeExpression, own: Sequence[TimeExpression], sentence: Sentence) -> TimeExpression:
    """Return for one that counts from nothing the date right beside it: "two weeks ago, on 19 November"."""
    if chosen.time.edtf is not None:
        return chosen
    for other in own:
        first, last = (chosen, other) if chosen.start < other.start else (other, chosen)
        between = sentence.text[first.end - sentence.start : last.start - sentence.start]
        if other.time.edtf is not None and re.fullmatch(r"[\s,(]*(?:(?:on|in)\s+)?", between):
            return other
    return chosen


def _cost(text: str, start: int, end: int, trigger: int | None) -> int | None:
    """Return how far the expression is from the trigger, in words; None where it belongs to something else."""
    if _inside_noun_phrase(text, start, end) and (trigger is None or not 0 <= trigger - end <= 25):
        return None
    for clause in _RELATIVE.finditer(text):
        inside = clause.start() <= start < clause.end()
        if inside and (trigger is None or not clause.start() <= trigger < clause.end()):
            return None
    if trigger is None:
        return start
    if trigger < start and _NEXT_CLAUSE.search(text[:start]):
        return None
    leads = len(text[:start].split()) <= 1 and end <= trigger  # "On Tuesday, ..." holds for the whole main clause
    between = text[end:trigger] if end <= trigger else text[trigger:start]
    words = len(between.split()) + BOUNDARY * len(_CLAUSE.findall(between.removeprefix(",") if leads else between))
    words += AND * len(_AND.findall(between))
    return (min(words, LEADING) if leads else words) + STOP * len(_STOP.findall(between))


def _inside_noun_phrase(text: str, start: int, end: int) -> bool:
    """Whether a noun follows that the time belongs to: "the July 12 request", "Friday's talks"."""
    if re.match(r"['’]s?\s", text[end:]):
        return True
    before = re.search(r"(\w+)\W*$", text[:start])
    if (
        before is None
        or before[1].lower() not in neighbours()["determiners"]
        or text[start:].lower().startswith("the ")
    ):
        return False
    return re.match(r"\s+(?!(?:and|in|on|at|to|by|for|from|of|when|that|with)\b)[a-zA-Z]", text[end:]) is not None


def _placed(one: TimeExpression, sentence: Sentence, trigger: int | None) -> Placed:
    """Apply the preposition: since, after and from open the end; before, until and by the start."""
    start, end = one.start - sentence.start, one.end - sentence.start
    words = sentence.text[:start].lower().split()
    before = words[-1] if words else ""
    if trigger is not None and trigger > end:
        if re.match(r",?\s+when\b[^,]*$", sentence.text[end:trigger]):  # "since Oct. 18, when he was deposed"
            before = ""
        clause = _LEADING_CLAUSE.match(sentence.text[:start])
        if clause and "," in sentence.text[end:trigger]:  # "Before the Assembly on Tuesday, he spoke" is a place
            verb = clause[1] != "Before" or any(is_past(word) for word in clause[0].split())
            before = clause[1].lower() if verb else before
    edtf, note = one.time.edtf, ""
    if edtf is not None and "[" not in edtf and "XXXX" not in edtf and ".." not in edtf and one.kind != "DURATION":
        first, _, last = edtf.partition("/")
        if before in ("since", "after", "from"):
            edtf, note = f"{first}/..", f"; open at the end ({before!r})"
        elif before in ("before", "until", "till", "by"):
            edtf, note = f"../{last or first}", f"; open at the start ({before!r})"
    return Placed(edtf, one.start, one.end, one.text, one.time.basis + note)


def _joined(chosen: TimeExpression, own: Sequence[TimeExpression], sentence: Sentence) -> Placed | None:
    """Join "from 2003 to 2008" and "between 1 and 5 May" into one interval."""
    ordered = sorted(own, key=lambda one: one.start)
    here = ordered.index(chosen)
    for first, second in zip(ordered[max(here - 1, 0) :], ordered[max(here, 1) if here else 1 :], strict=False):
        if chosen not in (first, second):
            continue
        lead = re.search(
            r"\b(from|between)\s+(?:the\s+)?$", sentence.text[: first.start - sentence.start], re.IGNORECASE
        )
        link = sentence.text[first.end - sentence.start : second.start - sentence.start].strip().lower()
        wanted = ("to", "until", "till", "through") if lead and lead[1].lower() == "from" else ("and",)
        if link not in wanted or not first.time.edtf or not second.time.edtf:
            continue
        if lead is None and not _adjoin(first, second):
            continue
        edtf = f"{first.time.edtf}/{second.time.edtf}"
        if _valid(edtf) and "XXXX" not in edtf:
            basis = f"{first.time.basis} to {second.time.basis}"
            return Placed(edtf, first.start, second.end, f"{first.text} to {second.text}", basis)
    return None


def _adjoin(first: TimeExpression, second: TimeExpression) -> bool:
    """Whether the second begins on the day after the first ends: "on Dec. 2 and 3", "in 1998 and 1999"."""
    end, start = first.time.latest, second.time.earliest
    return end is not None and start is not None and (start - end).days == 1


def _valid(edtf: str) -> bool:
    try:
        parse(edtf)
    except DateError:
        return False
    return True
