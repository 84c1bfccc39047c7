"""What the model knows of mentions whose own words do not say country or sector.

Runs after the relations of a sentence are known: two mentions of one country point at each other.

1. A country taken from the surroundings (`is_contextual`) gives way to the model where the model is sure.
2. An unknown country is filled in.
3. Sectors are filled in where the tables have none, and replaced where the model is surer of another; not those of
   registered persons and bodies.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from towhom.actors import Actor, Mention
from towhom.language import Relations

UNKNOWN = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When the model's word counts; tuned on the six development files (bench/actors.py)."""

    contextual: float = 0.7  # a mention of less confidence may have its country from its surroundings only
    weight: float = 1.0  # of the model's odds against those of the surroundings
    floor: float = 0.05  # probability of a country that the surroundings do not suggest
    direct: float = 0.85  # of the one that stands right beside
    unseen: float = 0.5  # the model's, for a country that no mention of the sentence has
    unknown: float = 0.1  # the model's, for none of them
    special: float = 0.5  # of a code that is no country's (UNO, NGO ...), to fill an unknown one
    special_override: float = 0.7  # the same, against a contextual country
    sector: float = 0.3  # to fill in a sector where none is known,
    sector_margin: float = 0.35  # and so much more than for the one that a role or a state has, to set another


DEFAULT = Limits()


def complete(
    mentions: Sequence[Mention],
    relations: Relations,
    labels: Mapping[str, Sequence[str]],
    *,
    limits: Limits = DEFAULT,
) -> tuple[Mention, ...]:
    """Return the mentions with the countries and sectors that the model gives to those that lack them.

    A country that only the surroundings suggested is replaced where the model is sure of another.
    """
    return tuple(_completed(at, mentions, relations, labels, limits) for at in range(len(mentions)))


def is_contextual(mention: Mention, limits: Limits = DEFAULT) -> bool:
    """Whether the country of a mention was guessed from what stands around it.

    Registered persons and bodies have theirs from the tables; so have states, unless a role ("the government") named
    them.
    """
    if (
        len(mention.actors) != 1
        or mention.confidence >= limits.contextual
        or mention.kind in ("pronoun", "possessive", "group")
    ):
        return False
    actor = mention.actors[0]
    return actor.id.startswith("text:") or (actor.id.startswith("country:") and mention.kind == "role")


def _completed(
    at: int,
    mentions: Sequence[Mention],
    relations: Relations,
    labels: Mapping[str, Sequence[str]],
    limits: Limits,
) -> Mention:
    mention = mentions[at]
    if len(mention.actors) != 1:
        return mention
    actor, reason, confidence = mention.actors[0], mention.reason, mention.confidence
    if actor.code == UNKNOWN or is_contextual(mention, limits):
        code, why, sure = _code(at, mentions, relations, labels["codes"], limits)
        if code not in (UNKNOWN, actor.code):
            confidence = min(confidence, sure) if actor.code == UNKNOWN else sure
            actor, reason = _of_code(actor, code), f"{reason}; {why}"
    if actor.id.startswith(("text:", "country:")) and (actor.code == UNKNOWN or actor.code not in labels["codes"]):
        sectors = _sectors(actor.sectors, relations.sectors[at], labels["sectors"], limits)
        if sectors != actor.sectors:
            actor, reason = replace(actor, sectors=sectors), f"{reason}; the model takes it for {' '.join(sectors)}"
    if actor is mention.actors[0]:
        return mention
    return replace(mention, actors=(actor,), reason=reason, confidence=round(confidence, 3))


def _code(
    at: int, mentions: Sequence[Mention], relations: Relations, codes: Sequence[str], limits: Limits
) -> tuple[str, str, float]:
    """The code that a mention has by its surroundings and the model together, why, and how sure; UNKNOWN if none has.

    The odds of both are multiplied, those of the model to the power `limits.weight`.
    """
    mention = mentions[at]
    current = mention.actors[0].code
    best = int(relations.codes[at].argmax())
    sure = float(relations.codes[at, best])
    if codes[best] not in ("country", UNKNOWN):
        wanted = limits.special if current == UNKNOWN else limits.special_override
        if sure >= wanted:
            return codes[best], f"the model takes it for {codes[best]}", sure
    support = _support(at, mentions, relations, codes, limits)
    near = dict(mention.countries) or {current: limits.direct, UNKNOWN: 1.0 - limits.direct}
    scores = {
        code: math.log(max(near.get(code, 0.0), limits.floor))
        + limits.weight * _logit(support[code][0] if code in support else limits.unseen)
        for code in {*near, *support} - {UNKNOWN}
    }
    if not scores:
        return UNKNOWN, "", 0.0
    scores[UNKNOWN] = math.log(max(near.get(UNKNOWN, 0.0), limits.floor)) + limits.weight * _logit(limits.unknown)
    code = max(sorted(scores), key=lambda code: scores[code])
    p = math.exp(scores[code]) / sum(math.exp(score) for score in scores.values())
    if code in (UNKNOWN, current):
        return code, "", p
    why = f"as {mentions[support[code][1]].text!r} is, the model finds" if code in support else "on second thought"
    return code, f"{code} {why} ({p:.2f})", p


def _logit(p: float) -> float:
    p = min(max(p, 0.02), 0.98)
    return math.log(p / (1 - p))


def _support(
    at: int, mentions: Sequence[Mention], relations: Relations, codes: Sequence[str], limits: Limits
) -> dict[str, tuple[float, int]]:
    """Country -> the highest probability that the mention is of it, and by which mention whose own words say it."""
    same = (relations.same[at, :, 1] + relations.same[:, at, 1]) / 2
    found: dict[str, tuple[float, int]] = {}
    for other, mention in enumerate(mentions):
        if other == at or len(mention.actors) != 1 or is_contextual(mention, limits):
            continue
        code = mention.actors[0].code
        if code not in (UNKNOWN, *codes) and float(same[other]) > found.get(code, (0.0, 0))[0]:
            found[code] = (float(same[other]), other)
    return found


def _sectors(
    known: tuple[str, ...], given: NDArray[np.float32], sectors: Sequence[str], limits: Limits
) -> tuple[str, ...]:
    """The sectors that are known, or the likeliest of the model (`given`: (sectors,), each by itself) with any second."""
    order = np.argsort(-given, kind="stable")
    best = float(given[order[0]])
    if known:
        has = max((float(given[at]) for at, name in enumerate(sectors) if name in known), default=0.0)
        if best - has < limits.sector_margin:
            return known
    elif best < limits.sector:
        return known
    return tuple(sectors[at] for at in order[:2] if at == order[0] or given[at] >= 0.5)


def _of_code(actor: Actor, code: str) -> Actor:
    """The actor with another code and the id that belongs to it.

    "Police" of two states are two; "the government" of another state is that state.
    """
    if actor.id.startswith("text:"):
        return replace(actor, id=f"{actor.id.removesuffix(f'@{actor.code}')}@{code}", code=code)
    if actor.id.startswith("country:"):
        return replace(actor, id=f"country:{code}", name=code, code=code, wikidata=None)
    return replace(actor, code=code)
