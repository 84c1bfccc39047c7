"""A report as one HTML file: no scripts, nothing to fetch, readable on a phone, on paper and by ear."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib import resources
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup

from towhom.show.charts import Figure, css_variables, svg
from towhom.show.charts.colours import QUADS
from towhom.show.charts.words import counted, signed
from towhom.show.report import words
from towhom.show.report.figures import NARROW, WIDE, Charts, Drawer, charts_of
from towhom.show.report.gather import Content, Event
from towhom.show.report.summary import summary

SIDES = {1: "up words", 2: "up deeds", 3: "down words", 4: "down deeds"}  # quad class -> classes of the style sheet


def html(content: Content) -> str:
    """Write a report as HTML."""
    style = stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    charts = charts_of(content)
    page = templates().get_template("report.html")
    return page.render(
        content=content, found=content.found, style=Markup(style), policy=policy(digest), summary=summary(content),
        figures=_figures(charts), years=by_year(content.events), quads=QUADS, sides=SIDES,
    )  # fmt: skip


def policy(digest: str) -> str:
    """The content security policy: this one style sheet, and nothing else from anywhere."""
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def stylesheet() -> str:
    """The style sheet with the charts' colours in both themes."""
    text = resources.files("towhom.show.report").joinpath("templates/report.css").read_text("utf-8")
    return text.replace("/*light*/", css_variables(dark=False)).replace("/*dark*/", css_variables(dark=True))


@functools.cache
def templates() -> jinja2.Environment:
    """Templates; what they are given is escaped unless it is markup of our own."""
    folder = resources.files("towhom.show.report").joinpath("templates")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"signed": signed}
    environment.globals |= {"counted": counted, "words": words}
    return environment


def by_year(events: tuple[Event, ...]) -> list[tuple[str, list[Event]]]:
    """Events under their headings, in order."""
    return [(year, list(group)) for year, group in groupby(events, key=lambda event: event.year)]


def _figures(charts: Charts) -> dict[str, dict[str, Any] | None]:
    return {
        "time": _figure(charts.time),
        "timeline": _figure(charts.timeline),
        "positions": _figure(charts.positions),
    }


def _figure(draw: Drawer | None) -> dict[str, Any] | None:
    """A chart drawn for wide and for narrow windows; the style sheet shows the one that fits."""
    if draw is None:
        return None
    wide: Figure = draw(WIDE)
    drawn = {"wide": svg(wide, theme="auto"), "narrow": svg(draw(NARROW), theme="auto")}
    return {"shown": wide} | {name: Markup(each) for name, each in drawn.items()}
