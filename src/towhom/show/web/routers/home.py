"""The store at a glance: how much there is, who deals with whom, who and what is named most."""

from __future__ import annotations

from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Rows, Topic, View
from towhom.store import figures

MOST = 20  # rows of each table

topic = Topic("store")


@topic.view("/")
def home(state: TheState, store: TheStore) -> View:
    """The store at a glance."""
    whole = {"dyads": figures.dyads(store), "actors": store.actors(), "subjects": store.subjects()}

    def first() -> dict[str, Rows]:
        return {name: table.over(f"FROM ({{}}) LIMIT {MOST}").rows() for name, table in whole.items()}

    return View(
        template="home.html",
        title="Who did what to whom",
        facts={"totals": state.figures.get((store.path.name, "totals"), lambda: figures.totals(store))},
        tables=state.figures.get((store.path.name, "home"), first),
        whole=whole,
    )
