"""The templates: Jinja with everything escaped and undefined names an error."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

import towhom
from towhom.measures.timeline import LONGEST
from towhom.show.web import links
from towhom.show.web.text import cut, shown, title_of

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


def environment(*, name: str, edit: bool) -> Environment:
    """Templates of the package; `name` of the store and `edit` stand on every page."""
    made = Environment(
        loader=PackageLoader("towhom.show.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        links=links, store_name=name, edit=edit, version=towhom.__version__, quads=QUADS, title_of=title_of
    )
    made.filters.update(cut=cut, number=number, score=score, percent=percent, when=when, several=several)
    return made


def number(value: float | None) -> str:
    """1,234, or 3.5 for shares; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def score(value: float | None) -> str:
    """A PLOVER score with its sign."""
    return "" if value is None else f"{value:+.1f}".replace("-", "−")


def percent(value: float | None) -> str:
    """A confidence."""
    return "" if value is None else f"{value:.0%}"


def when(row: Any) -> str:
    """The date of a row or deed: EDTF as it is kept, with words where it says little."""
    get = row.get if isinstance(row, dict) else partial(getattr, row)
    edtf, first, last = get("edtf"), get("earliest"), get("latest")
    if not edtf:
        return "undated"
    return f"{edtf} (open)" if _is_wide(first, last) and "/" not in edtf else str(edtf)


def _is_wide(first: date | None, last: date | None) -> bool:
    return first is None or last is None or (last - first).days >= LONGEST


def several(value: int, one: str, many: str | None = None) -> str:
    """1 event, 2 events."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"
