"""Progress of long work: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars

from towhom.show.plain import plain
from towhom.store import Progress

SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress_on(console: Console) -> Iterator[Callable[[Progress], None]]:
    """Give a function to hand each `Progress` to."""
    if console.is_terminal:
        with _bars(console) as bars:
            yield _bar(bars)
    else:
        yield _lines(console)


def _bars(console: Console) -> Bars:
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Bars(*columns, console=console, transient=True)


def _bar(bars: Bars) -> Callable[[Progress], None]:
    task = bars.add_task("loading", total=None)

    def show(progress: Progress) -> None:
        bars.update(
            task, completed=progress.files_read, total=progress.files or None, description=escape(_words(progress))
        )

    return show


def _lines(console: Console) -> Callable[[Progress], None]:
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            files = f"file {progress.files_read} of {progress.files}: " if progress.files else ""
            console.print(plain(files + _words(progress)), markup=False, highlight=False, soft_wrap=True)

    return show


def _words(progress: Progress) -> str:
    words = f"{progress.added:,} documents, {progress.events:,} events"
    if progress.skipped:
        words += f", {progress.skipped:,} known"
    if progress.failed:
        words += f", {progress.failed:,} failed"
    return words
