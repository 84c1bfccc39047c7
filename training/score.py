"""Counts of right, wrong and missed answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Score:
    """Precision, recall and F1 over sets of answers, summed over sentences."""

    right: int = 0
    given: int = 0
    gold: int = 0

    def add(self, given: Iterable[object], gold: Iterable[object]) -> None:
        answers, truth = set(given), set(gold)
        self.right += len(answers & truth)
        self.given += len(answers)
        self.gold += len(truth)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.gold) if self.given + self.gold else 0.0

    def row(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def macro_f1(pairs: Iterable[tuple[str, str]]) -> tuple[float, dict[str, float]]:
    """Macro-F1 over the classes of the gold answers, and each class's own, from (answer, gold)."""
    rows = list(pairs)
    each: dict[str, float] = {}
    for kind in sorted({gold for _, gold in rows}):
        right = sum(a == g == kind for a, g in rows)
        each[kind] = 2 * right / max(1, sum(a == kind for a, _ in rows) + sum(g == kind for _, g in rows))
    return sum(each.values()) / max(1, len(each)), each
