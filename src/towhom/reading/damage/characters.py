"""Characters that no text has, and letters decoded wrongly."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import is_bad

from towhom.reading.draft import Edit, Finding

# Controls but tab, line feed and form feed; soft hyphen, zero-width blanks, byte order marks, direction marks.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe]+"
)
ODD_WORD = re.compile(r"[^ \t\n\r\f]*[^\x00-\x7f][^ \t\n\r\f]*")
ENTITY = re.compile(r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
LIGATURE = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
# A longer run without a blank is no word; ftfy would take its time over it.
LONGEST_WORD = 500


def control(text: str) -> Iterator[Finding]:
    """Find control and invisible characters; they are removed."""
    for run in CONTROL.finditer(text):
        yield Finding(
            kind="control_characters", start=run.start(), end=run.end(), confidence=1.0,
            note=f"{len(run[0])} control or invisible characters", edits=(Edit(run.start(), run.end(), ""),),
        )  # fmt: skip


def mojibake(text: str) -> Iterator[Finding]:
    """Find words in a wrong encoding (by ftfy), HTML entities and ligatures; they are decoded."""
    for entity in ENTITY.finditer(text):
        yield _decoded(entity, html.unescape(entity[0]).replace("\xa0", " "), "an HTML entity")
    if text.isascii():
        return
    for word in ODD_WORD.finditer(text):
        if len(word[0]) > LONGEST_WORD:
            continue
        if (plain := word[0].translate(LIGATURE)) != word[0]:
            yield _decoded(word, plain, "a ligature of print")
        elif is_bad(word[0]) and (fixed := ftfy.fix_encoding(word[0])) != word[0]:
            yield _decoded(word, fixed, "decoded with the wrong character set")


def _decoded(found: re.Match[str], text: str, note: str) -> Finding:
    return Finding(
        kind="mojibake", start=found.start(), end=found.end(), confidence=0.95, note=note,
        edits=(Edit(found.start(), found.end(), text),),
    )  # fmt: skip
