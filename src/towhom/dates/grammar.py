"""The grammar of time expressions: data/grammar.toml compiled to patterns over letters of token classes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import count

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


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, in the order of the file, and the letters that can start no expression by themselves."""

    rules: tuple[Rule, ...]
    telling: re.Pattern[str]
    examples: tuple[tuple[str, str], ...]  # rule name, sentence with the extents in brackets


@cache
def grammar() -> Grammar:
    """Return the packaged grammar, compiled."""
    path = resources.files("towhom.dates") / "data/grammar.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    macros: dict[str, str] = tables["macros"]
    rules: list[Rule] = []
    for table in tables["rule"]:
        for pattern in table["patterns"]:
            compiled = re.compile(_letters(pattern, macros))
            rules.append(
                Rule(
                    table["name"], table["op"], table.get("kind", "DATE"), table.get("way", 0),
                    table.get("anchor", "now"), compiled,
                )
            )  # fmt: skip
    examples = tuple((table["name"], example) for table in tables["rule"] for example in table.get("examples", ()))
    telling = "".join(
        letter for name, letter in lexicon().letters.items() if name.lower() not in neighbours()["empty_classes"]
    )
    return Grammar(tuple(rules), re.compile(f"[{telling}]"), examples)


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
