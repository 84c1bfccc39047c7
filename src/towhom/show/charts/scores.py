"""What charts of ties share: colour by mean PLOVER score, width by number of events."""

from __future__ import annotations

import math
from typing import Any

import altair as alt

from towhom.show.charts.colours import SCORE_STEPS

THICKEST = 9.0  # pixels


def score_colour(width: int) -> dict[str, Any]:
    """Encoding of a stroke by the steps of mean scores, with a legend that names the unit."""
    domain = [name.replace("-", "−") for _, name, _ in SCORE_STEPS]
    colours = [colour.light for _, _, colour in SCORE_STEPS]
    wide = width >= 500
    legend = alt.Legend(
        title="mean PLOVER score, −10 (conflict) to +10 (cooperation)" if wide else "mean score, −10 to +10",
        columns=5 if wide else 3,
        symbolType="stroke",
        symbolStrokeWidth=4,
    )
    return {"stroke": alt.Stroke("step:N", scale=alt.Scale(domain=domain, range=colours), legend=legend)}


def thickness(events: float, most: float) -> float:
    """Width of a line in pixels, its area by the number of events; one event is still to be seen."""
    return round(max(THICKEST * math.sqrt(events / most), 1.0), 2) if most else 1.0
