"""No blank behind a mark or a number: "talks.The", "sanctions,which", "July 12,request", "in 2017the"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from towhom.reading.draft import Edit, Finding
from towhom.reading.words import closed, known, pattern, places

YEAR = r"(?:1[6-9]|20)\d\d"
DAY = re.compile(rf"\b((?:{pattern('months')})\.? \d{{1,2}},)([a-z]{{2,}})\b")
STATES = re.compile(r"(?<![\w.])(U\.)([a-z]{3,})\b")
BEHIND_YEAR = re.compile(rf"(?<![\w.,/-])({YEAR}[\])”]?|\([^()\n]{{2,60}}\))([a-z]{{2,}})\b(?!-)")
BEFORE_YEAR = re.compile(rf"\b(in|of|since|by|until|from|to|{pattern('months')})({YEAR})\b(?![/-])")
STOP = re.compile(r"(?<![\w@/.-])((?:[a-z]{3,}|\d{3,4})[.!?][\"”’)]*)([A-Z][a-z]+)(?= )")
COMMA = re.compile(r"(?<![\w@/.,-])([^\W\d_]{3,},)([a-z]{3,})(?![\w@/.,-])")


def find(text: str) -> Iterator[Finding]:
    """Find marks and numbers with a word right behind them; a blank is put between."""
    for day in DAY.finditer(text):
        yield _spaced(day)
        yield Finding(
            kind="lost_span", start=day.start(1), end=day.end(1), confidence=0.8,
            note=f'words are missing after "{day[1]}", likely a year',
        )  # fmt: skip
    yield from (_spaced(states) for states in STATES.finditer(text))
    yield from (_spaced(year) for year in BEFORE_YEAR.finditer(text))
    for year in BEHIND_YEAR.finditer(text):
        if year[2] in closed("glue_right_long") | closed("glue_right_short"):
            yield _spaced(year)
    for stop in STOP.finditer(text):
        opens = stop[2] in closed("clause_starters") | closed("long_starters") | places()
        if opens and (stop[1][0].isdigit() or known(stop[1].rstrip('.!?"”’)'))):
            yield _spaced(stop)
    for comma in COMMA.finditer(text):
        if known(comma[1][:-1]) and known(comma[2]):
            yield _spaced(comma)


def _spaced(found: re.Match[str]) -> Finding:
    at = found.end(1)
    return Finding(
        kind="glued_words", start=found.start(), end=found.end(), confidence=0.9,
        note=f'"{found[1]}" and "{found[2]}" without a blank', edits=(Edit(at, at, " "),),
    )  # fmt: skip
