"""PLOVER 2.0 as data: types, modes, contexts, quad classes, scores (`data/plover.toml`)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from towhom.errors import TowhomError


class CodebookError(TowhomError):
    """The codebook file contradicts itself, or a code is asked for that it does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the sixteen event types (manual, chapter 3)."""

    name: str
    says: str
    quad_code: int
    score: float
    recipient_required: bool
    cameo_roots: tuple[str, ...]
    modes: dict[str, float]  # mode -> PLOVER score


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The whole ontology; tuples keep the manual's order, which is also the order of the model's outputs."""

    types: dict[str, EventType]
    quad_codes: dict[int, str]
    contexts: tuple[str, ...]
    modalities: tuple[str, ...]
    sectors: tuple[str, ...]
    international: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Codebook:
        """Read a codebook; raises CodebookError on an unknown quad class or a score outside -10..10."""
        raw = tomllib.loads(text)
        quad_codes = {int(code): name for code, name in raw["quad_codes"].items()}
        types = {
            name: EventType(name=name, **(fields | {"cameo_roots": tuple(fields["cameo_roots"])}))
            for name, fields in raw["types"].items()
        }
        for kind in types.values():
            if kind.quad_code not in quad_codes:
                raise CodebookError(f"{kind.name} has quad class {kind.quad_code}; known: {sorted(quad_codes)}")
            if any(not -10 <= score <= 10 for score in (kind.score, *kind.modes.values())):
                raise CodebookError(f"{kind.name} has a score outside -10 to 10")
        return cls(
            types=types,
            quad_codes=quad_codes,
            contexts=tuple(raw["contexts"]["names"]),
            modalities=tuple(raw["modalities"]["names"]),
            sectors=tuple(raw["sectors"]["names"]),
            international=tuple(raw["international"]["names"]),
        )

    @property
    def modes(self) -> tuple[str, ...]:
        """All modes as "TYPE:mode", in the manual's order."""
        return tuple(f"{kind.name}:{mode}" for kind in self.types.values() for mode in kind.modes)

    def score(self, event_type: str, modes: tuple[str, ...] = ()) -> float:
        """Return the PLOVER score: the mean of the modes' scores, or the type's own without a mode."""
        kind = self.types.get(event_type)
        if kind is None:
            raise CodebookError(f"no event type {event_type!r}; known: {', '.join(self.types)}")
        unknown = set(modes) - set(kind.modes)
        if unknown:
            raise CodebookError(f"{event_type} has no mode {sorted(unknown)[0]!r}; known: {', '.join(kind.modes)}")
        return sum(kind.modes[mode] for mode in modes) / len(modes) if modes else kind.score


@functools.cache
def codebook() -> Codebook:
    """Return PLOVER 2.0, read once."""
    return Codebook.parse((resources.files("towhom.events") / "data/plover.toml").read_text(encoding="utf-8"))
