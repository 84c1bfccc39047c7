"""Positions with the mentions given: holder, stance, and an object that shares words with the annotated one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.given import Given
from training.score import Score


def position_score(rows: Sequence[Given], threshold: float) -> Score:
    """A position is right if holder and stance agree and the objects overlap."""
    total = Score()
    for row in rows:
        gold = list(row.example.positions)
        for stance, sign in ((1, "+"), (2, "-")):
            best: dict[int, np.ndarray] = {}
            for i, mention in enumerate(row.example.mentions):
                scores = row.relations.points[stance, i, i]
                above = len(scores) > 0 and scores.max() >= threshold
                if above and (mention.actor not in best or best[mention.actor].max() < scores.max()):
                    best[mention.actor] = scores
            total.given += len(best)
            for actor, scores in best.items():
                at = int(scores.argmax())
                total.right += any(h == actor and s == sign and x[0] <= at <= x[1] for h, s, x in gold)
        total.gold += len({(h, s) for h, s, _ in gold})
    return total
