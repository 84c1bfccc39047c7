"""Damage to scraped, printed and wrongly decoded text: one short detector a kind.

A detector takes a text and yields findings. `MENDERS` change the text (a blank, a boundary, a removal),
`MARKERS` only point at what is lost or does not belong. No detector adds a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from towhom.reading.damage import boxes, characters, cut, glued, lines, lost, marks, print_, quotes
from towhom.reading.draft import Finding

KINDS = {
    "control_characters": "characters that no text has: NUL, soft hyphens, zero-width blanks",
    "mojibake": "letters that were decoded wrongly",
    "hyphenation": "a word parted at the end of a line",
    "page_furniture": "running heads and page numbers",
    "layout": "a line break and indentation inside a paragraph",
    "boilerplate": "navigation and other words that are not part of the text",
    "repeated_line": "a heading or caption that stood before",
    "glued_words": "two words without the blank between them",
    "lost_span": "words are missing: a date, a link, a number",
    "cut_sentence": "a sentence that breaks off",
    "info_box": "labels of an info box run into prose",
    "caption": "the words of a picture run into prose",
    "unbalanced_quotation": "a quotation that opens and does not close",
}

Detector = Callable[[str], Iterable[Finding]]

# In this order: each sees what those before it left.
MENDERS: tuple[Detector, ...] = (
    characters.control, characters.mojibake, print_.furniture, print_.hyphenation, print_.layout,
    lines.boilerplate, lines.repeated, glued.find, marks.find,
)  # fmt: skip
MARKERS: tuple[Detector, ...] = (lost.find, cut.find, boxes.find, boxes.captions)
# An open quotation alone is a slip of many authors; beside other damage its end was lost with the rest.
SIGNS: tuple[Detector, ...] = (quotes.find,)
