"""Quotations that open and do not close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from towhom.reading.draft import Finding

LINE = re.compile(r"[^\n]*\S")
INCHES = re.compile(r"(?<=\d)[\"”]")


def find(text: str) -> Iterator[Finding]:
    """Find the last opening quotation mark of paragraphs that have one too many.

    A quotation that goes on in the next paragraph opens again there and is not meant.
    """
    lines = list(LINE.finditer(text))
    following = [line[0].lstrip()[:1] for line in lines[1:]] + [""]
    for line, after in zip(lines, following, strict=True):
        at = _unclosed(line[0])
        if at is not None and after not in ('"', "“"):
            start = line.start() + at
            yield Finding(
                kind="unbalanced_quotation", start=start, end=start + 1, confidence=0.6,
                note="the quotation does not close in its paragraph",
            )  # fmt: skip


def _unclosed(line: str) -> int | None:
    """Return where the last quotation opens that does not close."""
    if line.count("“") > line.count("”"):
        return line.rfind("“")
    marks = [at for at, char in enumerate(line) if char == '"' and not INCHES.match(line, at)]
    if len(marks) % 2 == 0:
        return None
    opening = [
        at for at in marks if at + 1 < len(line) and not line[at + 1].isspace() and (at == 0 or line[at - 1] in " (—–[")
    ]
    return opening[-1] if opening else None
