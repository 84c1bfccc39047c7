"""Sentences that break off: at a lost "U.S.", in front of a new sentence, at the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from towhom.reading.draft import Finding
from towhom.reading.words import closed, pattern

LETTER = re.compile(r"(?<![\w.&-])U\.(?=[\"”’)]*(?:\s+(?![SNKA]\.|S\b)[A-Z\"“]|\s*\n|\s*$))")
RUN_ON = re.compile(
    rf"(?<=[ ])(?:{pattern('prepositions', 'determiners')}|and|or|later in|earlier in) "
    rf"((?:{pattern('clause_starters')}),? (?=[a-z]|(?:{pattern('months')})\b))"
)
MIDWAY = re.compile(rf"(?<=[ ])([^\W\d_]+) ((?:{pattern('plain_starters')}),? (?=[a-z]))")
UNFINISHED = re.compile(
    rf"(?<=\w )({pattern('determiners')}|and|or|but|than|of|in|into|from|between|during|among)([.]?)[\"”]?$"
)
# A line shorter than this that ends in a preposition is a heading or a phrasal verb.
PROSE_WORDS = 8


def find(text: str) -> Iterator[Finding]:
    """Find where sentences break off; the next sentence starts there and the text stays."""
    for found in LETTER.finditer(text):
        yield _mark(
            found.start(), found.end(), 0.85, 'the sentence breaks off in an abbreviation with "U."', found.end()
        )
    for found in RUN_ON.finditer(text):
        if not _in_title(text, found.start(), found.end()):
            yield _mark(
                found.start(),
                found.end(1) - 1,
                0.8,
                f'the sentence breaks off before "{found[1].strip()}"',
                found.start(1),
            )
    for found in MIDWAY.finditer(text):
        if not _in_title(text, found.start(), found.end()) and found[1] not in closed("prepositions"):
            yield _mark(found.start(), found.end(2) - 1, 0.65, f'no stop before "{found[2].strip()}"', found.start(2))
    yield from _unfinished(text)


def _unfinished(text: str) -> Iterator[Finding]:
    for line in re.finditer(r"[^\n]*\S", text):
        found = UNFINISHED.search(text, max(line.start(), line.end() - 40), line.end())
        if found and len(line[0].split()) >= PROSE_WORDS and _stranded(found[1].lower(), found[2]):
            yield _mark(found.start(1), line.end(), 0.7, "the sentence breaks off", None)


def _stranded(word: str, stop: str) -> bool:
    """Tell whether a sentence cannot end in `word`; with a full stop, prepositions can ("what it consists of.")."""
    return not stop or word in ("the", "a", "an", "and", "or", "but", "than", "its", "their", "every", "our", "my")


def _in_title(text: str, start: int, end: int) -> bool:
    """Tell whether the capital belongs to a title: inside a short quotation or among capitalized words."""
    behind = text[max(0, start - 30) : start].split()[-2:]
    return any(word.strip("\"“'‘(")[:1].isupper() for word in behind[-1:]) and text[start].isupper()


def _mark(start: int, end: int, confidence: float, note: str, boundary: int | None) -> Finding:
    return Finding(
        kind="cut_sentence", start=start, end=end, confidence=confidence, note=note,
        boundaries=() if boundary is None else (boundary,),
    )  # fmt: skip
