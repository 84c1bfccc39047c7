"""Weights of evidence for incidents, fitted on the development pairs: what `python bench/incidents.py fit` runs.

A logistic regression with a prior: the weights that are shipped now are its means, so that 150 pairs bend them and do
not make them up. A weight may not change its sign: evidence for being one must not become evidence against it. Of two
sentences the same, the two records that agree best are learned from; of two that differ, all. Each pair counts again
without the first, the second and both dates, since most texts say less about time than these sentences do.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from towhom.measures.incidents_pairs import Rarity, evidence, exclusion, judge
from towhom.measures.incidents_reports import Report, report_of
from towhom.measures.incidents_weights import weights as shipped

PRIOR = 0.5  # how fast a weight goes back to the one it came from: 1 / variance
UNDATED = 0.5  # what a pair counts whose dates were taken away
PLAIN = 1.0  # pairs of different families
STEPS = 200


def fit(pairs: Sequence[dict[str, Any]], path: Path) -> None:
    """Print the weights that fit the pairs, as lines of incidents.toml."""
    from incidents import coded, sentences_of

    happening = sentences_of(pairs)
    reports: dict[Any, list[Report]] = defaultdict(list)
    rows = coded(happening, path)
    for row in sorted(rows, key=lambda row: row["event"]):
        reports[row["item"]].append(report_of(row))
    names = list(shipped().weights)
    cases = list(examples(reports, happening, names))
    x = np.array([[1.0, *features] for features, _, _ in cases])
    y = np.array([label for _, label, _ in cases])
    counts = np.array([count for _, _, count in cases])
    mean = np.array([shipped().intercept, *shipped().weights.values()])
    weights = climb(x, y, counts, mean)
    print(f"# {int(y.sum())} of {len(y)} cases the same; cross-entropy {loss(x, y, counts, weights):.3f} a case, "
          f"before {loss(x, y, counts, mean):.3f}")  # fmt: skip
    print(f"intercept = {weights[0]:.2f}")
    for name, weight in zip(names, weights[1:], strict=True):
        print(f"{name} = {weight:.2f}")


def examples(
    reports: dict[Any, list[Report]], happening: dict[Any, str], names: Sequence[str]
) -> Iterator[tuple[list[float], float, float]]:
    """Evidence, 1 for the same, and how much it counts."""
    rarity = Rarity([report for own in reports.values() for report in own])
    for one, other in itertools.combinations(sorted(reports), 2):
        same = happening[one] == happening[other]
        related = happening[one].split("/")[0] == happening[other].split("/")[0]
        found = [(a, b) for a in reports[one] for b in reports[other]]
        if same:
            found = [max(found, key=lambda pair: judge(*pair, rarity=rarity, weights=shipped()).score)]
        for a, b in found:
            for first, second, count in dated(a, b):
                if exclusion(first, second):
                    continue
                count = count / len(found) * (1.0 if related else PLAIN)
                given = evidence(first, second, first.words & second.words, rarity)
                yield [given.get(name, 0.0) for name in names], float(same), count


def dated(a: Report, b: Report) -> Iterator[tuple[Report, Report, float]]:
    """A pair as it is, and with dates taken away."""
    yield a, b, 1.0
    if a.spans and b.spans:
        yield replace(a, spans=()), b, UNDATED / 2
        yield a, replace(b, spans=()), UNDATED / 2


def climb(x: Any, y: Any, counts: Any, mean: Any) -> Any:
    """Newton's method, kept on the side of zero that each weight came from."""
    weights = mean.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (counts * (y - p)) - PRIOR * (weights - mean)
        curve = (x * (counts * p * (1 - p))[:, None]).T @ x + PRIOR * np.eye(len(mean))
        weights = weights + 0.5 * np.linalg.solve(curve, gradient)
        crossed = weights * mean < 0
        crossed[0] = False
        weights[crossed] = 0.0
    return weights


def loss(x: Any, y: Any, counts: Any, weights: Any) -> float:
    p = 1 / (1 + np.exp(-x @ weights))
    return float(-(counts * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum() / counts.sum())
