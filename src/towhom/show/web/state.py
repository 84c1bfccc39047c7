"""What the application knows: its settings, the live store, the templates. Built once, handed to every request."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from jinja2 import Environment

from towhom.show.web.kept import Kept
from towhom.show.web.review_log import Reviews
from towhom.show.web.templates import environment
from towhom.store import Store
from towhom.store.live import Live
from towhom.store.review import log_of

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the explorer is to behave. Times are seconds."""

    store: Path
    host: str = LOOPBACK
    port: int = 8000
    names: tuple[str, ...] = ()  # further names that a browser may know this machine by
    edit: bool = False  # may anybody change anything
    token: str | None = None  # asked for before an edit, where others can reach the server
    reviewer: str | None = None  # who edits, where a browser did not say
    seconds: float = 2.0  # a query
    facet_seconds: float = 0.2  # a facet of a table
    rows: int = 50  # a page of a table
    most_rows: int = 1_000_000  # a file of a table


@dataclass(slots=True)
class State:
    """The settings and what was made from them. `close` it at the end."""

    settings: Settings
    live: Live = field(init=False)
    templates: Environment = field(init=False)
    charts: Kept = field(default_factory=lambda: Kept(200, in_turn=True))  # of some 40 kB and half a second each
    figures: Kept = field(default_factory=lambda: Kept(1_000))
    reviews: Reviews = field(init=False)

    def __post_init__(self) -> None:
        self.reviews = Reviews(log_of(self.settings.store))
        self.live = Live(self.settings.store, seconds=self.settings.seconds)
        self.templates = environment(name=self.settings.store.name, edit=self.settings.edit)

    def close(self) -> None:
        """Throw the copies of the store away."""
        self.live.close()


def _state(request: Request) -> State:
    state: State = request.app.state.towhom
    return state


def _store(request: Request) -> Store:
    return _state(request).live.store


TheState = Annotated[State, Depends(_state)]
TheStore = Annotated[Store, Depends(_store)]  # the newest copy, the same for the whole request
