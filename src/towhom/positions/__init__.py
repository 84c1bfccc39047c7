"""Positions (who backs or opposes what) and subjects (named things that dealings are about)."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors import Mention
from towhom.dates import Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A named thing that events and positions are about and that does not act."""

    id: str  # registry id ("subject:korus-fta"), or "text:<kind>:<folded words>"
    name: str
    kind: str  # agreement, measure, mechanism, policy, weapon, programme, facility, territory, incident
    document: str
    sentence: int
    start: int  # characters of the document's clean text
    end: int
    text: str  # the words in the document
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A holder's stand for (+) or against (-) an object."""

    id: str
    document: str
    sentence: int
    holder: Mention
    stance: str  # "+" or "-"
    object: str  # the words in the document
    start: int
    end: int
    subject: str | None  # id of the subject that the object names, if any
    text: str  # the sentence
    confidence: float
    key: str = ""  # what objects are compared by: the subject's id, else lemmas of the words
    reason: str = ""  # in words: what it rests on
    time: Time | None = None  # when the stand was taken, where the text says
