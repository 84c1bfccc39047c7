"""A report as the bytes of a file, in the format that is asked for, never larger than a mail takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from towhom.errors import TowhomError
from towhom.show.report.gather import Content
from towhom.show.report.markdown import markdown
from towhom.show.report.page import html
from towhom.show.report.pdf import pdf

FORMATS = ("html", "md", "pdf")
LARGEST = 5_000_000  # bytes: what goes through as an attachment everywhere


class ReportError(TowhomError):
    """A report that cannot be written as asked; the message says what can be done."""


def format_of(path: Path | None) -> str:
    """The format that a file's name asks for; HTML for anything else."""
    suffix = path.suffix.lower().removeprefix(".") if path else ""
    return {"markdown": "md"}.get(suffix, suffix if suffix in FORMATS else "html")


def written(content: Content, *, format: str = "html", largest: int = LARGEST) -> bytes:
    """Write a report. What would be larger than `largest` bytes quotes less, and says so.

    Raises ReportError for an unknown format, or where PDF is asked for and its extra is not installed.
    """
    write = _writer(format)
    file = write(content)
    while len(file) > largest and (content.events or content.positions):
        content = shorter(content)
        file = write(content)
    return file


def shorter(content: Content) -> Content:
    """A report that quotes half as many events and positions; those that go are counted."""
    strongest = sorted(content.events, key=lambda event: (-abs(event.score), -event.confidence, event.id))
    kept = {event.id for event in strongest[: len(content.events) // 2]}
    numbers = {event.number for event in content.events if event.id in kept}
    events = tuple(
        replace(event, together=tuple(number for number in event.together if number in numbers))
        for event in content.events if event.id in kept
    )  # fmt: skip
    positions = content.positions[: len(content.positions) // 2]
    return replace(
        content,
        events=events,
        events_left_out=content.events_left_out + len(content.events) - len(events),
        positions=positions,
        positions_left_out=content.positions_left_out + len(content.positions) - len(positions),
    )


def _writer(format: str) -> Callable[[Content], bytes]:
    if format == "html":
        return lambda content: html(content).encode()
    if format == "md":
        return lambda content: markdown(content).encode()
    if format == "pdf":
        return pdf
    raise ReportError(f"no report format {format!r}; known: {', '.join(FORMATS)}")
