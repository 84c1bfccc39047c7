"""Temperatures and thresholds of an exported model, chosen on the development sentences, written into its settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from towhom.events.decode import Thresholds
from towhom.language.model import Model
from training import given, sources
from training.batches import pair_targets
from training.labels import Labels
from training.positions import position_score


def calibrate(folder: Path) -> dict:
    """Choose and write; returns the settings."""
    path = folder / "model.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["temperatures"] = {"types": 1.0, "modality": 1.0}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    rows = given.relate(Model(folder), sources.held_out(sources.DEVELOPMENT))
    settings["temperatures"]["types"] = _temperature(rows, settings["labels"])
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    rows = given.relate(Model(folder), sources.held_out(sources.DEVELOPMENT))
    pair, alone, _ = max(given.sweep(rows), key=lambda row: row[2].f1)
    grid = [float(x) for x in np.arange(0.2, 0.75, 0.05)]
    settings["thresholds"] = {
        "pair": round(pair, 3),
        "alone": round(alone, 3),
        "reciprocal": 0.5,
        "mode": round(
            max(grid, key=lambda t: given.detail(rows, Thresholds(pair=pair, alone=alone, mode=t))["modes"].f1), 3
        ),
        "context": round(
            max(grid, key=lambda t: given.detail(rows, Thresholds(pair=pair, alone=alone, context=t))["contexts"].f1), 3
        ),
        "trigger": 0.4,
        "position": round(max(grid, key=lambda t: position_score(rows, t).f1), 3),
    }
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return settings["thresholds"] | settings["temperatures"]


def gold_and_probabilities(
    rows: Sequence[given.Given], labels: dict
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gold distribution over types and the model's, for every ordered pair and lone mention: (pairs, types)."""
    known = Labels(**{name: tuple(values) for name, values in labels.items()})
    gold, answered = [], []
    for row in rows:
        m = len(row.example.mentions)
        if m:
            target = pair_targets([row.example], known, m, len(row.example.words))["types"][0].numpy()
            gold.append(target.reshape(m * m, -1))
            answered.append(row.relations.types.reshape(m * m, -1))
    return np.concatenate(gold), np.concatenate(answered)


def _temperature(rows: Sequence[given.Given], labels: dict) -> float:
    """The temperature with the least negative log likelihood (Guo et al. 2017)."""
    gold, answered = gold_and_probabilities(rows, labels)
    logits = np.log(answered + 1e-9)

    def loss(heat: float) -> float:
        scaled = logits / heat
        scaled = scaled - np.log(np.exp(scaled).sum(-1, keepdims=True))
        return float(-(gold * scaled).sum(-1).mean())

    return round(min((float(t) for t in np.arange(0.7, 3.01, 0.05)), key=loss), 3)
