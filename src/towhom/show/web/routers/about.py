"""What made this store: builds, coder, figures of the model, licences; and the interface for programs."""

from __future__ import annotations

from typing import Any

from fastapi import Request

import towhom
from towhom.show.web.state import TheStore
from towhom.show.web.view import Topic, View

topic = Topic("about")


@topic.view("/about")
def about(store: TheStore) -> View:
    """What made this store: versions, builds, what could not be read, how good the model is, licences."""
    return View(
        template="about.html",
        title="About",
        facts={"towhom": towhom.__version__},
        tables={"runs": store.runs().rows(), "failures": store.failures().over("FROM ({}) LIMIT 200").rows()},
        whole={"failures": store.failures()},
    )


@topic.pages.get("/docs")
def docs(request: Request) -> Any:
    """The interface for programs, described on a page that needs no network."""
    from towhom.show.web.view import answer

    schema = request.app.openapi()
    view = View(template="docs.html", title="For programs", extra={"schema": schema})
    return answer(request, view, format="html")
