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
