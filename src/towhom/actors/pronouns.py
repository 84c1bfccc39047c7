"""Whom a pronoun means: the only one who can be meant, else the subject of the sentence before.

Subjects stay subjects: "President Moon spoke. Early on, he pledged ..." is Moon whoever else was named.
"""

from __future__ import annotations

import re

from towhom.actors import Actor, Mention
from towhom.actors.clues import is_state
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.language import Analysis

Answer = tuple[tuple[Actor, ...], float, str]

# Behind one of these "it" takes up the subject: "Tehran said it would".
SAYING = re.compile(
    r"\b(?:said|says|added|announced|warned|insisted|declared|that|vowed|pledged|promised|denied|claimed|believes?"
    r"|because|if|as|when|while|until|unless|before|after)\s+$"
)
# What may stand before a pronoun that opens its sentence.
OPENING = re.compile(r"[\W_]*(?:(?:but|yet|and|so|then|instead|also|still|later|even so|in response)\b[\W_]*)?", re.I)
# "It is clear that", "it rained": nobody acts.
IDLE = re.compile(
    r"it\s+(?:is|was|would be|will be|has been|had been|may|might|seems?|seemed|appears?|appeared|remains?|took|takes"
    r"|became|follows|turned|came|happened|rained|snowed)\b",
    re.I,
)
# Where another clause begins, an object may be who was the subject of the one before.
CLAUSE = re.compile(r"[,;:]|\b(?:and|but|that|who|when|while|after|before|because|if|as|to)\b", re.I)


def pronoun(words: str, sentence: int, memory: Memory, before: list[Mention], text: str, start: int) -> Answer | None:
    """The actors of a pronoun with confidence and reason; None where it is not clear whom it means.

    `before` are the mentions before it in its sentence, `start` is its first character in the sentence's `text`.
    """
    word = fold(words)
    if word in ("he", "she"):
        return he(sentence, memory, text[:start])
    if word == "him":
        return him(sentence, memory, text[:start])
    if word == "they":
        return they(sentence, memory, before, text[:start])
    if word == "them":
        return them(sentence, memory, before, text[:start])
    return it(sentence, memory, before, text, start)


def he(sentence: int, memory: Memory, before: str) -> Answer | None:
    """The only person so far in the sentence, else the subject of the sentence before, else its only person."""
    here = people(sentence, memory)
    if len(here) == 1:
        return (here[0],), 0.7, f"{here[0].name}, the only person before it in the sentence"
    if here:
        return None
    return earlier(sentence, memory)


def him(sentence: int, memory: Memory, before: str) -> Answer | None:
    """As "he", but not the subject of its own clause: "Khan freed him"."""
    here = people(sentence, memory)
    own_clause = CLAUSE.search(before) is None
    if len(here) == 1 and not own_clause:
        return (here[0],), 0.6, f"{here[0].name}, the only person before it in the sentence"
    found = earlier(sentence, memory)
    return found if found is not None and found[0][0] not in here and len(here) < 2 else None


def earlier(sentence: int, memory: Memory) -> Answer | None:
    """The person of the sentence before: its subject, else the only one."""
    at, subject = memory.subject
    if at == sentence - 1 and subject is not None and is_person(subject, memory):
        return (subject,), 0.6, f"{subject.name}, the subject of the sentence before"
    known = people(sentence - 1, memory)
    if len(known) != 1:
        return None
    return (known[0],), 0.6, f"{known[0].name}, the only person in the sentence before"


def people(sentence: int, memory: Memory) -> list[Actor]:
    """The persons that a sentence has named so far, each once."""
    return list({actor.id: actor for at, actor in memory.people if at == sentence}.values())


def is_person(actor: Actor, memory: Memory) -> bool:
    """Whether an actor was named as a person."""
    return any(actor.id == known.id for _, known in memory.people)


def they(sentence: int, memory: Memory, before: list[Mention], text_before: str) -> Answer | None:
    """The only group so far in the sentence, or at its head the only pair that the sentence before was about."""
    groups = [mention for mention in before if mention.kind == "group" and len(mention.actors) > 1]
    if len({mention.actors for mention in groups}) == 1:
        return groups[0].actors, 0.6, f'"they": {groups[0].text}, the only group before it in the sentence'
    if before or not OPENING.fullmatch(text_before):
        return None
    return pair_before(sentence, memory)


def them(sentence: int, memory: Memory, before: list[Mention], text_before: str) -> Answer | None:
    """A pair or group, only where the words say that states are meant: "mediated between them"."""
    if not text_before.lower().endswith(("between ", "both of ")):
        return None
    groups = {mention.actors for mention in before if mention.kind == "group" and len(mention.actors) > 1}
    if len(groups) == 1:
        return next(iter(groups)), 0.6, '"them": the only group before it in the sentence'
    return pair_before(sentence, memory)


def pair_before(sentence: int, memory: Memory) -> Answer | None:
    """The only pair or group of the sentence before."""
    named = {group for at, group in memory.groups if at == sentence - 1}
    if len(named) != 1:
        return None
    group = next(iter(named))
    names = " and ".join(actor.name for actor in group)
    return group, 0.5, f'"they": {names}, named together in the sentence before'


def it(sentence: int, memory: Memory, before: list[Mention], text: str, start: int) -> Answer | None:
    """The only actor before it in the sentence, behind a verb of saying; at the sentence's head the subject before."""
    if not before and OPENING.fullmatch(text[:start]):
        at, subject = memory.subject
        if at != sentence - 1 or subject is None or is_person(subject, memory) or IDLE.match(text, start):
            return None
        return (subject,), 0.55, f'"it": {subject.name}, the subject of the sentence before'
    single = {mention.actors for mention in before if mention.kind != "pronoun" and len(mention.actors) == 1}
    if len(single) != 1 or not SAYING.search(text[:start]):
        return None
    actor = next(iter(single))[0]
    if actor.id.startswith("person:"):
        return None
    return (actor,), 0.6, f'"it": {actor.name}, the only actor before it in the sentence'


def subject_of(found: list[Mention], analysis: Analysis | None, origin: int) -> Actor | None:
    """The actor who is the subject of a sentence's main clause, if one is; `origin` is the sentence's first character."""
    if analysis is None:
        return None
    words = analysis.words
    for mention in found:
        if len(mention.actors) != 1 or not is_state(mention.actors[0].code):
            continue
        inside = [at for at, word in enumerate(words) if mention.start <= word.start + origin < mention.end]
        head = next((at for at in inside if words[at].head not in inside), None)
        if head is None or words[head].deprel not in ("nsubj", "nsubj:pass"):
            continue
        governor = words[head].head
        if governor >= 0 and words[governor].head < 0:
            return mention.actors[0]
    return None
