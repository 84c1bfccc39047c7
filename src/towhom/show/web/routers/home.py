"""The store at a glance: how much there is, who deals with whom, who and what is named most."""

from __future__ import annotations

from towhom.show.web.state import TheStore
from towhom.show.web.view import Topic, View
from towhom.store import figures

MOST = 20  # rows of each table

topic = Topic("store")


@topic.view("/")
def home(store: TheStore) -> View:
    """The store at a glance."""
    dyads = figures.dyads(store)
    return View(
        template="home.html",
        title="Who did what to whom",
        facts={"totals": figures.totals(store)},
        tables={
            "dyads": dyads.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "actors": store.actors().over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "subjects": store.subjects().over(f"FROM ({{}}) LIMIT {MOST}").rows(),
        },
        whole={"dyads": dyads, "actors": store.actors(), "subjects": store.subjects()},
    )
