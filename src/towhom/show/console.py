"""The console that pages are printed on."""

from __future__ import annotations

from typing import IO

from rich.console import Console


class PlainConsole(Console):
    """Takes no text as markup, and leaves a broken pipe to the caller instead of ending the program."""

    def __init__(self, *, stderr: bool = False, file: IO[str] | None = None) -> None:
        super().__init__(stderr=stderr, file=file, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError
