"""Words in charts: text from documents made harmless and short, numbers as people write them."""

from __future__ import annotations

import unicodedata

from towhom.show.plain import LEFT_OUT, plain

_RIGHT_TO_LEFT = {"R", "AL"}
_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate: what is inside cannot reorder what is around


def label(text: str, *, most: int = 60) -> str:
    """One short line of text that can only be shown; right-to-left words are kept to their own place."""
    line = plain(text[: most * 20])  # a title may have a megabyte: no need to look at all of it
    if len(line) > most:
        line = line[: most - 1].rstrip() + LEFT_OUT
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in line):
        return f"{_ISOLATE}{line}{_END}"
    return line


def amount(count: float) -> str:
    """A number of events that may hold shares of uncertain ones: 3, 2.5, <0.1, 0."""
    if 0 < count < 0.05:
        return "<0.1"
    rounded = round(count, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def counted(count: float, noun: str, plural: str | None = None) -> str:
    """A number with its noun: 1 event, 2.5 events, 3 countries."""
    shown = amount(count)
    return f"{shown} {noun if shown == '1' else plural or noun + 's'}"


def signed(score: float | None) -> str:
    """A PLOVER score or balance with its sign: +2.5, −3.0; empty for None. The sign is a real minus."""
    return "" if score is None else f"{score:+.1f}".replace("-", "−")


def linked(address: str) -> dict[str, str]:
    """An address as a field of a chart's data, if it is a place of the own site: what begins with "/", "#" or "?"."""
    is_local = address.startswith(("/", "#", "?")) and not address.startswith("//")
    return {"link": address} if is_local else {}


def neat(value: float) -> float:
    """A figure of a table: two decimals, none where it is whole."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def listed(parts: list[str]) -> str:
    """Words in a row: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
