"""A sentence as units (matches of the registry and the words between), and the noun phrases that name actors.

Every unit has a one-letter class, so that a noun phrase is a regular expression over a string of classes:

    N nationality   C country, capital, palace   Q a people   O organization   L place   P person   S surname
    R role noun   G role noun that stands for a government   T thing that acts for its owner   t title
    d name particle   n numeral   m modifier   c unknown word written large   w unknown word   x word that ends a phrase
    a article   h possessive pronoun   o "of"   i other preposition   ' possessive   , mark
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from towhom.actors.fold import fold
from towhom.actors.registry import Match, Registry
from towhom.actors.tables import Record, Role, word_set

# "Moon administration": a person's name before one of these makes it that person's government.
GOVERNMENTS = frozenset({"government", "administration", "regime", "cabinet", "junta", "presidency", "dictatorship"})
YEAR = re.compile(r"1[89]\d\d|20[0-4]\d")
WORD = re.compile(
    r"\d+(?:[.,]\d+)+|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s?[A-Z])|['’]s?(?!\w)"
    r"|\w+(?:['’](?!s\b)\w+)*(?:[-‑]\w+(?:['’](?!s\b)\w+)*)*|[^\w\s]"
)

OWNER = r"(?:[NCOLQSP]|[Rt]+[cSP]+|[cSP]+|N?R)'"
NAME = r"(?:(?:[ct]+d*)*[PS](?:d*c)*|c(?:d*c)*)"
# "members of the Red Army Faction", "the head of Kenya's police"
OF = r"(?:oa?(?:N?O|[NC]?'?[RGT]|C))"
HEAD = r"[RGTO]*[RGT]"
# A modifier list, an owner or nationality, words between, the role, and a name behind it; or a bare name.
PHRASE = re.compile(
    rf"[nm]*(?:{OWNER}[nmwNC]{{0,3}}|N[nmwN]{{0,3}}|C[nmN]{{0,2}}|O'?m?|[cSP]+(?=G)|[cL]{{1,2}}(?=m?[RT]))?"
    rf"[mN]*{HEAD}{NAME}?{OF}?"  # roles
    rf"|[NR]?t+{NAME}"  # Gen. Dodd
    r"|(?:[NCL]'[nm]*|N)?O|[nm]*[QO]|c*P|[CNS]"
)


class Unit(NamedTuple):
    """A match or a word. Offsets are characters of the sentence."""

    start: int
    end: int
    kind: str  # one letter, see the module's docstring
    text: str
    match: Match | None = None

    @property
    def records(self) -> tuple[Record, ...]:
        """Whom a match may mean."""
        if self.match is None:
            return ()
        return tuple(form.target for form in self.match.forms if isinstance(form.target, Record))

    @property
    def role(self) -> Role | None:
        """The role noun, if the unit is one."""
        if self.match is None:
            return None
        return next((form.target for form in self.match.forms if isinstance(form.target, Role)), None)


@cache
def _word_classes() -> dict[str, str]:
    """Class of each closed-class word."""
    named = {
        "d": "particles",
        "x": "stops",
        "i": "prepositions",
        "m": "modifiers",
        "n": "numerals",
        "h": "possessives",
        "a": "articles",
    }
    classes = {word: kind for kind, key in named.items() for word in word_set("function", key)}
    return classes | {"of": "o"}


def units(text: str, registry: Registry) -> list[Unit]:
    """The units of a sentence, in text order, without gaps other than spaces."""
    return list(_units(text, registry))


# The screen before the encoder and the resolution after it read the same sentences.
@lru_cache(maxsize=4096)
def _units(text: str, registry: Registry) -> tuple[Unit, ...]:
    """The units, read once."""
    matches = registry.matches(text)
    found: list[Unit] = []
    at = 0
    for match in matches:
        found += words_between(text, at, match.start)
        found.append(Unit(match.start, match.end, match_class(match, text), text[match.start : match.end], match))
        at = match.end
    found += words_between(text, at, len(text))
    return tuple(reclassed(found))


def words_between(text: str, start: int, end: int) -> list[Unit]:
    """The unmatched words of a stretch."""
    if start >= end or text[start:end].isspace():
        return []
    return [
        Unit(token.start(), token.end(), word_class(token[0]), token[0]) for token in WORD.finditer(text, start, end)
    ]


@lru_cache(maxsize=100_000)
def word_class(word: str) -> str:
    """Class of a word that the registry does not know."""
    if word[0] in "'’":
        return "'"
    if not word[0].isalnum():
        return "-" if word in "-‑–" else ","
    if word in word_set("abbreviations"):
        return "t"
    if kind := _word_classes().get(word.lower()):
        return kind
    if word[0].isdigit():
        return "x" if YEAR.fullmatch(word) else "n"
    return "c" if word[0].isupper() else "w"


def match_class(match: Match, text: str) -> str:
    """Class of a match by the likeliest of its uses."""
    uses = {form.use for form in match.forms if form.sure} or {form.use for form in match.forms}
    kinds = {
        form.target.kind for form in match.forms if isinstance(form.target, Record) and (form.sure or not match.sure)
    }
    if "adjective" in uses:
        return "N"
    surface = text[match.start : match.end]
    if "role" in uses:
        # A sentence's first word is written large whatever it is; "State Department" is a name there as well.
        large = surface[0].isupper() and (match.start > 0 or (" " in surface and surface.split(" ")[-1][0].isupper()))
        titled = "org" in kinds_of(match) and large and not surface.isupper()
        return "O" if titled and any(form.text == surface for form in match.of("name")) else role_class(match)
    if "country" in kinds and uses & {"name", "government"}:
        return "O" if "org" in kinds and match.sure and "government" in uses else "C"
    if "org" in kinds:
        return "O"
    if "people" in uses:
        return "Q"
    if "place" in uses:
        return "L"
    return "S" if uses == {"surname"} or text[match.start : match.end].count(" ") == 0 else "P"


def kinds_of(match: Match) -> set[str]:
    """Kinds of the records that a match can be."""
    return {form.target.kind for form in match.forms if isinstance(form.target, Record)}


def role_class(match: Match) -> str:
    """R, G or T."""
    role = next(form.target for form in match.forms if isinstance(form.target, Role))
    if role.kind == "thing":
        return "T"
    return "G" if role.name in GOVERNMENTS else "R"


def reclassed(found: list[Unit]) -> list[Unit]:
    """Mend classes that the neighbours decide: "US-backed", "Lt." and its point, "the North" as an adjective."""
    mended: list[Unit] = []
    suffixes = word_set("not_cue_suffixes")
    for at, unit in enumerate(found):
        kind = unit.kind
        if (
            kind in "NCLO"
            and at + 2 < len(found)
            and found[at + 1].text in ("-", "‑")
            and found[at + 2].start == unit.end + 1
        ):
            kind = "w" if fold(found[at + 2].text) in suffixes else ("N" if kind != "O" else "O")
        behind = found[at + 1].kind if at + 1 < len(found) else ""
        if kind == "R" and unit.text in ("major", "general", "private") and behind in ("w", "R", "m", "T", "N"):
            kind = "m"  # "its major trade partners"
        if kind in "NC" and fold(unit.text) in ("north", "south") and behind in ("c", "L"):
            kind = "m"  # "South Tyrolean"
        if (
            kind in "NCO"
            and at > 1
            and found[at - 1].text == "-"
            and found[at - 2].text.lower() in ("pro", "anti", "non", "pan", "inter", "trans")
        ):
            kind = "m"
        if kind == "t" and mended and mended[-1].kind == "t" and unit.text == ".":
            kind = "t"
        if unit.text == "." and mended and mended[-1].kind == "t" and mended[-1].end == unit.start:
            kind = "t"
        if unit.text in ("-", "‑") and mended and mended[-1].kind == "N":
            kind = "m"  # "Seoul-based", "Liberian-flagged"
        mended.append(Unit(unit.start, unit.end, kind, unit.text, unit.match) if kind != unit.kind else unit)
    return mended


def classes(found: list[Unit]) -> str:
    """The string of classes that PHRASE reads."""
    return "".join(unit.kind for unit in found)


def noun_phrases(found: list[Unit]) -> list[tuple[int, int]]:
    """Index ranges of the units that name actors."""
    string = classes(found)
    # A word at the beginning is written large whatever it is.
    return [match.span() for match in PHRASE.finditer("w" + string[1:] if string[:1] == "c" else string)]
