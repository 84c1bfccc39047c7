"""One command, one table: every figure of the model card.

python -m training evaluate [--model FOLDER] [--quick] [--json FILE]
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from towhom.coder import Coder
from towhom.events.decode import Thresholds
from towhom.language.model import Model
from training import given, pairs, raw, sources, treebank
from training.calibrate import gold_and_probabilities
from training.data import PairExample, SentenceExample, add_names, read_trees
from training.positions import position_score
from training.score import Score


def evaluate(folder: Path | None, *, quick: bool = False, threads: int = 0) -> dict[str, Any]:
    """Return all figures by part. `quick` leaves out the treebanks and the speed."""
    model = Model(folder, threads=threads)
    thresholds = Thresholds.of(model.settings.get("thresholds", {}))
    examples = sources.held_out(sources.REPORT)
    rows = given.relate(model, examples)
    figures: dict[str, Any] = {
        "model": model.hash,
        "sentences": len(examples),
        "pairs of plv_train held out": _pairs(model, sources.held_out_pairs()),
        "pairs of annotated sentences": _pairs(model, sources.annotated_pairs(examples)),
        "given mentions": _given(rows, thresholds),
        "spans": _spans(model, examples),
        "positions": position_score(rows, model.settings.get("thresholds", {}).get("position", 0.5)).row(),
        "calibration": calibration(rows, model.labels["types"]),
        "raw text": _raw(model, examples),
    }
    if not quick:
        figures["syntax"] = _syntax(model)
        figures["speed"] = _speed(model)
    return figures


def _pairs(model: Model, given_pairs: Sequence[PairExample]) -> dict[str, Any]:
    result = pairs.score(model, given_pairs)
    return {
        "pairs": len(given_pairs),
        "root": result.root, "quad": result.quad, "binary": result.binary, "none first": result.none_first,
        "by type": result.by_type, "confusion": result.confusion,
    }  # fmt: skip


def _given(rows: Sequence[given.Given], thresholds: Thresholds) -> dict[str, Any]:
    scores = given.score(rows, thresholds)
    details = given.detail(rows, thresholds)
    assert scores.modality is not None
    return {
        "events": scores.events.row(),
        "dyads": scores.dyads.row(),
        "directions wrong": scores.directions_wrong,
        "eventless sentences": scores.eventless,
        "false events on them": scores.false_on_eventless,
        "modality": scores.modality.precision,
        **{name: score.row() for name, score in details.items()},
        "by type": {kind: score.row() for kind, score in given.by_type(rows, thresholds).items()},
    }


def calibration(rows: Sequence[given.Given], types: Sequence[str]) -> dict[str, Any]:
    """Expected calibration error over ten bins of the likeliest answer of each pair, and the bins (reliability)."""
    gold, answered = gold_and_probabilities(rows, types)
    best = answered.argmax(1)
    sure = answered[np.arange(len(best)), best]
    right = gold[np.arange(len(best)), best]
    bins = np.minimum((sure * 10).astype(int), 9)
    table = [
        {"from": b / 10, "pairs": int((bins == b).sum()), "said": float(sure[bins == b].mean()), "was": float(right[bins == b].mean())}
        for b in range(10)
        if (bins == b).any()
    ]  # fmt: skip
    return {"ece": sum(row["pairs"] * abs(row["said"] - row["was"]) for row in table) / len(best), "bins": table}


def _spans(model: Model, examples: Sequence[SentenceExample]) -> dict[str, Any]:
    """Exact spans of the model alone, by words: actors, times, subjects (by kind and whatever the kind)."""
    total = {name: Score() for name in ("actor", "time", "subject", "subject kind")}
    for example, encoded in zip(examples, model.encode([e.text for e in examples]), strict=True):
        starts = {word.start: i for i, word in enumerate(encoded.analysis.words)}
        ends = {word.end: i for i, word in enumerate(encoded.analysis.words)}
        found = [(starts[s.start], ends[s.end], s.kind) for s in encoded.analysis.spans]
        total["actor"].add([x[:2] for x in found if x[2] == "actor"], [m.extent for m in example.mentions])
        total["time"].add([x[:2] for x in found if x[2] == "time"], example.times)
        kinds = {kind for kind in model.labels["subject"] if kind != "O"}
        subjects = [x for x in found if f"B-{x[2]}" in kinds]
        total["subject"].add([x[:2] for x in subjects], [x for x, _ in example.subjects])
        total["subject kind"].add(subjects, [(*x, kind) for x, kind in example.subjects])
    return {name: score.row() for name, score in total.items()}


def _raw(model: Model, examples: Sequence[SentenceExample]) -> dict[str, Any]:
    coder = Coder(model=model)
    scores = raw.score(raw.code(coder, examples), examples)
    return {
        "events": scores.events.row(), "dyads": scores.dyads.row(), "mentions": scores.mentions.row(),
        "mentions by last word": scores.touching.row(), "country": scores.country.precision,
        "sector": scores.sector.precision, "eventless sentences": scores.eventless,
        "false events on them": scores.false_on_eventless,
    }  # fmt: skip


def _syntax(model: Model) -> dict[str, Any]:
    bank = sources.SHARED / "data/treebank"
    named = add_names(read_trees(bank / "ewt-test.conllu.gz"), sources.SHARED / "data/names/en_ewt-ud-test.iob2")
    return {
        "EWT test": treebank.tree_scores(model, named),
        "GUM test": treebank.tree_scores(model, read_trees(bank / "gum-test.conllu.gz")),
        "names, EWT test": treebank.name_score(model, named).row(),
    }


def _speed(model: Model) -> dict[str, Any]:
    """Sentences a second: all heads on sentences of 32 words; the whole coder on annotated sentences as documents."""
    trees = [t for t in read_trees(sources.SHARED / "data/treebank/gum-train.conllu.gz") if 30 <= len(t.words) <= 34]
    texts = [" ".join(t.words) for t in trees[:512]]
    model.encode(texts[:64])
    began = time.perf_counter()
    encoded = model.encode(texts)
    model.relate(encoded, [[(e.analysis.words[i].start, e.analysis.words[i].end) for i in (0, 8, 16)] for e in encoded])
    heads = len(texts) / (time.perf_counter() - began)
    examples = sources.held_out(sources.REPORT)
    coder = Coder(model=model)
    raw.code(coder, examples[:50])
    began = time.perf_counter()
    raw.code(coder, examples)
    return {
        "all heads, sentences/s": heads,
        "coder, sentences/s": len(examples) / (time.perf_counter() - began),
        "memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def lines(figures: dict[str, Any], depth: int = 0) -> list[str]:
    """The figures as an indented table."""
    out: list[str] = []
    for name, value in figures.items():
        pad = "  " * depth
        if isinstance(value, dict) and set(value) == {"precision", "recall", "f1"}:
            out.append(
                f"{pad}{name:<{34 - 2 * depth}} P {value['precision']:.3f}  R {value['recall']:.3f}  F1 {value['f1']:.3f}"
            )
        elif isinstance(value, dict):
            out += [f"{pad}{name}", *lines(value, depth + 1)]
        elif isinstance(value, list):
            out += [
                f"{pad}{name}",
                *(f"{pad}  " + "  ".join(f"{k} {_short(v)}" for k, v in row.items()) for row in value),
            ]
        else:
            out.append(f"{pad}{name:<{34 - 2 * depth}} {_short(value)}")
    return out


def _short(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
