"""Temperatures and thresholds of an exported model, chosen on the development sentences, written into its settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from towhom.events.decode import Thresholds
from towhom.language.model import Model
from training import given, sources
from training.positions import position_score


def calibrate(folder: Path) -> dict:
    """Choose and write; returns the settings."""
    path = folder / "model.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["temperatures"] = {"types": 1.0, "modality": 1.0}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    rows = given.relate(Model(folder), sources.held_out(sources.DEVELOPMENT))
    settings["temperatures"]["types"] = _temperature(rows, settings["labels"]["types"])
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    rows = given.relate(Model(folder), sources.held_out(sources.DEVELOPMENT))
    grid = [float(x) for x in np.arange(0.2, 0.75, 0.05)]
    shares = [float(x) for x in np.arange(0.2, 1.05, 0.1)]
    best, _ = given.sweep(rows, (Thresholds(pair=t, alone=t, of_type=w) for t in grid for w in shares))
    best, _ = given.sweep(rows, (replace(best, pair=pair, alone=alone) for pair in grid for alone in grid))
    settings["thresholds"] = {
        "pair": round(best.pair, 3),
        "alone": round(best.alone, 3),
        "of_type": round(best.of_type, 3),
        "reciprocal": 0.5,
        "mode": round(max(grid, key=lambda t: given.detail(rows, replace(best, mode=t))["modes"].f1), 3),
        "context": round(max(grid, key=lambda t: given.detail(rows, replace(best, context=t))["contexts"].f1), 3),
        "trigger": 0.4,
        "position": round(max(grid, key=lambda t: position_score(rows, t).f1), 3),
    }
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return settings["thresholds"] | settings["temperatures"]


def gold_and_probabilities(
    rows: Sequence[given.Given], types: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gold distribution over types and the model's, for every ordered pair and lone mention: (pairs, types)."""
    gold, answered = [np.zeros((0, len(types)))], [np.zeros((0, len(types)))]
    for row in rows:
        actors = [m.actor for m in row.example.mentions]
        triples = given.gold_triples(row.example)
        target = np.zeros((len(actors), len(actors), len(types)))
        for i, a in enumerate(actors):
            for j, b in enumerate(actors):
                kinds = [t for x, y, t in triples if x == a and y == (None if i == j else b)] or ["NONE"]
                for kind in kinds:
                    target[i, j, types.index(kind)] += 1 / len(kinds)
        gold.append(target.reshape(-1, len(types)))
        answered.append(row.relations.types.reshape(-1, len(types)))
    return np.concatenate(gold), np.concatenate(answered)


def _temperature(rows: Sequence[given.Given], types: Sequence[str]) -> float:
    """The temperature with the least negative log likelihood (Guo et al. 2017)."""
    gold, answered = gold_and_probabilities(rows, types)
    logits = np.log(answered + 1e-9)

    def loss(heat: float) -> float:
        scaled = logits / heat
        scaled = scaled - np.log(np.exp(scaled).sum(-1, keepdims=True))
        return float(-(gold * scaled).sum(-1).mean())

    return round(min((float(t) for t in np.arange(0.7, 3.01, 0.05)), key=loss), 3)
