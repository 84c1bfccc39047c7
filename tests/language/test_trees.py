"""Arc scores become trees."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from towhom.language.trees import heads


def reaches_root(found):
    for start in range(1, len(found) + 1):
        at, steps = start, 0
        while at and steps <= len(found):
            at, steps = found[at - 1], steps + 1
        if at:
            return False
    return True


def test_greedy_where_it_is_a_tree():
    """The best head of each word stands where that makes a tree."""
    scores = np.array([[0, -9, 5, 0], [7, 0, -9, 0], [0, 1, 6, -9]], np.float32)

    assert heads(scores).tolist() == [2, 0, 2]


def test_a_cycle_is_broken_at_its_cheapest_place():
    """Two words that point at each other: the one that loses least goes to the root."""
    scores = np.array([[4.0, -9, 5], [1.0, 9, -9]], np.float32)

    assert heads(scores).tolist() == [0, 1]


@given(st.integers(1, 7).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))))
def test_always_a_tree_and_the_best_one(scores):
    """Whatever the scores, every word reaches the root; small cases are checked against all trees."""
    n = len(scores)
    for i in range(n):
        scores[i, i + 1] = -1e4
    found = heads(scores)

    assert reaches_root(found)
    if n <= 4:
        total = sum(scores[i, h] for i, h in enumerate(found))
        every = np.stack(np.meshgrid(*[np.arange(n + 1)] * n, indexing="ij"), -1).reshape(-1, n)
        best = max(sum(scores[i, h] for i, h in enumerate(t)) for t in every if reaches_root(t))
        assert abs(total - best) < 1e-3
