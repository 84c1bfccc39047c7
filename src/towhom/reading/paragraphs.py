"""Lines -> paragraphs: which line breaks end a paragraph and which only end a line of print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from towhom.reading.words import closed

BLANK = re.compile(r"\n[^\S\n]*(?:\n|\f)\s*|\s*\f\s*")
BULLET = re.compile(r"\s*(?:[•‣▪●○■◦*·–—-]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]\s|\d+(?:\.\d+)+\.?\s)")
FINAL = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
# Print is 40 to 130 characters wide; a longer line is a paragraph of its own, in shorter ones a break means something.
NARROW, WIDE = 40, 130
# In proportional print lines of one width differ in their letters; one this long, for the widest, is full.
FULL = 0.75
# No heading and no paragraph ends in these.
NEVER_LAST = frozenset(["the", "a", "an", "and", "or", "of", "its", "their"])
LAST_WORD = re.compile(r"([^\W\d_]+)[.]?$")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines or page breaks, white space at their rims left out."""
    at = 0
    for blank in BLANK.finditer(text):
        if "\f" in blank[0] and _runs_over(text, at, blank.start(), blank.end()):
            continue
        yield from _stripped(text, at, blank.start())
        at = blank.end()
    yield from _stripped(text, at, len(text))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs in order; hard-wrapped lines of one paragraph stay together."""
    for start, end in blocks(text):
        lines = list(_lines(text, start, end))
        width = max(stop - begin for begin, stop in lines)
        printed = _printed(text, lines, width)
        first = lines[0][0]
        for (begin, stop), (after, after_end) in pairwise(lines):
            if not _wrapped(text[begin:stop], text[after:after_end], width, printed=printed):
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


def _runs_over(text: str, start: int, end: int, after: int) -> bool:
    """Tell whether a sentence goes on over a page break: the page's last line is full and has no stop."""
    lines = text[max(start, end - 2 * WIDE) : end].split("\n")
    width = max(map(len, lines))
    last = lines[-1].strip()
    if not last or FINAL.search(last) or len(last) > WIDE or after >= len(text) or BULLET.match(text, after):
        return False
    if text[after].islower():
        return len(last) >= NARROW
    return len(lines) > 1 and len(last) >= NARROW and len(last) >= FULL * width and _goes_on(last)


def _printed(text: str, lines: list[tuple[int, int]], width: int) -> bool:
    """Tell whether full lines without a stop often go on in small letters, as in print and not in a list."""
    if not NARROW <= width <= WIDE:
        return False
    small = capital = 0
    for (begin, stop), (after, _) in pairwise(lines):
        if stop - begin >= FULL * width and not FINAL.search(text, max(begin, stop - 6), stop):
            small += text[after].islower()
            capital += not text[after].islower()
    return small > 0 and 2 * small >= capital


def _goes_on(line: str) -> bool:
    """Tell whether a line cannot be the end of a paragraph: no stop, and no heading, where most words are capitals."""
    last = LAST_WORD.search(line)
    if last and line.endswith("."):
        return last[1] in closed("titles_abbreviated") or (len(last[1]) == 1 and last[1].isupper())
    if FINAL.search(line):
        return False
    if last and last[1].islower():
        return True
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) <= len(words) + 2


def _wrapped(line: str, following: str, width: int, *, printed: bool) -> bool:
    """Tell whether print went on from `line` to `following` only because the line was full."""
    if BULLET.match(following):
        return False
    if len(line) > WIDE or width < NARROW:
        return False
    if printed and len(line) >= FULL * width and _goes_on(line):
        return True
    if len(line) >= NARROW and line.rpartition(" ")[2] in NEVER_LAST:
        return True
    first_word = following.split(None, 1)[0]
    was_full = width <= WIDE and len(line) + 1 + len(first_word) > width - 4
    if FINAL.search(line):
        heading = printed and len(following) < width * 0.6 and not FINAL.search(following) and following[0].isupper()
        return was_full and len(line) > width * 0.6 and not heading
    if following[0].islower():
        return len(line) >= NARROW or was_full
    return was_full
