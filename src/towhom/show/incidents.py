"""Incidents for the terminal: each happening with its best date and sentence, and on demand why it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from towhom.show.plain import plain
from towhom.show.terminal import DOWN, UP, glyphs_of, number, short_time


class IncidentList:
    """Incidents one below the other. Rows are of `Store.incidents`, or of `Store.incident` to show why."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.rows:
            yield incidents_table(self.rows, arrow=glyphs_of(console).to)
            yield Text()
        yield Text(number(len(self.rows), "incident"))


def incidents_table(rows: Sequence[Mapping[str, Any]], *, arrow: str) -> Table:
    """When, who to whom, what, by how many, and the words."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=10, style="dim")
    table.add_column(ratio=1)
    for row in rows:
        parts: list[RenderableType] = [incident_line(row, arrow=arrow), Text(plain(row["text"]))]
        if "members" in row:
            parts += _why(row)
        table.add_row(Text(short_time(row["edtf"], row["earliest"], row["latest"])), Group(*parts))
    return table


def incident_line(row: Mapping[str, Any], *, arrow: str) -> Text:
    """Who did what to whom, and how many documents and records tell it."""
    line = Text(plain(" and ".join(row["actors"])), style="bold")
    if row["recipients"]:
        line.append(f" {arrow} ", style="not bold").append(plain(" and ".join(row["recipients"])))
    line.append(f"  {row['type']}", style=f"not bold {DOWN if row['quad_code'] in (3, 4) else UP}")
    if row["modality"] != "actual":
        line.append(f" {row['modality']}", style="not bold italic dim")
    told = f"  {number(row['sources'], 'document')}, {number(row['records'], 'record')}"
    sure = f", {row['confidence']:.2f}" if row["records"] > 1 else ""
    return line.append(told + sure, style="not bold dim")


def _why(row: Mapping[str, Any]) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(f"date: {plain(row['date_basis'])}", style="dim")]
    for member in row["members"]:
        place = member["title"] or member["path"] or member["document"]
        line = Text(f"- {plain(member['event'])} {member['type']} {plain(member['edtf'] or 'no date')}: ", style="dim")
        lines.append(line.append(plain(member["text"]), style="not dim").append(f" [{plain(place)}]"))
    for merge in row["merges"]:
        pair = f"{plain(merge['one'])} + {plain(merge['other'])}"
        lines.append(Text(f"+ {merge['probability']:.2f} {pair}: {plain(merge['reason'])}", style="dim"))
    return lines
