"""The registry of subjects (`data/subjects.csv`) and the automaton that finds their names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

import ahocorasick

from towhom.actors.fold import case_fits, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSubject:
    """A row of the registry."""

    id: str
    name: str
    kind: str
    parties: tuple[str, ...]
    start: str | None  # EDTF
    end: str | None


@dataclass(frozen=True, slots=True)
class Form:
    text: str
    subject: KnownSubject
    sure: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Subjects that one stretch of a text can name."""

    start: int
    end: int
    forms: tuple[Form, ...]


class SubjectRegistry:
    """All subjects by all their forms. Read-only after construction; may be shared by threads."""

    def __init__(self, forms: Iterable[Form]):
        self._forms: dict[str, list[Form]] = {}
        for form in forms:
            self._forms.setdefault(fold(form.text), []).append(form)
        self._automaton = ahocorasick.Automaton()
        for folded, group in self._forms.items():
            self._automaton.add_word(folded, (len(folded), tuple(group)))
        self._automaton.make_automaton()

    @classmethod
    def load(cls) -> SubjectRegistry:
        """Read the packaged table."""
        path = resources.files("towhom.positions") / "data/subjects.csv"
        rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        return cls(form for row in rows for form in _forms(row))

    def matches(self, text: str) -> list[Match]:
        """Every form in the text at word boundaries whose case fits; of overlapping ones the longest."""
        folded = fold(text)
        found: list[Match] = []
        for last, (length, group) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            fitting = tuple(form for form in group if case_fits(form.text, text[start:end]))
            if fitting:
                found.append(Match(start, end, fitting))
        return _longest(found)

    def named(self, words: str) -> tuple[Form, ...]:
        """The forms written like this, whatever the case."""
        return tuple(self._forms.get(fold(words.strip()), ()))


def _forms(row: dict[str, str]) -> Iterable[Form]:
    subject = KnownSubject(
        id=f"subject:{row['subject_id']}",
        name=row["name"],
        kind=row["kind"],
        parties=tuple(filter(None, row["parties"].split("|"))),
        start=row["start"] or None,
        end=row["end"] or None,
    )
    for text in dict.fromkeys([row["name"], *filter(None, row["aliases"].split("|"))]):
        yield Form(text, subject, True)
    for text in filter(None, row["ambiguous"].split("|")):
        yield Form(text, subject, False)


def _longest(matches: Sequence[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)
