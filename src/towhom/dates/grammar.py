"""The grammar of time expressions: data/grammar.toml compiled to patterns over letters of token classes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import count
from typing import Any

from towhom.dates.lexicon import lexicon, neighbours


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of the grammar; `pattern` runs over a string with one letter for each token."""

    name: str
    op: str
    kind: str
    way: int
    anchor: str
    pattern: re.Pattern[str]
    telling: frozenset[str]  # its telling letters; without any of them in the string it is not tried


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, in the order of the file, and their examples."""

    rules: tuple[Rule, ...]
    telling: frozenset[str]  # letters of classes that are words of time by themselves
    words: frozenset[str]  # the words of these classes, in lower case
    examples: tuple[tuple[str, str], ...]  # rule name, sentence with the extents in brackets


@cache
def grammar() -> Grammar:
    """Return the packaged grammar, compiled."""
    path = resources.files("towhom.dates") / "data/grammar.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    empty = neighbours()["empty_classes"]
    telling = frozenset(letter for name, letter in lexicon().letters.items() if name.lower() not in empty)
    rules = tuple(
        _rule(table, _letters(pattern, tables["macros"]), telling)
        for table in tables["rule"]
        for pattern in table["patterns"]
    )
    examples = tuple((table["name"], example) for table in tables["rule"] for example in table.get("examples", ()))
    words = frozenset(
        word.rstrip(".") for word, (kind, _) in lexicon().words.items() if lexicon().letters[kind] in telling
    )
    return Grammar(rules, telling, words, examples)


def _rule(table: dict[str, Any], letters: str, telling: frozenset[str]) -> Rule:
    return Rule(
        name=table["name"],
        op=table["op"],
        kind=table.get("kind", "DATE"),
        way=table.get("way", 0),
        anchor=table.get("anchor", "now"),
        pattern=re.compile(letters),
        telling=telling.intersection(letters),
    )


def _letters(pattern: str, macros: dict[str, str]) -> str:
    """Translate a pattern over class names into one over letters."""
    while True:
        expanded = re.sub(r"\b[A-Z]+\b", lambda match: macros.get(match.group(), match.group()), pattern)
        if expanded == pattern:
            break
        pattern = expanded
    number = count()  # a group may stand in several branches: find.py cuts the number off again
    pattern = re.sub(r"([a-z]+\d?)\{", lambda match: f"(?P<{match[1]}_{next(number)}>", pattern).replace("}", ")")
    groups = re.split(r"(\(\?P<\w+>)", pattern)
    letters = lexicon().letters
    translated = [
        part if part.startswith("(?P<") else re.sub(r"[A-Z][A-Z0-9]*", lambda match: letters[match.group()], part)
        for part in groups
    ]
    return "".join(translated).replace(" ", "")
