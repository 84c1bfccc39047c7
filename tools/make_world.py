"""Make src/towhom/show/charts/data from Natural Earth, by way of the npm package world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_world.py package/        # needs babel, for ISO 3166 codes

world.json: outlines of countries, 1:110 million, TopoJSON, without Antarctica; ids are the codes of countries.csv.
places.csv: for each country of the 1:50 million map (tiny ones too) the middle of its largest piece of land.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

Ring = list[tuple[float, float]]

BY_NAME = {"Kosovo": "KOS", "Somaliland": "SOM", "N. Cyprus": "CYP"}  # Natural Earth gives them no number
LEFT_OUT = {"ATA"}
TOO_SMALL = {"TUV": (179.2, -8.52)}  # for that map: Funafuti
TOWHOM = Path(__file__).parents[1] / "src/towhom"


def codes() -> dict[str, str]:
    """ISO 3166 numeric -> alpha-3, from CLDR's aliases of territories; of several alpha-3 the one that we have."""
    ours = {row["iso3"] for row in csv.DictReader((TOWHOM / "actors/data/countries.csv").open(encoding="utf-8"))}
    aliases = {alias: found[0] for alias, found in get_global("territory_aliases").items() if len(found) == 1}
    letters = {code: alias for alias, code in sorted(aliases.items()) if len(alias) == 3 and alias in ours}
    return {alias: letters[code] for alias, code in aliases.items() if alias.isdigit() and code in letters}


def code_of(geometry: dict[str, Any], known: dict[str, str]) -> str | None:
    """A country's code; None where it has none."""
    return known.get(geometry.get("id", ""), BY_NAME.get(geometry["properties"]["name"]))


def outlines(path: Path, known: dict[str, str]) -> dict[str, Any]:
    """The topology with codes for ids, without names, and without arcs that nothing uses."""
    world = json.loads(path.read_text())
    kept = [each for each in world["objects"]["countries"]["geometries"] if code_of(each, known) not in LEFT_OUT]
    used: dict[int, int] = {}

    def renumbered(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumbered(each) for each in arcs]
        place = used.setdefault(arcs if arcs >= 0 else ~arcs, len(used))
        return place if arcs >= 0 else ~place

    shapes = [{"type": each["type"], "id": code_of(each, known), "arcs": renumbered(each["arcs"])} for each in kept]
    return {
        "type": "Topology",
        "transform": world["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [world["arcs"][number] for number in used],
    }


def places(path: Path, known: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Code -> (longitude, latitude) of the middle of the largest piece of land."""
    world = json.loads(path.read_text())
    largest: dict[str, tuple[float, float, float]] = {}
    for country in world["objects"]["countries"]["geometries"]:
        code = code_of(country, known)
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        for polygon in polygons if code else []:
            found = middle(ring(world, polygon[0]))
            if found[0] > largest.get(code, (0.0,))[0]:
                largest[code] = found
    found_all = {code: (x, y) for code, (_, x, y) in largest.items()} | TOO_SMALL
    return {code: (round((x + 180) % 360 - 180, 2), round(y, 2)) for code, (x, y) in sorted(found_all.items())}


def ring(world: dict[str, Any], arcs: list[int]) -> Ring:
    """An outer ring as degrees."""
    (across, up), (left, bottom) = world["transform"]["scale"], world["transform"]["translate"]
    points: Ring = []
    for number in arcs:
        x = y = 0
        arc: Ring = []
        for dx, dy in world["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            arc.append((x * across + left, y * up + bottom))
        points += (arc if number >= 0 else arc[::-1])[1 if points else 0 :]
    return unwrapped(points)


def unwrapped(points: Ring) -> Ring:
    """A ring over the antimeridian without the jump from 180 to -180."""
    found, turn = points[:1], 0
    for (before, _), (x, y) in pairwise(points):
        turn += (before - x > 180) - (x - before > 180)
        found.append((x + 360 * turn, y))
    return found


def middle(points: Ring) -> tuple[float, float, float]:
    """Area (square degrees of the equator) and centroid of a ring, on a plane shrunk by the cosine of its latitude."""
    shrink = math.cos(math.radians(sum(y for _, y in points) / len(points)))
    area = across = up = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = (x1 * y2 - x2 * y1) * shrink
        area, across, up = area + cross, across + (x1 + x2) * cross, up + (y1 + y2) * cross
    if not area:
        return 0.0, *points[0]
    return abs(area / 2), across / (3 * area), up / (3 * area)


def main(folder: Path) -> None:
    """Write both files."""
    here, known = TOWHOM / "show/charts/data", codes()
    shown = json.dumps(outlines(folder / "countries-110m.json", known), separators=(",", ":"))
    (here / "world.json").write_text(shown + "\n")
    with (here / "places.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "longitude", "latitude"))
        writer.writerows((code, x, y) for code, (x, y) in places(folder / "countries-50m.json", known).items())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
