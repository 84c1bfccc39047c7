"""Positions in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from towhom.show.plain import plain
from towhom.show.terminal import number


class PositionList:
    """Positions one below the other: who, for or against, what, when, and the sentence."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for ratio in (None, None, None, 1, None):
            table.add_column(ratio=ratio, overflow="fold")
        for row in self.rows:
            what = Text(plain(row["object"]), style="bold")
            if row["subject_name"] and row["subject_name"].casefold() not in row["object"].casefold():
                what.append(f"  ({plain(row['subject_name'])})", style="dim")
            what.append(f"\n{plain(row['text'])}", style="not bold")
            what.append(f"\n{plain(row['reason'])}", style="not bold dim")
            stance = {"+": "backs", "-": "opposes"}[row["stance"]]
            who = Text(f"{row['holder_code']} {plain(row['holder_name'])}")
            table.add_row(row["edtf"] or "", who, stance, what, f"{row['confidence']:.2f}")
        yield table
        yield Text(number(len(self.rows), "position"))
