"""What the surroundings of a phrase add: the countries near it, apposition, possessives, the document so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from towhom.actors import Mention
from towhom.actors.clues import Guess, Surroundings, When, is_state
from towhom.actors.memory import Memory
from towhom.actors.nearby import NOBODY, options, ranked
from towhom.actors.phrases import GOVERNMENTS, Unit
from towhom.actors.registry import Registry
from towhom.actors.spans import Region, is_direction, is_korean
from towhom.actors.tables import Record, Role, word_set
from towhom.actors.who import country_of
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


def complete(told: Guess, region: Region, spot: Spot, memory: Memory, registry: Registry) -> Guess:
    """The guess with country and sectors filled in from around it, "---" and () where nothing says them."""
    if told.name or not told.sectors:
        told = from_neighbours(told, region, spot)
    elif told.record is not None and told.record.kind == "country" and len(region.units) == 1:
        told = shared_role(told, region, spot)
    if not told.sectors and region.span is not None and region.span.sectors:
        told = replace(told, sectors=tuple(sector for sector, _ in region.span.sectors[:2]))
    if not told.code and region.span is not None and region.span.code not in (None, "country"):
        told = replace(told, code=region.span.code or "")
    if told.code:
        # Confidences below .7 are left to countries that the surroundings gave (complete.is_contextual).
        return told if told.record is not None else replace(told, confidence=max(told.confidence, 0.7))
    if is_the_administration(told, region, spot, memory):
        return replace(told, code="USA", confidence=0.75, reason=f"{told.reason}; written large, it is that of the USA")
    code, why = context_code(told, region, spot, memory)
    if code:
        return replace(told, code=code, confidence=CONTEXTUAL, reason=f"{told.reason}; {code} {why}")
    return of_nearby(told, region, spot, memory, registry)


# Highest confidence of a country that the surroundings gave (complete.is_contextual).
CONTEXTUAL = 0.67


def of_nearby(told: Guess, region: Region, spot: Spot, memory: Memory, registry: Registry) -> Guess:
    """The guess with the likeliest of the countries named near it, or "---"; a body of that name there is meant."""
    host = place_behind(region, spot) if told.head in word_set("abroad") else ""
    found = ranked(options(told, region, spot, memory, registry, host=host))
    told = replace(told, countries=tuple((code, round(p, 3)) for code, p in found[:4]))
    code, p = found[0]
    if not is_state(code):
        return replace(told, code=NOBODY, confidence=min(told.confidence, 0.5))
    others = ", ".join(f"{other} {q:.2f}" for other, q in found[1:3])
    reason = f"{told.reason}; {code} is the likeliest country near ({p:.2f}" + (f"; {others})" if others else ")")
    body = next(
        (record for unit in region.units if unit.kind == "O" for record in unit.records if record.code == code), None
    )
    return replace(told, record=body if told.record is None else told.record, code=code,
                   confidence=round(min(CONTEXTUAL, p), 3), reason=reason)  # fmt: skip


def from_neighbours(told: Guess, region: Region, spot: Spot) -> Guess:
    """The sector of an unknown name from the role beside it: "the newspaper Al-Wasat", "Keneş, an exiled editor"."""
    if told.sectors:
        return told
    first = next((at for at, unit in enumerate(spot.units) if unit.start >= region.start), len(spot.units))
    end = next((at for at, unit in enumerate(spot.units) if unit.start >= region.end), len(spot.units))
    role = spot.units[first - 1].role if first else None
    rest = spot.units[end : end + 7]
    if role is None and len(rest) > 2 and rest[0].text == "," and rest[1].kind in "ah":
        role = next((unit.role for unit in rest[2:] if unit.kind in "RTG,"), None)
    if role is not None and role.sectors:
        return replace(told, sectors=role.sectors, reason=f'{told.reason}; called "{role.name}"')
    if rest and rest[0].text.lower() in word_set("function", "reporting"):
        return replace(told, sectors=("JRN",), reason=f'{told.reason}; it "{rest[0].text}"')
    return told


def shared_role(told: Guess, region: Region, spot: Spot) -> Guess:
    """The role that a nationality shares with those beside it, or the force that it stands for.

    "Chinese and Russian destroyers", "the navies of Kenya and Seychelles", "American air strikes".
    """
    at = next((at for at, unit in enumerate(spot.units) if unit.start >= region.start), None)
    if at is None:
        return told
    role = role_behind(spot.units, at) or role_before(spot.units, at)
    if role is None or not role.sectors or role.sectors[0] == "GOV":
        return told
    return replace(
        told,
        record=None,
        sectors=role.sectors,
        head=role.name,
        confidence=0.7,
        reason=f'"{region.units[0].text}" {role.name}',
    )


FORCES = Role("armed forces", ("MIL",), "body", former=False, code="", inherits=False)


def role_behind(parts: list[Unit], at: int) -> Role | None:
    """The role behind a list of nationalities; or the armed forces behind one that strikes or has a base."""
    listed = False
    for unit in parts[at + 1 : at + 10]:
        if unit.text.lower() in ("and", "or", ",", "-"):
            listed = True
        elif unit.kind in "RT" and (listed or unit.kind == "T") and parts[at].kind == "N":
            return unit.role
        elif unit.text.lower() in word_set("function", "military_things") and parts[at].kind == "N":
            return FORCES
        elif unit.kind not in "NCmwa" or (unit.kind == "w" and listed and parts[at].kind != "N"):
            return None
    return None


def role_before(parts: list[Unit], at: int) -> Role | None:
    """The role before "of" or "from" and a list of countries: "soldiers from Fiji, Nepal and Indonesia"."""
    for back in range(at - 1, max(-1, at - 12), -1):
        unit = parts[back]
        if unit.text.lower() in ("of", "from"):
            role = parts[back - 1].role if back else None
            return role if role and parts[back - 1].kind in "RT" and role.sectors[:1] == ("MIL",) else None
        if unit.kind not in "CNa," and unit.text.lower() not in ("and", "or"):
            return None
    return None


def context_code(told: Guess, region: Region, spot: Spot, memory: Memory) -> tuple[str, str]:
    """The country that a phrase's immediate neighbours say, and why; ("", "") where they do not."""
    host = place_behind(region, spot) if told.head in word_set("abroad") else ""
    if not host and (place := place_behind(region, spot)):
        return place, "is named right behind it"
    if not told.name and (appositive := apposition(region, spot)):
        return appositive, "is that of the name beside it"
    if owner := his(region, spot, memory):
        return owner
    if half := half_of_korea(region, spot, memory):
        return half
    before = [cue.code for cue in spot.cues if cue.end <= region.start]
    if told.head in GOVERNMENTS and before and not possessed(region, spot):
        return before[-1], "is named just before it"
    return carried_on(told, region, spot, memory) or ("", "")


HALVES = {"northern": "PRK", "southern": "KOR", "north": "PRK", "south": "KOR"}


def half_of_korea(region: Region, spot: Spot, memory: Memory) -> tuple[str, str] | None:
    """The Korea of "northern fishermen" and "compatriots in the south", where the text is about Korea."""
    found = {HALVES[unit.text.lower()] for unit in region.units if unit.text.lower() in HALVES}
    if len(found) != 1 or not is_korean(spot.units, memory):
        return None
    return found.pop(), "is the half of Korea that it says"


def possessed(region: Region, spot: Spot) -> bool:
    """Whether "its", "their", "his" stands right before the phrase."""
    words = spot.text[: region.start].split()
    return bool(words) and words[-1].lower() in word_set("function", "possessives")


def is_the_administration(told: Guess, region: Region, spot: Spot, memory: Memory) -> bool:
    """Whether a phrase is "the Administration" alone: of Washington, unless another's was spoken of before."""
    if spot.text[region.start : region.end].removeprefix("The ").removeprefix("the ") != "Administration":
        return False
    known = memory.roles.get("administration")
    return known is None or known.code == "USA" or memory.counts["USA"] > 0


def his(region: Region, spot: Spot, memory: Memory) -> tuple[str, str] | None:
    """The country of "his" before a phrase: the person first named in the sentence, else the subject before."""
    words = spot.text[: region.start].lower().split()
    if not words or words[-1] not in ("his", "her"):
        return None
    known = {actor.id for _, actor in memory.people}
    here = [m.actors[0] for m in spot.before if len(m.actors) == 1 and m.actors[0].id in known]
    at, subject = memory.subject
    if not here and at == spot.sentence.index - 1 and subject is not None and subject.id in known:
        here = [subject]
    if not here or not is_state(here[0].code):
        return None
    return here[0].code, f"is that of {here[0].name}"


def carried_on(told: Guess, region: Region, spot: Spot, memory: Memory) -> tuple[str, str] | None:
    """The country whose firms were spoken of just before, for "even banks" at the head of a sentence."""
    sector = told.sectors[0] if told.sectors else ""
    if sector in ("", "GOV") or told.name:
        return None
    sentence, code = memory.by_sector.get(sector, (-9, ""))
    opening = not spot.before and not any(cue.end <= region.start for cue in spot.cues)
    if sentence < spot.sentence.index - 2 or not opening:
        return None
    return code, f"was that of the {sector} spoken of just before"


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
