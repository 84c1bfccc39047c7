"""Sentences that break off: at a lost "U.S.", in front of a new sentence, at the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from towhom.reading.draft import Finding
from towhom.reading.sentences import opens_sentence
from towhom.reading.words import closed, pattern

LETTER = re.compile(r"(?<![\w.&-])U\.(?=[\"”’)]*(?:\s+(?![SNKA]\.|S\b)[A-Z\"“]|\s*\n|\s*$))")
RUN_ON = re.compile(
    rf"(?<=[ ])(?:{pattern('prepositions', 'determiners')}|and|or|later in|earlier in) "
    rf"((?:{pattern('clause_starters')}),? (?=[a-z]|(?:{pattern('months')})\b))"
)
MIDWAY = re.compile(rf"(?<=[ ])([^\W\d_]+) ((?:{pattern('plain_starters')}),? (?=[a-z]))")
UNFINISHED = re.compile(
    r"(?<=\w )(the|an?|its|their|every|our|my|his|and|or|but|than|of|in|into|from|between|during|among)([.]?)[\"”]?$"
)
UNITED = re.compile(r"\b[Tt]he United$")
CAPITAL_BEHIND = re.compile(r"[A-Z][\w'’-]*[\"”]? $")
# What stood behind the colon is lost: a list or a quotation.
COLON = re.compile(r"(?<=[a-z]): (?=(?:Some|Many|Most|Several) (?:analysts|observers|experts|critics|officials)\b)")
# Without a stop a preposition ends a heading or a phrasal verb too; a sentence cannot end in these.
NEVER_LAST = frozenset(["the", "a", "an", "and", "or", "but", "than", "its", "their", "every", "our", "my"])
# A line shorter than this that ends in a preposition is no prose.
PROSE_WORDS = 8


def find(text: str) -> Iterator[Finding]:
    """Find where sentences break off; the next sentence starts there and the text stays."""
    for found in LETTER.finditer(text):
        if opens_sentence(text, found.end()):
            note = 'the sentence breaks off in an abbreviation with "U."'
            yield _mark(found.start(), found.end(), found.end(), confidence=0.85, note=note)
    for found in RUN_ON.finditer(text):
        if not _in_title(text, found.start()):
            note = f'the sentence breaks off before "{found[1].strip()}"'
            yield _mark(found.start(), found.end(1) - 1, found.start(1), confidence=0.8, note=note)
    for found in MIDWAY.finditer(text):
        if not _in_title(text, found.start()) and found[1] not in closed("prepositions"):
            note = f'no stop before "{found[2].strip()}"'
            yield _mark(found.start(), found.end(2) - 1, found.start(2), confidence=0.65, note=note)
    for found in COLON.finditer(text):
        note = "what the colon announces is missing"
        yield _mark(found.start(), found.start() + 1, found.end(), confidence=0.65, note=note)
    yield from _unfinished(text)


def _unfinished(text: str) -> Iterator[Finding]:
    """Find paragraphs that end in the middle: "reversed Seoul's decision to delay the" """
    for line in re.finditer(r"[^\n]*\S", text):
        states = UNITED.search(line[0])
        if states and len(line[0].split()) >= PROSE_WORDS:
            yield _mark(line.end() - 6, line.end(), None, confidence=0.8, note="the sentence breaks off")
        found = UNFINISHED.search(text, max(line.start(), line.end() - 40), line.end())
        if found and len(line[0].split()) >= PROSE_WORDS and (not found[2] or found[1] in NEVER_LAST):
            yield _mark(found.start(1), line.end(), None, confidence=0.7, note="the sentence breaks off")


def _in_title(text: str, start: int) -> bool:
    """Tell whether capitals run on at `start`: in a title or a name a capital breaks nothing off."""
    return text[start].isupper() and bool(CAPITAL_BEHIND.search(text[max(0, start - 30) : start]))


def _mark(start: int, end: int, boundary: int | None, *, confidence: float, note: str) -> Finding:
    boundaries = () if boundary is None else (boundary,)
    return Finding(kind="cut_sentence", start=start, end=end, confidence=confidence, note=note, boundaries=boundaries)
