"""Sentences -> the noun phrases in them that may name actors. Also the cheap screen before the encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from towhom.actors import Candidate
from towhom.actors.fold import fold
from towhom.actors.phrases import Unit, noun_phrases, units
from towhom.actors.registry import Registry
from towhom.actors.tables import word_set

PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|its|their|both|two|three|allies|sides?)\b", re.IGNORECASE)
# Names that are also English words: never a person without a title or an introduction.
PLAIN_WORDS = word_set("plain_surnames")


def candidates(sentences: Sequence[str], registry: Registry) -> list[list[Candidate]]:
    """The candidates of each sentence, in text order and without overlap.

    A surname alone is a candidate that is not sure; whether it is somebody depends on the document.
    """
    return [
        [candidate(index, sentence, phrase) for phrase in phrases(units(sentence, registry))]
        for index, sentence in enumerate(sentences)
    ]


def worth_reading(sentence: str, found: Sequence[Candidate]) -> bool:
    """Whether a sentence can hold an event: it has a candidate, or a pronoun or pair that may stand for one."""
    return bool(found) or PRONOUN.search(sentence) is not None


def phrases(found: list[Unit]) -> list[list[Unit]]:
    """The units of each noun phrase of a sentence, without what surely is none."""
    kept = []
    for first, end in noun_phrases(found):
        phrase = found[first:end]
        if not is_stray(phrase, found, first, end):
            kept.append(phrase)
    return kept


def is_stray(phrase: list[Unit], found: list[Unit], first: int, end: int) -> bool:
    """Surnames inside longer unknown names ("Hill Street"), and role words that are verbs or names of places."""
    before = found[first - 1] if first else None
    after = found[end] if end < len(found) else None
    unit = phrase[-1]
    if all(part.kind in "RGTomna" for part in phrase):
        never_alone = word_set("never_alone")
        owned = before is not None and before.kind == "h"
        if phrase[0].text.lower() in word_set("function", "no_role_heads"):
            return True
        if not owned and all(part.role.name in never_alone for part in phrase if part.role):
            return True
    if unit.kind == "C" and len(phrase) == 1 and before is not None and is_mere_place(unit, before):
        return True
    if unit.kind == "N" and after is not None and after.text.lower() in word_set("function", "no_actor_behind"):
        return True
    if len(phrase) > 1:
        return False
    if unit.kind == "S":
        beside_name = (before is not None and before.kind == "c") or (after is not None and after.kind in "cP")
        is_word = unit.text.lower() in PLAIN_WORDS and not speaks(after)
        return beside_name or is_word
    if unit.kind in "RG" and unit.role is not None and unit.role.name.lower() in word_set("function", "adjectival"):
        singular = fold(unit.text) == fold(unit.role.name)
        return singular and (before is None or before.kind not in "ah" or (after is not None and after.kind in "wcRT"))
    return unit.kind == "T"


def is_mere_place(unit: Unit, before: Unit) -> bool:
    """Whether a capital is only where something happens: "in Geneva"."""
    return (
        before.text.lower() in ("in", "at", "near", "outside")
        and unit.match is not None
        and all(form.use == "government" for form in unit.match.forms if form.sure)
    )


def speaks(after: Unit | None) -> bool:
    """Whether the next word is a verb of saying: "Hill said"."""
    return after is not None and after.text.lower() in word_set("function", "saying")


def trimmed(phrase: list[Unit]) -> tuple[int, int]:
    """Start and end of a phrase without a leading "the" ("the North" is a form of its own)."""
    if phrase[0].text in ("-", "‑") and len(phrase) > 1:
        return trimmed(phrase[1:])
    start = phrase[0].start
    return (start + 4 if phrase[0].text.lower().startswith("the ") else start), phrase[-1].end


def candidate(index: int, sentence: str, phrase: list[Unit]) -> Candidate:
    """A candidate of a phrase."""
    start, end = trimmed(phrase)
    return Candidate(
        sentence=index,
        start=start,
        end=end,
        text=sentence[start:end],
        kind=kind_of(phrase),
        sure=any(unit.match is not None and unit.match.sure for unit in phrase),
    )


def kind_of(phrase: list[Unit]) -> str:
    """title: a role with a name; role: a role; name: the rest."""
    named = phrase[-1].kind in "PSc"
    has_role = any(unit.kind in "RGTt" for unit in phrase)
    if named:
        return "title" if has_role else "name"
    return "role" if has_role else "name"
