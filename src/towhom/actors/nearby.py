"""The country of a phrase whose own words say none: those that the text names, weighed by where they stand.

A conditional logit over the countries named in the sentence and last in the document, and "---" (none of them). The
weights in data/nearby.csv were fitted by training/nearby.py on annotated sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from towhom.actors.clues import Guess
from towhom.actors.memory import Memory
from towhom.actors.origins import origins
from towhom.actors.phrases import GOVERNMENTS
from towhom.actors.registry import Registry
from towhom.actors.tables import rows, word_set

if TYPE_CHECKING:
    from towhom.actors.around import Cue, Spot
    from towhom.actors.spans import Region

NOBODY = "---"
CLAUSE = re.compile(r"[,;:()\"“”]|\b(?:and|but|while|after|before|as|when|who|which|that|where|because|if)\b")
PART = re.compile(r"[;:]|[.!?] ")
GROUPS = {
    "UAF": "REB", "CRM": "REB", "PRM": "REB", "OPP": "PTY", "SPY": "MIL", "EDU": "SOC", "LAB": "SOC", "REL": "SOC",
    "MED": "SOC", "AGR": "CVL", "REF": "CVL", "ELI": "GOV", "UNK": "CVL",
}  # fmt: skip
# Probability from which on a name's own sound may bring in a country that the text does not name.
SURE_ORIGIN = 0.5


@dataclass(frozen=True, slots=True)
class Option:
    """A country that a phrase may be of, and what speaks for it: features and their values."""

    code: str
    features: dict[str, float]


def ranked(options: list[Option]) -> list[tuple[str, float]]:
    """Countries with their probabilities, likeliest first."""
    weights = _weights()
    scores = [sum(weights.get(name, 0.0) * value for name, value in option.features.items()) for option in options]
    highest = max(scores)
    total = sum(exp(score - highest) for score in scores)
    found = [(option.code, exp(score - highest) / total) for option, score in zip(options, scores, strict=True)]
    return sorted(found, key=lambda entry: (-round(entry[1], 9), entry[0]))


@cache
def _weights() -> dict[str, float]:
    """Feature -> weight."""
    return {row["feature"]: float(row["weight"]) for row in rows("nearby.csv")}


def options(told: Guess, region: Region, spot: Spot, memory: Memory, registry: Registry, *, host: str) -> list[Option]:
    """What the phrase may be of; `host` is where it stands abroad, which is not where it is from."""
    cues = [cue for cue in spot.cues if (cue.end <= region.start or cue.start >= region.end) and cue.code != host]
    codes = list(dict.fromkeys([cue.code for cue in cues] + ([memory.last_code] if memory.last_code else [])))
    born = origins(told.name, registry) if told.name and " " in told.name and is_personal(told, region) else {}
    likeliest = max(born, key=lambda code: born[code]) if born else ""
    if likeliest and born[likeliest] >= SURE_ORIGIN and likeliest not in codes:
        codes.append(likeliest)
    kind = group_of(told)
    bodies = {record.code for unit in region.units if unit.kind == "O" for record in unit.records}
    found = [
        Option(
            code,
            crossed(features(code, cues, told, region, spot, memory), kind)
            | sound(code, born)
            | ({"listed body": 1.0} if code in bodies else {}),
        )
        for code in codes
    ]
    nobody = {
        "nobody": 1.0,
        f"{kind} nobody": 1.0,
        "nobody of few": float(len(codes) < 2),
        "nobody at all": float(not cues),
    }
    return [*found, Option(NOBODY, nobody)]


def is_personal(told: Guess, region: Region) -> bool:
    """Whether a name is likely to be a person's."""
    return told.sectors[:1] not in (("BUS",), ("JRN",)) and not (region.span and region.span.kind == "ORG")


def group_of(told: Guess) -> str:
    """What sort of actor it is, for some stand at home and others abroad."""
    if told.name:
        return "name" if not told.sectors else "titled"
    sector = told.sectors[0] if told.sectors else "none"
    return GROUPS.get(sector, sector)


def sound(code: str, born: dict[str, float]) -> dict[str, float]:
    """How much likelier a name is of a country than of any."""
    if not born:
        return {}
    return {"sound": max(-3.0, min(3.0, log(born.get(code, 1e-4) * len(born))))}


def features(code: str, cues: list[Cue], told: Guess, region: Region, spot: Spot, memory: Memory) -> dict[str, float]:
    """Where the words for a country stand, seen from a phrase."""
    before = [cue for cue in cues if cue.end <= region.start]
    behind = [cue for cue in cues if cue.start >= region.end]
    own = [cue for cue in cues if cue.code == code]
    found = {
        "first": cues[:1] == own[:1] and bool(own),
        "nearest": before[-1:] != [] and before[-1].code == code,
        "next": behind[:1] != [] and behind[0].code == code,
        "before": any(cue.code == code for cue in before),
        "behind": any(cue.code == code for cue in behind),
        "clause": any(not CLAUSE.search(between(cue, region, spot)) for cue in own),
        "part": any(not PART.search(between(cue, region, spot)) for cue in own),
        "place": any(is_place(cue, spot) for cue in own),
        "subject": bool(spot.before) and {actor.code for actor in spot.before[0].actors} == {code},
        "twin": any(is_twin(mention.actors, code, told) for mention in spot.before),
        "only": len({cue.code for cue in cues}) == 1 and bool(own),
        "unnamed": not own,
        "last": memory.last_code == code,
    }
    values = {name: 1.0 for name, holds in found.items() if holds}
    values["times"] = log(1 + len(own))
    values["document"] = log(1 + memory.counts[code])
    owner = possessor(region, spot)
    values |= {f"{owner} {name}": 1.0 for name in ("first", "nearest", "subject") if owner and found[name]}
    if told.head in GOVERNMENTS and found["nearest"]:
        values["government nearest"] = 1.0
    if told.head in word_set("abroad"):
        values |= {f"abroad {name}": 1.0 for name in ("place", "first", "nearest") if found[name]}
    return values


def crossed(values: dict[str, float], kind: str) -> dict[str, float]:
    """The features, and those that mean something else for each sort of actor once more for it."""
    return values | {f"{kind} {name}": value for name, value in values.items() if " " not in name and name != "last"}


def between(cue: Cue, region: Region, spot: Spot) -> str:
    """The words between a cue and a phrase."""
    return spot.text[cue.end : region.start] if cue.end <= region.start else spot.text[region.end : cue.start]


def is_place(cue: Cue, spot: Spot) -> bool:
    """Whether a country is where something happens: "in Chiapas"."""
    words = spot.text[: cue.start].lower().removesuffix("the ").split()
    return bool(words) and words[-1] in ("in", "at", "near", "outside", "from", "across", "inside", "off")


def is_twin(actors: tuple[object, ...], code: str, told: Guess) -> bool:
    """Whether somebody of the same sector was of the country."""
    return any(
        getattr(actor, "code", "") == code and getattr(actor, "sectors", ())[:1] == told.sectors[:1] != ()
        for actor in actors
    )


def possessor(region: Region, spot: Spot) -> str:
    """its, their, his, the, a or "" before a phrase."""
    words = spot.text[: region.start].lower().split()
    last = words[-1] if words else ""
    if last in ("its", "their", "the", "a"):
        return last
    return {"his": "his", "her": "his", "an": "a", "whose": "its"}.get(last, "bare")
