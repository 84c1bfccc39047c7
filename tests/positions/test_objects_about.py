"""What objects come to, and which subjects an event is about."""

from __future__ import annotations

import pytest

from positions.trees import analysis
from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.about import about
from towhom.positions.lemmas import lemma
from towhom.positions.objects import key_of, subject_of


def subject(words: str, text: str) -> Subject:
    start = text.index(words)
    return Subject(
        id=words, name=words, kind="agreement", document="d", sentence=0, start=start, end=start + len(words),
        text=words, confidence=0.9,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "upos", "wanted"),
    [
        ("denounced", "VERB", "denounce"), ("hopping", "VERB", "hop"), ("sought", "VERB", "seek"),
        ("policies", "NOUN", "policy"), ("launches", "NOUN", "launch"), ("politics", "NOUN", "politics"),
        ("THAAD", "PROPN", "thaad"), ("Kaesong", "PROPN", "kaesong"), ("backs", "VERB", "back"),
    ],
)  # fmt: skip
def test_lemmas(word: str, upos: str, wanted: str) -> None:
    assert lemma(word, upos) == wanted


def test_keys_are_alike_where_the_thing_is() -> None:
    """Articles, number and case do not part two objects."""
    one = analysis("The/DET/3/det new/ADJ/3/amod tariffs/NOUN/0/root")
    other = analysis("this/DET/2/det Tariff/NOUN/0/root")

    assert key_of(one, (0, 2)) == key_of(other, (0, 1)) == "tariff"


def test_the_subject_that_an_object_names() -> None:
    text = "the deployment of THAAD"
    assert subject_of(0, len(text), [subject("THAAD", text)]) == "THAAD"
    assert subject_of(0, 14, [subject("THAAD", text)]) is None


TWO = analysis(
    "Seoul/PROPN/2/nsubj signed/VERB/0/root the/DET/4/det KORUS/PROPN/2/obj and/CCONJ/6/cc condemned/VERB/2/conj"
    " the/DET/8/det raid/NOUN/6/obj at/ADP/10/case Yeonpyeong/PROPN/8/nmod"
)
CARRIED = analysis(
    "Seoul/PROPN/2/nsubj agreed/VERB/0/root to/PART/4/mark expand/VERB/2/xcomp the/DET/6/det KORUS/PROPN/4/obj"
)
PARTED = analysis("Troops/NOUN/2/nsubj left/VERB/0/root ;/PUNCT/5/punct KORUS/PROPN/5/nsubj passed/VERB/2/parataxis")


@pytest.mark.parametrize(
    ("tree", "trigger", "names", "wanted"),
    [
        # each verb has its own
        (TWO, "signed", ["KORUS", "Yeonpyeong"], ("KORUS",)),
        (TWO, "condemned", ["KORUS", "Yeonpyeong"], ("Yeonpyeong",)),
        # through the verb that only carries on
        (CARRIED, "agreed", ["KORUS"], ("KORUS",)),
        # another half of the sentence
        (PARTED, "left", ["KORUS"], ()),
        # nothing named
        (TWO, "signed", [], ()),
    ],
)
def test_about(tree: Analysis, trigger: str, names: list[str], wanted: tuple[str, ...]) -> None:
    start = tree.text.index(trigger)
    subjects = [subject(name, tree.text) for name in names]

    assert about(start, start + len(trigger), tree, subjects, 0) == wanted
