"""Bars of characters: conflict to the left, cooperation to the right, words light, deeds solid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """What bars are made of."""

    words: str
    deeds: str
    axis: str
    both: str  # between the parties of a reciprocal event
    to: str  # between actor and recipient
    gap: str  # stands for empty periods


UNICODE = Glyphs(words="░", deeds="█", axis="│", both="↔", to="→", gap="⋮")
ASCII = Glyphs(words="-", deeds="#", axis="|", both="<->", to="->", gap=":")


def diverging(quads: tuple[float, float, float, float], *, scale: float, glyphs: Glyphs) -> tuple[str, str]:
    """The two sides of a bar: (conflict, cooperation), deeds next to the axis. `scale` is cells an event.

    A class that has anything at all is never shorter than one cell.
    """
    verbal_up, material_up, verbal_down, material_down = (cells(count, scale=scale) for count in quads)
    down = glyphs.words * verbal_down + glyphs.deeds * material_down
    up = glyphs.deeds * material_up + glyphs.words * verbal_up
    return down, up


def cells(count: float, *, scale: float) -> int:
    """Length of a bar; at least one cell where there is something to show (a twentieth of an event or more)."""
    return max(round(count * scale), 1) if count >= 0.05 else 0
