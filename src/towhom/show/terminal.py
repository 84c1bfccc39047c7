"""The pages of the terminal, made with rich. Everything reads without colour; no text is taken as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from towhom.measures import Dealing, Point, Series, Stance
from towhom.show.bars import ASCII, UNICODE, Glyphs, cells, diverging
from towhom.show.plain import around, plain
from towhom.show.relationship import Deed, Direction, Relationship

UP, DOWN = "cyan", "red"  # apart for the colour-blind too, and the side says the same
LONGEST_GAP = 2  # empty periods in a row that are drawn; more are folded into one line
SIDE_BY_SIDE = 96  # columns from which the two directions stand beside each other


class Page:
    """A page that adapts to the console it is printed on."""

    def __init__(self, shown: Relationship, *, name: str) -> None:
        self.shown = shown
        self.name = name

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        glyphs = glyphs_of(console)
        shown, width = self.shown, options.max_width
        yield from heading(f"{shown.first} and {shown.second}", self.name)
        yield counts(shown)
        if not shown.events:
            return
        yield from section("Over time", over_time(shown.series, width=width, glyphs=glyphs))
        yield from section("Who did what", both_directions(shown.directions, width=width, glyphs=glyphs))
        if shown.best_sourced:
            from towhom.show.incidents import incidents_table  # which is made of parts of this page

            yield from section("Told most", incidents_table(shown.best_sourced, arrow=glyphs.to))
        yield from section("Latest", deeds_table(shown.latest_deeds, width=width, glyphs=glyphs))
        for title, most in (("Hardest", shown.hardest_deeds), ("Closest", shown.closest_deeds)):
            if most:
                yield from section(title, deeds_table(most, width=width, glyphs=glyphs))
        if shown.stances:
            yield from section("Positions", positions_table(shown.stances))
        if shown.subjects:
            yield from section("About", subjects_line(shown.subjects))


def glyphs_of(console: Console) -> Glyphs:
    """Characters that the console's encoding has."""
    return UNICODE if console.encoding.lower().startswith("utf") else ASCII


def heading(title: str, name: str) -> Iterator[RenderableType]:
    """The first line of a page: what it shows, and the store it comes from."""
    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", overflow="fold")
    line.add_row(Text(plain(title), style="bold"), Text(plain(name), style="dim"))
    yield line
    yield Rule(style="dim")


def section(title: str, body: RenderableType) -> Iterator[RenderableType]:
    """A heading with what belongs under it."""
    yield Text()
    yield Text(title, style="bold")
    yield Padding(body, (0, 0, 0, 1))


def counts(shown: Relationship) -> Text:
    """How much there is, from when to when, and what the figures leave out."""
    if not shown.modalities:
        return Text("No dealings between them in this store.")
    parts = [f"{number(shown.events, 'event')} in {number(shown.documents, 'document')}"]
    if 0 < shown.incidents < shown.events:
        parts[0] += f" tell of {number(shown.incidents, 'incident')}"
    if shown.earliest and shown.latest:
        parts.append(period(shown.earliest, shown.latest))
    if shown.series.undated:
        parts.append(f"{shown.series.undated} without a usable date")
    words = {"future": "planned", "hypothetical": "hypothetical", "negated": "denied or called off"}
    others = [f"{shown.modalities[key]} {word}" for key, word in words.items() if shown.modalities.get(key)]
    if others:
        parts.append(f"not counted: {', '.join(others)}")
    return Text("; ".join(parts))


def number(count: int, noun: str) -> str:
    """A count with its noun: 1 event, 1,200 events."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def period(first: date, last: date) -> str:
    """From when to when, in years."""
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"


def over_time(found: Series, *, width: int, glyphs: Glyphs) -> RenderableType:
    """One line a period: conflict to the left of the axis, cooperation to the right."""
    if not found.points:
        return Text("No event has a usable date.")
    half = max((min(width, 120) - 32) // 2, 8)
    widest = max(max(p.quads[0] + p.quads[1], p.quads[2] + p.quads[3]) for p in found.points)
    # two cells an event at most: one single event should not look like a war; one cell is lost to rounding
    scale = min((half - 1) / widest, 2.0) if widest else 1.0
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("conflict", justify="right", width=half)
    table.add_column(glyphs.axis, justify="center", style="dim")
    table.add_column("cooperation", justify="left", width=half)
    table.add_column("events", justify="right")
    table.add_column("score", justify="right")
    for point in folded(found.points):
        table.add_row(*_bar_row(point, scale=scale, glyphs=glyphs))
    key = f"{glyphs.words} words  {glyphs.deeds} deeds   score: mean PLOVER score, -10 to 10"
    return Group(table, Text(key, style="dim"))


def folded(points: Sequence[Point]) -> Iterator[Point | None]:
    """The points, with None for a longer run of empty ones."""
    empty: list[Point] = []
    for point in points:
        if not point.events:
            empty.append(point)
            continue
        yield from empty if len(empty) <= LONGEST_GAP else [None]
        empty = []
        yield point


def _bar_row(point: Point | None, *, scale: float, glyphs: Glyphs) -> list[Text]:
    if point is None:
        return [Text(glyphs.gap, style="dim"), Text(), Text(glyphs.axis), Text(), Text(), Text()]
    down, up = diverging(point.quads, scale=scale, glyphs=glyphs)
    mean = Text() if point.mean is None else Text(f"{point.mean:+.1f}", style=DOWN if point.mean < 0 else UP)
    return [
        Text(point.period.label),
        Text(down, style=DOWN, no_wrap=True, overflow="crop"),
        Text(glyphs.axis),
        Text(up, style=UP, no_wrap=True, overflow="crop"),
        Text(amount(point.events)),
        mean,
    ]


def amount(count: float) -> str:
    """A count of events that may hold shares of uncertain ones: 3, 2.5, <0.1, nothing for 0."""
    if count == 0:
        return ""
    if count < 0.05:
        return "<0.1"
    return f"{count:,.0f}" if abs(count - round(count)) < 0.05 else f"{count:,.1f}"


def both_directions(found: tuple[Direction, Direction], *, width: int, glyphs: Glyphs) -> RenderableType:
    """What each did to the other, beside each other where there is room."""
    most = max((count for direction in found for _, count, _ in direction.types), default=1)
    wide = width >= SIDE_BY_SIDE
    room = (width // 2 if wide else width) - 30
    tables = [direction_table(each, most=most, room=min(room, 40), glyphs=glyphs) for each in found]
    if not wide:
        return Group(tables[0], Text(), tables[1])
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    grid.add_row(*tables)
    return grid


def direction_table(found: Direction, *, most: int, room: int, glyphs: Glyphs) -> RenderableType:
    """Event types with bars; solid for deeds, light for words."""
    title = Text(f"{plain(found.actor)} {glyphs.to} {plain(found.recipient)}", style="underline")
    title.append(f"  {number(found.events, 'event')}", style="not underline dim")
    if not found.types:
        return title
    table = Table.grid(padding=(0, 1, 0, 0))
    for justify in ("left", "left", "right", "right"):
        table.add_column(justify=justify)
    for type, count, score in found.types:
        style = DOWN if score < 0 else UP
        bar = glyphs.deeds * cells(count, scale=min(room / most, 2.0))
        table.add_row(Text(type), Text(bar, style=style), Text(str(count)), Text(f"{score:+.1f}", style=style))
    return Group(title, table)


def deeds_table(deeds: Iterable[Deed], *, width: int, glyphs: Glyphs) -> RenderableType:
    """Events to read: when, who to whom, what, and the words that say so in their sentence."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=10, style="dim")
    table.add_column(ratio=1)
    for deed in deeds:
        table.add_row(Text(when(deed)), Group(deed_line(deed, glyphs=glyphs), sentence(deed, width=2 * (width - 16))))
    return table if table.row_count else Text("None.")


def when(deed: Deed) -> str:
    """The time of an event in ten characters."""
    return short_time(deed.edtf, deed.earliest, deed.latest)


def short_time(edtf: str | None, earliest: date | None, latest: date | None) -> str:
    """A time in ten characters; long expressions as the years that they span."""
    if edtf is None:
        return "no date"
    if len(edtf) <= 10:
        return plain(edtf)
    if earliest and latest:
        return f"{earliest.year}" if earliest.year == latest.year else f"{earliest.year}-{latest.year}"
    if earliest:
        return f"from {earliest.year}"
    return f"up to {latest.year}" if latest else f"{plain(edtf)[:9]}…"


def deed_line(deed: Deed, *, glyphs: Glyphs) -> Text:
    """Who did what to whom."""
    style = DOWN if deed.quad_code in (3, 4) else UP
    arrow = glyphs.both if deed.reciprocal else glyphs.to
    line = Text(plain(" and ".join(deed.actors)), style="bold")
    if deed.recipients:
        line.append(f" {arrow} ", style="not bold").append(plain(" and ".join(deed.recipients)))
    what = ":".join([deed.type, *("+".join(deed.modes),) * bool(deed.modes)])
    line.append(f"  {what}", style=f"not bold {style}").append(f" {deed.score:+.1f}", style="not bold dim")
    if deed.modality != "actual":
        line.append(f" {deed.modality}", style="not bold italic dim")
    return line


def sentence(deed: Deed, *, width: int) -> Text:
    """The sentence around the words that say it, which stand between «…»."""
    before, words, after = around(deed.text, deed.start, deed.end, width=max(width, 60))
    return Text.assemble(before, "«", (words, "bold"), "»", after)


def positions_table(stances: Sequence[Stance]) -> RenderableType:
    """Who backs and who opposes what."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for column in ("", "backs", "opposes"):
        table.add_column(column, ratio=None if not column else 1, overflow="fold")
    for holder in dict.fromkeys(stance.holder for stance in stances):
        own = [stance for stance in stances if stance.holder == holder]
        backs = [(stance.name, stance.backs) for stance in own if stance.backs]
        opposes = [(stance.name, stance.opposes) for stance in own if stance.opposes]
        table.add_row(Text(plain(holder)), listed(backs), listed(opposes))
    return table


def listed(things: Sequence[tuple[str, int]], *, most: int = 8) -> Text:
    """Things with how often each was said, the rest as a number."""
    shown = [plain(name) + (f" ×{count}" if count > 1 else "") for name, count in things[:most]]
    rest = [f"{len(things) - most} more"] if len(things) > most else []
    return Text(", ".join(shown + rest))


def subjects_line(subjects: Sequence[tuple[str, str, int]], *, most: int = 24) -> Text:
    """What the dealings are about, with kind and number of events."""
    line = Text()
    for position, (name, kind, events) in enumerate(subjects[:most]):
        line.append(" · " if position else "", style="dim").append(plain(name))
        line.append(f" {plain(kind)} {events}", style="dim")
    if len(subjects) > most:
        line.append(f" · {len(subjects) - most} more", style="dim")
    return line


def dealings_table(dealings: Sequence[Dealing], *, most: int, glyphs: Glyphs, width: int) -> RenderableType:
    """Who deals with whom: one line a directed pair."""
    half = max((min(width, 120) - 40) // 2, 8)
    widest = max((max(d.quads[0] + d.quads[1], d.quads[2] + d.quads[3]) for d in dealings), default=1)
    scale = min((half - 1) / widest, 2.0) if widest else 1.0
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("conflict", justify="right", width=half)
    table.add_column(glyphs.axis, style="dim")
    table.add_column("cooperation", width=half)
    table.add_column("events", justify="right")
    table.add_column("score", justify="right")
    for dealing in dealings[:most]:
        down, up = diverging(dealing.quads, scale=scale, glyphs=glyphs)
        style = DOWN if dealing.score < 0 else UP
        table.add_row(
            Text(f"{plain(dealing.actor)} {glyphs.to} {plain(dealing.recipient)}"),
            Text(down, style=DOWN, no_wrap=True, overflow="crop"),
            Text(glyphs.axis),
            Text(up, style=UP, no_wrap=True, overflow="crop"),
            Text(f"{dealing.events:,}"),
            Text(f"{dealing.score:+.1f}", style=style),
        )
    return table
