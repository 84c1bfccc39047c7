"""From a guess to an actor with an id, and who was named before under the same words."""

from __future__ import annotations

import re

from towhom.actors import Actor
from towhom.actors.around import Spot
from towhom.actors.clues import Guess, is_state
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.phrases import GOVERNMENTS, Unit
from towhom.actors.registry import Registry
from towhom.actors.spans import Region
from towhom.actors.tables import Record

NOT_THE_STATE = re.compile(
    r"\b(?:local|regional|provincial|city|exile|state|shadow|municipal|rebel|rival|opposition)\b"
)


def actor_of(told: Guess, words: str, registry: Registry) -> Actor:
    """The actor of a guess: a record's, the state's behind "the South Korean government", or one known by its words."""
    record = told.record
    if record is None and told.head in GOVERNMENTS and is_state(told.code) and not NOT_THE_STATE.search(words.lower()):
        record = registry.state(told.code) if not told.name else None
    if record is None:
        return text_actor(told, words)
    return Actor(
        id=record.id,
        name=record.name,
        code=told.code or record.code,
        sectors=told.sectors,
        office=told.office,
        wikidata=record.wikidata,
    )


def text_actor(told: Guess, words: str) -> Actor:
    """An actor known only by the words; the country is part of the id, for "police" are many."""
    folded = " ".join(fold(told.name or words).split())
    where = "" if told.code == "---" or told.name else f"@{told.code}"
    return Actor(id=f"text:{folded}{where}", name=told.name or words, code=told.code, sectors=told.sectors)


def remembered(
    words: str, parts: list[Unit], told: Guess, spot: Spot, memory: Memory, region: Region
) -> tuple[Actor, float, str] | None:
    """The actor introduced before under this surname, acronym, name or definite role."""
    last = parts[-1] if parts else None
    if last is None:
        return None
    name = fold(words) if len(parts) == 1 else fold(last.text)
    known = memory.names.get(name)
    if known is not None and last.kind in "cS" and fits(known, told, parts):
        return known, 0.85, f'"{last.text}" was introduced before as {known.name}'
    if last.kind not in "RG" or not told.head or not is_definite(region, spot):
        return None
    holder = memory.roles.get(fold(told.head))
    alone = all(unit.kind in "RG" for unit in parts)
    if holder is not None and alone and holder.id.startswith(("person:", "org:")):
        return holder, 0.65, f'"{words}" was last said of {holder.name}'
    return None


def fits(known: Actor, told: Guess, parts: list[Unit]) -> bool:
    """Whether what the phrase itself says does not speak against the actor introduced before."""
    if not (known.id.startswith("person:") or len(parts) == 1 or told.name):
        return False
    named = [unit for unit in parts if unit.kind in "NC"]
    return not named or not told.code or told.code == known.code


def is_definite(region: Region, spot: Spot) -> bool:
    """Whether "the" stands before it."""
    return spot.text[: region.start].lower().endswith("the ")


def record_actor(record: Record) -> Actor:
    """The actor of a record as such."""
    return Actor(id=record.id, name=record.name, code=record.code, sectors=record.sectors, wikidata=record.wikidata)
