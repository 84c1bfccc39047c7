"""Info boxes and captions that were run into the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from towhom.reading.draft import Finding
from towhom.reading.words import closed, pattern

LABEL = re.compile(r"(?<![\w.])([A-Z][\w()-]*(?: (?:[A-Z(][\w()-]*|of|per|in|and|[a-z]{4,12})){0,3}):(?=\s|$)")
PROSE = re.compile(rf"(?<=[\w)%.:] )(?:{pattern('clause_starters', 'long_starters')}|From|Following|As|Under|With) ")
AGENCIES = "Reuters|AP|AFP|EPA|Getty Images"
CREDIT = re.compile(
    rf"(?:\((?:[A-Z][\w./ ]{{1,30}} )?(?:Photo|File|{AGENCIES})[^()\n]{{0,40}}\)"
    r"|(?:Photo|Image|Photograph|Picture) (?:by|credit|courtesy of)[: ][^.\n]{3,60}"
    rf"|(?:{AGENCIES})/[A-Z][\w .]{{2,40}})(?= (?:{pattern('clause_starters', 'long_starters')}) [a-z])"
)
# Labels of one box stand at most this far apart.
REACH = 140


def find(text: str) -> Iterator[Finding]:
    """Find info boxes inside a paragraph: two labels or more, one of them usual; prose starts behind them."""
    for line in re.finditer(r"[^\n]*\S", text):
        labels = list(LABEL.finditer(text, line.start(), line.end())) if line[0].count(":") > 1 else []
        box = _box(text, labels)
        if not box:
            continue
        prose = _prose(text, box[-1].end(), line.end())
        stop = text.rfind(". ", line.start(), box[0].start())
        start = line.start() if stop < 0 else stop + 2
        yield Finding(
            kind="info_box", start=start, end=prose or line.end(), confidence=0.8,
            note="labels of an info box in the prose", boundaries=tuple(at for at in (start, prose) if at),
        )  # fmt: skip


def _box(text: str, labels: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the labels of the first box among `labels`, nothing if there are not two."""
    usual = [any(end in closed("box_labels") for end in _endings(label[1].lower())) for label in labels]
    for (left, right), sure in zip(pairwise(labels), pairwise(usual), strict=True):
        between = text[left.end() : right.start()]
        if sum(sure) == 2 and len(between) < REACH and not re.search(r"[a-z]{3}[.!?;] ", between):
            rest = [label for label, ok in zip(labels, usual, strict=True) if ok and label.start() >= right.start()]
            return [left, *rest]
    return []


def _endings(label: str) -> list[str]:
    words = label.split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _prose(text: str, start: int, end: int) -> int | None:
    found = PROSE.search(text, start, end)
    return found.start() if found else None


def captions(text: str) -> Iterator[Finding]:
    """Find credits of pictures inside a paragraph; the prose starts behind them."""
    for credit in CREDIT.finditer(text):
        yield Finding(
            kind="caption", start=credit.start(), end=credit.end(), confidence=0.7,
            note="a picture's caption in the prose", boundaries=(credit.end() + 1,),
        )  # fmt: skip
