"""Probabilities of relations between the mentions of one sentence -> who did what to whom.

1. every ordered pair and every single mention proposes the types that pass the threshold: a weighted geometric mean of
   the type's probability and of there being any relation, so that an act whose type is in doubt is still seen as an act;
2. both directions of a mutual act become one reciprocal act (manual, section 2.4.2);
3. several actors or recipients of one act become lists;
4. an act without recipient counts only where the same words do not already relate its actor to somebody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from towhom.events.plover import codebook
from towhom.language import Relations
from towhom.language.tags import run_of_words

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act among the mentions of a sentence, by their indices; `trigger` is its first and last word."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    reciprocal: bool
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    modality: str
    trigger: Extent
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Chosen on the development sentences (`python -m training calibrate`); docs/accuracy.md shows the trade-off."""

    pair: float = 0.35
    alone: float = 0.35
    of_type: float = 1.0  # weight of the type's probability against that of any relation; 1: the type's alone
    same_side: float = 0.6  # what an act between two parts of one government counts
    reciprocal: float = 0.5
    mode: float = 0.5
    context: float = 0.4
    trigger: float = 0.4

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Thresholds:
        """The thresholds among a model's settings; those that it does not set keep their defaults."""
        return cls(**{f.name: settings[f.name] for f in fields(cls) if f.name in settings})


def decode(
    relations: Relations, same_actor: Sequence[object], thresholds: Thresholds, *, sides: Sequence[object] = ()
) -> list[Act]:
    """Return the acts of a sentence in the order of their triggers.

    `same_actor` gives each mention a key; mentions with equal keys are one actor, and nobody acts on himself.
    `sides` may give each the government or army that it speaks for, or None: what its parts do to one another must be
    clearer than what they do to others.
    """
    found = _proposals(relations, same_actor, sides or [None] * len(same_actor), thresholds)
    acts = _merge_reciprocal(found, relations, thresholds)
    acts = _merge_lists(acts)
    acts = [act for act in acts if act.recipients or act.reciprocal or not _covered(act, acts)]
    return sorted(acts, key=lambda act: (act.trigger, act.type, act.actors, act.recipients))


def _proposals(
    relations: Relations, keys: Sequence[object], sides: Sequence[object], thresholds: Thresholds
) -> list[Act]:
    """Acts of single pairs; of several mentions of one actor only the likeliest speaks."""
    best: dict[tuple[object, object, str], Act] = {}
    types = list(codebook().types)
    scores = relations.types[..., : len(types)]
    mutual = (relations.reciprocal + relations.reciprocal.T) / 2 > thresholds.reciprocal
    shared = _with_other_direction(scores, mutual)
    weights = _with_other_direction(_weights(relations.types, thresholds.of_type), mutual)
    lone = np.eye(len(scores), dtype=bool)
    within = np.array([[a is not None and a == b for b in sides] for a in sides], bool).reshape(lone.shape) & ~lone
    weights = weights * np.where(within, thresholds.same_side, 1.0)[..., None]
    least = np.where(lone, thresholds.alone, thresholds.pair)[..., None]
    for i, j, t in np.argwhere(weights >= least):
        alone = i == j
        if not alone and keys[i] == keys[j]:
            continue
        key = (keys[i], None if alone else keys[j], types[t])
        confidence = float(shared[i, j, t])
        if key not in best or best[key].confidence < confidence:
            best[key] = _act(relations, int(i), int(j), types[t], confidence, thresholds)
    return list(best.values())


def _weights(types: NDArray[np.floating], of_type: float) -> NDArray[np.floating]:
    """(…, types and NONE) probabilities -> (…, types): p(type)^w p(any relation)^(1 - w)."""
    some = 1 - types[..., -1:]
    weights: NDArray[np.floating] = types[..., :-1] ** of_type * np.maximum(some, 0) ** (1 - of_type)
    return weights


def _with_other_direction(scores: NDArray[np.floating], mutual: NDArray[np.bool_]) -> NDArray[np.floating]:
    """A mutual act counts in both directions as in their mean, if that is more."""
    both = np.where(mutual[..., None], (scores + scores.transpose(1, 0, 2)) / 2, 0)
    return np.asarray(np.maximum(scores, both))


def _act(relations: Relations, i: int, j: int, kind: str, confidence: float, thresholds: Thresholds) -> Act:
    book = codebook()
    modes = [
        name.split(":")[1]
        for name, p in zip(book.modes, relations.modes[i, j], strict=True)
        if name.startswith(kind + ":") and p >= thresholds.mode
    ]
    contexts = [c for c, p in zip(book.contexts, relations.contexts[i, j], strict=True) if p >= thresholds.context]
    for automatic in ("misinformation", "cyber"):  # manual, table 3.10
        if kind == "COERCE" and automatic in modes and automatic not in contexts:
            contexts.append(automatic)
    return Act(
        actors=(i,),
        recipients=() if i == j else (j,),
        reciprocal=False,
        type=kind,
        modes=tuple(modes),
        contexts=tuple(contexts),
        modality=book.modalities[int(relations.modality[i, j].argmax())],
        trigger=run_of_words(relations.points[0, i, j], thresholds.trigger),
        confidence=confidence,
    )


def _overlap(a: Extent, b: Extent) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _merge_reciprocal(acts: list[Act], relations: Relations, thresholds: Thresholds) -> list[Act]:
    mutual = (relations.reciprocal + relations.reciprocal.T) / 2 > thresholds.reciprocal
    groups: list[Act] = []
    rest: list[Act] = []
    for act in sorted(acts, key=lambda a: -a.confidence):
        if not act.recipients or not mutual[act.actors[0], act.recipients[0]]:
            rest.append(act)
            continue
        members = set(act.actors + act.recipients)
        for at, group in enumerate(groups):
            if group.type == act.type and members & set(group.actors) and _overlap(group.trigger, act.trigger):
                groups[at] = replace(group, actors=tuple(sorted({*group.actors, *members})))
                break
        else:
            groups.append(replace(act, actors=tuple(sorted(members)), recipients=(), reciprocal=True))
    return groups + rest


def _merge_lists(acts: list[Act]) -> list[Act]:
    """Join acts that differ only in their actor, then those that differ only in their recipient."""
    for join in (_with_actors_of, _with_recipients_of):
        merged: list[Act] = []
        for act in acts:
            at, both = next(((at, both) for at, kept in enumerate(merged) if (both := join(kept, act))), (-1, None))
            if both is None:
                merged.append(act)
            else:
                merged[at] = both
        acts = merged
    return acts


def _alike(kept: Act, act: Act) -> bool:
    return (
        not kept.reciprocal
        and not act.reciprocal
        and kept.type == act.type
        and kept.modality == act.modality
        and _overlap(kept.trigger, act.trigger)
    )


def _with_actors_of(kept: Act, act: Act) -> Act | None:
    if not _alike(kept, act) or kept.recipients != act.recipients:
        return None
    actors = tuple(sorted({*kept.actors, *act.actors}))
    return replace(kept, actors=actors, confidence=min(kept.confidence, act.confidence))


def _with_recipients_of(kept: Act, act: Act) -> Act | None:
    if not _alike(kept, act) or kept.actors != act.actors or not (kept.recipients and act.recipients):
        return None
    recipients = tuple(sorted({*kept.recipients, *act.recipients}))
    return replace(kept, recipients=recipients, confidence=min(kept.confidence, act.confidence))


def _covered(alone: Act, acts: Sequence[Act]) -> bool:
    return any(
        act is not alone
        and (act.recipients or act.reciprocal)
        and set(alone.actors) & set(act.actors)
        and (act.type == alone.type or _overlap(act.trigger, alone.trigger))
        for act in acts
    )
