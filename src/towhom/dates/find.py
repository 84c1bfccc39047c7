"""Sentences -> time expressions with what their words mean, before any reference to other dates.

Extents are those of TimeML 1.2.1: without preposition ("on [Tuesday]"), with determiner words that
belong to the time ("[last week]", "[the end of the year]").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from towhom.dates.grammar import Rule, grammar
from towhom.dates.lexicon import lexicon, neighbours
from towhom.dates.tokens import Token, may_hold_holiday, tokenize, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the words of an expression say; resolve.py turns it into a value."""

    op: str  # what resolve.py does with it: a rule's `op` in data/grammar.toml
    way: int = 0  # -1 before, 1 after
    anchor: str = "now"  # now: the time of writing; told: the time the text has come to
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    month2: int | None = None
    day: int | None = None
    day2: int | None = None
    weekday: int | None = None  # ISO, Monday is 1
    season: str | None = None  # SP SU FA WI
    decade: int | None = None  # first three digits of the year: 199
    unit: str | None = None
    unit2: str | None = None
    count: float | None = None  # 0: some, not said how many
    nth: int | None = None
    det: str | None = None  # LAST NEXT THIS THAT FOLLOWING PREVIOUS SAME COMING PAST BEFORE AFTER
    part: str | None = None  # MO AF EV NI
    clock: str | None = None  # "T18:30"
    mod: str | None = None  # TimeML mod: START MID END APPROX LESS_THAN MORE_THAN BEFORE AFTER
    text: str | None = None  # iso and slash dates, holiday rules, frequencies, references: as they stand
    joint: str | None = None  # HY AND TO BEFORE AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time expression in a sentence. Offsets are characters of the sentence."""

    start: int
    end: int
    text: str
    kind: str  # DATE, TIME, DURATION, SET (TimeML 1.2.1)
    meaning: Meaning


def expressions(sentences: Sequence[str]) -> list[list[Found]]:
    """Return the time expressions of each sentence, in text order, without overlap."""
    return [_sentence(text) for text in sentences]


def _sentence(text: str) -> list[Found]:
    if not _worth_reading(text):
        return []
    tokens = tokenize(text)
    letters = lexicon().letters
    line = "".join(letters[token.kind] for token in tokens)
    if grammar().telling.isdisjoint(line):
        return []
    found: list[Found] = []
    for rule, match in _chosen(line):
        found.extend(_read(rule, match, tokens, text))
    return found


_HINT = re.compile(r"\d|\b[ap]\.?m\b", re.IGNORECASE)


def _worth_reading(text: str) -> bool:
    """Whether a sentence holds a digit or a word of time: most hold none, and need no tokens."""
    if _HINT.search(text) is not None:
        return True
    found = words_of(text)
    return not grammar().words.isdisjoint(map(str.lower, found)) or may_hold_holiday(found)


def _chosen(line: str) -> list[tuple[Rule, re.Match[str]]]:
    """Return the matches that hold: the longest that starts first, then the rule that stands first."""
    matches = [
        (match.start(), -match.end(), order, rule, match)
        for order, rule in _applying(grammar().telling.intersection(line))
        for match in rule.pattern.finditer(line)
        if match.end() > match.start()
    ]
    chosen: list[tuple[Rule, re.Match[str]]] = []
    end = 0
    for start, minus_end, _, rule, match in sorted(matches, key=lambda item: item[:3]):
        if start >= end:
            chosen.append((rule, match))
            end = -minus_end
    return chosen


@lru_cache(maxsize=4096)
def _applying(present: frozenset[str]) -> tuple[tuple[int, Rule], ...]:
    """Return the rules that can match where these telling letters are present, with their place in the grammar."""
    return tuple((order, rule) for order, rule in enumerate(grammar().rules) if not rule.telling.isdisjoint(present))


def _read(rule: Rule, match: re.Match[str], tokens: Sequence[Token], text: str) -> list[Found]:
    if rule.op == "skip":
        return []
    spans = {name.split("_")[0]: match.span(name) for name, part in match.groupdict().items() if part}
    groups = {name: tokens[slice(*span)] for name, span in spans.items()}
    meaning = read_meaning(rule, groups)
    if meaning is None or _is_no_time(meaning, match, tokens):
        return []
    kind = "TIME" if meaning.part or meaning.clock else rule.kind
    if kind == "DATE" and meaning.unit in ("hour", "minute", "second") and rule.op in ("shift", "period"):
        kind = "TIME"
    if rule.op == "period" and meaning.unit == "day" and meaning.det is None and meaning.mod:  # "later in the day"
        kind = "TIME"
    if meaning.text == "NI":
        kind = "TIME"
    if rule.op == "set":
        kind = "SET"
    if rule.op == "pair" and meaning.joint in ("AND", "TO"):
        return _pair(match.span(), spans["j"], tokens, text, meaning)
    inside = tokens[match.start() : match.end()]
    while len(inside) > 1 and inside[-1].kind in ("COMMA", "DOT", "HY"):
        inside = inside[:-1]
    start, end = inside[0].start, inside[-1].end
    return [Found(start=start, end=end, text=text[start:end], kind=kind, meaning=meaning)]


def _is_no_time(meaning: Meaning, match: re.Match[str], tokens: Sequence[Token]) -> bool:
    """Whether the words around say that this is something else."""
    before = tokens[match.start() - 1].text.lower() if match.start() else ""
    following = tokens[match.end()].text.lower() if match.end() < len(tokens) else ""
    if meaning.op == "duration" and meaning.unit == "second" and meaning.count in (None, 1):
        return True
    if meaning.op == "nth" and meaning.year is None and meaning.month is None and meaning.decade is None:
        if meaning.unit2 in ("year", "month", "quarter"):
            return False
        return meaning.unit not in ("quarter", "century", "half") or meaning.nth is None
    if meaning.season and meaning.det is None and meaning.year is None and tokens[match.end() - 1].text[0].isupper():
        named = match.end() < len(tokens) and tokens[match.end()].kind == "NAME"
        return named or following in neighbours()["season_names"]
    if meaning.op in ("calendar", "yearbefore") and meaning.unit2 not in (None, "year"):
        return True
    if meaning.op == "calendar" and meaning == Meaning(op="calendar", mod=meaning.mod):  # numbers that are no year
        return True
    if meaning.op == "period" and meaning.unit == "day" and meaning.det is None and meaning.month is None:
        return meaning.mod is None or before == "the"
    if meaning.op == "duration" and meaning.unit == "quarter" and following == "of":  # "a quarter of the people"
        return True
    if meaning.op == "duration" and following in ("old", "olds"):
        return True
    if meaning.op == "clock" and meaning.clock is None:
        return True
    if meaning.op == "period" and (meaning.det, meaning.unit) == ("THIS", "day"):
        return True
    if meaning.decade is not None and before in neighbours()["owners"]:  # "a man in his 60s"
        return True
    return meaning.op == "period" and meaning.unit in ("minute", "hour", "second")


def _pair(
    whole: tuple[int, int], joint: tuple[int, int], tokens: Sequence[Token], text: str, meaning: Meaning
) -> list[Found]:
    """Split "April 24 and 25" and "1 and 5 May" into their two days."""
    sides = ((whole[0], joint[0]), (joint[1], whole[1]))
    found: list[Found] = []
    for (first, last), day in zip(sides, (meaning.day, meaning.day2), strict=True):
        start, end = tokens[first].start, tokens[last - 1].end
        single = replace(meaning, op="calendar", day=day, day2=None, joint=None)
        found.append(Found(start=start, end=end, text=text[start:end], kind="DATE", meaning=single))
    return found


def read_meaning(rule: Rule, groups: dict[str, Sequence[Token]]) -> Meaning | None:
    """Return the meaning of a match's groups, None where they make no time (31 February, 25:00)."""
    first = {name: tokens[0] for name, tokens in groups.items() if tokens}
    meaning = Meaning(
        op=rule.op,
        way=_way(rule, first),
        anchor=rule.anchor,
        year=_year(groups.get("y", ())),
        year2=_second_year(first),
        month=_integer(first.get("m")),
        month2=_integer(first.get("m2")),
        day=_day(groups.get("d", ())),
        day2=_day(groups.get("d2", ())),
        weekday=_integer(first.get("wd")),
        season=_string(first.get("sea")),
        decade=_decade(first),
        unit=_unit(first.get("u")),
        unit2=_unit(first.get("u2")),
        count=_count(groups),
        nth=_nth(first.get("o")),
        det=_det(first),
        part=_string(first.get("p")),
        clock=_clock(groups.get("c", ()), first["p"].value if "p" in first else None),
        mod=_mod(first, groups),
        text=_text(first),
        joint=first["j"].kind if "j" in first else None,
    )
    bad_day = meaning.day is not None and not 1 <= meaning.day <= 31
    return None if bad_day or (meaning.month == 2 and (meaning.day or 0) > 29) else meaning


def _count(groups: dict[str, Sequence[Token]]) -> float | None:
    """Return how many units; 0 for some ("years later"), None where one is meant ("the day before")."""
    if "n" in groups:
        return count(groups["n"]) + (0.5 if "hf" in groups else 0)
    return 0.0 if "u" in groups and groups["u"][0].kind == "UNITS" else None


def _way(rule: Rule, first: dict[str, Token]) -> int:
    if rule.op == "shift" and rule.name == "later":
        return 1
    return rule.way


def _integer(token: Token | None) -> int | None:
    return token.value if token is not None and isinstance(token.value, int) else None


def _string(token: Token | None) -> str | None:
    return token.value if token is not None and isinstance(token.value, str) and token.kind != "NIGHTS" else None


def _year(tokens: Sequence[Token]) -> int | None:
    if not tokens:
        return None
    if tokens[0].kind == "TEENS":
        return _spelled_year([int(token.value) for token in tokens if isinstance(token.value, int)])
    digits = re.sub(r"\D", "", tokens[0].text)
    if len(digits) == 4:
        return int(digits)
    return (1900 if int(digits) >= 30 else 2000) + int(digits) if len(digits) == 2 else None


def _spelled_year(numbers: Sequence[int]) -> int | None:
    """ "nineteen ninety-six" as its numbers -> 1996; None for what is no year ("twenty-five")."""
    if len(numbers) < 2 or numbers[1] < 10 or (len(numbers) > 2 and (numbers[1] < 20 or numbers[2] > 9)):
        return None
    return numbers[0] * 100 + sum(numbers[1:])


def _second_year(first: dict[str, Token]) -> int | None:
    """ "2002-03" is two years; "2017-05" is a month, which find leaves to the first year's rule."""
    token, start = first.get("y2"), _year([first["y"]] if "y" in first else [])
    if token is None or start is None:
        return None
    if len(token.text) == 4:
        return int(token.text)
    return start // 100 * 100 + int(token.text) if len(token.text) == 2 and token.text.isdigit() else None


def _day(tokens: Sequence[Token]) -> int | None:
    if not tokens:
        return None
    digits = re.sub(r"\D", "", tokens[0].text)
    return int(digits) if digits else sum(token.value for token in tokens if isinstance(token.value, int))


def _decade(first: dict[str, Token]) -> int | None:
    token = first.get("dec")
    if token is None:
        return None
    if token.kind == "DECADEWORD":
        return 190 + int(token.value or 0)
    digits = re.sub(r"\D", "", token.text)
    if len(digits) == 4:
        return int(digits[:3])
    return (190 if int(digits) >= 20 else 200) + int(digits) // 10


def _unit(token: Token | None) -> str | None:
    if token is None:
        return None
    return token.value if isinstance(token.value, str) else token.kind.lower()


def _nth(token: Token | None) -> int | None:
    if token is None or token.kind == "LAST":
        return -1 if token is not None else None
    if token.kind == "SECOND":
        return 2
    digits = re.sub(r"\D", "", token.text)
    return int(digits) if digits else _integer(token)


def _det(first: dict[str, Token]) -> str | None:
    token = first.get("det")
    return token.kind if token is not None else None


def _mod(first: dict[str, Token], groups: dict[str, Sequence[Token]]) -> str | None:
    edge = first.get("e") or first.get("e2")
    if edge is not None and isinstance(edge.value, str):
        return edge.value
    amount = groups.get("a")
    if not amount:
        return None
    if amount[0].kind in ("MORE", "LESS"):
        return f"{amount[0].kind}_THAN"
    if amount[0].kind in ("POST", "PRE"):
        return "AFTER" if amount[0].kind == "POST" else "BEFORE"
    return _string(amount[0])


def _text(first: dict[str, Token]) -> str | None:
    for name in ("iso", "f", "ref", "hol", "w"):
        token = first.get(name)
        if token is None:
            continue
        if name == "iso":
            return token.text
        if token.kind in ("FUTURE", "PAST"):
            return f"{token.kind}_REF"
        if token.kind in ("PRESENT", "MOMENT", "UNITS"):
            return "PRESENT_REF"
        return str(token.value)
    return None


def _clock(tokens: Sequence[Token], part: object) -> str | None:
    """Return "T18:30" for the tokens of a time of day, None where there is none or it is out of range."""
    if not tokens:
        return None
    first, last = tokens[0], tokens[-1]
    if first.kind == "FIXEDCLOCK":
        return str(first.value)
    digits = re.findall(r"\d+", first.text)
    if first.kind == "MILITARY":
        digits = [first.text[:2], first.text[2:]]
    hour = int(digits[0]) if digits else int(first.value or 0)
    minute = int(digits[1]) if len(digits) > 1 else 0
    if last.kind == "MERIDIEM":
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if last.text.strip().lower().startswith("p") else 0)
    if part in ("AF", "EV", "NI") and 1 <= hour < 12 and (part != "NI" or hour > 4):  # "8 o'clock Thursday night"
        hour += 12
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def count(tokens: Sequence[Token]) -> float:
    """Return the number that the tokens say; 0 for some, several, a few."""
    total = 0.0
    for token in tokens:
        if token.kind in ("DAYNUM", "NUMWORD", "TEENS"):
            total += float(token.value or 0)
        elif token.kind == "NUM":
            total += float(token.text.replace(",", ""))
        elif token.kind == "FRACTION":
            top, bottom = token.text.split("/")
            total += int(top) / max(int(bottom), 1)
        elif token.kind == "HUNDRED":
            total = max(total, 1) * float(token.value or 0)
        elif token.kind == "HALF":
            total += 0.5
        elif token.kind == "DOZEN":
            total = max(total, 1) * 12
        elif token.kind == "VAGUE":
            return 0.0
        elif token.kind == "COUPLE":
            return 2.0
    return total if total or tokens[-1].kind != "A" else 1.0
