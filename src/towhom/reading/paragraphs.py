"""Lines -> paragraphs: which line breaks end a paragraph and which only end a line of print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

BLANK = re.compile(r"\n[^\S\n]*(?:\n|\f)\s*|\s*\f\s*")
BULLET = re.compile(r"\s*(?:[•‣▪●○■◦*·–—-]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]\s|\d+(?:\.\d+)+\.?\s)")
FINAL = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
# Print is 40 to 130 characters wide; a longer line is a paragraph of its own, in shorter ones a break means something.
NARROW, WIDE = 40, 130


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines or page breaks, white space at their rims left out."""
    at = 0
    for blank in BLANK.finditer(text):
        yield from _stripped(text, at, blank.start())
        at = blank.end()
    yield from _stripped(text, at, len(text))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs in order; hard-wrapped lines of one paragraph stay together."""
    for start, end in blocks(text):
        lines = list(_lines(text, start, end))
        width = max(stop - begin for begin, stop in lines)
        first = lines[0][0]
        for (begin, stop), (after, after_end) in pairwise(lines):
            if not _wrapped(text[begin:stop], text[after:after_end], width):
                yield first, stop
                first = after
        yield first, lines[-1][1]


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _stripped(text, start, stop)
        start = stop + 1


def _wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether print went on from `line` to `following` only because the line was full."""
    if BULLET.match(following):
        return False
    if len(line) > WIDE or width < NARROW:
        return False
    first_word = following.split(None, 1)[0]
    was_full = width <= WIDE and len(line) + 1 + len(first_word) > width - 4
    if FINAL.search(line):
        return was_full and len(line) > width * 0.6
    if following[0].islower():
        return len(line) >= NARROW or was_full
    return was_full
