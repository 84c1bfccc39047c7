"""Tag scores become spans."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from towhom.language.tags import decode, sigmoid, softmax

TAGS = ("O", "B-actor", "I-actor", "B-time", "I-time")


def scores(*likely):
    return np.array([[6.0 if tag == name else 0.0 for tag in TAGS] for name in likely], np.float32)


def test_two_neighbours_and_a_gap():
    """A new B- begins a new span; O ends one."""
    spans = decode(scores("B-actor", "I-actor", "B-actor", "O", "B-time"), TAGS)

    assert [span[:3] for span in spans] == [(0, 1, "actor"), (2, 2, "actor"), (4, 4, "time")]


def test_an_inner_tag_never_begins():
    """I- without B- is no span of its own kind: the best allowed sequence is taken."""
    spans = decode(scores("O", "I-time", "I-time"), TAGS)

    assert all(first > 0 or kind != "x" for first, _, kind, _ in spans)
    assert [span[:3] for span in spans] == [(1, 2, "time")]


def test_no_words():
    """An empty sentence has no spans."""
    assert decode(np.zeros((0, len(TAGS)), np.float32), TAGS) == []


@given(arrays(np.float32, st.tuples(st.integers(1, 9), st.just(len(TAGS))), elements=st.floats(-8, 8, width=32)))
def test_spans_stand_apart_and_are_probable(table):
    """Spans do not overlap, and their scores are probabilities."""
    spans = decode(table, TAGS)

    assert all(0 <= first <= last < len(table) and 0 <= p <= 1.0001 for first, last, _, p in spans)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(spans))


def test_extremes_do_not_overflow():
    """Large scores stay finite."""
    assert np.isfinite(softmax(np.array([1e4, -1e4], np.float32))).all()
    assert np.isfinite(sigmoid(np.array([1e4, -1e4], np.float32))).all()
