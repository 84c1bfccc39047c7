"""Everybody whom the program knows, and the automaton that finds their names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from towhom.actors import dictionaries, tables
from towhom.actors.fold import case_fits, fold
from towhom.actors.tables import Form, Record


class Match(NamedTuple):
    """Forms that one stretch of a sentence can be. Offsets are characters of the sentence."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def sure(self) -> bool:
        """Whether a reader takes it for what it says if nothing speaks against it."""
        return any(form.sure for form in self.forms)

    def of(self, *uses: str) -> tuple[Form, ...]:
        """The forms of these uses."""
        return tuple(form for form in self.forms if form.use in uses)


class Registry:
    """All tables and the automaton. Read-only after `load`; may be shared by threads."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms: dict[str, tuple[Form, ...]] = {}
        self.records: dict[str, Record] = {}
        self._gather(forms)
        self._automaton = ahocorasick.Automaton()
        for folded, group in self.forms.items():
            self._automaton.add_word(folded, (len(folded), group))
        self._automaton.make_automaton()
        self.states = {
            record.code: record
            for record in self.records.values()
            if record.kind == "country"
            and record.detail in ("state", "territory")
            and record.id == f"country:{record.code}"
        }

    @classmethod
    def load(cls, *, extra: Sequence[Path] = ()) -> Registry:
        """Read the packaged tables and the user's own, whose forms go before the packaged ones.

        Raises UnreadableError, naming the file and the line, where an `extra` file is of neither known format.
        """
        own = [form for path in extra for form in dictionaries.read(path)]
        return cls([*own, *packaged_forms()])

    def _gather(self, forms: Iterable[Form]) -> None:
        """Fill `forms` (by folded text) and `records` (by id)."""
        found: dict[str, list[Form]] = {}
        for form in forms:
            found.setdefault(fold(form.text), []).append(form)
            if isinstance(form.target, Record):
                self.records.setdefault(form.target.id, form.target)
        self.forms = {text: tuple(group) for text, group in found.items()}

    def named(self, text: str) -> tuple[Form, ...]:
        """The forms that are written like this, whatever the case."""
        return self.forms.get(fold(text.strip()), ())

    def state(self, code: str) -> Record | None:
        """The state that has this code now."""
        return self.states.get(code)

    def matches(self, text: str) -> list[Match]:
        """Every form in the text at word boundaries, whose case fits; where two overlap, the longest."""
        folded, shouted = fold(text), is_shouted(text)
        found = []
        for last, (length, group) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            surface = text[start:end]
            fitting = tuple(form for form in group if case_fits(form.text, surface, shouted=shouted))
            if in_compound(folded, start, end):
                fitting = tuple(form for form in fitting if form.use not in ("role", "surname", "place"))
            if not fitting and surface.islower() and is_title(text):
                fitting = tuple(form for form in group if is_plain_country(form, surface))
            if fitting:
                found.append(Match(start, end, fitting))
        return longest(found)


def in_compound(folded: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the stretch to another word: "Su-35", "22-member"."""
    before, behind = folded[max(0, start - 2) : start], folded[end : end + 2]
    return (before[-1:] == "-" and before[:1].isalnum()) or (behind[:1] == "-" and behind[1:].isalnum())


def longest(matches: list[Match]) -> list[Match]:
    """The longest of overlapping matches, in text order."""
    matches.sort(key=lambda match: match.start)
    if all(first.end <= second.start for first, second in itertools.pairwise(matches)):
        return matches
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            taken.update(range(match.start, match.end))
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def is_title(text: str) -> bool:
    """Whether a sentence is a short line without a stop, as headings and searches are."""
    return len(text) < 80 and text.rstrip()[-1:].isalnum()


def is_plain_country(form: Form, surface: str) -> bool:
    """Whether a name written small can only be a country's: "korea", not "turkey"."""
    record = form.target
    named = isinstance(record, Record) and record.kind == "country" and form.use == "name"
    return named and len(surface) > 4 and surface not in tables.word_set("lower_case_words")


def is_shouted(text: str) -> bool:
    """Whether a sentence is written in capitals, so that case says nothing."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


@cache
def packaged_forms() -> tuple[Form, ...]:
    """All forms of the packaged tables, read once a process."""
    nations = list(tables.countries())
    states = {form.target.code: form.target for form in nations if isinstance(form.target, Record)}
    for form in nations:
        if isinstance(form.target, Record) and form.target.detail == "state":
            states[form.target.code] = form.target
    return (
        *nations,
        *tables.organizations(),
        *tables.people(),
        *tables.places(states),
        *tables.roles([form.text for form in nations if form.use == "adjective"]),
    )
