"""Train the network: first syntax and names, then everything together.

python -m training train --out training/runs/a [--stage syntax|events] [--start CHECKPOINT]
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training import batches, losses, quantize
from training.data import Data, SentenceExample, mention_pool, pronominalize, rename, substitute
from training.labels import Labels
from training.model import Network

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One stage of training. Rates are peaks; after a warm-up they fall linearly to `final` of that."""

    seed: int = 1
    passes: float = 8.0  # over the annotated sentences (or over the trees where there are none)
    sentences_batch: int = 16
    trees_batch: int = 32
    pairs_batch: int = 24
    trees_every: int = 4  # one batch of trees for so many of sentences; 0: none
    pairs_every: int = 8
    substituted: float = 0.35  # share of sentences that get other actors
    pronouns: float = 0.0  # share of sentences whose first actor becomes a pronoun
    masked: float = 0.0  # share of word pieces of annotated sentences that are hidden, against learning by heart
    actor_weight: float = 1.0  # of the tags of actors in the loss
    event_weight: float = 1.5
    encoder_rate: float = 1.5e-4
    head_rate: float = 6e-4
    warm_up: float = 0.06
    final: float = 0.02
    weight_decay: float = 0.01
    quantized: float = 0.0  # share of the steps, at the end, that feel the rounding of int8
    save_every: int = 400


SYNTAX = Plan(passes=3.0, encoder_rate=2e-4, head_rate=1e-3)
EVENTS = Plan(pronouns=0.08, quantized=0.2)


def _by_length(examples: Sequence, size: int, rng: random.Random) -> Iterator[list]:
    """Endless batches of examples of similar length, in random order."""
    while True:
        order = list(range(len(examples)))
        rng.shuffle(order)
        chunks = [
            sorted(order[i : i + 50 * size], key=lambda k: len(examples[k].words))
            for i in range(0, len(order), 50 * size)
        ]
        groups = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
        rng.shuffle(groups)
        for group in groups:
            yield [examples[k] for k in group]


@dataclass(slots=True)
class Trainer:
    network: Network
    labels: Labels
    tokenizer: Tokenizer
    data: Data
    plan: Plan

    def tree_step(self, trees) -> torch.Tensor:
        given = batches.inputs([t.words for t in trees], self.tokenizer)
        out = self.network.encoder(given.pieces, given.shapes, given.firsts)
        gold = batches.tree_targets(trees, self.labels, given.firsts.shape[1])
        for tags in gold.values():
            tags[given.firsts == 0] = batches.IGNORE
        return losses.tree_loss(self.network.encoder, out, gold)

    def sentence_step(self, examples: Sequence[SentenceExample]) -> torch.Tensor:
        given = batches.inputs([e.words for e in examples], self.tokenizer)
        out = self.network.encoder(given.pieces, given.shapes, given.firsts)
        count = given.firsts.shape[1]
        firsts, lasts = batches.extents([[m.extent for m in e.mentions] for e in examples])
        scores = self.network.relate(out, given.real, firsts, lasts)
        gold = batches.pair_targets(examples, self.labels, firsts.shape[1], count)
        loss = losses.tag_loss(out, batches.tag_targets(examples, self.labels, count), self.plan.actor_weight)
        return loss + 2 * losses.pair_loss(scores, gold, given.real, self.plan.event_weight)

    def _masked(self, pieces: torch.Tensor) -> torch.Tensor:
        """Hide a share of the pieces, as the encoder was pretrained to bear."""
        special = [0, *(self.tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))]
        hidden = (torch.rand(pieces.shape) < self.plan.masked) & ~torch.isin(pieces, torch.tensor(special))
        return pieces.masked_fill(hidden, self.tokenizer.token_to_id("[MASK]"))

    def pair_step(self, pairs) -> torch.Tensor:
        given = batches.inputs([p.words for p in pairs], self.tokenizer)
        out = self.network.encoder(self._masked(given.pieces), given.shapes, given.firsts)
        firsts, lasts = batches.extents([[x for x in (p.actor, p.recipient) if x] for p in pairs])
        scores = self.network.relate(out, given.real, firsts, lasts)
        return losses.marked_loss(scores, *batches.marked_targets(pairs, self.labels))

    def run(self, out: Path) -> None:
        """Train and save `last.pt` every so often; a run that was stopped goes on from it."""
        plan, rng = self.plan, random.Random(self.plan.seed)
        torch.manual_seed(plan.seed)
        main = self.data.sentences or self.data.trees
        size = plan.sentences_batch if self.data.sentences else plan.trees_batch
        total = int(plan.passes * len(main) / size)
        optimizer, schedule = self._optimizer(total)
        step = self._resume(out, optimizer, schedule)
        streams = {
            "trees": _by_length(self.data.trees, plan.trees_batch, rng),
            "sentences": _by_length(self.data.sentences, plan.sentences_batch, rng),
            "pairs": _by_length(self.data.pairs, plan.pairs_batch, rng),
        }
        pool = mention_pool(self.data.sentences)
        self.network.train()
        began, seen, rounded = time.monotonic(), [], False
        while step < total:
            if not rounded and step >= total * (1 - plan.quantized):
                quantize.simulate(self.network)  # after _resume, which loads the plain weights
                rounded = True
            loss = self._step(step, streams, pool, rng)
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            seen.append(loss)
            if step % 50 == 0:
                log.info(
                    "step %d of %d, loss %.3f, %.0f s",
                    step,
                    total,
                    sum(seen[-50:]) / len(seen[-50:]),
                    time.monotonic() - began,
                )
            if step % plan.save_every == 0 or step == total:
                self._save(out, optimizer, schedule, step)

    def _step(self, step: int, streams: dict[str, Iterator[list]], pool, rng: random.Random) -> float:
        """Accumulate the gradients of one step; return the loss of its main batch."""
        plan = self.plan
        if not self.data.sentences:
            loss = self.tree_step(next(streams["trees"]))
            loss.backward()
            return float(loss.detach())
        examples = [self._vary(example, pool, rng) for example in next(streams["sentences"])]
        loss = self.sentence_step(examples)
        loss.backward()
        if plan.trees_every and step % plan.trees_every == 0:
            (0.5 * self.tree_step(next(streams["trees"]))).backward()
        if plan.pairs_every and step % plan.pairs_every == 0:
            self.pair_step([rename(pair, pool, rng) for pair in next(streams["pairs"])]).backward()
        return float(loss.detach())

    def _vary(self, example: SentenceExample, pool, rng: random.Random) -> SentenceExample:
        if rng.random() < self.plan.substituted:
            example = substitute(example, pool, rng)
        return pronominalize(example, rng) if rng.random() < self.plan.pronouns else example

    def _optimizer(self, total: int):
        plan = self.plan
        # Word piece vectors stay as pretrained once events are learned: too few sentences name each of them.
        self.network.encoder.bert.embeddings.word_embeddings.requires_grad_(not self.data.sentences)
        encoder = [p for p in self.network.encoder.bert.parameters() if p.requires_grad]
        ids = {id(p) for p in self.network.encoder.bert.parameters()}
        heads = [p for p in self.network.parameters() if id(p) not in ids]
        groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
        optimizer = torch.optim.AdamW(groups, weight_decay=plan.weight_decay, fused=True)
        warm = max(1.0, plan.warm_up * total)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda k: min(1.0, (k + 1) / warm) * (1 - (1 - plan.final) * min(1.0, k / total))
        )
        return optimizer, schedule

    def _save(self, out: Path, optimizer, schedule, step: int) -> None:
        out.mkdir(parents=True, exist_ok=True)
        state = {
            "network": quantize.plain_state(self.network),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "step": step,
            "labels": asdict(self.labels),
            "plan": asdict(self.plan),
        }
        torch.save(state, out / "writing.pt")
        (out / "writing.pt").replace(out / "last.pt")
        (out / "plan.json").write_text(json.dumps(asdict(self.plan), indent=1))

    def _resume(self, out: Path, optimizer, schedule) -> int:
        if not (out / "last.pt").exists():
            return 0
        state = torch.load(out / "last.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        log.info("going on from step %d", state["step"])
        return int(state["step"])
