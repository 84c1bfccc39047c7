"""Change points: steps are found where they are, noise has none, short series say nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.measures.changes import LEVEL, SHORTEST, changes, noise, steps


def made(levels: list[tuple[int, float]], *, seed: int, spread: float = 2.0, events: int = 6) -> tuple[Any, Any]:
    """Periods with some events each, whose scores vary around a level: (number of periods, level)."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 2 * events, size=sum(length for length, _ in levels)).astype(float)
    means = np.concatenate([np.full(length, level) for length, level in levels])
    return means + rng.normal(size=len(means)) * spread / np.sqrt(weights), weights


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(8, 30), st.integers(8, 30), st.sampled_from([-4.0, 4.0, 6.0]))
def test_a_step_is_found_within_one_period(seed: int, before: int, after: int, step: float) -> None:
    values, weights = made([(before, 1.0), (after, 1.0 + step)], seed=seed, spread=1.0)
    found = steps(values, weights)
    assert any(abs(at - before) <= 1 for at, *_ in found)
    assert len(found) <= 2


def test_several_steps() -> None:
    values, weights = made([(20, 2.0), (15, -5.0), (25, 4.0)], seed=1)
    found = steps(values, weights)
    assert [at for at, *_ in found] == [20, 35]
    assert [(round(before), round(after)) for _, _, before, after in found] == [(2, -5), (-5, 4)]
    assert all(p <= LEVEL for _, p, _, _ in found)


@pytest.mark.parametrize("length", [SHORTEST, 40, 120])
def test_noise_rarely_has_steps(length: int) -> None:
    """By weights that differ, and by tails that are longer than a normal's."""
    rng = np.random.default_rng(length)
    alarms = 0
    for _ in range(60):
        weights = rng.integers(1, 12, size=length).astype(float)
        alarms += bool(steps(rng.standard_t(4, size=length) * 2 / np.sqrt(weights), weights))
    assert alarms <= 2


def test_one_odd_period_is_no_change() -> None:
    values, weights = made([(30, 2.0)], seed=3)
    values[15] = -9.0
    assert steps(values, weights) == []


def test_short_and_constant_series_have_none() -> None:
    values, weights = made([(5, 5.0), (5, -5.0)], seed=0)
    assert steps(values, weights) == []
    assert steps(np.full(50, 2.5), np.ones(50)) == []
    assert steps(np.array([]), np.array([])) == []


def test_noise_is_measured_beside_steps() -> None:
    values, weights = made([(200, 0.0), (200, 9.0)], seed=5, spread=2.0)
    assert noise(values, weights) == pytest.approx(4.0, rel=0.35)


def event(number: int, first: date, last: date, scale: float, modality: str = "actual") -> dict[str, Any]:
    return {
        "event": str(number), "earliest": first, "latest": last, "quad_code": 1 if scale > 0 else 4,
        "event_scale": scale, "modality": modality,
    }  # fmt: skip


def test_changes_of_events() -> None:
    months = [date(2016 + month // 12, month % 12 + 1, 5) for month in range(36)]
    rows = [event(10 * n + k, day, day, (4.0 if n < 20 else -7.0) + k) for n, day in enumerate(months) for k in (0, 1)]
    # vague dates, what was planned and what has no date say nothing of when
    rows += [event(900 + k, date(2017, 1, 1), date(2017, 12, 31), -10.0) for k in range(50)]
    rows += [event(1000 + k, date(2016, 3, 1), date(2016, 3, 1), -10.0, "future") for k in range(50)]
    rows += [event(2000, None, None, -10.0)]  # type: ignore[arg-type]

    found = changes(rows, by="month")

    assert [(change.day, change.before, change.after) for change in found] == [(date(2017, 9, 1), 4.5, -6.5)]
    assert "PELT" in found[0].how
    assert "p = 0.001" in found[0].how
    assert changes(rows[::-1], by="month") == found
    assert changes([], by="year") == ()
