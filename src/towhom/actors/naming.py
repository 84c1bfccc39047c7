"""From a guess to an actor with an id, and who was named before under the same words."""

from __future__ import annotations

import re

from towhom.actors import Actor
from towhom.actors.around import Spot
from towhom.actors.clues import Guess, When, is_state
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.persons import title_fit, years_apart
from towhom.actors.phrases import GOVERNMENTS, Unit
from towhom.actors.registry import Registry
from towhom.actors.spans import Region
from towhom.actors.tables import Record

# Years by which an office-holder has to be nearer to the others named to displace a namesake named before.
GENERATION = 15.0
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
    words: str,
    parts: list[Unit],
    told: Guess,
    spot: Spot,
    memory: Memory,
    region: Region,
    registry: Registry,
    when: When,
) -> tuple[Actor, float, str] | None:
    """The actor introduced before under this surname, acronym, name or definite role."""
    last = parts[-1] if parts else None
    if last is None:
        return None
    name = fold(words) if len(parts) == 1 else fold(last.text)
    known = memory.names.get(name)
    if known is None and last.kind == "c" and (region.of_model or any(unit.kind in "Rt" for unit in parts)):
        known = memory.given.get(name)  # "President Ayub", "Gloria"
    if known is not None and last.kind in "cS" and fits(known, told, parts):
        if is_displaced(known, told, parts, memory, registry, when):
            return None
        return known, 0.85, f'"{last.text}" was introduced before as {known.name}'
    if last.kind not in "RG" or not told.head or not is_definite(region, spot):
        return None
    holder = memory.roles.get(fold(told.head))
    alone = all(unit.kind in "RG" for unit in parts)
    other = spot.text[region.end : region.end + 4] == " of "  # "the president of that country"
    if holder is not None and alone and not other and is_holder(holder, parts):
        return holder, 0.65, f'"{words}" was last said of {holder.name}'
    return None


def fits(known: Actor, told: Guess, parts: list[Unit]) -> bool:
    """Whether what the phrase itself says does not speak against the actor introduced before."""
    if not (known.id.startswith("person:") or len(parts) == 1 or told.name):
        return False
    named = [unit for unit in parts if unit.kind in "NC"]
    return not named or not told.code or told.code == known.code


def is_holder(holder: Actor, parts: list[Unit]) -> bool:
    """Whether a role alone takes up who held it: a person or body of the tables, or one who was named."""
    singular = parts[-1].role is not None and fold(parts[-1].text) == fold(parts[-1].role.name)
    return holder.id.startswith(("person:", "org:")) or (
        singular and holder.id.startswith("text:") and holder.name[:1].isupper()
    )


def is_displaced(known: Actor, told: Guess, parts: list[Unit], memory: Memory, registry: Registry, when: When) -> bool:
    """Whether a registered namesake goes before the actor introduced: by title, or by the time that the text reached.

    "Prime Minister Khan" beside officials of 2018 is not the President Khan whom the page began with.
    """
    record = told.record
    if record is None or record.kind != "person" or record.id == known.id:
        return False
    title = " ".join(unit.text for unit in parts if unit.kind in "RGt")
    introduced = registry.records.get(known.id)
    if introduced is None or introduced.kind != "person":
        return bool(title) and bool(told.office) and best_fit(title, record) > 0
    if title and best_fit(title, record) - best_fit(title, introduced) > 0.3:
        return True
    if when.known:
        return any(when.during(term) for term in record.terms) and not any(when.during(t) for t in introduced.terms)
    return remoteness(introduced, memory) - remoteness(record, memory) > GENERATION


def best_fit(title: str, record: Record) -> float:
    """How well a title fits the best of somebody's offices."""
    return max((title_fit(title, term) for term in record.terms), default=-0.8)


def remoteness(record: Record, memory: Memory) -> float:
    """Years between somebody's nearest term and those of the officials named last; 0 where none was."""
    peers = [term for term in memory.terms[-4:] if term not in record.terms]
    apart = [min((years_apart(term, peer) for term in record.terms), default=0.0) for peer in peers]
    return sorted(apart)[len(apart) // 2] if apart else 0.0


def is_definite(region: Region, spot: Spot) -> bool:
    """Whether "the" stands before it."""
    return spot.text[: region.start].lower().endswith("the ")


def record_actor(record: Record) -> Actor:
    """The actor of a record as such."""
    return Actor(id=record.id, name=record.name, code=record.code, sectors=record.sectors, wikidata=record.wikidata)
