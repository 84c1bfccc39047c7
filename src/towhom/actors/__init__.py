"""Mentions -> actors: registry (data), finding, resolution, coreference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, organization, office, person or group."""

    id: str  # registry id ("country:KOR", "person:moon-jae-in", "org:..."), or "text:<folded name>"
    name: str  # display name
    code: str  # ISO 3166 alpha-3, UNO, EUR, IGO, NGO, MNC, IMG, ISM, or "---" where unknown
    sectors: tuple[str, ...] = ()  # PLOVER sectors, the primary one first
    office: str | None = None  # the office held at the time spoken of
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a sentence that refers to one actor or, for a pair or group, to several."""

    sentence: int  # index of the sentence in its document
    start: int  # characters of the document's clean text
    end: int
    text: str
    actors: tuple[Actor, ...]  # empty where it refers to somebody but the text does not say to whom
    kind: str  # name, role (nationality + role noun), title, pronoun, group, model
    confidence: float
    reason: str  # in words: why this actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A noun phrase that may name an actor. Offsets are characters of the sentence."""

    sentence: int
    start: int
    end: int
    text: str
    kind: str  # name, role, title
    sure: bool  # False where its form also means other things


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One answer to who a name is, with what speaks for it."""

    actor: Actor
    confidence: float
    reason: str
