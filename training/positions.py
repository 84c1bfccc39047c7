"""Positions with the mentions given: holder, stance, and an object that shares words with the annotated one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from towhom.actors import Actor, Mention
from towhom.positions.stands import Stand, stands
from training.given import Given
from training.score import Score


@dataclass(slots=True)
class Found(Score):
    """A score whose precision counts what was found and whose recall counts what was annotated."""

    met: int = 0  # annotated positions that were found

    @property
    def recall(self) -> float:
        return self.met / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def position_score(rows: Sequence[Given], threshold: float) -> Found:
    """Score the room's own stands (model and frames); one is right if holder and stance agree and the objects overlap."""
    total = Found()
    for row in rows:
        gold = set(row.example.positions)
        met: set[object] = set()
        for stand in _stands(row, threshold):
            holder = row.example.mentions[stand.mention].actor
            first, last = stand.extent
            fits = {g for g in gold if g[:2] == (holder, stand.stance) and g[2][0] <= last and first <= g[2][1]}
            total.given += 1
            total.right += bool(fits)
            met |= fits
        total.gold += len(gold)
        total.met += len(met)
    return total


def _stands(row: Given, threshold: float) -> list[Stand]:
    words = row.encoded.analysis.words
    mentions = [
        Mention(
            sentence=0, start=words[m.extent[0]].start, end=words[m.extent[1]].end, text="",
            actors=(Actor(id=str(m.actor), name="", code=m.code),), kind="name", confidence=1.0, reason="given",
        )
        for m in row.example.mentions
    ]  # fmt: skip
    return stands(row.encoded.analysis, mentions, row.relations, 0, threshold=threshold)
