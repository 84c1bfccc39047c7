"""What a time expression can be counted from at its place in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from towhom.dates import OfficeTerm
from towhom.dates.periods import Period, of_edtf
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
    year: int | None = None  # a year that the paragraph has set
    heading_year: int | None = None
    way: int = 0  # -1 past, 1 future, 0 not said
    officials: Sequence[OfficeTerm] = field(default=())  # of the sentence

    def follow(self, outcome: Outcome) -> None:
        """Remember what later expressions may count from."""
        if outcome.period is None:
            return
        self.told = outcome.period
        if outcome.explicit_year and outcome.period.unit in ("day", "month", "season", "year", "quarter", "half"):
            self.year = outcome.period.start.year

    def paragraph(self) -> None:
        """Forget what holds only within a paragraph."""
        self.year = None
        if self.written is not None:
            self.told = None


def opened(document: Document) -> Context:
    """Return the context at the start of a document."""
    return Context(written=of_edtf(document.date))


def paragraph_starts(document: Document) -> list[bool]:
    """Return for each sentence whether a blank line (or, in texts without any, a line end) stands before it."""
    gap = re.compile(r"\n\s*\n" if re.search(r"\S[^\S\n]*\n[^\S\n]*\n", document.text) else r"\n")
    starts: list[bool] = []
    end = 0
    for sentence in document.sentences:
        starts.append(
            not starts or sentence.kind == "heading" or gap.search(document.text[end : sentence.start]) is not None
        )
        end = sentence.end
    return starts
