"""Which time expression of a sentence governs a trigger, and what the preposition before it makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from towhom.dates import TimeExpression
from towhom.dates.edtf import parse
from towhom.dates.lexicon import neighbours
from towhom.errors import DateError
from towhom.reading import Sentence

_CLAUSE = re.compile(
    r";|:|—|\b(?:who|which|whose|after|before|when|while|whereas|although|though|because|since|until|but|"
    r"sa(?:id|ys|ying)|told|announced|reported|that)\b|,"
)
_RELATIVE = re.compile(r",\s*(?:who|which|whose|where)\b[^,;]*(?:,|$)")
# What crossing a clause boundary costs, in words; set by hand on the annotated sentences' shapes.
BOUNDARY = 6
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
        if one.kind not in ("DATE", "TIME") or one.value in _VAGUE or (one.time.edtf is None):
            continue
        start, end = one.start - sentence.start, one.end - sentence.start
        cost = _cost(text, start, end, trigger)
        if cost is not None:
            costs.append((cost, one.start, one))
    if not costs:
        return None
    chosen = min(costs, key=lambda item: item[:2])[2]
    return _joined(chosen, own, sentence) or _placed(chosen, sentence)


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
    between = text[end:trigger] if end <= trigger else text[trigger:start]
    words = len(between.split()) + BOUNDARY * len(_CLAUSE.findall(between))
    leads = len(text[:start].split()) <= 1 and end <= trigger  # "On Tuesday, ..." holds for the whole main clause
    return min(words, 2 * BOUNDARY) if leads else words


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


def _placed(one: TimeExpression, sentence: Sentence) -> Placed:
    """Apply the preposition: since, after and from open the end; before, until and by the start."""
    words = sentence.text[: one.start - sentence.start].lower().split()
    before = words[-1] if words else ""
    edtf, note = one.time.edtf, ""
    if edtf is not None and "/" not in edtf and "[" not in edtf and "XXXX" not in edtf:
        if before in ("since", "after"):
            edtf, note = f"{edtf}/..", f"; open at the end ({before!r})"
        elif before in ("before", "until", "till", "by"):
            edtf, note = f"../{edtf}", f"; open at the start ({before!r})"
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
        if lead is None or link not in wanted or not first.time.edtf or not second.time.edtf:
            continue
        edtf = f"{first.time.edtf}/{second.time.edtf}"
        if _valid(edtf) and "XXXX" not in edtf:
            basis = f"{first.time.basis} to {second.time.basis}"
            return Placed(edtf, first.start, second.end, f"{first.text} to {second.text}", basis)
    return None


def _valid(edtf: str) -> bool:
    try:
        parse(edtf)
    except DateError:
        return False
    return True
