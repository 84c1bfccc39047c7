"""The type of a relation for a given pair (Zero-Shot-PLOVER's task): 15 root classes, quad classes, conflict or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from towhom.events.plover import codebook
from towhom.language.model import Model
from training.data import PairExample
from training.score import macro_f1

YIELD = "YIELD"


@dataclass(frozen=True, slots=True)
class PairScores:
    root: float
    quad: float
    binary: float
    none_first: float  # share of pairs for which NONE is the likeliest answer
    by_type: dict[str, float]
    confusion: dict[str, dict[str, int]]  # gold -> answer -> count


def answer(model: Model, pairs: Sequence[PairExample]) -> list[dict[str, float]]:
    """The model's distribution for each marked pair, with the other actors of the sentence as the model finds them."""
    texts = [" ".join(pair.words) for pair in pairs]
    spans = []
    for pair in pairs:
        row, at = [], 0
        for word in pair.words:
            row.append((at, at + len(word)))
            at += len(word) + 1
        spans.append(row)
    encoded = model.encode(texts, words=spans)
    mentions = []
    for pair, row, sentence in zip(pairs, spans, encoded, strict=True):
        given = [(row[x[0]][0], row[x[1]][1]) for x in (pair.actor, pair.recipient) if x]
        others = [
            (s.start, s.end)
            for s in sentence.analysis.spans
            if s.kind == "actor" and all(s.end <= a or b <= s.start for a, b in given)
        ]
        mentions.append([*given, *others])
    names = model.labels["types"]
    return [
        dict(zip(names, map(float, relations.types[0, 0 if pair.recipient is None else 1]), strict=True))
        for pair, relations in zip(pairs, model.relate(encoded, mentions), strict=True)
    ]


def score(model: Model, pairs: Sequence[PairExample]) -> PairScores:
    """CONCEDE and RETREAT answer as YIELD; its quad class is that of whichever of the two is likelier."""
    types = codebook().types
    rows: list[tuple[str, str]] = []
    quads: list[tuple[str, str]] = []
    none = 0
    confusion: dict[str, dict[str, int]] = {}
    for pair, scores in zip(pairs, answer(model, pairs), strict=True):
        none += max(scores, key=lambda kind: scores[kind]) == "NONE"
        gold = YIELD if pair.types[0] in ("CONCEDE", "RETREAT") else pair.types[0]
        merged = {kind: p for kind, p in scores.items() if kind not in ("NONE", "CONCEDE", "RETREAT")}
        merged[YIELD] = scores["CONCEDE"] + scores["RETREAT"]
        best = max(merged, key=lambda kind: merged[kind])
        rows.append((best, gold))
        quads.append((_quad(best, scores), _quad(gold, scores)))
        confusion.setdefault(gold, {})[best] = confusion.setdefault(gold, {}).get(best, 0) + 1
    root, by_type = macro_f1(rows)
    binary = [("conflict" if a > "2" else "cooperation", "conflict" if g > "2" else "cooperation") for a, g in quads]
    assert set(types) >= {kind for pair in pairs for kind in pair.types}
    return PairScores(root, macro_f1(quads)[0], macro_f1(binary)[0], none / max(1, len(rows)), by_type, confusion)


def _quad(kind: str, scores: dict[str, float]) -> str:
    if kind == YIELD:
        kind = "RETREAT"  # the public set files YIELD under material cooperation
    return str(codebook().types[kind].quad_code)
