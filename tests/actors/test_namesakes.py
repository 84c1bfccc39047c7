"""Which namesake a page means where it began with another one, and what damage leaves of a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.actors.spans import model_spans, units
from towhom.language import Analysis, Span
from towhom.reading import Document

Build = Callable[..., Document]

CASES = [
    # sentences, words, person, remark
    (
        ("Nehru and Ayub Khan signed the treaty.", "In 2019 Prime Minister Khan spoke.", "Khan returned home."),
        ("Prime Minister Khan", "Khan"), "person:imran-khan", "title and year displace the one introduced before",
    ),
    (
        ("Ayub Khan took power.", "President Ayub went to Tashkent."),
        ("President Ayub",), "person:ayub-khan", "a first name behind a title, once introduced",
    ),
    (
        ("President Kim Dae-jung flew north.", "President Kim met reporters."),
        ("President Kim",), "person:kim-dae-jung", "the title fits the one introduced: he stays",
    ),
    (
        ("President Trump and President Moon met in Seoul.", "Kim wrote to Ambassador Lighthizer."),
        ("Ambassador Lighthizer",), "person:robert-lighthizer", "a courtesy title of one in office with the others",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "words", "person", "remark"), CASES)
def test_namesakes(
    sentences: tuple[str, ...], words: tuple[str, ...], person: str, remark: str, registry: Registry, document: Build
) -> None:
    """The last mention of each of the words is the person."""
    found = {mention.text: mention.actors[0].id for mention in resolve(document(*sentences), [], registry)}

    assert {found[text] for text in words} == {person}, remark


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("a meeting of the U. President Trump offered", "U. President Trump", ["President Trump"]),
        ("the efforts of the U.", "U", []),
        ("a speech by J. Smith", "J. Smith", ["J. Smith"]),
        ("the Shanghai Cooperation Organisation met", "Shanghai", ["Shanghai Cooperation Organisation"]),
        ("the Republic of Korea agreed", "Republic of", ["Republic of Korea"]),
        ("after the ironclad pledge", "ironclad", []),
    ],
)
def test_letters(text: str, marked: str, kept: list[str], registry: Registry) -> None:
    """A letter that damage left of a name is no actor and no part of the next name."""
    start = text.index(marked)
    span = Span(start=start, end=start + len(marked), kind="actor", score=0.9)
    spans = model_spans(Analysis(text=text, words=(), spans=(span,)), units(text, registry))

    assert [text[found.start : found.end] for found in spans] == kept
