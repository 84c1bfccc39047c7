"""The network: one encoder, heads for syntax and spans, and a decoder over pairs of mentions.

`Encoder` reads a sentence once. `Relations` asks, for every ordered pair of mentions at once, what the first
does to the second: a query a pair, attending to the words (biased by where the two mentions stand in the
predicted tree) and to the other pairs. The diagonal (i, i) asks for acts of i without a recipient.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from towhom.language.words import SHAPES
from training.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    hidden: int = 384
    arc: int = 256
    deprel: int = 96
    pair: int = 256
    heads: int = 8
    layers: int = 2
    dropout: float = 0.2


def _mlp(inputs: int, outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), nn.Dropout(dropout))


def _one(x: Tensor) -> Tensor:
    """Append a constant 1, which gives a bilinear form its bias."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Encoder(nn.Module):
    """Word pieces -> word vectors, parts of speech, dependencies (Dozat & Manning 2017), span tags."""

    def __init__(self, labels: Labels, pretrained: Path, sizes: Sizes, attention: str):
        super().__init__()
        # No dropout on attention weights: drawing them takes a tenth of a step on a processor.
        self.bert = BertModel.from_pretrained(
            pretrained, add_pooling_layer=False, attn_implementation=attention, attention_probs_dropout_prob=0.0
        )
        self.shape = nn.Embedding(len(SHAPES) + 1, sizes.hidden)
        nn.init.zeros_(self.shape.weight)
        drop = sizes.dropout
        self.dropout = nn.Dropout(drop)
        self.arc_dependent = _mlp(sizes.hidden, sizes.arc, drop)
        self.arc_head = _mlp(sizes.hidden, sizes.arc, drop)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) * 0.02)
        self.rel_dependent = _mlp(sizes.hidden, sizes.deprel, drop)
        self.rel_head = _mlp(sizes.hidden, sizes.deprel, drop)
        self.rel = nn.Parameter(torch.randn(len(labels.deprel), sizes.deprel + 1, sizes.deprel + 1) * 0.02)
        self.upos = nn.Linear(sizes.hidden, len(labels.upos))
        self.tags = nn.ModuleDict(
            {kind: nn.Linear(sizes.hidden, len(getattr(labels, kind))) for kind in ("actor", "time", "subject", "name")}
        )

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """pieces, shapes: (sentence, piece) int64, 0 is padding; firsts: (sentence, word) first piece of each word,
        0 is padding. Word scores come without [CLS]; `arc` has it as column 0, the root."""
        mask = (pieces > 0).long()
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.shape(shapes)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        words = hidden.gather(1, firsts.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        rooted = self.dropout(torch.cat([hidden[:, :1], words], 1))
        arc = (_one(self.arc_dependent(rooted[:, 1:])) @ self.arc) @ self.arc_head(rooted).transpose(1, 2)
        candidate = torch.cat([torch.ones_like(firsts[:, :1]), firsts], 1) > 0
        arc = arc.masked_fill(~candidate.unsqueeze(1), -1e4)
        read = rooted[:, 1:]
        return {
            "words": words,
            "arc": arc,
            "rel_dependent": _one(self.rel_dependent(read)),
            "rel_head": _one(self.rel_head(rooted)),
            "upos": self.upos(read),
            **{kind: layer(read) for kind, layer in self.tags.items()},
        }

    def deprels(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores (sentence, word, relation) given each word's head (0 is the root)."""
        governor = out["rel_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
        size = self.rel.shape[1]
        # dependent x relation-matrix first, as one plain matrix product
        mixed = out["rel_dependent"] @ self.rel.permute(1, 0, 2).reshape(size, -1)
        mixed = mixed.reshape(*mixed.shape[:2], -1, size)
        return (mixed @ governor.unsqueeze(-1)).squeeze(-1)


class PairLayer(nn.Module):
    """Queries attend to words (with a bias from syntax), then to one another."""

    def __init__(self, sizes: Sizes, features: int):
        super().__init__()
        d = sizes.pair
        self.heads = sizes.heads
        self.q, self.kv, self.out = nn.Linear(d, d), nn.Linear(d, 2 * d), nn.Linear(d, d)
        self.bias = nn.Linear(features, sizes.heads)
        self.self_qkv, self.self_out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in range(3))
        self.feed = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Dropout(sizes.dropout), nn.Linear(4 * d, d))
        self.dropout = nn.Dropout(sizes.dropout)

    def _attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        b, n, d = q.shape
        h = self.heads
        q, k, v = (x.reshape(b, -1, h, d // h).transpose(1, 2) for x in (q, k, v))
        weights = torch.softmax(q @ k.transpose(2, 3) / (d // h) ** 0.5 + bias, -1)
        return (weights @ v).transpose(1, 2).reshape(b, n, d)

    def forward(self, queries: Tensor, memory: Tensor, features: Tensor, no_word: Tensor, no_query: Tensor) -> Tensor:
        k, v = self.kv(memory).chunk(2, -1)
        bias = self.bias(features).permute(0, 3, 1, 2) + no_word
        queries = self.norms[0](queries + self.dropout(self.out(self._attend(self.q(queries), k, v, bias))))
        q, k, v = self.self_qkv(queries).chunk(3, -1)
        queries = self.norms[1](queries + self.dropout(self.self_out(self._attend(q, k, v, no_query))))
        return self.norms[2](queries + self.dropout(self.feed(queries)))


class Relations(nn.Module):
    """Word vectors, arc probabilities and mention extents -> scores for every ordered pair of mentions."""

    FEATURES = 13

    def __init__(self, labels: Labels, sizes: Sizes):
        super().__init__()
        d, h = sizes.pair, sizes.hidden
        self.span = nn.Sequential(nn.Linear(4 * h, d), nn.GELU(), nn.Dropout(sizes.dropout))
        self.memory = nn.Linear(h + 1, d)
        self.actor, self.recipient, self.product = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.order = nn.Embedding(12, d)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(PairLayer(sizes, self.FEATURES) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(sizes.dropout)
        self.heads = nn.ModuleDict(
            {
                "types": nn.Linear(d, len(labels.types)),
                "reciprocal": nn.Linear(d, 1),
                "modality": nn.Linear(d, len(labels.modality)),
                "modes": nn.Linear(d, len(labels.modes)),
                "contexts": nn.Linear(d, len(labels.contexts)),
                "same": nn.Linear(d, 2),  # same actor, same country
            }
        )
        self.unary = nn.ModuleDict(
            {"sectors": nn.Linear(2 * d, len(labels.sectors)), "codes": nn.Linear(2 * d, len(labels.codes))}
        )
        self.pointer = nn.Linear(d, 3 * d)  # trigger, object backed, object opposed
        self.pointed = nn.Linear(d, d)

    def forward(self, words: Tensor, arcs: Tensor, firsts: Tensor, lasts: Tensor) -> dict[str, Tensor]:
        """words (s, n, hidden); arcs (s, n, n) probability that column governs row; firsts, lasts (s, m) word
        indices, -1 where a sentence has fewer mentions. Pair scores are (s, m, m, labels), pointers (s, m, m, n, 3)."""
        s, n, _ = words.shape
        m = firsts.shape[1]
        index = torch.arange(n, device=words.device)
        real = (words.abs().sum(-1) > 0).to(words.dtype)  # padding words are zeroed by the caller
        inside = ((index >= firsts.unsqueeze(-1)) & (index <= lasts.unsqueeze(-1))).to(words.dtype)
        outside = 1 - inside
        # a word of the span is its head as far as its governor stands outside
        headship = inside * (1 - (arcs @ inside.transpose(1, 2)).transpose(1, 2))
        headship = headship / (headship.sum(-1, keepdim=True) + 1e-6)
        up1 = (headship @ arcs) * outside
        up2 = (up1 @ arcs) * outside
        up3 = (up2 @ arcs) * outside
        down = (headship @ arcs.transpose(1, 2)) * outside  # words that the head governs
        at = torch.clamp(firsts, min=0), torch.clamp(lasts, min=0)
        pick = [words.gather(1, x.unsqueeze(-1).expand(-1, -1, words.shape[-1])) for x in at]
        span = self.span(torch.cat([*pick, headship @ words, up1 @ words], -1))
        mentioned = inside.amax(1)
        memory = self.memory(torch.cat([words, mentioned.unsqueeze(-1)], -1))

        def rows(x: Tensor) -> Tensor:  # of the actor, spread over recipients
            return x.unsqueeze(2).expand(-1, -1, m, *x.shape[2:]).reshape(s, m * m, *x.shape[2:])

        def columns(x: Tensor) -> Tensor:
            return x.unsqueeze(1).expand(-1, m, -1, *x.shape[2:]).reshape(s, m * m, *x.shape[2:])

        other = mentioned.unsqueeze(1) - torch.maximum(rows(inside), columns(inside))
        features = torch.stack(
            [f(x) for f in (rows, columns) for x in (inside, up1, up2, up3, down)]
            + [other, rows(up1) * columns(up1), rows(up1) * columns(up2)],
            -1,
        )
        gap = columns(firsts) - rows(firsts)
        near = (gap.abs() > 6).long() + (gap.abs() > 14).long()
        row = torch.arange(m, device=words.device)
        diagonal = (row.unsqueeze(0) == row.unsqueeze(1)).reshape(1, -1)  # the exporter has no eye()
        order = torch.where(diagonal, torch.zeros_like(gap), torch.where(gap > 0, 1 + near, 4 + near))
        spans = rows(span), columns(span)
        second = spans[1] * (~diagonal).unsqueeze(-1).to(words.dtype)
        queries = self.actor(spans[0]) + self.recipient(second) + self.product(spans[0] * second) + self.order(order)
        queries = self.norm(queries)
        valid = (firsts >= 0).to(words.dtype)
        no_query = (1 - rows(valid) * columns(valid)).reshape(s, 1, 1, m * m) * -1e4
        no_word = (1 - real).reshape(s, 1, 1, n) * -1e4
        for layer in self.layers:
            queries = layer(queries, memory, features, no_word, no_query)
        queries = self.dropout(queries)
        pointers = self.pointer(queries).reshape(s, m * m, 3, -1).transpose(1, 2).reshape(s, m * m * 3, -1)
        points = pointers @ self.pointed(memory).transpose(1, 2) / 16 + no_word.reshape(s, 1, n)
        alone = torch.cat([span, queries.reshape(s, m, m, -1).diagonal(dim1=1, dim2=2).transpose(1, 2)], -1)
        return {
            **{name: head(queries).reshape(s, m, m, -1) for name, head in self.heads.items()},
            **{name: head(alone) for name, head in self.unary.items()},
            "points": points.reshape(s, 3, m, m, n),
        }


class Network(nn.Module):
    """Both. `attention` is transformers' name: "sdpa" trains faster, "eager" exports to operators that quantize."""

    def __init__(self, labels: Labels, pretrained: Path, sizes: Sizes | None = None, *, attention: str = "sdpa"):
        super().__init__()
        sizes = sizes or Sizes()
        self.encoder = Encoder(labels, pretrained, sizes, attention)
        self.relations = Relations(labels, sizes)

    def relate(self, out: dict[str, Tensor], real: Tensor, firsts: Tensor, lasts: Tensor) -> dict[str, Tensor]:
        """Run the pair decoder on the encoder's output; `real` (s, n) marks words that are not padding."""
        arcs = functional.softmax(out["arc"].detach(), -1)[..., 1:] * real.unsqueeze(-1)
        words = out["words"] * real.unsqueeze(-1)
        return self.relations(words, arcs, firsts, lasts)
