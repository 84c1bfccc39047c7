"""Loading and matching: word boundaries, case, the longest form."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.actors.fold import case_fits, fold
from towhom.actors.registry import Registry

MATCHES = [
    # an acronym is not the pronoun
    ("They told us about the US plan.", ["US"]),
    # the longest form wins
    ("South Korean lawmakers and Papua New Guinea", ["South Korean", "lawmakers", "Papua New Guinea"]),
    # no match inside a word
    ("Chadwick and Malian Iranology", ["Malian"]),
    # the possessive stays outside
    ("Israel's air force", ["Israel", "air force"]),
    # curly apostrophes and diacritics are folded
    ("the People’s Liberation Army in N’Djaména", ["People’s Liberation Army", "N’Djaména"]),
    # a surname inside a hyphenated word is none
    ("a Su-35 and the 22-member panel", ["panel"]),
    # capitals say nothing in a shouted headline
    ("UKRAINE TELLS MOSCOW TO WITHDRAW", ["UKRAINE", "MOSCOW"]),
    # the reader's boundary survives points in acronyms
    ("the U.S. ambassador", ["U.S.", "ambassador"]),
]


@pytest.mark.parametrize(("text", "expected"), MATCHES)
def test_matches(registry: Registry, text: str, expected: list[str]) -> None:
    """The forms found are the expected ones, in text order."""
    assert [text[match.start : match.end] for match in registry.matches(text)] == expected


def test_kosovo_has_one_code(registry: Registry) -> None:
    """people.csv writes XKX, the PLOVER manual KOS."""
    codes = {record.code for record in registry.records.values()} | {
        term.code for record in registry.records.values() for term in record.terms
    }

    assert "XKX" not in codes
    assert "KOS" in codes


@given(st.text())
def test_fold_keeps_offsets(text: str) -> None:
    """A folded text has the length of the text: offsets hold."""
    assert len(fold(text)) == len(text)


@given(st.text(max_size=300))
def test_matches_lie_in_the_text_and_apart(text: str) -> None:
    """Whatever the text, matches are in order, inside it and do not overlap."""
    matches = SMALL.matches(text)

    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(first.end <= second.start for first, second in itertools.pairwise(matches))


SMALL = Registry.load()

CASE = [
    # a headline may write a lower-case word large
    ("foreign ministry", "Foreign Ministry", True),
    # a name may not be written small
    ("Turkey", "turkey", False),
    ("Turkey", "TURKEY", True),
    # an acronym must stand as it is
    ("WHO", "who", False),
    ("WHO", "Who", False),
]


@pytest.mark.parametrize(("form", "surface", "fits"), CASE)
def test_case(form: str, surface: str, fits: bool) -> None:
    """What the form writes large, the text must too."""
    assert case_fits(form, surface) is fits
