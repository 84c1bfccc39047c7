"""Who deals with whom: counts by pair of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from towhom.measures.timeline import HAPPENED

OTHERS = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """What one side did to another, in numbers. A number is of events, whoever of a side took part."""

    actor: str  # code
    recipient: str  # code; "---" where the text names none
    quads: tuple[int, int, int, int]  # verbal, material cooperation; verbal, material conflict
    score: float  # mean PLOVER score

    @property
    def events(self) -> int:
        """Events of all four classes."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What two sides have to do with each other, whoever acts."""

    first: str  # code, the first of the two in the alphabet
    second: str
    quads: tuple[int, int, int, int]  # verbal, material cooperation; verbal, material conflict
    score: float  # mean PLOVER score

    @property
    def events(self) -> int:
        """Events of all four classes."""
        return sum(self.quads)


def ties(events: Iterable[Mapping[str, Any]], *, modalities: Iterable[str] = HAPPENED) -> list[Tie]:
    """Count events by pair of different, known codes, most first; an event counts once a pair.

    `events` are rows of `Store.events`, directed or not. What a side does to itself, or to nobody who is
    named, is no tie.
    """
    wanted = set(modalities)
    pairs: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for event in events:
        one, other = event["actor_code"], event["recipient_code"] or OTHERS
        if event["modality"] in wanted and one != other and OTHERS not in (one, other):
            pairs.setdefault((min(one, other), max(one, other)), {})[event["event"]] = event
    counted = [_tie(pair, list(found.values())) for pair, found in pairs.items()]
    return sorted(counted, key=lambda tie: (-tie.events, tie.first, tie.second))


def _tie(pair: tuple[str, str], events: list[Mapping[str, Any]]) -> Tie:
    one, two, three, four = (sum(event["quad_code"] == quad for event in events) for quad in (1, 2, 3, 4))
    score = sum(event["event_scale"] for event in events) / len(events)
    return Tie(first=pair[0], second=pair[1], quads=(one, two, three, four), score=score)


def dealings(events: Iterable[Mapping[str, Any]], *, modalities: Iterable[str] = HAPPENED) -> list[Dealing]:
    """Count events by directed pair of codes, most first.

    `events` are rows of `Store.events(directed=True)`; an event counts once a pair of codes, however many
    persons and offices of a country take part in it, and a reciprocal one in both directions.
    """
    wanted = set(modalities)
    pairs: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for event in events:
        if event["modality"] in wanted:
            pair = (event["actor_code"], event["recipient_code"] or OTHERS)
            pairs.setdefault(pair, {})[event["event"]] = event
    counted = [_dealing(pair, list(found.values())) for pair, found in pairs.items()]
    return sorted(counted, key=lambda dealing: (-dealing.events, dealing.actor, dealing.recipient))


def _dealing(pair: tuple[str, str], events: list[Mapping[str, Any]]) -> Dealing:
    one, two, three, four = (sum(event["quad_code"] == quad for event in events) for quad in (1, 2, 3, 4))
    score = sum(event["event_scale"] for event in events) / len(events)
    return Dealing(actor=pair[0], recipient=pair[1], quads=(one, two, three, four), score=score)
