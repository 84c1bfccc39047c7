"""Whole lines that are not part of the text: navigation, and headings or captions that stood before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from towhom.reading.draft import Edit, Finding
from towhom.reading.words import closed

LINE = re.compile(r"[^\n]*\S[^\n]*")
SUFFIX = re.compile(r"\s+[-–—|»]\s+[^-–—|»]{2,40}$")
SENTENCE_END = re.compile(r"[a-z]{2}[.!?] [A-Z]")
# A heading that comes back has at least this many words; "Applause" and "Q:" may come back in a clean text.
HEADING_WORDS, LONGEST_HEADING = 3, 150
# A line of so many words does not come back by accident; a shorter one has to stand there three times.
SURE_WORDS = 4


def boilerplate(text: str) -> Iterator[Finding]:
    """Find lines of navigation: short parts between bars, or words that only navigation has; they go."""
    for line in LINE.finditer(text):
        if len(line[0]) > LONGEST_HEADING or (line.start() == 0 and line.end() == len(text)):
            continue
        parts = [part.strip().lower() for part in re.split(r"[|›»>·•]", line[0]) if part.strip()]
        usual = [part in closed("boilerplate") for part in parts]
        menu = len(parts) > 2 and any(usual) and all(len(part.split()) <= 3 for part in parts)
        if menu or (usual and all(usual) and (len(parts) > 1 or " " in parts[0])):
            yield _removed(text, line, "boilerplate", 0.9 if len(parts) > 1 else 0.8, "navigation of the page")


def repeated(text: str) -> Iterator[Finding]:
    """Find headings and captions that stood before, also with the name of the site behind them; they go."""
    headings = [(line, shape) for line in LINE.finditer(text) if (shape := _heading(line[0]))]
    count = Counter(shape for _, shape in headings)
    seen: set[str] = set()
    for line, shape in headings:
        known = next((form for form in (shape, SUFFIX.sub("", shape)) if form in seen), None)
        often = count[shape] > 2 or known != shape  # a question asked twice is a quotation
        sure = len(known.split()) >= SURE_WORDS and not re.search(r"[,@<]|\?$", shape) if known else False
        if known and (often or sure):
            yield _removed(text, line, "repeated_line", 0.9, "a heading or caption that stood before")
        seen.add(shape)


def _heading(line: str) -> str | None:
    """Return a line in small letters if it can be a heading or caption, else None."""
    line = line.strip()
    if len(line) > LONGEST_HEADING or line.endswith((".", ":", ";", ",", '."', ".”")) or SENTENCE_END.search(line):
        return None
    words = line.lower().split()
    return " ".join(words) if sum(word[0].isalpha() for word in words) >= HEADING_WORDS else None


def _removed(text: str, line: re.Match[str], kind: str, confidence: float, note: str) -> Finding:
    """Return the finding that takes out a line with the line breaks behind it."""
    start, end = line.span()
    while end < len(text) and text[end].isspace():
        end += 1
    end = end if end == len(text) else text.rfind("\n", line.end(), end) + 1
    return Finding(kind=kind, start=start, end=end, confidence=confidence, note=note, edits=(Edit(start, end, ""),))
