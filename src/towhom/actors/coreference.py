"""Words that take their actors from what was said before: pairs, groups, "the North", pronouns.

What the text does not support is left open (no actors) or left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from towhom.actors import Actor, Mention
from towhom.actors.clues import is_state
from towhom.actors.fold import fold
from towhom.actors.memory import WINDOW, Memory
from towhom.actors.naming import record_actor
from towhom.actors.pronouns import HERE, pronoun
from towhom.actors.registry import Registry
from towhom.actors.salience import standing_out
from towhom.actors.tables import word_set
from towhom.reading import Sentence


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that points back. Offsets are characters of the sentence."""

    start: int
    end: int
    kind: str  # countries2, countries3, leaders2, leaders3, allies, he, it, they, his, state


LINK = re.compile(r"(?:,|, and|and|, and the|and the|-|, the)(?: president| prime minister)?")


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
    return re.compile(
        rf"(?:(?<=\bthe )|(?<=\bThe )|\b(?=both\b)|\b(?=two koreas)|\b(?=three\b)|\b(?=two\b))(?:{'|'.join(parts)})\b"
    )


PRONOUNS = re.compile(
    r"\b(?P<he>he|she|him|himself|herself)\b|\b(?P<they>they|them|themselves)\b|\b(?P<it>it|itself)\b"
)
POSSESSIVES = re.compile(r"\b(?P<his>his|hers?|their|its)\b")
# A group named a sentence further back counts this much less.
FADING = 0.6
THE_TWO = re.compile(
    r"\bthe (?P<pair>two)"
    r"(?= (?:also|then|have|had|will|would|were|are|met|held|spoke|swore|shook|at|in|on"
    r"|(?:agre|sign|discuss|pledg|promis|issu|fail|vow|reach|stat|talk|call|outlin|exchang|reaffirm|refus)e?d)\b)"
    r"|\bbetween the (?P<latter>two)(?= (?:at|in|on|over|since|have|has|were|are|will)\b|\s*[.,;:]|$)"
)

# "relations between the countries": two, though nobody counts them.
BETWEEN = {
    "countries2": re.compile(r"\bbetween the (?P<pair>countries|governments|nations|neighbou?rs|koreas)\b"),
    "leaders2": re.compile(r"\bbetween the (?P<pair>leaders|presidents)\b"),
}


@cache
def _state_again() -> re.Pattern[str]:
    """ "the isolated state": a state named again by what it is; not "the country of"."""
    listed = sorted(word_set("coreference", "state_again"), key=len, reverse=True)
    return re.compile(rf"\bthe (?P<state>{'|'.join(map(re.escape, listed))})\b(?! of\b)")


def references(sentence: str) -> list[Reference]:
    """The pair, group and pronoun phrases of a sentence, in text order."""
    folded = fold(sentence)
    patterns = (_groups(), PRONOUNS, POSSESSIVES)
    found = [
        Reference(match.start(), match.end(), match.lastgroup or "")
        for pattern in patterns
        for match in pattern.finditer(folded)
    ]
    found += [Reference(*match.span("state"), "state") for match in _state_again().finditer(folded)]
    found += [Reference(*match.span(match.lastgroup or 0), "countries2") for match in THE_TWO.finditer(folded)]
    found += [Reference(match.start("pair"), match.end("pair"), kind)
              for kind, pattern in BETWEEN.items() for match in pattern.finditer(folded)]  # fmt: skip
    return sorted(found, key=lambda reference: (reference.start, -reference.end))


def refer(
    reference: Reference, words: str, sentence: int, memory: Memory, before: Iterable[Mention], text: str
) -> tuple[tuple[Actor, ...], float, str] | None:
    """The actors of a reference with confidence and reason; None where it should be left out of the record.

    `before` are the mentions of the same sentence that stand before it, `text` is the sentence's.
    """
    if reference.kind in ("he", "they", "it", "his"):
        return pronoun(words, sentence, memory, list(before), text, reference.start)
    if reference.kind == "state":
        return state_again(words, sentence, memory)
    count = 3 if reference.kind.endswith("3") else 2
    kind = "person:" if reference.kind.startswith("leaders") else "country:"
    chosen = two_here(reference, words, before) or latest_group(memory, kind, count, sentence)
    if chosen is None:
        what = "persons" if kind == "person:" else "countries"
        return (), 0.3, f'"{words}" points back, but the text names no {count} {what} together before it'
    names = " and ".join(actor.name for actor in chosen)
    return chosen, 0.75, f'"{words}": {names}, named together last'


def state_again(words: str, sentence: int, memory: Memory) -> tuple[tuple[Actor, ...], float, str] | None:
    """The state that stands out in the sentence and the one before; None where none does."""
    found = standing_out(
        memory.traces, sentence, reach=1, margin=HERE, fits=lambda trace: trace.key[0].startswith("country:")
    )
    if found is None or len(found.actors) > 1:
        return None
    return found.actors, 0.6, f'"{words}": {found.actors[0].name}, who stands out before it'


def two_here(reference: Reference, words: str, before: Iterable[Mention]) -> tuple[Actor, ...] | None:
    """The two persons named so far in the sentence: "Vajpayee invited Musharraf, but the two failed to agree"."""
    if reference.kind != "leaders2" and words != "two":
        return None
    people = {
        m.actors[0].id: m.actors[0] for m in before if len(m.actors) == 1 and m.actors[0].id.startswith("person:")
    }
    return ordered(list(people.values())) if len(people) == 2 else None


def latest_group(memory: Memory, kind: str, count: int, sentence: int) -> tuple[Actor, ...] | None:
    """The actors of a kind that were named together last and most often, within the window of sentences.

    A group named three times just before outweighs one named once a sentence later.
    """
    scores: dict[tuple[str, ...], float] = {}
    latest: dict[tuple[str, ...], tuple[Actor, ...]] = {}
    for at, group in memory.groups:
        if at < sentence - WINDOW or len(group) != count or not all(actor.id.startswith(kind) for actor in group):
            continue
        ids = tuple(actor.id for actor in group)
        scores[ids] = scores.get(ids, 0.0) + FADING ** (sentence - at)
        latest.pop(ids, None)
        latest[ids] = group
    # Of equals the latest.
    return latest[max(reversed(latest), key=lambda ids: round(scores[ids], 6))] if latest else None


def named_afterwards(found: list[Mention], sentence: int, memory: Memory) -> list[Mention]:
    """The mentions, with groups of the sentence before that were left open and are named together in this one."""
    for at in range(len(found) - 1, -1, -1):
        mention = found[at]
        if mention.sentence < sentence - 1:
            break
        if mention.sentence != sentence - 1 or mention.kind != "group" or mention.actors:
            continue
        words = fold(mention.text)
        count = 3 if "three" in words or "trio" in words else 2
        kind = "person:" if is_of_persons(words) else "country:"
        groups = [group for named, group in memory.groups if named == sentence and len(group) == count]
        chosen = next((group for group in groups if all(actor.id.startswith(kind) for actor in group)), None)
        if chosen is not None:
            names = " and ".join(actor.name for actor in chosen)
            reason = f'"{mention.text}": {names}, named together in the next sentence only'
            found[at] = replace(mention, actors=chosen, confidence=0.5, reason=reason)
    return found


def is_of_persons(words: str) -> bool:
    """Whether the words of a group are persons' ("two leaders")."""
    return words in word_set("coreference", "both_leaders") | word_set("coreference", "three_leaders")


def remember_groups(text: str, sentence: Sentence, found: list[Mention], registry: Registry, memory: Memory) -> None:
    """Keep who was named together: two or three joined by "and" or a hyphen, or alone with each other in a sentence.

    A person or body that acts for a state counts for the state as well.
    """
    singles = [mention for mention in found if len(mention.actors) == 1 and mention.kind != "pronoun"]
    named = {mention.actors[0].id: mention.actors[0] for mention in singles}
    states = dict.fromkeys(
        actor.code for actor in named.values() if is_state(actor.code) and actor.sectors[:1] in (("GOV",), ())
    )
    people = [actor for actor in named.values() if actor.id.startswith("person:")]
    alone = [record_actor(state) for code in states if (state := registry.state(code))]
    for group in (alone, people):
        if len(group) in (2, 3):
            memory.groups.append((sentence.index, ordered(group)))
    for run in joined(text, sentence.start, singles):
        if len(run) in (2, 3) and len({actor.id for actor in run}) == len(run):
            memory.groups.append((sentence.index, ordered(run)))
    del memory.groups[:-24]


def ordered(group: list[Actor]) -> tuple[Actor, ...]:
    """The same order whatever the text's."""
    return tuple(sorted(group, key=lambda actor: actor.id))


def joined(text: str, offset: int, singles: list[Mention]) -> list[list[Actor]]:
    """Runs of mentions joined by commas, "and" or a hyphen, the last one not by a comma alone."""
    runs: list[list[Actor]] = []
    current: list[Mention] = []
    last_link = ""
    for mention in [*singles, None]:
        link = fold(text[current[-1].end - offset : mention.start - offset]).strip() if mention and current else ""
        if mention and current and LINK.fullmatch(link):
            current.append(mention)
            last_link = link
            continue
        if len(current) > 1 and last_link != ",":
            runs.append([part.actors[0] for part in current])
        current, last_link = ([mention] if mention else []), ""
    return runs
