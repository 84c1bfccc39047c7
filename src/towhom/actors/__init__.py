"""Mentions -> actors: registry (data), finding, resolution, coreference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from towhom.actors.registry import Registry


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
    countries: tuple[tuple[str, float], ...] = ()  # where its surroundings decided: codes, "---", probabilities


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


def explain(name: str, *, on: str | None = None, registry: Registry | None = None) -> list[Explanation]:
    """Who a name is, likeliest first, with runners-up: "President Kim", "Secretary of State Kerry", "FSB".

    `on` is the date spoken of (EDTF; a year will do), `registry` the packaged one if not given. Raises
    UnknownActorError where nobody is called so, DateError where `on` is no date.
    """
    from towhom.actors.explanations import ranked
    from towhom.actors.registry import Registry as Loaded

    return ranked(name, on=on, registry=registry if registry is not None else Loaded.load())
