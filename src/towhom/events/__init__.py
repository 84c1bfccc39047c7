"""Pairs of actors -> events: PLOVER as data, relations, modality, the coder."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors import Mention
from towhom.dates import Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act from actor(s) to recipient(s), PLOVER 2.0.

    `actors` and `recipients` are the mentions that say who; a reciprocal event lists all its parties
    in `actors` and has no recipients (manual, section 2.4.2).
    """

    id: str
    document: str
    sentence: int
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    modality: str  # actual, historical, future, hypothetical, negated
    reciprocal: bool
    quad_code: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    event_scale: float  # PLOVER score, manual table 2.2
    trigger: str  # the words that say it
    start: int  # of the trigger, characters of the document's clean text
    end: int
    time: Time
    text: str  # the sentence
    confidence: float
    subjects: tuple[str, ...] = ()  # ids of the subjects that it is about, in text order
