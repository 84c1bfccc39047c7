"""Whom pronouns take up, and what stays out of the record where the model read the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.language import Analysis, Word
from towhom.reading import Document

Build = Callable[..., Document]


def read(text: str, subject: str) -> Analysis:
    """A sentence as the model reads it, without spans: one word is the main clause's subject, the rest its objects."""
    words, at = [], 0
    tokens = text.rstrip(".").split()
    root = tokens.index(subject) + 1
    for number, token in enumerate(tokens):
        start = text.index(token, at)
        at = start + len(token)
        relation = "root" if number == root else "nsubj" if token == subject else "obj"
        words.append(Word(start=start, end=at, upos="X", head=-1 if number == root else root, deprel=relation))
    return Analysis(text=text, words=tuple(words), spans=())


CASES = [
    # first sentence, its subject, second sentence, pronoun, actors, remark
    ("Putin criticized Obama.", "Putin", "Early on, he pledged to visit.", "he", ["person:vladimir-putin"], "the subject"),
    ("India blamed Pakistan.", "India", "It recalled its envoy.", "It", ["country:IND"], "the subject"),
    ("India blamed Pakistan.", "India", "It was a dark day.", "It", None, "nobody acts"),
    ("India met Pakistan.", "India", "They agreed.", "They", ["country:IND", "country:PAK"], "the pair"),
    ("India met Pakistan.", "India", "Oman spoke between them.", "them", ["country:IND", "country:PAK"], "the pair"),
    ("India met Pakistan.", "India", "Oman rejected them.", "them", None, "may be things"),
    ("Putin spoke.", "Putin", "Modi thanked him.", "him", ["person:vladimir-putin"], "not its own clause's subject"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "subject", "second", "word", "actors", "remark"), CASES)
def test_pronouns(
    first: str, subject: str, second: str, word: str, actors: list[str] | None, remark: str,
    registry: Registry, document: Build,
) -> None:  # fmt: skip
    """The pronoun of the second sentence means these; None where it is left out."""
    built = document(first, second)
    found = [m for m in resolve(built, [read(first, subject), None], registry) if m.text == word and m.sentence == 1]

    assert ([actor.id for actor in found[0].actors] if found else None) == actors, remark


def test_two_persons_of_the_sentence(registry: Registry, document: Build) -> None:
    """ "The two" are the persons just named, not the states of the sentence before."""
    built = document("India and Pakistan fought.", "Vajpayee invited Musharraf to Agra, but the two failed to agree.")
    (two,) = [mention for mention in resolve(built, [], registry) if mention.text == "two"]

    assert {actor.code for actor in two.actors} == {"IND", "PAK"}
    assert all(actor.id.startswith("person:") for actor in two.actors)


def test_unmarked_words_stay_out(registry: Registry, document: Build) -> None:
    """Where the model read a sentence and marked nothing, roles alone are nobody; subjects stay."""
    text = "India told officials."
    found = resolve(document(text), [read(text, "India")], registry)

    assert [mention.text for mention in found] == ["India"]
