"""Which of a person's terms of office a mention means, by how the document has titled that person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from towhom.dates import OfficeTerm, Time
from towhom.dates.parties import named
from towhom.dates.terms import term_bounds
from towhom.reading import Document

# "President Jimmy Carter", "Carter administration": words between a title and the last part of the name.
_BETWEEN = r"\s+(?:[\w.’'-]+\s+){0,3}?$"
_BEHIND = re.compile(r"(?:['’]s)?\s+(?:[Aa]dministration|[Gg]overnment|[Pp]residency|[Cc]abinet)\b")
_FORMER = re.compile(r"\b(?:former|ex|late|then-former)[\s-]+(?:[\w.’'-]+\s+){0,5}$", re.IGNORECASE)


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
        first = next((rows[sentence] for sentence in sorted(rows) if titles[sentence]), None)
        last = None
        for sentence in sorted(rows):
            last = rows[sentence] if titles[sentence] else last
            found[sentence].extend(_held(_like(rows[sentence], last, first), given))
    return {sentence: tuple(terms) for sentence, terms in found.items()}


def titled(name: str, terms: Sequence[OfficeTerm], text: str) -> bool:
    """Whether the sentence names the person with the title of one of the terms, or as a former one."""
    for start, end in named(name, text):
        before = text[:start]
        if _BEHIND.match(text[end:]) or _FORMER.search(before):
            return True
        if any(_title(term.office).search(before) for term in terms):
            return True
    return False


@cache
def _title(office: str) -> re.Pattern[str]:
    """Return what finds "Secretary of State ..." or "Minister ..." at the end of a text."""
    head = re.split(r" (?:of|for) ", office)[0].split()
    words = {re.escape(office), re.escape(" ".join(head)), re.escape(head[-1]) if head else ""} - {""}
    return re.compile(rf"\b(?:{'|'.join(sorted(words))}){_BETWEEN}", re.IGNORECASE) if words else re.compile(r"(?!)")


def _like(own: list[OfficeTerm], last: list[OfficeTerm] | None, first: list[OfficeTerm] | None) -> list[OfficeTerm]:
    """Return the terms of a mention without title as a titled one has them."""
    if last is own:
        return own
    model = last or first
    if model is None:
        return own
    offices = {(term.office, term.start, term.end) for term in model}
    same = [term for term in own if (term.office, term.start, term.end) in offices] or own
    former = last is not None and not any(term.current for term in last)
    return [replace(term, current=False) for term in same] if former else same


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


def by_name(terms: Sequence[OfficeTerm]) -> Mapping[str, list[OfficeTerm]]:
    """Return terms by the person who held them."""
    rows: dict[str, list[OfficeTerm]] = defaultdict(list)
    for term in terms:
        rows[term.name].append(term)
    return rows
