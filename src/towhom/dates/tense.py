"""Whether the words around a time expression speak of the past or of the future.

By the verb nearest before it, else by the first one after it; with an Analysis, by the verb that governs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from towhom.dates.lexicon import neighbours

if TYPE_CHECKING:  # times are read without loading the language room
    from towhom.language import Analysis


# With "by" and "until" a participle says nothing ("postponed until Tuesday"), these do.
_FINISHED = frozenset(("had", "hadn't", "was", "wasn't", "were", "weren't", "did", "didn't"))
# Words: a verb farther behind the time speaks of something else.
LOOK_AHEAD = 12
# Words: "to" stands so near behind the verb that it belongs to ("invited the two leaders to visit").
REACH = 5
# "might come as soon as Tuesday"
_SOONEST = re.compile(r"\bas (?:soon|early) as $", re.IGNORECASE)
# "a way around Wednesday's ruling": what was done that day, whatever the sentence plans.
_DEED = re.compile(r"['’]s ((?:[a-z-]+ ?){1,2})")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|[.;:,]")


@cache
def _cues() -> dict[str, int]:
    """Return words that tell the tense: 1 future, -1 past."""
    path = resources.files("towhom.dates") / "data/tense.txt"
    cues: dict[str, int] = {}
    way = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            way = 1 if line.startswith("[future") else -1
        elif line and not line.startswith("#"):
            cues.update((word, way) for word in line.split())
    return cues


def way(sentence: str, start: int, end: int, analysis: Analysis | None = None) -> int:
    """Return -1 for past, 1 for future, 0 where no verb says."""
    before = _WORD.findall(sentence[:start])
    if _SOONEST.search(sentence[:start]):
        return 1
    if (deed := _DEED.match(sentence, end)) and neighbours()["deeds"].intersection(deed[1].split()):
        return -1
    if analysis is not None and analysis.text == sentence and not _right_behind_past(before):
        governed = _governed(analysis, start)
        if governed:
            return governed
    after = _WORD.findall(sentence[end:])[:LOOK_AHEAD]
    if before and before[-1].lower() in ("by", "until", "till"):
        return -1 if _FINISHED & _clause(before, after) else 1
    for place in range(len(before) - 1, -1, -1):
        cue = 1 if _promised(before, place) else _cue(before[place])
        if cue > 0 or (cue < 0 and (place == 0 or before[place - 1].lower() != "be")):  # "will be held" is not past
            return cue
        if before[place] in (";", ":"):
            break
    return next((cue for word in after if (cue := _cue(word))), 0)


def _clause(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the words of the clause in which a time stands: those before it, those behind it where it leads."""
    marks = (".", ";", ":", ",")
    cut = max((number for number, word in enumerate(before) if word in marks), default=-1) + 1
    if len(before) - cut > 2:
        return {word.lower() for word in before[cut:][-LOOK_AHEAD:]}
    return {word.lower() for word in after}


def _right_behind_past(before: Sequence[str]) -> bool:
    """Whether the words before a time end in a verb of the past: "announced on May 24 that they would"."""
    verb = len(before) - (2 if before and before[-1].lower() in ("on", "in", "at") else 1)
    return verb > 0 and _cue(before[verb]) < 0 and before[verb - 1].lower() not in ("be", "to", "will", "would")


def _promised(before: Sequence[str], place: int) -> bool:
    """Whether the verb at `place` makes what follows lie ahead: "agreed to visit the North in the fall"."""
    had = place > 0 and before[place - 1].lower() == "had"
    if had or before[place].lower() not in neighbours()["looking_ahead"]:
        return False
    behind = [word.lower() for word in before[place + 1 :]]
    to = next((number for number, word in enumerate(behind[:REACH]) if word == "to"), None)
    return to is not None and to + 1 < len(behind) and behind[to + 1] not in neighbours()["determiners"]


def _cue(word: str) -> int:
    lower = word.lower().replace("’", "'")
    known = _cues().get(lower)
    if known:
        return known
    if lower.endswith(("'ll",)):
        return 1
    return -1 if len(lower) > 4 and lower.endswith("ed") and word[0].islower() else 0


def is_past(word: str) -> bool:
    """Whether a word is a verb of the past by itself."""
    return _cue(word) < 0


def _governed(analysis: Analysis, start: int) -> int:
    """Return the tense of the verb above the word at `start`."""
    words = analysis.words
    here = next((number for number, word in enumerate(words) if word.start <= start < word.end), -1)
    for _ in range(len(words)):
        if here < 0:
            return 0
        if words[here].upos in ("VERB", "AUX"):
            break
        here = words[here].head
    else:
        return 0
    own = _cue(analysis.text[words[here].start : words[here].end])
    helpers = [_cue(analysis.text[w.start : w.end]) for w in words if w.head == here and w.deprel.startswith("aux")]
    return 1 if 1 in helpers else (-1 if -1 in helpers else own)
