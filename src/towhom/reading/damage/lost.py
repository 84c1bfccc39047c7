"""Words that are missing: a date, link or number was taken out and what stood around it meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from towhom.reading.draft import Finding
from towhom.reading.sentences import opens_sentence
from towhom.reading.words import closed, pattern

HANGING = re.compile(
    rf"(?<![\w'’-])(?:{pattern('prepositions', 'determiners', 'months')}|and|or|early|late|mid) +[,.;:](?=\s|$|[a-z])",
    re.I,
)
DOUBLE = re.compile(r"\S(?: ,|,)[ ]+[,.;](?=\s|$)")
BRACKETS = re.compile(r"(?<=\s)(?:\([\s,;–-]*\)|\[[\s,;–-]*\])")
# Pairs that no sentence has: what the first word governs is missing.
PAIRS = re.compile(
    r"(?<![\w'’-])(?:[Ff]rom to(?! fro\b)|between and|(?:during|among|between|despite|toward|towards|via) "
    r"(?:to|but|by|when|after|before|of|from|is|was|were|are|has|have|had|who)|since to|until (?:to|and|but|of)|"
    r"from (?:and|but|by)|(?:the|an?) (?:of|to|and|but|by|with|from|at|for|in|is|was|were|are))\b"
    r"(?!-| (?:situ|vitro|vivo|camera|absentia|between)\b)"
)
DATELESS = re.compile(r"\b([^\W\d_][\w'’-]*) (in|on) (to|by|but|when|after|following|with)\b")
EARLY = re.compile(r"\b(?:in|since|until|by) (early|late|mid)(?:,| (?:when|which|and|but|to|after))\b")
TRUNCATED = re.compile(
    r"\b(?:over|about|some|nearly|almost|than|around) (\d{1,3},)"
    r"(?= [A-Z]\.|(?<=\d\d\d,) [A-Z][a-z]+ [a-z]+ed |\s*$| (?:troops|soldiers|people|civilians|refugees|workers|men)\b)",
    re.M,
)
PERCENT = re.compile(r"(?<=[a-z] )%(?= (?:from|of|in|to|over|below|above|by|since|more|less|a)\b)")
STATES = re.compile(r"(?<![\w.&-])U\.(?= (?!of\b|[SNKA]\.|S\b)[\w(])")


def find(text: str) -> Iterator[Finding]:
    """Find places where words are missing; they are marked and the text stays."""
    taken: set[int] = set()
    for detect in DETECTORS:
        for finding in detect(text):
            if finding.start not in taken:
                taken.add(finding.start)
                yield finding


def _gap(start: int, end: int, confidence: float, note: str) -> Finding:
    return Finding(kind="lost_span", start=start, end=end, confidence=confidence, note=note)


def _hanging(text: str) -> Iterator[Finding]:
    """ "entry into force in , but" """
    for found in HANGING.finditer(text):
        yield _gap(found.start(), found.end(), 0.9, "words are missing before the mark")
    for found in DOUBLE.finditer(text):
        yield _gap(found.start(), found.end(), 0.7, "words are missing between the marks")


def _brackets(text: str) -> Iterator[Finding]:
    """ "the Nuclear Posture Review ( )" """
    for found in BRACKETS.finditer(text):
        yield _gap(found.start(), found.end(), 0.85, "the brackets are empty")


def _pairs(text: str) -> Iterator[Finding]:
    """ "From to Seoul", "between and 2009" """
    for found in PAIRS.finditer(text):
        yield _gap(found.start(), found.end(), 0.75, "words are missing between the two")


def _dateless(text: str) -> Iterator[Finding]:
    """ "shut down in to increase pressure", "was adopted in by the Council" """
    for found in DATELESS.finditer(text):
        verb, preposition, following = found.groups()
        if _wants_date(verb, preposition, following):
            yield _gap(found.start(2), found.end(), 0.75, f'a date or place is missing after "{preposition}"')


def _wants_date(verb: str, preposition: str, following: str) -> bool:
    if verb.lower() in closed("particle_verbs"):
        return False
    if verb.lower() in closed("dated_acts"):
        return True
    return preposition == "in" and following == "to" and (verb in ("down", "force", "effect") or verb[0].isupper())


def _early(text: str) -> Iterator[Finding]:
    """ "until early when it transferred the property" """
    for found in EARLY.finditer(text):
        yield _gap(found.start(), found.end(1), 0.8, f'a year is missing after "{found[1]}"')


def _percent(text: str) -> Iterator[Finding]:
    """ "exports were up % from a year before" """
    for found in PERCENT.finditer(text):
        yield _gap(found.start(), found.end(), 0.8, "a number is missing")


def _states(text: str) -> Iterator[Finding]:
    """ "the U. envoy" """
    for found in STATES.finditer(text):
        if not opens_sentence(text, found.end()):
            yield _gap(found.start(), found.end(), 0.8, 'the rest of "U.S." or "U.N." is missing')


def _truncated(text: str) -> Iterator[Finding]:
    """ "over 10, U. The three leaders" """
    for found in TRUNCATED.finditer(text):
        yield _gap(found.start(1), found.end(1), 0.8, "the rest of the number is missing")


DETECTORS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _hanging, _brackets, _pairs, _dateless, _early, _percent, _states, _truncated,
)  # fmt: skip
