"""What incidents are found by, as data: weights and thresholds, small words, numbers in words, words of memory."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence is weighed; see data/incidents.toml."""

    intercept: float
    threshold: float
    not_compared: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Closed lists of words, lower case."""

    small: frozenset[str]
    remembering: frozenset[str]  # lemmas
    ordinals: Mapping[str, str]  # "sixth" -> "6"


@cache
def weights() -> Weights:
    """Return the weights that are shipped, read once."""
    table = tomllib.loads(_text("incidents.toml"))
    return Weights(
        intercept=table["intercept"], threshold=table["threshold"], not_compared=table["not_compared"],
        weights=table["weights"],
    )  # fmt: skip


@cache
def words() -> Words:
    """Return the closed lists, read once."""
    table = tomllib.loads(_text("incident-words.toml"))
    return Words(
        small=frozenset(table["small"].split()),
        remembering=frozenset(table["remembering"].split()),
        ordinals={word: str(at) for at, word in enumerate(table["ordinals"].split(), start=1)},
    )


def _text(name: str) -> str:
    return (resources.files("towhom.measures") / "data" / name).read_text(encoding="utf-8")
