"""Texts from documents can only be shown: they move no cursor, recolour nothing, hide nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.show.plain import around, plain

CASES = [
    ("plain words", "plain words"),
    ("한국 – “Kim”", "한국 – “Kim”"),
    # terminal escapes: colour, clear, title, C1 forms
    ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
    ("\x1b]0;owned\x07", "�]0;owned�"),
    ("\x9b2J", "�2J"),
    ("a\bb\x00c\x7f", "a�b�c�"),
    # blanks and breaks of all kinds are one space
    ("two\r\nlines\tand\x85more\u2028", "two lines and more"),
    # marks that reorder or hide
    ("abc\u202edef\u202c", "abc�def�"),
    ("zero\u200bwidth", "zero�width"),
    ("\ud800", "�"),
    # rich's markup is text
    ("[bold]x[/bold] [link=file:///etc]", "[bold]x[/bold] [link=file:///etc]"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_plain_has_no_control_characters(text: str) -> None:
    shown = plain(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert plain(shown) == shown


@given(st.text(min_size=1), st.data(), st.integers(10, 200))
def test_around_keeps_the_words(text: str, data: st.DataObject, width: int) -> None:
    """The words are whole; the rest is cut to the width and says so."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, words, after = around(text, start, end, width=width)

    assert words == plain(text[start:end])
    assert len(before) + len(after) <= max(width - (end - start), 20) + 4


def test_around_cuts_at_words() -> None:
    text = "one two three four five six met seven eight nine ten eleven twelve"
    start = text.index("met")
    assert around(text, start, start + 3, width=40) == ("… four five six ", "met", " seven eight nine …")
    assert around(text, start, start + 3, width=200) == (text[:start], "met", text[start + 3 :])
