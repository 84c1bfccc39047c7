"""What made this store: builds, coder, figures of the model, licences; and the interface for programs."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import Response

import towhom
from towhom.show.web import card
from towhom.show.web.state import TheStore
from towhom.show.web.view import Topic, View

topic = Topic("about")


@topic.view("/about")
def about(store: TheStore) -> View:
    """What made this store: versions, builds, what could not be read, how good the model is, licences."""
    measured, figures = card.figures()
    return View(
        template="about.html",
        title="About",
        facts={"towhom": towhom.__version__, "measured": measured},
        tables={
            "runs": store.runs().rows(),
            "figures": figures,
            "failures": store.failures().over("FROM ({}) LIMIT 200").rows(),
        },
        extra={"card": card.card()},
        whole={"failures": store.failures()},
    )


@topic.pages.get("/docs")
def docs(request: Request) -> Any:
    """The interface for programs, described on a page that needs no network."""
    from towhom.show.web.view import answer

    schema = request.app.openapi()
    view = View(template="docs.html", title="For programs", extra={"schema": schema})
    return answer(request, view, format="html")


@topic.pages.get("/charts.css")
def charts_css() -> Response:
    """The colours of charts, by theme."""
    from towhom.show.charts.colours import css_variables  # half a second, which no start should wait for

    light, dark = css_variables(dark=False), css_variables(dark=True)
    text = (
        f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {dark} }} }}\n"
        f":root[data-theme=dark] {{ {dark} }}\n"
    )
    return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600"})
