"""What the model knows of mentions whose own words do not say country or sector.

Runs after the relations of a sentence are known: two mentions of one country point at each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from towhom.actors import Actor, Mention
from towhom.language import Relations

UNKNOWN = "---"
# Below these the model's word is no better than leaving the place open (docs/accuracy.md).
SAME_COUNTRY = 0.6
SPECIAL_CODE = 0.6
SECTOR = 0.5


def complete(
    mentions: Sequence[Mention], relations: Relations, labels: Mapping[str, Sequence[str]]
) -> tuple[Mention, ...]:
    """Return the mentions with the countries and sectors that the model gives to those that lack them."""
    return tuple(_completed(at, mentions, relations, labels) for at in range(len(mentions)))


def _completed(
    at: int, mentions: Sequence[Mention], relations: Relations, labels: Mapping[str, Sequence[str]]
) -> Mention:
    mention = mentions[at]
    if len(mention.actors) != 1:
        return mention
    actor, reason, confidence = mention.actors[0], mention.reason, mention.confidence
    if actor.code == UNKNOWN:
        code, why, sure = _code(at, mentions, relations, labels["codes"])
        if code != UNKNOWN:
            actor, reason, confidence = replace(actor, code=code), f"{reason}; {why}", min(confidence, sure)
    if not actor.sectors:
        sectors = _sectors(at, relations, labels["sectors"])
        if sectors and actor.code not in labels["codes"]:
            actor, reason = replace(actor, sectors=sectors), f"{reason}; the model takes it for {' '.join(sectors)}"
    if actor is mention.actors[0]:
        return mention
    return replace(mention, actors=(_named_anew(actor),), reason=reason, confidence=round(confidence, 3))


def _code(at: int, mentions: Sequence[Mention], relations: Relations, codes: Sequence[str]) -> tuple[str, str, float]:
    best = int(relations.codes[at].argmax())
    sure = float(relations.codes[at, best])
    if codes[best] not in ("country", UNKNOWN) and sure >= SPECIAL_CODE:
        return codes[best], f"the model takes it for {codes[best]}", sure
    if codes[best] == "country":
        same = (relations.same[at, :, 1] + relations.same[:, at, 1]) / 2
        known = [len(m.actors) == 1 and m.actors[0].code not in (UNKNOWN, *codes) for m in mentions]
        same = np.where(known, same, 0.0)
        other = int(same.argmax())
        if other != at and same[other] >= SAME_COUNTRY:
            code = mentions[other].actors[0].code
            return code, f"the model takes it to be of one country with {mentions[other].text!r}", float(same[other])
    return UNKNOWN, "", 0.0


def _sectors(at: int, relations: Relations, sectors: Sequence[str]) -> tuple[str, ...]:
    order = np.argsort(-relations.sectors[at])
    return tuple(sectors[i] for i in order[:2] if relations.sectors[at, i] >= SECTOR)


def _named_anew(actor: Actor) -> Actor:
    """An actor known by its words alone is told apart by country: "police" of two states are two."""
    if not actor.id.startswith("text:") or actor.code == UNKNOWN or actor.id.endswith(f"@{actor.code}"):
        return actor
    return replace(actor, id=f"{actor.id}@{actor.code}")
