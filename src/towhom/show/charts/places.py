"""Where countries are, and how the globe is laid flat around those that a map is about.

Outlines and middles of countries are Natural Earth's (public domain); see NOTICE and tools/make_world.py.
"""

from __future__ import annotations

import csv
import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

Degrees = tuple[float, float]  # longitude, latitude
Pixels = tuple[float, float]

# Equal Earth: Šavrič, Patterson and Jenny (2018), "The Equal Earth map projection", IJGIS 33(3), equation 10
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2

NARROWEST = 0.75  # of the projection's units, in which the globe is 5.4 wide: no map of one street

INHABITED = (-58.0, 84.0)  # degrees of latitude


@functools.cache
def middles() -> dict[str, Degrees]:
    """Code of a country -> the middle of its largest piece of land."""
    text = resources.files("towhom.show.charts").joinpath("data/places.csv").read_text("utf-8")
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(text.splitlines())}


@functools.cache
def outlines() -> dict[str, Any]:
    """All countries as TopoJSON, in the object "countries"."""
    found: dict[str, Any] = json.loads(
        resources.files("towhom.show.charts").joinpath("data/world.json").read_text("utf-8")
    )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window on the Equal Earth projection: which meridian is its middle, how large, and where it lies."""

    meridian: float  # degrees
    scale: float  # pixels a unit
    left: float  # pixels of the window at which the projection's (0, 0) stands
    top: float
    width: int
    height: int

    def pixels(self, place: Degrees) -> Pixels:
        """Where a place is in the window."""
        x, y = equal_earth(place, meridian=self.meridian)
        return self.left + self.scale * x, self.top - self.scale * y


def equal_earth(place: Degrees, *, meridian: float = 0.0) -> tuple[float, float]:
    """Lay a place flat; x to the east and y to the north, about -2.7 to 2.7 and -1.3 to 1.3."""
    across = math.radians((place[0] - meridian + 180) % 360 - 180)
    theta = math.asin(_M * math.sin(math.radians(place[1])))
    square = theta * theta
    sixth = square**3
    x = across * math.cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


def view(lines: Sequence[tuple[Degrees, Degrees, float]], *, width: int, height: int) -> View:
    """The window that shows all lines (from, to, weight), with as much around them as they need to be known by.

    Its middle is a meridian that cuts the least weight; it is no higher than the inhabited world.
    """
    ends = [place for one, other, _ in lines for place in (one, other)] or [(0.0, 20.0)]
    meridian = _meridian(lines)
    flat = [equal_earth(place, meridian=meridian) for place in ends]
    (left, right), (bottom, top) = ((min(values), max(values)) for values in zip(*flat, strict=True))
    scale = min(width / max((right - left) * 1.25, NARROWEST), height / max((top - bottom) * 1.45, NARROWEST / 2))
    south, north = (equal_earth((0.0, latitude))[1] for latitude in INHABITED)
    tall = min(float(height), (north - south) * scale)
    highest = min(max((bottom + top) / 2 + tall / scale / 2, south + tall / scale), north)
    return View(
        meridian=meridian, scale=round(scale, 3), left=round(width / 2 - scale * (left + right) / 2, 2),
        top=round(scale * highest, 2), width=width, height=round(tall),
    )  # fmt: skip


def _meridian(lines: Sequence[tuple[Degrees, Degrees, float]]) -> int:
    """The middle meridian whose opposite cuts the least weight and stretches the rest the least."""

    def cost(meridian: int) -> tuple[float, float, int]:
        cut = stretch = 0.0
        for one, other, weight in lines:
            east, west = ((place[0] - meridian + 180) % 360 for place in (one, other))
            cut += weight if abs(east - west) > 180 else 0
            stretch += weight * (abs(east - 180) + abs(west - 180))
        return cut, stretch, abs(meridian)

    return min(range(-180, 180, 5), key=cost)


def great_circle(one: Degrees, other: Degrees, *, steps: int = 32) -> list[Degrees]:
    """Places on the shortest way from one place to another."""
    start, end = _vector(one), _vector(other)
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(start, end, strict=True)))))
    if angle < 1e-6 or math.pi - angle < 1e-6:  # the same place; or opposite ones, between which every way is shortest
        return [one, other]
    found = []
    for step in range(steps + 1):
        part = step / steps
        weights = math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle)
        x, y, z = (weights[0] * a + weights[1] * b for a, b in zip(start, end, strict=True))
        found.append((math.degrees(math.atan2(y, x)), math.degrees(math.asin(max(-1.0, min(1.0, z))))))
    return found


def _vector(place: Degrees) -> tuple[float, float, float]:
    longitude, latitude = math.radians(place[0]), math.radians(place[1])
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)
