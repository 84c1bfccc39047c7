"""A report as Markdown (CommonMark with tables), for notes, wikis and version control.

Text from documents is escaped, so that it is text there too: no links, images, headings or HTML come from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from towhom.show.charts import DataTable
from towhom.show.charts.words import counted, signed
from towhom.show.report import words
from towhom.show.report.figures import WIDE, charts_of
from towhom.show.report.gather import Content, Event, Position, Quotation
from towhom.show.report.page import by_year
from towhom.show.report.summary import summary

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&!{}])|(?<=:)(//)|(?<=\bwww)(\.)", re.IGNORECASE)
_BEGINS = re.compile(r"^(\s*)(?:([#+\-=])|(\d+)([.)]))")  # what would make a heading or a list of a line


def markdown(content: Content) -> str:
    """Write a report as Markdown."""
    return "\n".join(_lines(content)) + "\n"


def escape(text: str) -> str:
    """One line of text that Markdown shows as it is: no markup, no HTML, no links made of bare addresses."""
    line = _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    return _BEGINS.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", line)


def _lines(content: Content) -> Iterator[str]:
    yield from (f"# {escape(content.title)}", "", escape(words.under_title(content)), "")
    yield from ("## Summary", "")
    for line in [*summary(content), words.CAVEAT]:
        yield from (escape(line), "")
    yield from _over_time(content)
    yield from ("## Who did what", "")
    for found in content.found.directions:
        yield from (f"### {escape(found.actor)} towards {escape(found.recipient)}", "")
        rows = [(type, number, signed(mean)) for type, number, mean in found.types]
        yield from table(("PLOVER type", "events", "mean score"), rows) if rows else ("No event.", "")
    yield from _timeline(content)
    yield from _positions(content)
    yield from _subjects(content)
    yield from _method(content)
    yield from _sources(content)


def _over_time(content: Content) -> Iterator[str]:
    yield from ("## Over time", "")
    draw = charts_of(content).time
    if draw is None:
        yield from ("No event has a usable date.", "")
        return
    shown = draw(WIDE)
    yield from (escape(shown.text), "", escape(shown.note), "")
    yield from data(shown.table)


def data(shown: DataTable) -> Iterator[str]:
    """The data of a chart."""
    yield from table(shown.columns, [["" if cell is None else cell for cell in row] for row in shown.rows])


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A table; cells are escaped."""
    yield f"| {' | '.join(escape(name) for name in columns)} |"
    yield f"|{'|'.join([' --- '] * len(columns))}|"
    for row in rows:
        yield f"| {' | '.join(escape(str(cell)) for cell in row)} |"
    yield ""


def _timeline(content: Content) -> Iterator[str]:
    yield from ("## Timeline", "")
    if note := words.events_note(content):
        yield from (escape(note), "", f"    {words.all_events(content)}", "")
    if not content.events:
        yield from ("No events.", "")
    for year, events in by_year(content.events):
        yield from (f"### {escape(year)}", "")
        for event in events:
            yield from _event(event, content)


def _event(event: Event, content: Content) -> Iterator[str]:
    modality = f", {event.modality}" if event.modality != "actual" else ""
    edtf = f" ({escape(event.edtf)})" if event.edtf else ""
    what = escape(f"{event.what}, {signed(event.score)}{modality}")
    yield f"{event.number}\\. {escape(event.when)}{edtf}: **{escape(words.who(event))}**: {what} (confidence {event.confidence:.2f})"
    yield ""
    yield from _quotation(event.quotation, content, after=f". Date: {event.basis}. {words.also_told(event)}")


def _quotation(quoted: Quotation, content: Content, *, after: str = "") -> Iterator[str]:
    source = words.quoted_from(content, quoted)
    yield f"> {escape(quoted.before)}**{escape(quoted.words)}**{escape(quoted.after)}"
    yield ">"
    place = ", ".join(filter(None, (source.title, source.date, f"characters {quoted.start} to {quoted.end}")))
    yield f"> \\[{quoted.source}\\] {escape(place + after)}"
    yield ""


def _positions(content: Content) -> Iterator[str]:
    yield from ("## Positions", "")
    draw = charts_of(content).positions
    if draw is None:
        yield from ("No positions.", "")
        return
    shown = draw(WIDE)
    yield from (escape(shown.text), "")
    yield from data(shown.table)
    if note := words.positions_note(content):
        yield from (escape(note), "")
    for position in content.positions:
        yield from _position(position, content)


def _position(position: Position, content: Content) -> Iterator[str]:
    yield f"**{escape(position.holder)}** {position.stance} {escape(position.on)} (confidence {position.confidence:.2f})"
    yield ""
    yield from _quotation(position.quotation, content)


def _subjects(content: Content) -> Iterator[str]:
    yield from ("## Subjects", "")
    if not content.subjects:
        yield from ("No subjects.", "")
        return
    yield from (escape(words.subjects_caption(content)), "")
    yield from table(("subject", "kind", "events"), content.subjects)


def _method(content: Content) -> Iterator[str]:
    yield from ("## Method", "")
    for line in (*words.METHOD, words.damage(content)):
        yield from (escape(line), "")
    columns = ("run", "towhom", "coder and model", "started", "ended", "coded", "known already", "skipped")
    rows = [(r.number, r.towhom, r.coder, r.started, r.ended, r.added, r.skipped, r.failed) for r in content.runs]
    yield from table(columns, rows)
    if content.runs:
        yield from (escape(f"Settings and thresholds of the last build: {content.runs[-1].settings}"), "")


def _sources(content: Content) -> Iterator[str]:
    yield from ("## Sources", "")
    yield from ("Quotations are given with their place: characters of the document's text as read, counted from 0.", "")
    for source in content.sources:
        yield f"\\[{source.number}\\] {escape(words.source_line(source))}"
        yield f"({escape(words.source_place(source))})"
        yield ""
    yield f"{counted(len(content.sources), 'source')}. Made by towhom from {escape(content.store)}."
