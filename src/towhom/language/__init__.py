"""Sentences -> analyses: the encoder (ONNX), words, syntax, spans, and relations between spans.

The only room that knows ONNX.
"""

from __future__ import annotations

from dataclasses import dataclass


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
