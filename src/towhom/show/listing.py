"""Lists for the terminal: events, and answers to who somebody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from towhom.actors import Explanation
from towhom.show.plain import plain
from towhom.show.relationship import deeds
from towhom.show.terminal import deeds_table, glyphs_of, number


class EventList:
    """Events one below the other, each with its sentence."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.deeds = deeds(rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.deeds:
            yield deeds_table(self.deeds, width=options.max_width, glyphs=glyphs_of(console))
            yield Text()
        yield Text(number(len(self.deeds), "event"))


class ExplanationList:
    """Who is meant by a name: the likeliest first, each with its reason."""

    def __init__(self, found: Sequence[Explanation]) -> None:
        self.found = found

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = Table.grid(padding=(0, 2, 0, 0))
        for answer in self.found:
            actor = answer.actor
            who = Text.assemble((plain(actor.name), "bold"), "  ", " ".join([actor.code, *actor.sectors]))
            if actor.office:
                who.append(f"  {plain(actor.office)}")
            why = Text(f"{plain(answer.reason)} ")
            why.append(plain(actor.id), style="dim")
            table.add_row(Text(f"{answer.confidence:.2f}"), Group(who, why))
        yield table
