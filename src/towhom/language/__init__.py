"""Sentences -> analyses: the encoder (ONNX), words, syntax, spans, and relations between spans.

The only room that knows ONNX.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A syntactic word (UD v2 tokenization, without lemmas). Offsets are characters of the sentence."""

    start: int
    end: int
    upos: str  # universal part of speech
    head: int  # index of the governor in the sentence's words, -1 for the root
    deprel: str  # universal dependency relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of words that the model marks. Offsets are characters of the sentence."""

    start: int
    end: int
    kind: str  # actor, time, PER, ORG, LOC, or a kind of subject (agreement, measure, weapon ...)
    score: float  # calibrated probability, 0 to 1
    sectors: tuple[tuple[str, float], ...] = ()  # actor spans: PLOVER sectors, likeliest first
    code: str | None = None  # actor spans: "country", UNO, EUR, IGO, NGO, MNC, IMG, ISM or "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the model says of one sentence."""

    text: str
    words: tuple[Word, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A sentence as the encoder leaves it: its analysis and the arrays that the pair decoder reads."""

    analysis: Analysis
    words: NDArray[np.float32]  # (words, hidden)
    arcs: NDArray[np.float32]  # (words, words): probability that the column governs the row


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What m mentions of one sentence do to one another, as probabilities; (i, i) is an act of i without recipient.

    Labels stand in the order of `Model.labels`.
    """

    types: NDArray[np.float32]  # (m, m, 16 types + NONE), sums to 1 over the last axis
    reciprocal: NDArray[np.float32]  # (m, m)
    modality: NDArray[np.float32]  # (m, m, 5), sums to 1
    modes: NDArray[np.float32]  # (m, m, modes), each by itself
    contexts: NDArray[np.float32]  # (m, m, contexts), each by itself
    same: NDArray[np.float32]  # (m, m, 2): the same actor, the same country
    sectors: NDArray[np.float32]  # (m, sectors), each by itself
    codes: NDArray[np.float32]  # (m, codes), sums to 1
    points: NDArray[np.float32]  # (3, m, m, words): in the trigger, in the object backed, in the object opposed
