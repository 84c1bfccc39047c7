"""Folding text for look-up without moving an offset, and the rules of case."""

from __future__ import annotations

import unicodedata
from functools import cache

# Above these code points English texts have no letters that a fold would change.
LAST_FOLDED = 0x2060
PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", " ": " "}
# Letters that do not decompose.
STROKES = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t"}


@cache
def _table() -> dict[int, str]:
    """Code point -> one folded character, for those that change."""
    table = {}
    for point in range(LAST_FOLDED):
        character = chr(point)
        base = unicodedata.normalize("NFD", PLAIN.get(character, character))[:1].lower()
        folded = STROKES.get(base[:1], base[:1])
        if folded and folded != character and len(folded) == 1:
            table[point] = folded
    return table


def fold(text: str) -> str:
    """Lower case, without diacritics, straight quotes: a string of the same length."""
    return text.translate(_table())


def case_fits(form: str, surface: str, *, shouted: bool = False) -> bool:
    """Whether the words in a text may be the form: what the form writes large, the text must too.

    A word in lower case may be written large ("Foreign ministry"), since titles and headlines do so. An acronym
    must stand as it is: "US" is not "us". In a `shouted` sentence (all capitals) case says nothing.
    """
    if form == surface or shouted:
        return True
    if is_acronym(form) or (surface.isupper() and len(surface) < 6):
        return False
    return all(
        written[:1] == known[:1] or not known[:1].isupper() or not written[:1].islower()
        for known, written in zip(form.split(), surface.split(), strict=False)
    )


def is_acronym(form: str) -> bool:
    """Short and without a lower-case letter: US, U.S., IAEA, G7."""
    return len(form) <= 6 and form.upper() == form
