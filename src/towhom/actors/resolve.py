"""A document's sentences -> mentions with their actors, in text order.

1. units of every sentence (registry matches and words); noun phrases among them are candidates
2. the model's actor spans go before candidates that they overlap
3. each span: who its own words say (who.py), completed from what stands around it (around.py)
4. what points back: surnames, acronyms, definite roles, pairs, pronouns (memory.py, coreference.py)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from towhom.actors import Actor, Mention
from towhom.actors.around import Spot, complete, sentence_cues, surroundings
from towhom.actors.clues import When, is_state
from towhom.actors.coreference import Reference, named_afterwards, refer, references, remember_groups
from towhom.actors.find import kind_of, phrases
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.naming import actor_of, remembered
from towhom.actors.phrases import Unit, units
from towhom.actors.pronouns import subject_of
from towhom.actors.registry import Registry
from towhom.actors.spans import Region, regions
from towhom.actors.when import period, sentence_period
from towhom.actors.who import guess
from towhom.language import Analysis
from towhom.reading import Document, Sentence


class Dated(Protocol):
    """What `resolve` reads of a `towhom.dates.Time`."""

    @property
    def earliest(self) -> object: ...

    @property
    def latest(self) -> object: ...


def resolve(
    document: Document,
    analyses: Sequence[Analysis | None],
    registry: Registry,
    *,
    date: Dated | str | None = None,
) -> list[Mention]:
    """The mentions of a document, in text order and without overlap; offsets are characters of `document.text`.

    `analyses` is one for each sentence, None where the model did not read it, or empty. `date` is the document's
    (a Time or EDTF), else `document.date`.
    """
    when = period(date if date is not None else document.date)
    memory = Memory()
    found: list[Mention] = []
    for at, sentence in enumerate(document.sentences):
        analysis = analyses[at] if at < len(analyses) else None
        found += read_sentence(sentence, analysis, registry, memory, when)
        found = named_afterwards(found, sentence.index, memory)
    return found


def read_sentence(
    sentence: Sentence, analysis: Analysis | None, registry: Registry, memory: Memory, when: When
) -> list[Mention]:
    """The mentions of one sentence; `memory` learns from them."""
    text = sentence.text
    parts = units(text, registry)
    written, when = when, sentence_period(text, when)
    if when != written:
        memory.note_period(when)
    spots = regions(text, parts, phrases(parts), analysis, registry, memory)
    cues = sentence_cues(parts, memory)
    back = [reference for reference in references(text) if not any(outranks(spot, reference) for spot in spots)]
    spots = [spot for spot in spots if not any(overlap(reference, spot) for reference in back)]
    found: list[Mention] = []
    items: list[Region | Reference] = sorted([*spots, *back], key=lambda item: item.start)
    for item in items:
        if found and item.start < found[-1].end - sentence.start:
            continue
        if isinstance(item, Region):
            mention = read_region(item, Spot(text, parts, cues, found, sentence), registry, memory, when)
        else:
            words = text[item.start : item.end]
            answer = refer(item, words, sentence.index, memory, found, text)
            mention = None if answer is None else pointing(sentence, item.start, item.end, item.kind, answer)
        if mention is not None:
            found.append(mention)
    remember_groups(text, sentence, found, registry, memory)
    memory.subject = (sentence.index, subject_of(found, analysis, sentence.start))
    return found


def overlap(reference: Reference, spot: Region) -> bool:
    """Whether they share a character."""
    return reference.start < spot.end and spot.start < reference.end


def outranks(spot: Region, reference: Reference) -> bool:
    """Whether a phrase goes before a reference that it overlaps: it names somebody ("two South Korean leaders")."""
    if not overlap(reference, spot):
        return False
    named = any(unit.kind in "NCOPSQ" for unit in spot.units)
    return named or spot.start < reference.start or spot.end > reference.end


def pointing(
    sentence: Sentence, start: int, end: int, kind: str, answer: tuple[tuple[Actor, ...], float, str]
) -> Mention:
    """The mention of a pair, group or pronoun."""
    return Mention(
        sentence=sentence.index,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        actors=answer[0],
        kind="pronoun" if kind in ("he", "they", "it") else "group",
        confidence=answer[1],
        reason=answer[2],
    )


def read_region(region: Region, spot: Spot, registry: Registry, memory: Memory, when: When) -> Mention | None:
    """The mention of a noun phrase or a span of the model; None where a bare surname turns out to be nobody."""
    parts: list[Unit] = region.units
    around = surroundings(region, spot, memory, when)
    words = spot.text[region.start : region.end]
    told = guess(parts, registry, around)
    known = remembered(words, parts, told, spot, memory, region, registry, when)
    if known is not None:
        actor, confidence, reason = known
    else:
        if region.doubtful and told.confidence < 0.6:
            return None
        told = complete(told, region, spot, memory)
        actor = actor_of(told, words, registry)
        confidence, reason = told.confidence, told.reason
    memory.note(spot.sentence.index, actor, head="person" if told.name else "")
    memory.note_term(told.record, told.office)
    if told.sectors and is_state(actor.code) and confidence >= 0.7:
        memory.by_sector[told.sectors[0]] = (spot.sentence.index, actor.code)
    introduce(actor, words, parts, told.head, spot, region, memory)
    return Mention(
        sentence=spot.sentence.index,
        start=spot.sentence.start + region.start,
        end=spot.sentence.start + region.end,
        text=words,
        actors=(actor,) if actor.code != "---" or actor.sectors or not region.doubtful else (),
        kind="model" if region.of_model and not any(unit.match for unit in parts) else kind_of(parts or [NOTHING]),
        confidence=round(confidence, 3),
        reason=reason,
    )


NOTHING = Unit(0, 0, "w", "")


def introduce(
    actor: Actor, words: str, parts: list[Unit], head: str, spot: Spot, region: Region, memory: Memory
) -> None:
    """Remember under which names and roles the actor goes from here on."""
    memory.introduce(words, actor)
    last = parts[-1] if parts else None
    if (
        last is not None
        and last.kind in "PSc"
        and (actor.id.startswith("person:") or any(u.kind in "Rt" for u in parts))
    ):
        memory.introduce(last.text.split()[-1] if last.kind != "P" else surname_of(actor, last), actor)
    if last is not None and last.kind == "P" and actor.id.startswith("person:"):
        memory.given[fold(last.text.split()[0])] = actor
    role = actor.office or head
    for name in filter(None, (role, head)):
        memory.roles[fold(name)] = actor
    following = spot.text[region.end : region.end + 14]
    if following.startswith(" (") and ")" in following:
        acronym = following[2 : following.index(")")].strip("\"'")
        if acronym.isupper() and acronym.replace(".", "").isalnum():
            memory.introduce(acronym, actor)


def surname_of(actor: Actor, unit: Unit) -> str:
    """The form that stands alone after the first mention."""
    record = next((record for record in unit.records if record.id == actor.id), None)
    return record.surname if record and record.surname else unit.text.split()[-1]
