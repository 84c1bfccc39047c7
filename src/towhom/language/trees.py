"""Arc scores -> a dependency tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heads(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the head of each word (0 is the root, words count from 1) in the best tree.

    `scores` is (words, words + 1), column 0 the root. Greedy; where that closes a cycle, Chu-Liu/Edmonds decides.
    """
    best = scores.argmax(1)
    if _cycle(best) is None:
        return np.asarray(best, np.int64)
    square = np.full((len(scores) + 1, len(scores) + 1), -np.inf, np.float64)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    return np.asarray(_edmonds(square)[1:], np.int64)


def _cycle(heads_of: NDArray[np.int64]) -> list[int] | None:
    """Return the words (counted from 1) of a cycle, or None."""
    state = np.zeros(len(heads_of) + 1, np.int8)  # 1: on the path, 2: known to reach the root
    state[0] = 2
    for start in range(1, len(heads_of) + 1):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads_of[at - 1])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return None


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu/Edmonds on a (n, n) matrix of dependent x head scores, node 0 the root; returns heads (n,)."""
    best = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best[1:])
    if cycle is None:
        return np.asarray(best, np.int64)
    rest = [i for i in range(len(scores)) if i not in set(cycle)]
    inner = scores[cycle, best[cycle]]
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    enter = scores[np.ix_(cycle, rest)] - inner[:, None]  # breaking the cycle at each of its nodes
    leave = scores[np.ix_(rest, cycle)]
    small[-1, :-1] = enter.max(0)
    small[:-1, -1] = leave.max(1)
    solved = _edmonds(small)
    found = best.copy()
    for row, node in enumerate(rest):
        found[node] = cycle[int(leave[row].argmax())] if solved[row] == size - 1 else rest[solved[row]]
    found[0] = 0
    entry = int(enter[:, solved[-1]].argmax())
    found[cycle[entry]] = rest[solved[-1]]
    return np.asarray(found, np.int64)
