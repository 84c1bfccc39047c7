"""Which of the officials named in a sentence take part in an event, so that their terms of office date it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from towhom.dates import OfficeTerm
from towhom.dates.place import Placed
from towhom.reading import Sentence

# What parts one clause from the next; a comma alone does not ("Ayub, the president, said").
_BOUNDARY = re.compile(
    r"[;:—]|\b(?:who|which|whose|after|before|when|while|whereas|although|though|because|since|until|but|"
    r"sa(?:id|ys|ying)|told|announced|reported|that)\b"
)
# "After Stalin died, the parties agreed": a clause of another time.
_OTHER_TIME = re.compile(r"\W*(?:[Aa]fter|[Bb]efore|[Ss]ince|[Uu]ntil)\b[^,;]*$")
_TITLES = r"(?:[\w.’'-]+\s+){0,4}?"
# "within the Moon Administration": a place, not somebody who acts. "under President Moon" is a time.
_PREPOSITION = re.compile(
    rf"\b(?:within|in|inside|of|at|from|to|against|with|about|on|for|by|between|toward|towards|near)\s+{_TITLES}$"
)
_UNDER = re.compile(rf"\b(?:[Uu]nder|[Dd]uring|[Tt]hroughout)\s+{_TITLES}$")
# "Trump's statement in late April": the time is that of his statement.
_OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s+){1,3}(?:(?:in|on|of|from|at|dated)\s+)?(?:the\s+)?$")


def taking_part(
    terms: Sequence[OfficeTerm], parties: Iterable[str], sentence: Sentence, trigger_start: int | None
) -> list[OfficeTerm]:
    """Return the terms of the parties, and of those whom the trigger's clause names as acting or as its time."""
    own = frozenset(parties)
    acting = {
        name
        for name in {term.name for term in terms} - own
        if _acts(named(name, sentence.text), sentence, trigger_start)
    }
    return [term for term in terms if term.name in own or term.name in acting]


def owned(terms: Sequence[OfficeTerm], sentence: Sentence, placed: Placed | None) -> list[OfficeTerm]:
    """Return the terms of the person whose act the time expression belongs to: "Trump's statement in late April"."""
    if placed is None:
        return []
    owner = _OWNED.search(sentence.text[: placed.start - sentence.start])
    if owner is None:
        return []
    return [term for term in terms if any(end == owner.start() for _, end in named(term.name, sentence.text))]


def named(name: str, text: str) -> list[tuple[int, int]]:
    """Return where a text names a person: by any longer part of the name, neighbouring parts as one."""
    parts = [re.escape(part) for part in re.split(r"\s+", name) if len(part) > 2]
    if not parts:
        return []
    one = rf"(?:{'|'.join(parts)})"
    return [match.span() for match in re.finditer(rf"\b{one}(?:\s+{one})*\b", text)]


def _acts(places: Sequence[tuple[int, int]], sentence: Sentence, trigger_start: int | None) -> bool:
    if trigger_start is None:
        return bool(places)
    text, trigger = sentence.text, trigger_start - sentence.start
    for start, end in places:
        before = text[:start]
        between = text[end:trigger] if end <= trigger else text[trigger:start]
        if _BOUNDARY.search(between) or (_OTHER_TIME.match(before) and "," in between):
            continue
        if _UNDER.search(before):
            return True
        subject = end <= trigger and not re.match(r"['’]", text[end:]) and not _PREPOSITION.search(before)
        if subject:
            return True
    return False
