"""Files and text -> documents: formats, extraction, damage and repair, sentences.

First room of the line. Everything after it sees only `Document`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One place where the text was damaged, and what was done about it.

    `start`/`end` are characters of the clean text, `raw_start`/`raw_end` of the raw text; ends are
    exclusive. A gap (words that were lost and cannot be restored) has `before == after`.
    """

    kind: str  # one of reading.damage.KINDS
    start: int
    end: int
    raw_start: int
    raw_end: int
    before: str  # the raw words
    after: str  # the words as read
    confidence: float  # 0 to 1
    note: str = ""  # one clause for a human reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The unit that is coded. Offsets are characters of the document's clean text."""

    index: int
    start: int
    end: int
    text: str
    kind: str = "prose"  # prose, heading, caption, fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a user handed in: text, metadata, and what was repaired. Known by the hash of its content."""

    id: str
    raw: str  # as extracted from the file
    text: str  # as read: clean
    title: str | None = None
    date: str | None = None  # EDTF, as the format or the user gave it
    source: str | None = None  # publisher or publication
    url: str | None = None
    path: str | None = None  # where it was found; not part of the identity
    sentences: tuple[Sentence, ...] = ()
    repairs: tuple[Repair, ...] = ()
