"""What is known when a phrase is read, and what the reading gives."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors.tables import FIRST_DAY, LAST_DAY, NON_STATES, Record, Term


@dataclass(frozen=True, slots=True)
class When:
    """The time spoken of, as days yyyymmdd; open where unknown."""

    earliest: int = FIRST_DAY
    latest: int = LAST_DAY

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.earliest > FIRST_DAY or self.latest < LAST_DAY

    def during(self, term: Term) -> bool:
        """Whether the term and the time overlap."""
        return term.start <= self.latest and self.earliest <= term.end


@dataclass(frozen=True, slots=True)
class Guess:
    """Whom a phrase may mean."""

    record: Record | None
    code: str  # "" where the words do not say
    sectors: tuple[str, ...]  # () where the words do not say
    confidence: float
    reason: str
    office: str | None = None
    head: str = ""  # the role noun that decided
    name: str = ""  # of a person whom the registry does not have
    countries: tuple[tuple[str, float], ...] = ()  # where the surroundings decide: codes and probabilities


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What outside a phrase bears on it."""

    when: When = When()
    codes: tuple[str, ...] = ()  # countries named nearby, nearest first
    peers: tuple[Term, ...] = ()  # terms of those who were named before, where the document has no date


def is_state(code: str) -> bool:
    """Whether a code is a country's."""
    return bool(code) and code not in NON_STATES and code != "---"
