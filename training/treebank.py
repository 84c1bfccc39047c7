"""Parts of speech, dependencies and names on treebank sentences, with the treebank's own words."""

from __future__ import annotations

from collections.abc import Sequence

from towhom.language import Encoded
from towhom.language.model import Model
from training.data import TreeExample
from training.score import Score


def _encode(model: Model, trees: Sequence[TreeExample]) -> list[Encoded]:
    texts, spans = [], []
    for tree in trees:
        at, row = 0, []
        for word in tree.words:
            row.append((at, at + len(word)))
            at += len(word) + 1
        texts.append(" ".join(tree.words))
        spans.append(row)
    return model.encode(texts, words=spans)


def tree_scores(model: Model, trees: Sequence[TreeExample]) -> dict[str, float]:
    """UPOS accuracy, UAS and LAS over all words (universal relations without subtypes, as LAS is usually given)."""
    total = upos = attached = labelled = 0
    for tree, encoded in zip(trees, _encode(model, trees), strict=True):
        total += len(tree.words)
        rows = zip(encoded.analysis.words, tree.upos, tree.heads, tree.deprels, strict=False)
        for word, part, head, relation in rows:
            upos += word.upos == part
            attached += word.head + 1 == head
            labelled += word.head + 1 == head and word.deprel.split(":")[0] == relation.split(":")[0]
    return {"upos": upos / total, "uas": attached / total, "las": labelled / total}


def name_score(model: Model, trees: Sequence[TreeExample]) -> Score:
    """Names (PER, ORG, LOC), exact spans and kinds."""
    total = Score()
    named = [tree for tree in trees if tree.names]
    for number, (tree, encoded) in enumerate(zip(named, _encode(model, named), strict=True)):
        starts = {word.start: i for i, word in enumerate(encoded.analysis.words)}
        ends = {word.end: i for i, word in enumerate(encoded.analysis.words)}
        found = [
            (number, starts[s.start], ends[s.end], s.kind)
            for s in encoded.analysis.spans
            if s.kind in ("PER", "ORG", "LOC")
        ]
        total.add(found, _gold(number, tree.names or ()))
    return total


def _gold(number: int, tags: Sequence[str]) -> list[tuple[int, int, int, str]]:
    spans: list[tuple[int, int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((number, at, at, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1][2] == at - 1:
            spans[-1] = (*spans[-1][:2], at, tag[2:])
    return spans
