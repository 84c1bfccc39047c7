"""What the surroundings of a phrase add: the countries near it, apposition, possessives, the document so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from towhom.actors import Mention
from towhom.actors.memory import Memory
from towhom.actors.phrases import Unit
from towhom.actors.spans import Region, is_direction, is_korean
from towhom.actors.tables import Record
from towhom.actors.who import Guess, Surroundings, When, country_of, is_state
from towhom.reading import Sentence


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that names a country."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence while it is read."""

    text: str
    units: list[Unit]
    cues: list[Cue]
    before: list[Mention]  # of this sentence, so far
    sentence: Sentence


def sentence_cues(parts: list[Unit], memory: Memory) -> list[Cue]:
    """The countries that a sentence's words name, in text order."""
    around = Surroundings(codes=(memory.last_code,) if memory.last_code else ())
    korean = is_korean(parts, memory)
    cues = []
    for unit in parts:
        code = ""
        if unit.kind in "NCQL" and (korean or not is_direction(unit)):
            code = country_of(unit, around)
        elif unit.kind in "OP" and unit.match is not None and unit.match.sure:
            codes = {form.target.code for form in unit.match.forms if isinstance(form.target, Record)}
            code = codes.pop() if len(codes) == 1 else ""
        if is_state(code):
            cues.append(Cue(unit.start, unit.end, code))
    return cues


def near(region: Region, spot: Spot, memory: Memory) -> tuple[str, ...]:
    """Codes near a region, likeliest first: before it in the sentence, behind it, in the document so far."""
    before = [cue.code for cue in reversed(spot.cues) if cue.end <= region.start]
    behind = [cue.code for cue in spot.cues if cue.start >= region.end]
    earlier = [actor.code for _, actor in reversed(memory.countries[-6:])]
    return tuple(code for code in dict.fromkeys([*before, *behind, memory.last_code, *earlier]) if code)


def surroundings(region: Region, spot: Spot, memory: Memory, when: When) -> Surroundings:
    """What bears on the reading of a region."""
    return Surroundings(when=when, codes=near(region, spot, memory), peers=tuple(memory.terms))


def complete(told: Guess, region: Region, spot: Spot, memory: Memory) -> Guess:
    """The guess with country and sectors filled in from around it, "---" and () where nothing says them."""
    if not told.sectors and region.span is not None and region.span.sectors:
        told = replace(told, sectors=tuple(sector for sector, _ in region.span.sectors[:2]))
    if not told.code and region.span is not None and region.span.code not in (None, "country"):
        told = replace(told, code=region.span.code or "")
    if told.code:
        return told
    code, why = context_code(told, region, spot, memory)
    if not code:
        return replace(told, code="---", confidence=min(told.confidence, 0.5))
    return replace(told, code=code, confidence=told.confidence * 0.7, reason=f"{told.reason}; {code} {why}")


def context_code(told: Guess, region: Region, spot: Spot, memory: Memory) -> tuple[str, str]:
    """The country of a phrase that names none, and why; ("", "") where nothing says it."""
    if place := place_behind(region, spot):
        return place, "is named right behind it"
    if not told.name and (appositive := apposition(region, spot)):
        return appositive, "is that of the name beside it"
    mentioned = [
        mention.actors[0].code for mention in spot.before if mention.actors and is_state(mention.actors[0].code)
    ]
    if mentioned:
        return mentioned[0], "is named first in the sentence"
    before = [cue.code for cue in spot.cues if cue.end <= region.start]
    if before:
        return before[-1], "is named before it in the sentence"
    behind = [cue.code for cue in spot.cues if cue.start >= region.end]
    if behind:
        return behind[0], "is named behind it in the sentence"
    if memory.last_code:
        return memory.last_code, "was named last"
    return "", ""


def place_behind(region: Region, spot: Spot) -> str:
    """The country of "in Seoul", "from Cairo" right behind a phrase."""
    rest = [unit for unit in spot.units if unit.start >= region.end][:3]
    if len(rest) < 2 or rest[0].text.lower() not in ("in", "of", "from", "at", "near"):
        return ""
    target = next((unit for unit in rest[1:] if unit.kind != "a"), rest[1])
    return next((cue.code for cue in spot.cues if cue.start == target.start), "")


def apposition(region: Region, spot: Spot) -> str:
    """The code of the mention that ends at a comma right before the phrase: "Wang Yi, the foreign minister"."""
    if not spot.before:
        return ""
    last = spot.before[-1]
    between = spot.text[last.end - spot.sentence.start : region.start].lower().strip()
    is_beside = between in (",", ", the", ", a", ", its", ", an", "(")
    return last.actors[0].code if is_beside and last.actors and is_state(last.actors[0].code) else ""
