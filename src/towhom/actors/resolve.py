"""A document's sentences -> mentions with their actors, in text order.

1. units of every sentence (registry matches and words); noun phrases among them are candidates
2. the model's actor spans go before candidates that they overlap
3. each span: who its own words say (who.py), completed from what stands around it (around.py)
4. what points back: surnames, acronyms, definite roles, pairs, pronouns (memory.py, coreference.py)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from towhom.actors import Actor, Mention
from towhom.actors.around import Spot, complete, sentence_cues, surroundings
from towhom.actors.clues import Guess, When, is_state
from towhom.actors.coreference import Reference, named_afterwards, refer, references, remember_groups
from towhom.actors.find import kind_of, phrases
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.naming import actor_of, remembered
from towhom.actors.offices import sole_holder
from towhom.actors.persons import reason_for
from towhom.actors.phrases import Unit, units
from towhom.actors.pronouns import head_of, subject_of
from towhom.actors.registry import Registry
from towhom.actors.salience import Trace, gender_of
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
    possessives: bool = False,
) -> list[Mention]:
    """The mentions of a document, in text order and without overlap; offsets are characters of `document.text`.

    `analyses` is one for each sentence, None where the model did not read it, or empty. `date` is the document's
    (a Time or EDTF), else `document.date`. With `possessives`, "his", "its" and "their" are mentions as well.
    """
    resolver = Resolver(registry, date=date if date is not None else document.date, possessives=possessives)
    return [
        mention
        for at, sentence in enumerate(document.sentences)
        for mention in resolver.read(sentence, analyses[at] if at < len(analyses) else None)
    ] + resolver.finish()


class Resolver:
    """Reads a document sentence by sentence, so that nothing of a sentence need be kept once it was read.

    Each sentence must be read once, in text order. What it holds does not grow with the text, other than by the names
    that the text introduces. Not thread-safe.
    """

    def __init__(self, registry: Registry, *, date: Dated | str | None = None, possessives: bool = False) -> None:
        """`date` and `possessives` are those of `resolve`."""
        self._registry = registry
        self._when = period(date)
        self._possessives = possessives
        self._memory = Memory()
        self._open: list[Mention] = []  # of the sentence read last: the next one may name its pairs

    def read(self, sentence: Sentence, analysis: Analysis | None = None) -> list[Mention]:
        """Return the mentions of the sentence before this one; `finish` returns those of the last."""
        found = read_sentence(
            sentence, analysis, self._registry, self._memory, self._when, possessives=self._possessives
        )
        before = named_afterwards([*self._open, *found], sentence.index, self._memory)
        done, self._open = before[: len(self._open)], before[len(self._open) :]
        return done

    def finish(self) -> list[Mention]:
        """Return the mentions of the last sentence that was read."""
        done, self._open = self._open, []
        return done


def read_sentence(
    sentence: Sentence,
    analysis: Analysis | None,
    registry: Registry,
    memory: Memory,
    when: When,
    *,
    possessives: bool = False,
) -> list[Mention]:
    """The mentions of one sentence; `memory` learns from them."""
    text = sentence.text
    memory.origin = sentence.start
    parts = units(text, registry)
    written, when = when, sentence_period(text, when)
    if when != written:
        memory.note_period(when)
    spots = regions(text, parts, phrases(parts), analysis, registry, memory)
    cues = sentence_cues(parts, memory)
    back = [reference for reference in references(text) if not any(outranks(spot, reference) for spot in spots)]
    spots = [spot for spot in spots if not any(overlap(reference, spot) for reference in back)]
    found: list[Mention] = []
    owners: list[Mention] = []  # "his", "their": no evidence for what stands around them
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
        if mention is not None and mention.kind == "possessive":
            owners.append(mention)
        elif mention is not None:
            found.append(mention)
        if mention is not None:
            remember(mention, item, analysis, sentence.start, memory, first=len(found) == 1)
    remember_groups(text, sentence, found, registry, memory)
    memory.subject = (sentence.index, subject_of(found, analysis, sentence.start))
    return sorted([*found, *owners], key=lambda mention: mention.start) if possessives else found


# Kind of reference -> kind of mention; the others are groups.
POINTING = {"he": "pronoun", "they": "pronoun", "it": "pronoun", "his": "possessive", "state": "role"}


def remember(
    mention: Mention, item: Region | Reference, analysis: Analysis | None, origin: int, memory: Memory, *, first: bool
) -> None:
    """Leave the trace of a mention for the pronouns behind it. Without syntax the first of a sentence is its subject."""
    if not mention.actors:
        return
    at = head_of(mention, analysis, origin) if analysis is not None and analysis.words else None
    subject = first if at is None or analysis is None else analysis.words[at].deprel.startswith("nsubj")
    if isinstance(item, Reference):
        sort = "plural" if len(mention.actors) > 1 else next(
            (trace.sort for trace in reversed(memory.traces) if trace.actors == mention.actors), "other"
        )  # fmt: skip
    else:
        sort = sort_of(mention, item, analysis)
        if sort == "person" and (gender := gender_of(mention.text)):
            memory.gender.setdefault(mention.actors[0].id, gender)
    memory.trace(Trace(mention.sentence, mention.start, mention.end, mention.actors, sort, subject))


def sort_of(mention: Mention, region: Region, analysis: Analysis | None) -> str:
    """Whether a phrase names a person, several, or something else."""
    actor, last = mention.actors[0], region.units[-1] if region.units else NOTHING
    if actor.id.startswith("person:"):
        return "person"
    if last.role is not None and last.kind in "RGT":
        if fold(last.text) != fold(last.role.name):
            return "plural"
        return "person" if last.role.kind == "person" else "other"
    if last.kind == "Q":
        return "plural"
    if not actor.id.startswith("text:"):
        return "other"
    names = [span for span in analysis.spans if span.kind in ("PER", "ORG", "LOC")] if analysis is not None else []
    if names:
        inside = [s for s in names if s.start < region.end and region.start < s.end and s.end >= region.end]
        return "person" if any(span.kind == "PER" for span in inside) else "other"
    titled = any(unit.kind in "Rt" for unit in region.units[:-1])
    return "person" if titled or (len(region.units) > 1 and actor.sectors[:1] not in (("BUS",), ("JRN",))) else "other"


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
        kind=POINTING.get(kind, "group"),
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
        told = holding(complete(told, region, spot, memory, registry), parts, when, registry)
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
        countries=told.countries,
    )


def holding(told: Guess, parts: list[Unit], when: When, registry: Registry) -> Guess:
    """The person who held the office named, if the time spoken of is known and nobody else held it then.

    "The Chinese foreign minister" of a page of July 2019 is Wang Yi; "a minister", "deputy ministers" are not.
    """
    last = parts[-1] if parts else NOTHING
    named = told.record is not None or told.name or not told.head or not is_state(told.code) or told.confidence < 0.7
    singular = last.role is not None and fold(last.text) == fold(last.role.name) and last.role.kind == "person"
    if named or not singular or told.sectors[:1] != ("GOV",) or any(unit.kind in "mnRGO" for unit in parts[:-1]):
        return told
    held = sole_holder(told.head, told.code, when, registry)
    if held is None:
        return told
    record, term = held
    return replace(
        told,
        record=record,
        sectors=term.sectors,
        office=term.office,
        confidence=0.75,
        reason=f'{reason_for(record, term, "")}: the "{told.head}" then',
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
