"""Words that take their actors from what was said before: pairs, groups, "the North", pronouns.

What the text does not support is left open (no actors) or left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from towhom.actors import Actor, Mention
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.tables import word_set


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that points back. Offsets are characters of the sentence."""

    start: int
    end: int
    kind: str  # countries2, countries3, leaders2, leaders3, allies, he, it, they, koreas


SAYING = r"(?:said|says|added|announced|warned|insisted|declared|that|vowed|pledged|promised|denied|claimed|believes?|because|if|as|when|while|until|unless|before|after)"


@cache
def _groups() -> re.Pattern[str]:
    """All pair and group phrases, the longest first."""
    kinds = {
        "countries2": "both_countries", "countries3": "three_countries", "leaders2": "both_leaders",
        "leaders3": "three_leaders", "allies": "allies",
    }  # fmt: skip
    parts = []
    for kind, key in kinds.items():
        listed = sorted(word_set("coreference", key), key=len, reverse=True)
        parts.append(f"(?P<{kind}>{'|'.join(map(re.escape, listed))})")
    return re.compile(rf"(?:(?<=\bthe )|(?<=\bThe )|\b(?=both\b)|\b(?=two koreas)|\b(?=three\b)|\b(?=two\b))(?:{'|'.join(parts)})\b")


PRONOUNS = re.compile(r"\b(?P<he>he|she|him)\b|\b(?P<they>they|them)\b|\b(?P<it>it)\b")
THE_TWO = re.compile(r"\bthe (?P<pair>two)(?= (?:also |then |have |had |will |would |were |are |agreed|met|signed|said|discussed|pledged))")


def references(sentence: str) -> list[Reference]:
    """The pair, group and pronoun phrases of a sentence, in text order."""
    folded = fold(sentence)
    found = [
        Reference(match.start(), match.end(), match.lastgroup or "")
        for pattern in (_groups(), PRONOUNS)
        for match in pattern.finditer(folded)
    ]
    found += [Reference(match.start("pair"), match.end("pair"), "countries2") for match in THE_TWO.finditer(folded)]
    return sorted(found, key=lambda reference: (reference.start, -reference.end))


def refer(
    reference: Reference, words: str, sentence: int, memory: Memory, before: Iterable[Mention], text_before: str
) -> tuple[tuple[Actor, ...], float, str] | None:
    """The actors of a reference with confidence and reason; None where it should be left out of the record.

    `before` are the mentions of the same sentence that stand before it.
    """
    if reference.kind in ("he", "they", "it"):
        return pronoun(reference.kind, sentence, memory, list(before), text_before)
    if "korea" in words.lower():
        return None
    count = 3 if reference.kind.endswith("3") else 2
    people = reference.kind.startswith("leaders")
    recent = memory.recent(people=people, sentence=sentence)
    chosen = latest_group(recent, count)
    if chosen is None and people:
        return (), 0.3, f'"{words}" points back, but the text names no {count} persons before it'
    if chosen is None:
        return (), 0.3, f'"{words}" points back, but not clearly to {count} countries'
    names = " and ".join(actor.name for actor in chosen)
    return chosen, 0.75, f'"{words}": {names}, named last'


def latest_group(recent: list[tuple[int, Actor]], count: int) -> tuple[Actor, ...] | None:
    """The `count` actors named last, if the sentences that name them name no more.

    `recent` are (sentence, actor), latest first. Sentences are added, from the latest back, until there are enough;
    where that gives too many, the text does not say which are meant.
    """
    by_sentence: dict[int, list[Actor]] = {}
    for at, actor in recent:
        by_sentence.setdefault(at, []).append(actor)
    chosen: list[Actor] = []
    for at in sorted(by_sentence, reverse=True):
        chosen += by_sentence[at]
        if len(chosen) >= count:
            break
    return tuple(sorted(chosen, key=lambda actor: actor.id)) if len(chosen) == count else None


def pronoun(
    kind: str, sentence: int, memory: Memory, before: list[Mention], text_before: str
) -> tuple[tuple[Actor, ...], float, str] | None:
    """Whom a pronoun means where only one can be meant, else None."""
    if kind == "he":
        return one_person(sentence, memory, before, text_before)
    if kind == "they":
        groups = [mention for mention in before if mention.kind == "group" and len(mention.actors) > 1]
        if len(groups) == 1:
            return groups[0].actors, 0.6, f'"they": {groups[0].text}, the only group before it in the sentence'
        return None
    single = {mention.actors for mention in before if mention.kind != "pronoun" and len(mention.actors) == 1}
    if len(single) != 1 or not re.search(rf"\b{SAYING}\s+$", text_before):
        return None
    actor = next(iter(single))[0]
    if actor.id.startswith("person:"):
        return None
    return (actor,), 0.6, f'"it": {actor.name}, the only actor before it in the sentence'


def one_person(
    sentence: int, memory: Memory, before: list[Mention], text_before: str
) -> tuple[tuple[Actor, ...], float, str] | None:
    """The person of "he" or "she": the only one in the sentence so far, else the only one in the sentence before."""
    here = {actor.id: actor for at, actor in memory.people if at == sentence}
    if len(here) == 1:
        actor = next(iter(here.values()))
        return (actor,), 0.7, f"{actor.name}, the only person before it in the sentence"
    earlier = {actor.id: actor for at, actor in memory.people if at == sentence - 1}
    if not here and len(earlier) == 1:
        actor = next(iter(earlier.values()))
        return (actor,), 0.6, f"{actor.name}, the only person in the sentence before"
    return None
