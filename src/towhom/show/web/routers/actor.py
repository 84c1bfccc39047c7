"""Actors: all of them, and one: with whom they deal, what they say, where they are named."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import RedirectResponse

from towhom.show.web import links
from towhom.show.web.paging import ThePage, page_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View
from towhom.store import figures

MOST = 25  # rows of a table

topic = Topic("actors")


@topic.view("/actors")
def actors(state: TheState, store: TheStore, page: ThePage = 1) -> View:
    """Everyone who is referred to, the most named first."""
    found = store.actors()
    paged = page_of(found, page, size=state.settings.rows)
    return View(
        template="actors.html",
        title="Actors",
        facts=paged.facts,
        tables={"actors": paged.rows},
        whole={"actors": found},
    )


@topic.pages.get("/actor")
def named(name: Annotated[str, Query(max_length=300)]) -> RedirectResponse:
    """From the form to the page of an actor."""
    return RedirectResponse(links.actor(name.strip()), status_code=303)


@topic.view("/actor/{actor:path}")
def actor(store: TheStore, actor: str) -> View:
    """One actor, by id, code or name: dealings, latest events, positions, mentions."""
    party = store.party(actor)
    code = party.value if party.column == "code" else None
    acts = store.events(actor=actor, order="latest")
    suffers = store.events(recipient=actor, order="latest")
    names = store.sql(_NAMES.format(column="code" if code else "actor"), [party.value]).rows()
    dealings = figures.dyads(store, code=code) if code else store.sql(_DEALINGS, [party.value])
    positions = store.positions(holder=actor)
    return View(
        template="actor.html",
        title=party.name,
        facts={"actor": party.value, "kind": party.column, "name": party.name},
        tables={
            "dealings": dealings.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "acts": acts.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "suffers": suffers.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "positions": positions.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "names": names,
        },
        whole={"dealings": dealings, "acts": acts, "suffers": suffers, "positions": positions},
        extra={"party": party},
    )


_NAMES = "FROM actor_names WHERE {column} = ? ORDER BY mentions DESC, actor, name, code, office LIMIT 40"

_DEALINGS = """
WITH pairs AS (
    SELECT DISTINCT event, actor, actor_name, recipient, recipient_name, event_scale, quad_code FROM events_flat
    WHERE ? IN (actor, recipient) AND recipient IS NOT NULL AND modality IN ('actual', 'historical'))
SELECT actor AS actor_code, any_value(actor_name) AS actor_name, recipient AS recipient_code,
       any_value(recipient_name) AS recipient_name, count(*)::INTEGER AS events,
       count(*) FILTER (quad_code = 1)::INTEGER AS verbal_cooperation,
       count(*) FILTER (quad_code = 2)::INTEGER AS material_cooperation,
       count(*) FILTER (quad_code = 3)::INTEGER AS verbal_conflict,
       count(*) FILTER (quad_code = 4)::INTEGER AS material_conflict, avg(event_scale) AS score
FROM pairs GROUP BY actor, recipient ORDER BY events DESC, actor, recipient"""
