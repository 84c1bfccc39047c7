"""Colours that colour-blind readers can tell apart, on light and on dark ground.

Blue is cooperation and orange conflict: a pair that stays apart with every kind of colour blindness (as in ColorBrewer's
PuOr). Charts are drawn in the light colours; `THEMES` says which colour takes the place of each on dark ground, and which
CSS variable stands for it where a page switches by itself. tests/show holds all of them to the contrasts of WCAG 2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first comes with vl-convert: the same widths everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """One colour of all charts."""

    name: str  # of its CSS variable, after --towhom-
    light: str  # on white; also its name in a chart's specification, so no two are the same
    dark: str


GROUND = Colour(name="ground", light="#ffffff", dark="#15181c")
INK = Colour(name="ink", light="#1c1f24", dark="#e8eaed")
FAINT = Colour(name="faint", light="#5b626c", dark="#a3abb5")
GRID = Colour(name="grid", light="#e3e6ea", dark="#2e343b")
LAND = Colour(name="land", light="#eceef1", dark="#262b31")
COAST = Colour(name="coast", light="#c3c9d1", dark="#49515b")

UP_DEEDS = Colour(name="up-deeds", light="#084a8c", dark="#a9d1ff")
UP_WORDS = Colour(name="up-words", light="#3f8fcb", dark="#4a90d2")
DOWN_WORDS = Colour(name="down-words", light="#d4761f", dark="#c96a1b")
DOWN_DEEDS = Colour(name="down-deeds", light="#8a2c05", dark="#ffc285")
EVEN = Colour(name="even", light="#7b818a", dark="#8d949d")

UP_TINT = Colour(name="up-tint", light="#d3e6f6", dark="#173a5c")
DOWN_TINT = Colour(name="down-tint", light="#fbe0c6", dark="#5a3009")
EVEN_TINT = Colour(name="even-tint", light="#e9ebee", dark="#343a41")
MARK = Colour(name="mark", light="#6b2a8c", dark="#d9a8f5")

COLOURS = (
    GROUND, INK, FAINT, GRID, LAND, COAST, UP_DEEDS, UP_WORDS, DOWN_WORDS, DOWN_DEEDS, EVEN, UP_TINT, DOWN_TINT,
    EVEN_TINT, MARK,
)  # fmt: skip

# quad class -> name to show, colour; the order of PLOVER's codes 1 to 4
QUADS = {
    1: ("cooperation in words", UP_WORDS),
    2: ("cooperation in deeds", UP_DEEDS),
    3: ("conflict in words", DOWN_WORDS),
    4: ("conflict in deeds", DOWN_DEEDS),
}

# Mean PLOVER scores in five steps; a score belongs to the first step whose upper bound it does not reach.
SCORE_STEPS: Sequence[tuple[float, str, Colour]] = (
    (-5.0, "below -5", DOWN_DEEDS),
    (-1.0, "-5 to -1", DOWN_WORDS),
    (1.0, "-1 to 1", EVEN),
    (5.0, "1 to 5", UP_WORDS),
    (float("inf"), "5 and more", UP_DEEDS),
)


def score_step(score: float) -> str:
    """The step that a PLOVER score (-10 to 10) belongs to."""
    return next(name for bound, name, _ in SCORE_STEPS if score < bound)


def theme(name: str) -> dict[str, str]:
    """Colour of a specification -> what to write instead; raises ValueError for an unknown theme.

    "light" changes nothing, "dark" takes the dark colours, "auto" writes CSS variables that fall back to light.
    """
    if name == "light":
        return {}
    if name == "dark":
        return {colour.light: colour.dark for colour in COLOURS}
    if name == "auto":
        return {colour.light: f"var(--towhom-{colour.name}, {colour.light})" for colour in COLOURS}
    raise ValueError(f"no theme {name!r}; known: light, dark, auto")


def css_variables(*, dark: bool) -> str:
    """Declarations of all variables, for a page's style sheet."""
    return " ".join(f"--towhom-{colour.name}: {colour.dark if dark else colour.light};" for colour in COLOURS)
