"""Which of a person's terms of office a mention means, by how the document has titled that person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from towhom.dates import OfficeTerm, Time
from towhom.dates.parties import named
from towhom.dates.terms import term_bounds
from towhom.reading import Document

# "President Jimmy Carter", "Carter administration": words between a title and the last part of the name.
_BETWEEN = r"\s+(?:[\w.’'-]+\s+){0,3}?$"
# "Deputy Attorney General Holder" does not hold the attorney general's office.
_LOWER = re.compile(r"\b(?:deputy|vice|assistant|under|former|ex)[\s-]+(?:[\w.]+\s+)?$", re.IGNORECASE)
_BEHIND = re.compile(r"(?:['’]s)?\s+(?:[Aa]dministration|[Gg]overnment|[Pp]residency|[Cc]abinet)\b")
_FORMER = re.compile(r"\b(?:former|ex|late|then-former)[\s-]+(?:[\w.’'-]+\s+){0,5}$", re.IGNORECASE)


# "John Bolton, the former ambassador"
_ONCE = re.compile(r",\s+(?:(?:a|an|the|his|her|its|their)\s+)?(?:[\w.’'-]+\s+)?former\b")


def meant(document: Document, officials: Sequence[OfficeTerm], given: Time | None) -> dict[int, tuple[OfficeTerm, ...]]:
    """Return the terms that count, by sentence.

    A mention without title ("Carter", "he") means the office, and is former or not, as the titled mention before
    it has it, else the first one after it. Of several terms that are left, the one held on the document's own
    date (`given`) counts, where there is one.
    """
    texts = {sentence.index: sentence.text for sentence in document.sentences}
    mentions: dict[str, dict[int, list[OfficeTerm]]] = defaultdict(lambda: defaultdict(list))
    for term in officials:
        mentions[term.name][term.sentence].append(term)
    found: dict[int, list[OfficeTerm]] = defaultdict(list)
    for name, rows in mentions.items():
        titles = {sentence: titled(name, terms, texts.get(sentence, "")) for sentence, terms in rows.items()}
        first = next((titles[sentence] for sentence in sorted(rows) if titles[sentence]), [])
        last: list[OfficeTerm] = []
        for sentence in sorted(rows):
            last = titles[sentence] or last
            found[sentence].extend(_held(titles[sentence] or _like(rows[sentence], last, first), given))
    return {sentence: tuple(terms) for sentence, terms in found.items()}


def titled(name: str, terms: Sequence[OfficeTerm], text: str) -> list[OfficeTerm]:
    """Return the terms whose title the sentence gives the person, all of a former holder's; [] without title."""
    for start, end in named(name, text):
        before, behind = text[:start], text[end:]
        if _ONCE.match(behind):
            return [replace(term, current=False) for term in terms]
        held = [term for term in terms if _has_title(term, before) or _was(term.office).match(behind)]
        if held:
            return held
        if _BEHIND.match(behind) or _FORMER.search(before) or any(_beside(t.office).match(behind) for t in terms):
            return list(terms)
    return []


def _has_title(term: OfficeTerm, before: str) -> bool:
    found = _title(term.office).search(before)
    return found is not None and _LOWER.search(before[: found.start()]) is None


@cache
def _title(office: str) -> re.Pattern[str]:
    """Return what finds "Secretary of State ..." or "Minister ..." at the end of a text."""
    return re.compile(rf"\b(?:{_names(office)}){_BETWEEN}", re.IGNORECASE)


@cache
def _was(office: str) -> re.Pattern[str]:
    """Return what matches "was president" behind a name."""
    return re.compile(rf"\s+(?:was|is|became)\s+(?:[\w.’'-]+\s+){{0,3}}?(?:{_names(office)})\b", re.IGNORECASE)


@cache
def _beside(office: str) -> re.Pattern[str]:
    """Return what matches ", the South Korean foreign minister" behind a name."""
    return re.compile(rf",\s+(?:[\w.’'-]+\s+){{0,4}}?(?:{_names(office)})\b", re.IGNORECASE)


def _names(office: str) -> str:
    """Return a pattern for the names of an office: whole, without what it is of, its last word."""
    head = re.split(r" (?:of|for) ", office)[0].split()
    words = {re.escape(office), re.escape(" ".join(head)), re.escape(head[-1]) if head else ""} - {""}
    return "|".join(sorted(words, key=len, reverse=True)) or r"(?!)"


def _like(own: list[OfficeTerm], last: list[OfficeTerm], first: list[OfficeTerm]) -> list[OfficeTerm]:
    """Return the terms of a mention without title as the titled one before it has them, else the first after it."""
    model = {(term.office, term.start, term.end): term for term in last or first}
    if last and not any(term.current for term in last):
        return _since(own, last)
    return [term for term in own if (term.office, term.start, term.end) in model] or own


def _since(own: list[OfficeTerm], former: list[OfficeTerm]) -> list[OfficeTerm]:
    """Return what a former official has held since the terms that are over, else these, as over."""
    ended = max(term_bounds(term)[1] or date.max for term in former)
    later = [term for term in own if (term_bounds(term)[0] or date.min) > ended]
    if later:
        return later
    over = {(term.office, term.start, term.end) for term in former}
    return [replace(term, current=term.current and (term.office, term.start, term.end) not in over) for term in own]


def _held(terms: list[OfficeTerm], given: Time | None) -> list[OfficeTerm]:
    """Of several terms return those that meet the document's own date, all where none does."""
    if given is None or given.earliest is None or given.latest is None or len(terms) < 2:
        return terms
    then: list[OfficeTerm] = []
    for term in terms:
        start, end = term_bounds(term)
        if (start is None or start <= given.latest) and (end is None or end >= given.earliest):
            then.append(term)
    return then or terms


def by_sentence(terms: Sequence[OfficeTerm]) -> Mapping[int, list[OfficeTerm]]:
    """Return terms by the sentence that names the person."""
    rows: dict[int, list[OfficeTerm]] = defaultdict(list)
    for term in terms:
        rows[term.sentence].append(term)
    return rows


def by_name(terms: Sequence[OfficeTerm]) -> Mapping[str, list[OfficeTerm]]:
    """Return terms by the person who held them."""
    rows: dict[str, list[OfficeTerm]] = defaultdict(list)
    for term in terms:
        rows[term.name].append(term)
    return rows
