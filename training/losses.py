"""What is minimized for each kind of batch."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as f

from training.batches import IGNORE


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return f.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=IGNORE)


def tree_loss(encoder, out: dict[str, Tensor], gold: dict[str, Tensor]) -> Tensor:
    heads = gold["heads"].clamp(min=0)
    loss = _cross(out["arc"], gold["heads"]) + _cross(encoder.deprels(out, heads), gold["deprel"])
    loss = loss + 0.5 * _cross(out["upos"], gold["upos"])
    if (gold["name"] != IGNORE).any():
        loss = loss + 0.5 * _cross(out["name"], gold["name"])
    return loss


def tag_loss(out: dict[str, Tensor], gold: dict[str, Tensor], actor_weight: float) -> Tensor:
    """Subjects are rare: their words count more, or the tagger learns to find none."""
    return (
        actor_weight * _cross(out["actor"], gold["actor"])
        + _cross(out["time"], gold["time"])
        + 2.5 * _cross(out["subject"], gold["subject"])
    )


def pair_loss(scores: dict[str, Tensor], gold: dict[str, Tensor], real: Tensor, event_weight: float) -> Tensor:
    """Sum of the losses of the pair decoder's heads; `event_weight` weighs pairs that have an event."""
    known = gold["known"]
    acts = known & (gold["types"][..., -1] == 0)
    weight = torch.where(acts, event_weight, 1.0)[known]
    ce = -(gold["types"][known] * f.log_softmax(scores["types"][known], -1)).sum(-1)
    loss = (ce * weight).sum() / weight.sum()
    off = known & ~torch.eye(known.shape[1], dtype=torch.bool)
    if off.any():
        loss = loss + 0.3 * f.binary_cross_entropy_with_logits(scores["same"][off], gold["same"][off])
    mentions = gold["codes"] != IGNORE
    loss = loss + 0.3 * _cross(scores["codes"], gold["codes"])
    loss = loss + 3 * f.binary_cross_entropy_with_logits(scores["sectors"][mentions], gold["sectors"][mentions])
    words = real.bool()[:, None, None, :].expand(-1, known.shape[1], known.shape[1], -1)
    if acts.any():
        loss = loss + 0.5 * f.binary_cross_entropy_with_logits(
            scores["reciprocal"][..., 0][acts], gold["reciprocal"][acts]
        )
        loss = loss + 0.5 * f.cross_entropy(scores["modality"][acts], gold["modality"][acts])
        loss = loss + 5 * f.binary_cross_entropy_with_logits(scores["modes"][acts], gold["modes"][acts])
        loss = loss + 3 * f.binary_cross_entropy_with_logits(scores["contexts"][acts], gold["contexts"][acts])
        trigger = acts.unsqueeze(-1) & words
        loss = loss + 2 * f.binary_cross_entropy_with_logits(
            scores["points"][:, 0][trigger], gold["points"][:, 0][trigger]
        )
    alone = (known & torch.eye(known.shape[1], dtype=torch.bool)).unsqueeze(-1) & words
    for stance in (1, 2):  # as rare as subjects
        loss = loss + 4 * f.binary_cross_entropy_with_logits(
            scores["points"][:, stance][alone], gold["points"][:, stance][alone]
        )
    return loss


def marked_loss(scores: dict[str, Tensor], cell: Tensor, allowed: Tensor) -> Tensor:
    """Negative log of the total probability of the allowed types for the marked pair (marginal likelihood)."""
    rows = torch.arange(len(cell))
    logits = f.log_softmax(scores["types"][rows, 0, cell], -1)
    return -torch.logsumexp(logits.masked_fill(allowed == 0, -1e4), -1).mean()
