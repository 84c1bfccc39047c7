"""Fit the weights with which the actors' room chooses among the countries near a phrase (data/nearby.csv).

usage: python -m training.nearby

A conditional logit by gradient descent on the annotated training files: for each mention whose own words say no
country, the one annotated against the others near it. Mentions whose country the text does not name teach nothing.
"""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path
from unittest.mock import patch

import numpy as np
from bench.actors import Record, by_tables, records
from numpy.typing import NDArray

from towhom.actors import nearby
from towhom.actors.nearby import NOBODY, Option
from towhom.actors.registry import Registry

ROUNDS, RATE, DECAY = 400, 0.5, 0.003
# Features seen more rarely are left out.
ENOUGH = 8

Sample = tuple[list[Option], int]


def samples(record: Record, registry: Registry) -> list[Sample]:
    """The choices of one record: what was near a mention, and which of it was annotated."""
    gold = {(m["start"], m["end"]): record["actors"][m["actor"]]["country"] for m in record["mentions"]}
    found: list[Sample] = []

    def recording(told, region, spot, *rest, **options):  # type: ignore[no-untyped-def]
        near = nearby.options(told, region, spot, *rest, **options)
        codes = [option.code for option in near]
        answer = gold.get((region.start, region.end))
        if answer in codes and len(codes) > 1:
            found.append((near, codes.index(answer)))
        return near

    with patch("towhom.actors.around.options", recording):
        by_tables(record, registry)
    return found


def arrays(chosen: list[Sample]) -> tuple[list[str], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Feature names, the rows of all options, the sample of each row, and the right row of each sample."""
    counts: dict[str, int] = {}
    for options, _ in chosen:
        for name in {name for option in options for name in option.features}:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= ENOUGH)
    place = {name: at for at, name in enumerate(names)}
    rows, owners, right = [], [], []
    for number, (options, answer) in enumerate(chosen):
        right.append(len(rows) + answer)
        for option in options:
            row = np.zeros(len(names))
            for name, value in option.features.items():
                if name in place:
                    row[place[name]] = value
            rows.append(row)
            owners.append(number)
    return names, np.array(rows), np.array(owners), np.array(right)


def fit(rows: NDArray[np.float64], owners: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """The weights that make the right options likeliest, by Adam with decay."""
    weights = np.zeros(rows.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    target = rows[right].sum(0)
    for step in range(1, ROUNDS + 1):
        gradient = (probabilities(rows, owners, weights) @ rows - target) / len(right) + DECAY * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights -= RATE * 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
    return weights


def probabilities(
    rows: NDArray[np.float64], owners: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Of each option within its sample."""
    powers = np.exp(rows @ weights)
    return powers / np.bincount(owners, powers)[owners]


def main() -> None:
    """Fit and write."""
    registry = Registry.load()
    chosen = [sample for record in records("train") for sample in samples(record, registry)]
    names, rows, owners, right = arrays(chosen)
    weights = fit(rows, owners, right)
    p = probabilities(rows, owners, weights)
    order = np.lexsort((-p, owners))
    tops = order[np.searchsorted(owners, np.arange(len(right)))]
    nobody = sum(options[answer].code == NOBODY for options, answer in chosen)
    print(f"{len(right)} choices, {nobody} of them nobody; right {np.mean(tops == right):.3f} of the fitted ones")
    path = Path(str(resources.files("towhom.actors"))) / "data/nearby.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerows((name, f"{weight:.3f}") for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
