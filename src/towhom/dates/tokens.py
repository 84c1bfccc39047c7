"""A sentence -> tokens with the classes that the grammar of time is written in.

Here the ambiguous words are decided: "May", "March" and "Jan" by their capital and their neighbours,
four digits by what stands before and after them. What is no word of time becomes OTHER (or NAME, with
a capital).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from towhom.dates.lexicon import Lexicon, Value, lexicon, neighbours

_ABBREVIATIONS = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\."

_TOKEN = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}(?:T\d{{2}}:?\d{{2}}(?::?\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?\b)
  | (?P<slash>\b\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})\b)
  | (?P<nine11>\b9/11\b(?!/))
  | (?P<decade>(?<![\w,.])(?:\d{{3}}0['’]?s|['’‘`]?\d0['’]?s)\b)
  | (?P<clock>\b\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?
      (?=\s*(?:[ap]\.?\s?m\b|hours|hrs|GMT|EST|EDT|UTC|local))
      |\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b)
  | (?P<military>\b[012]\d[0-5]\d(?=\s+(?:hours|hrs|GMT|UTC|EST|EDT)\b))
  | (?P<ordinal>\b\d{{1,3}}(?:st|nd|rd|th)\b)
  | (?P<meridiem>(?<=\d)\s?[ap]\.?m\b\.?|\b[ap]\.m\.?|\b[AP]M\b)
  | (?P<fraction>\b\d/\d\b)
  | (?P<fy>\bFY\s?['’]?(?:\d{{4}}|\d{{2}})\b)
  | (?P<qnum>\bQ[1-4]\b|\b[1-4]Q\b)
  | (?P<yy>['’‘`]\d\d\b)
  | (?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<word>{_ABBREVIATIONS}|o['’]clock|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<pos>['’]s\b|['’](?=\s))
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKS = {",": "COMMA", "-": "HY", "–": "HY", "—": "HY", "/": "HY", ".": "DOT", "(": "OPEN", ")": "CLOSE"}
_FORMS = {
    "iso": "ISO", "slash": "SLASH", "nine11": "NINE11", "decade": "DECADE", "clock": "CLOCK",
    "military": "MILITARY", "ordinal": "ORDINAL", "meridiem": "MERIDIEM", "fraction": "FRACTION",
    "fy": "FY", "qnum": "QNUM", "yy": "YY", "pos": "POS",
}  # fmt: skip


class Token(NamedTuple):
    """A token of a sentence; `kind` is a class of lexicon.Lexicon, `value` what the word stands for."""

    start: int
    end: int
    text: str
    kind: str
    value: Value = None


@cache
def _holiday_pattern() -> re.Pattern[str]:
    names = sorted(lexicon().holidays, key=len, reverse=True)
    parts = [re.escape(name).replace("'", "['’]?").replace(r"\ ", r"\s+") for name in names]
    return re.compile(r"\b(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence as the grammar's tokens have them."""
    return frozenset(_WORD.findall(text))


@cache
def _holiday_heads() -> frozenset[str]:
    """Return the first words of the names of holidays, with a capital; "Mothers Day" is written too."""
    heads = {_WORD.findall(name)[0].capitalize() for name in lexicon().holidays}
    return frozenset(form for head in heads for form in (head, f"{head}s", head.upper(), f"{head}S".upper()))


def may_hold_holiday(words: Iterable[str]) -> bool:
    """Whether one of the words begins the name of a holiday."""
    return not _holiday_heads().isdisjoint(words)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order, each with its class."""
    known = lexicon()
    raw = [(match.lastgroup or "", match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    tokens = [_classify(raw, position, known) for position in range(len(raw))]
    return _with_holidays(text, tokens, known)


def _with_holidays(text: str, tokens: list[Token], known: Lexicon) -> list[Token]:
    if not may_hold_holiday(token.text for token in tokens):
        return tokens
    for match in reversed(list(_holiday_pattern().finditer(text))):
        if not match.group()[0].isupper():
            continue
        inside = [n for n, token in enumerate(tokens) if token.start >= match.start() and token.end <= match.end()]
        if not inside:
            continue
        name = re.sub(r"\s+", " ", match.group().lower().replace("’", "'"))
        rule = known.holidays.get(name, "")
        whole = Token(match.start(), match.end(), match.group(), "HOLIDAY", rule)
        tokens[inside[0] : inside[-1] + 1] = [whole]
    return tokens


_Raw = Sequence[tuple[str, int, int, str]]


def _classify(raw: _Raw, position: int, known: Lexicon) -> Token:
    form, start, end, text = raw[position]
    if form == "mark":
        return Token(start, end, text, _MARKS.get(text, "MARK"))
    if form == "word":
        kind, value = _word(raw, position, known)
    elif form == "number":
        kind, value = _number(raw, position)
    elif form == "decade" and _is_day(raw, position):  # "Sept. 30's total"
        return Token(start, start + 2, text[:2], "DAYNUM", int(text[:2]))
    else:
        kind, value = _FORMS[form], text
    return Token(start, end, text, kind, value)


def _near(raw: _Raw, position: int) -> str:
    return raw[position][3].lower().rstrip(".") if 0 <= position < len(raw) else ""


def _is_day(raw: _Raw, position: int) -> bool:
    """Whether "30's" behind a month is its day with a possessive."""
    return re.fullmatch(r"[123]0['’]s", raw[position][3]) is not None and _near(raw, position - 1)[:3] in _MONTHS


def _word(raw: _Raw, position: int, known: Lexicon) -> tuple[str, Value]:
    text = raw[position][3]
    found = known.words.get(text.lower().rstrip(".") if text.endswith(".") else text.lower())
    other = "NAME" if text[0].isupper() and position else "OTHER"
    if found is None:
        return other, None
    kind, value = found
    if kind in known.capital and not text[0].isupper():
        return "OTHER", None
    if kind == "MONTH" and not _is_month(raw, position):
        return other, None
    if kind in ("MONABBR", "WDABBR"):
        return ("MONTH" if kind == "MONABBR" else kind, value) if _beside_number(raw, position) else (other, None)
    if kind in ("WEEKDAY", "DAYWORD") and _in_a_name(raw, position):
        return other, None
    if kind == "ZONE" and not text.isupper():
        return other, None
    return kind, value


def _in_a_name(raw: _Raw, position: int) -> bool:
    """Whether a day with a capital is part of a name: "USA Today", "Bloody Sunday", "the Sunday Times"."""
    text, before, after = raw[position][3], _near(raw, position - 1), _near(raw, position + 1)
    if not text[0].isupper():
        return False
    following = position + 1 < len(raw) and raw[position + 1][3][:1].isupper()
    if before in neighbours()["before_day_names"] or (following and after in neighbours()["after_day_names"]):
        return True
    return text == "Today" and position > 0 and raw[position - 1][3][:1].isupper() and before not in _MARKS


def _is_month(raw: _Raw, position: int) -> bool:
    """Whether a capitalized month name is the month, not a verb, a march or a person."""
    name, before, after = _near(raw, position), _near(raw, position - 1), _near(raw, position + 1)
    if before.isdigit() or re.match(r"\d{1,4}(st|nd|rd|th)?$", after) or before in neighbours()["month_before"]:
        return not (name == "march" and before == "the" and after in ("on", "for", "of", "to"))
    if re.match(r"\d+(st|nd|rd|th)$", before) or (after == "," and re.match(r"\d{4}$", _near(raw, position + 2))):
        return True
    next_capital = position + 1 < len(raw) and raw[position + 1][3][:1].isupper()
    previous_capital = position > 0 and raw[position - 1][3][:1].isupper()
    if name == "march" and after in ("for", "of"):  # "the annual March for Life"
        return False
    if name in ("may", "march"):
        return position > 0 and not previous_capital and before not in ("", '"', "“", "ms", "mrs", "mr")
    if name in ("april", "june", "august"):
        return not next_capital and not (previous_capital and after != ",")
    return True


def _beside_number(raw: _Raw, position: int) -> bool:
    """Whether an abbreviated month or weekday stands in a date."""
    text, after = raw[position][3], _near(raw, position + 1)
    before = _near(raw, position - 1)
    if re.match(r"\d", after) or re.match(r"\d{1,2}(st|nd|rd|th)?$", before) or before == "of":
        return True
    if after[:3] in _MONTHS or (after == "," and _near(raw, position + 2)[:3] in _MONTHS):
        return True
    return text.endswith(".") and before in neighbours()["month_before"]


def _number(raw: _Raw, position: int) -> tuple[str, Value]:
    text = raw[position][3]
    before, after = _near(raw, position - 1), _near(raw, position + 1)
    glued = position > 0 and raw[position - 1][2] == raw[position][1]
    if before in ("$", "€", "£", "¥", "#") or after == "%" or not text.isdigit():
        return ("OTHER" if before in ("$", "€", "£", "¥", "#") or after == "%" else "NUM"), text
    if glued and raw[position - 1][0] == "word":
        return "OTHER", None
    if len(text) == 4 and _is_year(raw, position):
        return "YEAR", int(text)
    if len(text) <= 2 and 1 <= int(text) <= 31:
        return "DAYNUM", int(text)
    return "NUM", text


def _is_year(raw: _Raw, position: int) -> bool:
    year, before, after = int(raw[position][3]), _near(raw, position - 1), _near(raw, position + 1)
    if not 1000 <= year <= 2199 or before in neighbours()["no_year_before"] or after in neighbours()["no_year_after"]:
        return False
    if before == "." and _near(raw, position - 2) in ("no", "nos", "res"):
        return False
    if before == "-" and position > 1 and raw[position - 2][3][-1:].isalpha():
        return _near(raw, position - 2) in ("post", "pre", "mid", "early", "late")
    if after in ("-", "–") and _near(raw, position + 2) in neighbours()["no_year_after"]:
        return False
    if 1900 <= year <= 2099 or _in_range(raw, position):
        return True
    month = before[:3] in _MONTHS
    day = before == "," and re.match(r"\d{1,2}$", _near(raw, position - 2)) is not None
    name = before == "the" and position + 1 < len(raw) and raw[position + 1][3][:1].isupper()  # "the 1718 Committee"
    return month or day or (before in neighbours()["year_prepositions"] and not name)


def _in_range(raw: _Raw, position: int) -> bool:
    """Whether older digits stand in brackets or beside a dash and other four digits: "(1710 – 1774)"."""
    before, after = _near(raw, position - 1), _near(raw, position + 1)
    if before == "(":
        return after in (")", "-", "–", "—")
    other = _near(raw, position - 2) if before in ("-", "–", "—") else _near(raw, position + 2)
    dash = before in ("-", "–", "—") or after in ("-", "–", "—")
    return dash and re.fullmatch(r"1[4-9]\d\d|20\d\d", other) is not None
