"""Who is spoken of: mentions as traces, and the actor who stands out among them.

A light form of what Lappin and Leass weigh (An algorithm for pronominal anaphora resolution, Computational Linguistics
20(4), 1994): subjects count double, every sentence back halves what a mention counts. Where nobody stands out, nobody
is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from towhom.actors import Actor
from towhom.actors.fold import fold
from towhom.actors.tables import rows, split, word_set

SUBJECT = 2.0
FADING = 0.5


class Trace(NamedTuple):
    """A mention as it is remembered."""

    sentence: int
    start: int  # characters of the document
    end: int
    actors: tuple[Actor, ...]
    sort: str  # person, plural, other
    subject: bool

    @property
    def key(self) -> tuple[str, ...]:
        """The ids of its actors."""
        return tuple(actor.id for actor in self.actors)


def standing_out(
    traces: Iterable[Trace], sentence: int, *, reach: int, margin: float, fits: Callable[[Trace], bool]
) -> Trace | None:
    """The latest trace of the actors that weigh `margin` times as much as any others, within `reach` sentences back."""
    weights: dict[tuple[str, ...], float] = {}
    latest: dict[tuple[str, ...], Trace] = {}
    for trace in traces:
        if trace.sentence < sentence - reach or not fits(trace):
            continue
        weight = (SUBJECT if trace.subject else 1.0) * FADING ** (sentence - trace.sentence)
        weights[trace.key] = weights.get(trace.key, 0.0) + weight
        latest[trace.key] = trace
    ranked = sorted(weights.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0] < margin * ranked[1]):
        return None
    return latest[max(weights, key=lambda key: weights[key])]


@cache
def _given_names() -> dict[str, str]:
    """Folded given name -> f or m."""
    return {fold(name): row["gender"] for row in rows("given_names.csv") for name in split(row["names"])}


def gender_of(words: str) -> str:
    """f or m where a title, a kinship word or the given name says it, else ""."""
    parts = fold(words).replace(".", " ").split()
    for word in parts:
        if word in word_set("coreference", "female") or word.endswith("woman"):
            return "f"
        if word in word_set("coreference", "male") or (word.endswith("man") and word.islower() and len(word) > 6):
            return "m"
    # Korean and Chinese given names stand behind the surname, as one word or two.
    given = [*(parts[:-1] or parts), *(part for part in parts[1:] if "-" in part), " ".join(parts[1:3])]
    names = _given_names()
    return next((names[name] for name in given if name in names), "")
