"""Words of a raw sentence."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.language.words import SHAPES, shape, split_words

CASES = [
    # possessives and contractions are words of their own
    ("Seoul's envoy didn't wait.", ["Seoul", "'s", "envoy", "did", "n't", "wait", "."]),
    ("Moscow’s reply", ["Moscow", "’s", "reply"]),
    # abbreviations keep their stops
    ("U.S. Gen. Mark Milley", ["U.S.", "Gen.", "Mark", "Milley"]),
    # a short word at the end of a sentence does not
    ("They met. He left.", ["They", "met", ".", "He", "left", "."]),
    # hyphens part, numbers stay
    ("U.S.-led talks on 1,000 troops", ["U.S.", "-", "led", "talks", "on", "1,000", "troops"]),
    # addresses are one word
    ("see https://example.org/a?b=1 now", ["see", "https://example.org/a?b=1", "now"]),
    ("", []),
    ("   \n\t ", []),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words(text, words):
    """Each case comes apart as a treebank has it."""
    assert words == [text[a:b] for a, b in split_words(text)]


@given(st.text())
def test_nothing_but_white_space_is_lost(text):
    """Words stand in order, do not overlap, and cover everything but white space."""
    spans = split_words(text)

    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in spans)


@pytest.mark.parametrize(
    ("word", "name"),
    [("us", "lower"), ("US", "upper"), ("U.S.", "upper"), ("Seoul", "title"), ("McCain", "mixed"), ("38th", "digit"), ("—", "punctuation"), ("I", "title")],
)  # fmt: skip
def test_shape(word, name):
    """Case, which the encoder does not see, is told beside the word."""
    assert name == SHAPES[shape(word)]
