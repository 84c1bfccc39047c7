"""The first page of a store: how much there is, who deals with whom, and where to look next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from towhom.measures import Dealing, dealings
from towhom.show.terminal import dealings_table, glyphs_of, heading, number, period, section
from towhom.store import Store

MOST = 15  # pairs shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A store in a few figures; dealings are of what happened, between different codes, both known."""

    documents: int
    sentences: int
    repairs: int
    events: int
    positions: int
    failures: int
    earliest: date | None
    latest: date | None
    dealings: tuple[Dealing, ...]


_FIGURES = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM sentences) AS sentences,
       (SELECT count(*) FROM repairs) AS repairs, (SELECT count(*) FROM events) AS events,
       (SELECT count(*) FROM positions) AS positions, (SELECT count(*) FROM failures) AS failures,
       (SELECT min(earliest) FROM events WHERE latest - earliest < 3660) AS earliest,
       (SELECT max(latest) FROM events WHERE latest - earliest < 3660) AS latest"""


def overview(store: Store) -> Overview:
    """Gather the first page of a store."""
    figures = store.sql(_FIGURES).rows()[0]
    pairs = [
        pair
        for pair in dealings(store.events(directed=True))
        if pair.actor != pair.recipient and "---" not in (pair.actor, pair.recipient)
    ]
    return Overview(**figures, dealings=tuple(pairs))


class OverviewPage:
    """The page, adapting to the console it is printed on."""

    def __init__(self, shown: Overview, *, path: Path) -> None:
        self.shown = shown
        self.path = path

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown, glyphs = self.shown, glyphs_of(console)
        yield from heading("Who did what to whom", self.path.name)
        yield self._counts()
        if not shown.dealings:
            return
        table = dealings_table(shown.dealings, most=MOST, glyphs=glyphs, width=options.max_width)
        yield from section("Between whom", table)
        if len(shown.dealings) > MOST:
            yield Text(f" and {number(len(shown.dealings) - MOST, 'pair')} more", style="dim")
        yield Text()
        yield Text(f"One relationship: towhom show {shlex.quote(str(self.path))} --between {_two(shown.dealings)}")

    def _counts(self) -> Text:
        shown = self.shown
        parts = [
            number(shown.documents, "document"),
            number(shown.sentences, "sentence"),
            number(shown.events, "event"),
            number(shown.positions, "position"),
        ]
        line = ", ".join(parts)
        if shown.earliest and shown.latest:
            line += f"; {period(shown.earliest, shown.latest)}"
        if shown.repairs:
            line += f"; {number(shown.repairs, 'place')} of damaged text repaired or marked"
        if shown.failures:
            line += f"; {number(shown.failures, 'file')} could not be read"
        return Text(line)


def _two(pairs: Sequence[Dealing]) -> str:
    return f"{pairs[0].actor} {pairs[0].recipient}"
