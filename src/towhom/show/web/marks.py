"""Records that overlap in a text -> pieces that do not: each with everything that is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from towhom.show.web.text import LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A record's place in a text. Offsets are characters of the text that is shown."""

    start: int
    end: int
    kind: str  # event, position, mention, subject, time, repair
    note: str  # in words, for whoever points at it
    anchor: str | None = None  # name to link to: "event-…"
    href: str | None = None  # where the record is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words and the marks that cover all of them. `anchors` begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    href: str | None = None


# Of several records on the same words the first of these is linked.
FIRST = ("event", "position", "mention", "subject", "repair", "time")


def pieces(text: str, marks: Iterable[Mark], *, start: int = 0, longest: int = LONGEST) -> list[Piece]:
    """Cut a text that begins at character `start` into pieces. The pieces together are the text, cut at `longest`."""
    shown = text[:longest]
    end = start + len(shown)
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    empty = [mark for mark in marks if mark.start == mark.end and start <= mark.start <= end]  # a gap
    cuts = sorted(
        {start, end}
        | {max(mark.start, start) for mark in here}
        | {min(mark.end, end) for mark in here}
        | {mark.start for mark in empty}
    )
    found: list[Piece] = []
    for first, last in pairwise(cuts):
        covering = [mark for mark in here if mark.start <= first and mark.end >= last]
        begun = [mark for mark in (*here, *empty) if max(mark.start, start) == first]
        found.append(
            _piece(shown[first - start : last - start], covering, begun, [m for m in empty if m.start == first])
        )
    if len(shown) < len(text):
        found.append(
            Piece(text="…", kinds=("cut",), notes=(f"{len(text) - len(shown):,} characters are left out here",))
        )
    return found


def _piece(text: str, covering: list[Mark], begun: list[Mark], empty: list[Mark]) -> Piece:
    said = sorted({*covering, *empty}, key=lambda mark: (FIRST.index(mark.kind), mark.start, -mark.end, mark.note))
    return Piece(
        text=text,
        kinds=tuple(dict.fromkeys(mark.kind for mark in said)),
        notes=tuple(dict.fromkeys(mark.note for mark in said)),
        anchors=tuple(dict.fromkeys(mark.anchor for mark in begun if mark.anchor)),
        href=next((mark.href for mark in said if mark.href), None),
    )
