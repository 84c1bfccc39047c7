"""What printing adds to a text: page numbers, running heads, words parted at the line's end, wrapped lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from towhom.reading.draft import Edit, Finding
from towhom.reading.paragraphs import NARROW, paragraphs
from towhom.reading.words import common, known

PARTED = re.compile(r"([^\W\d_]{2,}(?:-[^\W\d_]+)*)([-‐])[^\S\n]*\n[^\S\n]*([^\W\d_]{2,})")
BREAK = re.compile(r"[^\S\n]*\n\s*")
SPACE = re.compile(r"\s")
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:of\s+\d{1,4})?", re.I)
# A head has to come back on this many pages to be a running one.
PAGES = 3


def furniture(text: str) -> Iterator[Finding]:
    """Find page numbers and running heads: first and last lines that come back page after page (form feeds)."""
    if "\f" not in text:
        return
    rims: list[tuple[int, int]] = []
    start = 0
    for page in text.split("\f"):
        rims += _rim_lines(page, start)
        start += len(page) + 1
    shapes = Counter(_shape(text[a:b]) for a, b in rims)
    for a, b in rims:
        shape = _shape(text[a:b])
        if PAGE_NUMBER.fullmatch(text[a:b].strip()) or (shapes[shape] >= PAGES and len(shape) < 120):
            yield Finding(
                kind="page_furniture", start=a, end=b, confidence=0.9, note="a running head or page number",
                edits=(Edit(a, b, ""),),
            )  # fmt: skip


def hyphenation(text: str) -> Iterator[Finding]:
    """Find words parted at the end of a line; they are joined, with the hyphen where it is part of the word."""
    for parted in PARTED.finditer(text):
        left, right = parted[1], parted[3]
        whole = left + right
        if right[0].isupper() or (common(left, below=20000) and common(right, below=20000) and not known(whole)):
            joined, note = f"{left}-{right}", "a compound parted at its hyphen"
        elif known(whole) or not (known(left) and known(right)):
            joined, note = whole, "a word parted at the end of a line"
        else:
            continue
        yield Finding(
            kind="hyphenation", start=parted.start(), end=parted.end(), confidence=0.9, note=note,
            edits=(Edit(parted.start(), parted.end(), joined), *_break_behind(text, parted)),
        )  # fmt: skip


def _break_behind(text: str, parted: re.Match[str]) -> Iterator[Edit]:
    """Yield the edit that breaks the line behind a joined word: lines keep their width, which tells paragraphs."""
    begin = text.rfind("\n", max(0, parted.end(1) - NARROW), parted.end(1))
    blank = SPACE.search(text, parted.end())
    if begin < 0 and parted.end(1) >= NARROW and blank and blank[0] == " ":
        yield Edit(blank.start(), blank.end(), "\n")


def layout(text: str) -> Iterator[Finding]:
    """Find line breaks inside paragraphs; each becomes one blank (recorded if more than one character goes)."""
    if "\n" not in text:
        return
    for start, end in paragraphs(text):
        for broken in BREAK.finditer(text, start, end):
            yield Finding(
                kind="layout", start=broken.start(), end=broken.end(), confidence=1.0,
                note="a line break inside a paragraph" if len(broken[0]) > 1 else "",
                edits=(Edit(broken.start(), broken.end(), " "),),
            )  # fmt: skip


def _rim_lines(page: str, start: int) -> list[tuple[int, int]]:
    """Return the spans of the first two and last two lines of a page that are not blank."""
    lines = [(line.start() + start, line.end() + start) for line in re.finditer(r"[^\n]*\S[^\n]*", page)]
    return lines if len(lines) <= 4 else lines[:2] + lines[-2:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split())).lower()
