"""What a time expression can be counted from at its place in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from towhom.dates import OfficeTerm
from towhom.dates.periods import Period
from towhom.reading import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one expression; `period` is what later expressions may count from."""

    value: str | None
    edtf: str | None
    basis: str
    period: Period | None = None
    explicit_year: bool = False  # the text itself says the year


@dataclass(slots=True)
class Context:
    """The reader's place in a document. Mutable: one walk through one document."""

    written: Period | None  # the document's own date
    told: Period | None = None  # the time the text has come to
    day: Period | None = None  # the last day that the paragraph has told of
    before: Period | None = None  # the time that an earlier paragraph of a dated document had come to
    year: int | None = None  # a year that the paragraph has set
    heading_year: int | None = None
    way: int = 0  # -1 past, 1 future, 0 not said
    officials: Sequence[OfficeTerm] = field(default=())  # of the sentence

    def follow(self, outcome: Outcome, *, leads: bool) -> None:
        """Remember what later expressions may count from; `leads`: the expression opens its sentence.

        In a dated document only such a year sets the stage ("In 1995, ..."); others are background.
        """
        if outcome.period is None:
            return
        self.told = outcome.period
        self.day = outcome.period if outcome.period.unit == "day" else self.day
        stage = leads or self.written is None
        if (
            stage
            and outcome.explicit_year
            and outcome.period.unit in ("day", "month", "season", "year", "quarter", "half")
        ):
            self.year = outcome.period.start.year

    def paragraph(self) -> None:
        """Forget what holds only within a paragraph."""
        self.year = self.day = None
        if self.written is not None:
            self.before = self.told or self.before
            self.told = None


def paragraph_starts(document: Document) -> list[bool]:
    """Return for each sentence whether a blank line (or, in texts without any, a line end) stands before it."""
    gap = _BLANK if _BLANK.search(document.text.strip()) else _LINE
    return [_starts(document, number, gap) for number in range(len(document.sentences))]


def _starts(document: Document, number: int, gap: re.Pattern[str]) -> bool:
    if number == 0 or "heading" in (document.sentences[number].kind, document.sentences[number - 1].kind):
        return True
    between = document.text[document.sentences[number - 1].end : document.sentences[number].start]
    return "\n" in between and gap.search(between) is not None


_BLANK = re.compile(r"\n[^\S\n]*\n")
_LINE = re.compile(r"\n")
