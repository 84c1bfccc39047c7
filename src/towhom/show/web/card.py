"""What is known of the model: its card, and the figures measured with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any


@cache
def card() -> str:
    """The model card as it was written."""
    return (resources.files("towhom") / "models" / "README.md").read_text(encoding="utf-8")


@cache
def figures() -> tuple[str | None, list[dict[str, Any]]]:
    """Hash of the model that was measured, and rows of precision, recall and F1; none where the file is not there.

    An installed package has the file beside the model, a checkout among its docs.
    """
    places = (
        resources.files("towhom") / "models" / "figures.json",
        Path(__file__).parents[4] / "docs" / "figures.json",
    )
    for place in places:
        if place.is_file():
            found = json.loads(place.read_text(encoding="utf-8"))
            return found.get("model"), list(rows(found))
    return None, []


def rows(found: Mapping[str, Any], name: str = "") -> Iterator[dict[str, Any]]:
    """Every precision, recall and F1 in a tree of figures, named by where it stands."""
    if "f1" in found:
        yield {"what": name, **{each: found.get(each) for each in ("precision", "recall", "f1")}}
    for key, value in found.items():
        if isinstance(value, Mapping) and key not in ("by type", "confusion"):
            yield from rows(value, f"{name}: {key}" if name else key)
