"""Persons named outside of their terms of office: where the text around is of a later time, a term dates nothing.

"Carter met Kim" in a page on 1994 does not lie in Carter's presidency. What speaks against a term:
1. the document's own date, if the person took office only after it, or had left before it and has no title here
2. the dates that the text around says, if all lie after the term and the sentence gives the person no title
3. that it names the person as a candidate for the office
4. officials named with their title close by who took office after the end of the term, if the document never
   gives the person a title
Dates and officials before a term do not: stories move on, and then the term is what dates the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.lexicon import neighbours
from towhom.dates.meant import by_name, titled
from towhom.dates.parties import named
from towhom.dates.terms import term_bounds
from towhom.reading import Document

# Sentences to both sides in which officials or dates are still of the same story.
AROUND = 3
# Days: dates said more roughly than within a year place no sentence.
PRECISE = 366


@dataclass(frozen=True, slots=True)
class _Around:
    """What a sentence is judged by."""

    candidate: bool
    dates: Sequence[TimeExpression]
    officials: Sequence[tuple[OfficeTerm, date]]  # titled, in office, with the day on which the term began
    given: Time | None


def doubts(
    document: Document,
    expressions: Mapping[int, Sequence[TimeExpression]],
    officials: Mapping[int, Sequence[OfficeTerm]],
    paragraphs: Sequence[range],
    given: Time | None,
) -> dict[tuple[int, str], str]:
    """Return for a sentence's index and a person's name why the person's terms do not date the sentence."""
    rows = {
        (sentence.index, name): (place, terms, bool(titled(name, terms, sentence.text)))
        for place, sentence in enumerate(document.sentences)
        for name, terms in by_name(officials.get(sentence.index, ())).items()
    }
    ever = {name for (_, name), (_, _, has_title) in rows.items() if has_title}
    present = {key for key, (_, terms, has_title) in rows.items() if has_title and all(t.current for t in terms)}
    found: dict[tuple[int, str], str] = {}
    for (index, name), (place, terms, has_title) in rows.items():
        near = [document.sentences[at].index for at in _near(place, len(document.sentences))]
        paragraph = [document.sentences[at].index for at in paragraphs[place] if abs(at - place) <= AROUND]
        around = _Around(
            candidate=_candidate(name, document.sentences[place].text),
            dates=_said(expressions, paragraph) or _said(expressions, near),
            officials=() if name in ever else _titled_near(near, officials, present, name),
            given=given,
        )
        reason = _against(terms, around, has_title=has_title, ever=name in ever)
        if reason:
            found[index, name] = reason
    return found


def _candidate(name: str, text: str) -> bool:
    """Whether the text names the person as a candidate: "Roh Moo-hyun, the candidate", "candidate Moon"."""
    for start, end in named(name, text):
        beside = [*re.findall(r"[\w-]+", text[:start])[-2:], *re.findall(r"[\w-]+", text[end:])[:3]]
        if not neighbours()["candidates"].isdisjoint(word.lower() for word in beside):
            return True
    return False


def _near(place: int, count: int) -> range:
    return range(max(place - AROUND, 0), min(place + AROUND + 1, count))


def _said(expressions: Mapping[int, Sequence[TimeExpression]], sentences: Sequence[int]) -> list[TimeExpression]:
    """Return the dates of these sentences that are known to within a year."""
    found: list[TimeExpression] = []
    for sentence in sentences:
        for one in expressions.get(sentence, ()):
            start, end = one.time.earliest, one.time.latest
            if one.kind in ("DATE", "TIME") and start and end and (end - start).days <= PRECISE:
                found.append(one)
    return found


def _titled_near(
    near: Sequence[int], officials: Mapping[int, Sequence[OfficeTerm]], present: set[tuple[int, str]], name: str
) -> list[tuple[OfficeTerm, date]]:
    found: list[tuple[OfficeTerm, date]] = []
    for sentence in near:
        for other, terms in by_name(officials.get(sentence, ())).items():
            if other == name or (sentence, other) not in present:
                continue
            starts = [start for term in terms if (start := term_bounds(term)[0]) is not None]
            if len(starts) == len(terms):
                found.append((terms[0], min(starts)))
    return found


def _against(terms: Sequence[OfficeTerm], around: _Around, *, has_title: bool, ever: bool) -> str | None:
    """Return what speaks against the terms, None where nothing does."""
    starts = [term_bounds(term)[0] or date.min for term in terms]
    end = max(term_bounds(term)[1] or date.max for term in terms)
    given = around.given
    if given is not None and given.latest is not None and min(starts) > given.latest:
        return f"began only after the document was written ({given.edtf})"
    if has_title and all(term.current for term in terms):
        return None
    if around.candidate and not has_title:
        return "was not yet won: the sentence speaks of a candidate"
    if given is not None and given.earliest is not None and end < given.earliest and not ever:
        return f"had ended when the document was written ({given.edtf})"
    if around.dates and all((one.time.earliest or date.min) > end for one in around.dates):
        return f"had ended by the time of which the text around tells ({around.dates[0].text!r})"
    later = next((term for term, start in around.officials if start > end), None)
    return f"had ended when {later.name}, named nearby, took office" if later is not None else None
