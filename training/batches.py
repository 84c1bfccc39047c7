"""Examples -> tensors: pieces and gold arrays, padded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from towhom.language.words import shape
from training.data import Extent, PairExample, SentenceExample, TreeExample
from training.labels import Labels

IGNORE = -100


@dataclass(frozen=True, slots=True)
class Inputs:
    pieces: Tensor
    shapes: Tensor
    firsts: Tensor
    real: Tensor  # (sentence, word) 1.0 for words, 0.0 for padding


def inputs(sentences: Sequence[Sequence[str]], tokenizer: Tokenizer, limit: int = 256) -> Inputs:
    """Words of several sentences -> padded arrays; words past `limit` pieces are treated as padding."""
    encoded = tokenizer.encode_batch([list(words) for words in sentences], is_pretokenized=True)
    longest = min(limit, max(len(e.ids) for e in encoded))
    count = max(len(words) for words in sentences)
    pieces = np.zeros((len(encoded), longest), np.int64)
    shapes = np.zeros_like(pieces)
    firsts = np.zeros((len(encoded), count), np.int64)
    for row, (encoding, words) in enumerate(zip(encoded, sentences, strict=True)):
        ids = encoding.ids[:longest]
        pieces[row, : len(ids)] = ids
        form = [shape(word) + 1 for word in words]
        for at, word in enumerate(encoding.word_ids[:longest]):
            if word is not None:
                shapes[row, at] = form[word]
                if not firsts[row, word]:
                    firsts[row, word] = at
    return Inputs(*map(torch.from_numpy, (pieces, shapes, firsts, (firsts > 0).astype(np.float32))))


def tree_targets(trees: Sequence[TreeExample], labels: Labels, count: int) -> dict[str, Tensor]:
    gold = {k: torch.full((len(trees), count), IGNORE) for k in ("heads", "deprel", "upos", "name")}
    for row, tree in enumerate(trees):
        n = len(tree.words)
        gold["heads"][row, :n] = torch.tensor(tree.heads)
        gold["deprel"][row, :n] = torch.tensor([labels.deprel.index(x) for x in tree.deprels])
        gold["upos"][row, :n] = torch.tensor([labels.upos.index(x) for x in tree.upos])
        if tree.names:
            gold["name"][row, :n] = torch.tensor([labels.name.index(x) for x in tree.names])
    return gold


def _tag(row: Tensor, extents: Sequence[tuple[Extent, str]], tags: tuple[str, ...]) -> None:
    for (first, last), kind in extents:
        row[first] = tags.index(f"B-{kind}")
        row[first + 1 : last + 1] = tags.index(f"I-{kind}")


def tag_targets(examples: Sequence[SentenceExample], labels: Labels, count: int) -> dict[str, Tensor]:
    gold = {k: torch.full((len(examples), count), IGNORE) for k in ("actor", "time", "subject")}
    for row, example in enumerate(examples):
        for tags in gold.values():
            tags[row, : len(example.words)] = 0
        _tag(gold["actor"][row], [(m.extent, "actor") for m in example.mentions if not m.pointing], labels.actor)
        for mention in example.mentions:
            if mention.pointing:
                gold["actor"][row, mention.extent[0] : mention.extent[1] + 1] = IGNORE
        _tag(gold["time"][row], [(x, "time") for x in example.times], labels.time)
        _tag(gold["subject"][row], list(example.subjects), labels.subject)
    return gold


def extents(spans: Sequence[Sequence[Extent]]) -> tuple[Tensor, Tensor]:
    """Mention extents of several sentences -> (firsts, lasts), -1 where a sentence has fewer."""
    most = max(1, *(len(row) for row in spans))
    firsts = torch.full((len(spans), most), -1)
    lasts = torch.full((len(spans), most), -1)
    for row, found in enumerate(spans):
        for column, (first, last) in enumerate(found):
            firsts[row, column], lasts[row, column] = first, last
    return firsts, lasts


def _cells(example: SentenceExample, event) -> list[tuple[int, int]]:
    """The pairs of mention indices that an event relates; (i, i) is an act without a recipient."""
    where: dict[int, list[int]] = {}
    for i, mention in enumerate(example.mentions):
        where.setdefault(mention.actor, []).append(i)
    if event.reciprocal:
        pairs = [(a, b) for a in event.actors for b in event.actors if a != b]
    elif event.recipients:
        pairs = [(a, b) for a in event.actors for b in event.recipients]
    else:
        return [(i, i) for a in event.actors for i in where.get(a, ())]
    return [(i, j) for a, b in pairs for i in where.get(a, ()) for j in where.get(b, ())]


def pair_targets(examples: Sequence[SentenceExample], labels: Labels, most: int, count: int) -> dict[str, Tensor]:
    s = len(examples)
    gold = {
        "types": torch.zeros(s, most, most, len(labels.types)),
        "known": torch.zeros(s, most, most, dtype=torch.bool),
        "reciprocal": torch.zeros(s, most, most),
        "modality": torch.zeros(s, most, most, dtype=torch.long),
        "modes": torch.zeros(s, most, most, len(labels.modes)),
        "contexts": torch.zeros(s, most, most, len(labels.contexts)),
        "same": torch.zeros(s, most, most, 2),
        "points": torch.zeros(s, 3, most, most, count),
        "sectors": torch.zeros(s, most, len(labels.sectors)),
        "codes": torch.full((s, most), IGNORE),
    }
    for row, example in enumerate(examples):
        _fill(gold, row, example, labels)
    total = gold["types"].sum(-1, keepdim=True)
    gold["types"] = gold["types"] / total.clamp(min=1)
    gold["types"][..., -1] = (total[..., 0] == 0).float()
    return gold


def _fill(gold: dict[str, Tensor], row: int, example: SentenceExample, labels: Labels) -> None:
    n = len(example.mentions)
    gold["known"][row, :n, :n] = True
    for i, a in enumerate(example.mentions):
        for sector in a.sectors:
            gold["sectors"][row, i, labels.sectors.index(sector)] = 1
        gold["codes"][row, i] = labels.codes.index(a.code if a.code in labels.codes else "country")
        for j, b in enumerate(example.mentions):
            gold["same"][row, i, j, 0] = a.actor == b.actor
            gold["same"][row, i, j, 1] = a.code == b.code
        for holder, stance, (first, last) in example.positions:
            if holder == a.actor:
                gold["points"][row, 1 if stance == "+" else 2, i, i, first : last + 1] = 1
    for event in example.events:
        for i, j in _cells(example, event):
            gold["types"][row, i, j, labels.types.index(event.type)] += 1
            gold["reciprocal"][row, i, j] = event.reciprocal
            gold["modality"][row, i, j] = labels.modality.index(event.modality)
            for mode in event.modes:
                gold["modes"][row, i, j, labels.modes.index(f"{event.type}:{mode}")] = 1
            for context in event.contexts:
                gold["contexts"][row, i, j, labels.contexts.index(context)] = 1
            if event.trigger:
                gold["points"][row, 0, i, j, event.trigger[0] : event.trigger[1] + 1] = 1


def marked_targets(examples: Sequence[PairExample], labels: Labels) -> tuple[Tensor, Tensor]:
    """(cell, types): column of the marked recipient (0 where there is none), and the allowed types (s, labels)."""
    cell = torch.tensor([0 if e.recipient is None else 1 for e in examples])
    allowed = torch.zeros(len(examples), len(labels.types))
    for row, e in enumerate(examples):
        for kind in e.types:
            allowed[row, labels.types.index(kind)] = 1
    return cell, allowed
