"""Labels of points in a plane: each beside its point where there is room, none over another."""

from __future__ import annotations

from collections.abc import Sequence

LETTER, LINE = 6.6, 13.0  # pixels that a letter and a line of 11-pixel text take

Box = tuple[float, float, float, float]  # left, top, right, bottom


def spots(
    points: Sequence[tuple[float, float, float, str]], *, width: float, height: float
) -> list[tuple[float, float] | None]:
    """Find where the middle of each label goes, the first first; None where there is no room.

    `points` are (x, y, radius, label) in pixels, the most important first.
    """
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for x, y, r, _ in points]
    found: list[tuple[float, float] | None] = []
    for at, (x, y, radius, label) in enumerate(points):
        wide = len(label) * LETTER
        place = next(
            (spot for spot in _around(x, y, radius, wide) if _is_free(_box(*spot, wide), taken, at, width, height)),
            None,
        )
        found.append(place)
        if place is not None:
            taken.append(_box(*place, wide))
    return found


def _around(x: float, y: float, radius: float, wide: float) -> list[tuple[float, float]]:
    aside, above = radius + wide / 2 + 3, radius + LINE / 2 + 1
    near = [(0.0, -above), (aside, 0.0), (-aside, 0.0), (0.0, above)]
    corners = [
        (aside * 0.9, -above * 0.8),
        (-aside * 0.9, -above * 0.8),
        (aside * 0.9, above * 0.8),
        (-aside * 0.9, above * 0.8),
    ]
    return [(x + dx, y + dy) for dx, dy in near + corners]


def _box(x: float, y: float, wide: float) -> Box:
    return x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2


def _is_free(box: Box, taken: Sequence[Box], own: int, width: float, height: float) -> bool:
    if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
        return False
    return not any(
        place != own and box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for place, other in enumerate(taken)
    )
