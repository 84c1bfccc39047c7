"""Scores of IOB2 tags -> spans of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -60, 60))), np.float32)


def follows(tags: Sequence[str]) -> NDArray[np.float32]:
    """Return (tag, tag) 0 where the column may follow the row, -inf where not: I-x only after B-x or I-x."""
    allowed = [[not b.startswith("I-") or a[1:] == b[1:] for b in tags] for a in tags]
    return np.where(allowed, 0.0, -np.inf).astype(np.float32)


def decode(scores: NDArray[np.float32], tags: Sequence[str]) -> list[tuple[int, int, str, float]]:
    """Return (first word, last word, kind, probability) of the best tag sequence (Viterbi).

    `scores` is (words, tags); the probability is the mean of the tags' own over the span.
    """
    if not len(scores):
        return []
    probabilities = softmax(scores)
    if not (probabilities[:, 0] < 0.5).any():  # nothing but O is likelier than not
        return []
    path = _best_path(np.log(probabilities + 1e-9), follows(tags), [tag.startswith("I-") for tag in tags])
    spans: list[tuple[int, int, str, float]] = []
    for at, tag in enumerate(path):
        name = tags[tag]
        if name.startswith("B-"):
            spans.append((at, at, name[2:], float(probabilities[at, tag])))
        elif name.startswith("I-"):
            first, _last, kind, total = spans[-1]
            spans[-1] = (first, at, kind, total + float(probabilities[at, tag]))
    return [(first, last, kind, total / (last - first + 1)) for first, last, kind, total in spans]


def _best_path(logs: NDArray[np.float32], transitions: NDArray[np.float32], inner: list[bool]) -> list[int]:
    score = np.where(inner, -np.inf, logs[0])
    back = np.zeros(logs.shape, np.int64)
    for at in range(1, len(logs)):
        options = score[:, None] + transitions
        back[at] = options.argmax(0)
        score = options.max(0) + logs[at]
    path = [int(score.argmax())]
    for at in range(len(logs) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


def run_of_words(scores: NDArray[np.float32], threshold: float) -> tuple[int, int]:
    """Return the first and last word of the run around the likeliest word, as far as the threshold reaches."""
    first = last = int(scores.argmax())
    while first > 0 and scores[first - 1] >= threshold:
        first -= 1
    while last + 1 < len(scores) and scores[last + 1] >= threshold:
        last += 1
    return first, last
