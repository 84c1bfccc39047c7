"""Whom a pronoun means: who stands out among those who can be meant (salience.py), else nobody.

Subjects stay subjects: "President Moon spoke. Early on, he pledged ..." is Moon whoever else was named.
"""

from __future__ import annotations

import re

from towhom.actors import Actor, Mention
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.salience import SUBJECT, Trace, gender_of, standing_out
from towhom.language import Analysis

Answer = tuple[tuple[Actor, ...], float, str]

FEMALE = frozenset({"she", "her", "hers", "herself"})
MALE = frozenset({"he", "him", "his", "himself"})
# Sentences back that a person may be taken up from; pronouns on the way keep a person in mind.
REACH = 2
# Two persons of one sentence are told apart only if one weighs so much more; of sentences before, the subject counts.
HERE, BEFORE = 2.5, 1.5
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
    if word in FEMALE or word in MALE:
        return person(word, sentence, memory, text[:start])
    if word == "them":
        return them(sentence, memory, before, text[:start])
    if word in ("they", "their", "theirs", "themselves"):
        return they(word, sentence, memory, before, text[:start])
    if word in ("its", "itself"):
        return its(word, sentence, memory)
    return it(sentence, memory, before, text, start)


def person(word: str, sentence: int, memory: Memory, before: str) -> Answer | None:
    """The person who stands out; "him" is not the subject of its own clause, "himself" is."""
    gender = "f" if word in FEMALE else "m"
    clause = memory.origin + max((match.end() for match in CLAUSE.finditer(before)), default=0)
    near = {trace.key for trace in memory.traces if trace.sentence == sentence and trace.start >= clause}

    def fits(trace: Trace) -> bool:
        if trace.sort != "person" or gender_in(trace.actors[0], memory) not in ("", gender):
            return False
        return trace.key not in near if word == "him" else trace.key in near or not word.endswith("self")

    here = [trace for trace in memory.traces if trace.sentence == sentence and fits(trace)]
    margin = HERE if here else BEFORE
    found = standing_out(here or memory.traces, sentence, reach=REACH, margin=margin, fits=fits)
    if found is None:
        return None
    memory.gender[found.actors[0].id] = gender
    where = "in the sentence" if here else "in the sentences before"
    return found.actors, 0.7 if here else 0.6, f'"{word}": {found.actors[0].name}, who stands out {where}'


def gender_in(actor: Actor, memory: Memory) -> str:
    """f, m or "" as the document or the name says it."""
    if actor.id not in memory.gender:
        memory.gender[actor.id] = gender_of(actor.name)
    return memory.gender[actor.id]


def they(word: str, sentence: int, memory: Memory, before: list[Mention], text_before: str) -> Answer | None:
    """The only group or plural so far in the sentence; at its head who was the subject before, or the pair named."""
    plural = [trace for trace in memory.traces if trace.sort == "plural" and trace.sentence == sentence]
    if len({trace.key for trace in plural}) == 1:
        return plural[0].actors, 0.6, f'"{word}": {names(plural[0].actors)}, the only group before it in the sentence'
    if plural or before or (word == "they" and not OPENING.fullmatch(text_before)):
        return None
    subjects = {t.key: t for t in memory.traces if t.sentence == sentence - 1 and t.sort == "plural" and t.subject}
    if len(subjects) == 1:
        actors = next(iter(subjects.values())).actors
        return actors, 0.55, f'"{word}": {names(actors)}, the subject of the sentence before'
    return pair_before(sentence, memory)


def them(sentence: int, memory: Memory, before: list[Mention], text_before: str) -> Answer | None:
    """A pair or group, only where the words say that states are meant: "mediated between them"."""
    if not text_before.lower().endswith(("between ", "both of ")):
        return None
    groups = {mention.actors for mention in before if mention.kind == "group" and len(mention.actors) > 1}
    if len(groups) == 1:
        return next(iter(groups)), 0.6, '"them": the only group before it in the sentence'
    return pair_before(sentence, memory)


def names(actors: tuple[Actor, ...]) -> str:
    """The names, joined."""
    return " and ".join(actor.name for actor in actors)


def pair_before(sentence: int, memory: Memory) -> Answer | None:
    """The only pair or group of the sentence before."""
    named = {group for at, group in memory.groups if at == sentence - 1}
    if len(named) != 1:
        return None
    group = next(iter(named))
    return group, 0.5, f'"they": {names(group)}, named together in the sentence before'


def its(word: str, sentence: int, memory: Memory) -> Answer | None:
    """The only state or body so far in the sentence, or the one that is its subject."""
    found = standing_out(memory.traces, sentence, reach=0, margin=SUBJECT, fits=lambda trace: trace.sort == "other")
    return None if found is None else (found.actors, 0.6, f'"{word}": {names(found.actors)}, who stands out before it')


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
    if is_person(actor, memory):
        return None
    return (actor,), 0.6, f'"it": {actor.name}, the only actor before it in the sentence'


def is_person(actor: Actor, memory: Memory) -> bool:
    """Whether an actor was named as a person."""
    return any(actor.id == known.id for _, known in memory.people)


def subject_of(found: list[Mention], analysis: Analysis | None, origin: int) -> Actor | None:
    """The actor who is the subject of a sentence's main clause, if one is; `origin` is the sentence's first character."""
    if analysis is None:
        return None
    words = analysis.words
    for mention in found:
        if len(mention.actors) != 1:
            continue
        at = head_of(mention, analysis, origin)
        if at is None or words[at].deprel not in ("nsubj", "nsubj:pass"):
            continue
        governor = words[at].head
        if governor >= 0 and words[governor].head < 0:
            return mention.actors[0]
    return None


def head_of(mention: Mention, analysis: Analysis, origin: int) -> int | None:
    """The word of a mention whose governor is outside it."""
    words = analysis.words
    inside = [at for at, word in enumerate(words) if mention.start <= word.start + origin < mention.end]
    return next((at for at in inside if words[at].head not in inside), None)
