"""Paragraphs -> sentences: where a sentence ends, and what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from towhom.reading.paragraphs import BULLET, paragraphs
from towhom.reading.words import closed

# No sentence is longer: beyond, the encoder sees nothing, and a file without stops would be one sentence.
LONGEST = 2000
# A longer paragraph is a dump without line breaks; it is only cut into pieces.
LONGEST_PARAGRAPH = 2_000_000
# A stop, quotes and brackets that close behind it, footnote marks; then a blank.
STOP = re.compile(r"""(?:[.!?]+|…)["'”’»)\]]*(?:\s?\[\d{1,3}\])*(?=\s+\S)""")
CAPTIONED = re.compile(r"(?:^|\n)\s*(?:Figure|Fig\.|Table|Box|Chart|Map) $")
OPENING = "\"'“‘«([¿¡"
LAST_WORD = re.compile(r"[^\s(\[\"“‘—–/]+$")
NEXT_WORD = re.compile(r"[\s\"'“‘«(\[]*([^\W_]+(?:['’-][^\W_]+)*\.?)")
LABEL = re.compile(
    r"\s*(?:photo|photograph|image|picture|file photo|video|caption|credit|figure|fig\.|map|chart)\b", re.I
)
CREDIT = re.compile(
    r"\((?:[A-Z][\w./ ]{1,30} )?(?:photo|file|reuters|ap|afp|getty(?: images)?|epa)[^()]{0,40}\)\s*$", re.I
)


def split(text: str, boundaries: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text`, in order and apart, without white space at their rims.

    `boundaries` are places where a sentence starts whatever the text says (found damage). A span that is
    longer than `LONGEST` characters is cut at its last semicolon, comma or blank before that.
    """
    forced = sorted(boundaries)
    spans: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        cuts = set(_ends(text, start, end)) if end - start <= LONGEST_PARAGRAPH else set()
        while forced and forced[0] < end:
            at = forced.pop(0)
            if at > start:
                cuts.add(at)
        rims = [start, *sorted(cuts), end]
        for begin, stop in pairwise(rims):
            spans += _short(text, begin, stop)
    return spans


def kind(text: str, *, alone: bool) -> str:
    """Return prose, heading, caption or fragment for a sentence; `alone`: it is a paragraph of its own."""
    if alone and ((LABEL.match(text) and len(text) < 200 and ":" in text[:30]) or CREDIT.search(text)):
        return "caption"
    words = text.split()
    if not any(char.isalpha() for char in text):
        return "fragment"
    if alone and not re.search(r"[.!?…;,:][\"'”’)\]]*$", text) and len(words) <= 20 and not BULLET.match(text):
        return "heading"
    return "fragment" if len(words) <= 2 and not re.search(r"[.!?]\W*$", text) else "prose"


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the sentences after the first start, within one paragraph."""
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and _is_end(text, start, stop, end):
            yield stop.end()


def _is_end(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    ahead = NEXT_WORD.match(text, stop.end(), end)
    follower = ahead[1] if ahead else ""
    marks = stop[0]
    before = LAST_WORD.search(text, max(start, stop.start() - 40), stop.start())
    word = before[0] if before else ""
    if follower[:1].islower():
        return False
    if marks == "." and text[stop.start() - 1].isspace() and text[stop.end() : stop.end() + 20].lstrip()[:1] == ".":
        return False  # a spaced ellipsis
    if marks[0] != "." or marks.startswith(".."):
        return bool(follower) or text[stop.end() : stop.end() + 20].lstrip()[:1] in OPENING
    if len(marks) > 1:  # closing quotes, brackets or footnote marks behind the stop
        return not (marks[1] in ")]" and _abbreviates(word))
    return _ends_after(word, follower.rstrip("."), follower, text, stop)


def _ends_after(word: str, follower: str, dotted: str, text: str, stop: re.Match[str]) -> bool:
    """Tell whether the full stop behind `word` ends a sentence when `follower` (as written: `dotted`) comes next."""
    starts = follower in closed("starters") and not (len(follower) == 1 and dotted.endswith(".") and follower != "I")
    if word.rstrip(".") in closed("titles_abbreviated"):
        return False
    if follower[:1].isdigit() and (word in closed("before_numbers") or _abbreviates(word)):
        return False
    if re.fullmatch(r"[^\W\d_]", word):
        return _ends_after_letter(word, follower, starts, text, stop)
    if _abbreviates(word):
        opening = text[stop.end() : stop.end() + 20].lstrip()[:1] in '"“'
        return starts or (opening and not follower[:1].isdigit())
    if not re.fullmatch(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[IVX]{1,4})", word):
        return True
    # "1. The first item", "2.1. Results", "Figure 3. The border"
    at = stop.start() - len(word)
    return not (_opens_line(text, at) or CAPTIONED.search(text[max(0, at - 12) : at]))


def _ends_after_letter(word: str, follower: str, starts: bool, text: str, stop: re.Match[str]) -> bool:
    """A single letter is an initial ("J. Edgar"), a list mark, or what is left of "U.S."."""
    if _opens_line(text, stop.start() - 1):
        return False
    if not word.isupper():
        return True
    if len(follower) == 1 and follower.isupper():
        return False  # "U. S. troops"
    if starts or word == "U":
        return starts or opens_sentence(text, stop.end())
    previous = re.search(r"(\S+)\s+$", text[max(0, stop.start() - 41) : stop.start() - 1])
    named = previous is not None and (previous[1][0].isupper() or previous[1][-1] in '.,("“')
    return not named and not follower[:1].isupper() and not follower[:1].isdigit()


def opens_sentence(text: str, at: int) -> bool:
    """Tell whether the words at `at` start a sentence: a word that usually does, or soon a finite verb.

    "… between U. President Trump has repeatedly said" does, "… with U. Deputy Secretary Biegun, who" does not.
    """
    line = text[at : at + 100].lstrip(" \t")
    if not line or line[0] == "\n":
        return True
    behind = text[max(0, at - 12) : at].split()[-2:-1]
    words = re.split(r"[,;:.]", line)[0].replace('"', " ").replace("“", " ").split()[:5]
    if not words or not words[0][0].isupper():
        return False
    if behind and behind[0].lower() in ("the", "a", "an", "former") and words[0] in closed("of_states"):
        return False
    return words[0] in closed("starters") or any(word in closed("finite") for word in words[1:])


def _opens_line(text: str, at: int) -> bool:
    return text[max(0, at - 40) : at].rpartition("\n")[2].strip("\"'“‘(* ") == ""


@cache
def _abbreviations() -> frozenset[str]:
    return closed("abbreviations") | frozenset(w.lower() for w in closed("abbreviations"))


def _abbreviates(word: str) -> bool:
    """Tell whether `word`, without its last full stop, is an abbreviation: "U.S", "p.m", "Inc"."""
    word = word.rstrip(",")
    return word in _abbreviations() or bool(re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}(?:['’]s)?", word))


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span, stripped, in pieces of at most LONGEST characters."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = next((at + len(mark) for mark in ("; ", ", ", " ") if (at := window.rfind(mark)) > LONGEST // 2), LONGEST)
        yield start, start + len(window[:cut].rstrip())
        start += cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
