"""Positions: who backs or opposes what."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from towhom.show.web.paging import ThePage, page_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View

topic = Topic("positions")

Words = Annotated[str | None, Query(max_length=300)]


@topic.view("/positions")
def positions(state: TheState, store: TheStore, page: ThePage = 1, holder: Words = None, about: Words = None) -> View:
    """Positions: one row a position and holder; `about` is a subject's id or words of the object."""
    found = store.positions(holder=holder or None, about=about or None)
    paged = page_of(found, page, size=state.settings.rows)
    return View(
        template="positions.html",
        title="Positions",
        facts={**paged.facts, "holder": holder or None, "about": about or None},
        tables={"positions": paged.rows},
        whole={"positions": found},
    )
