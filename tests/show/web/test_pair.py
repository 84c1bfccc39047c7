"""Figures that the database counts are those that `show.relationship` and `measures.series` count from all records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

import towhom
from towhom.errors import StoreError
from towhom.measures import series
from towhom.show.relationship import relationship
from towhom.show.web.pair import best_period, changes_of, happened, pair, series_of

PAIRS = [
    ("USA", "PRK", None, None),
    ("KOR", "USA", "2015", None),
    ("Japan", "South Korea", "2010", "2018-06"),
    # an actor, and an actor of the country on the other side
    ("person:moon-jae-in", "KOR", None, None),
    # with itself
    ("KOR", "KOR", None, None),
    # nothing there
    ("USA", "FRA", None, None),
]


@pytest.mark.parametrize(("first", "second", "since", "until"), PAIRS)
def test_same_as_from_all_records(path: Path, first: str, second: str, since: str | None, until: str | None) -> None:
    store = towhom.open(path)
    slow = relationship(store, first, second, since=since, until=until)
    fast = pair(store, first, second, since=since, until=until)

    for name in ("first", "second", "documents", "events", "modalities", "earliest", "latest", "stances"):
        assert getattr(fast, name) == getattr(slow, name), name
    for name in ("latest_deeds", "hardest_deeds", "closest_deeds"):
        assert [deed.event for deed in getattr(fast, name)] == [deed.event for deed in getattr(slow, name)], name
    for one, other in zip(fast.directions, slow.directions, strict=True):
        assert (one.actor, one.recipient, one.events, one.score) == (
            other.actor,
            other.recipient,
            other.events,
            pytest.approx(other.score),
        )
        assert [each[:2] for each in one.types] == [each[:2] for each in other.types]
    assert [(row["name"], row["events"]) for row in fast.subjects] == [
        (name, number) for name, _, number in slow.subjects
    ]


@pytest.mark.parametrize("by", ["week", "month", "quarter", "year"])
def test_same_series(path: Path, by: str) -> None:
    """Period by period, for dates of a day, a month, a year, several years and none."""
    store = towhom.open(path)
    found = happened(store, "USA", "PRK")
    slow, fast = series(found.rows(), by=by), series_of(found, by=by)

    assert fast.undated == slow.undated
    assert [point.period for point in fast.points] == [point.period for point in slow.points]
    for one, other in zip(fast.points, slow.points, strict=True):
        assert (*one.quads, one.score, *one.spread) == pytest.approx((*other.quads, other.score, *other.spread))


def test_periods(path: Path) -> None:
    with pytest.raises(StoreError, match="known: week"):
        series_of(happened(towhom.open(path), "USA", "PRK"), by="year'; DROP TABLE events")
    found = pair(towhom.open(path), "USA", "PRK")
    assert best_period(found.earliest, found.latest) == "year"
    assert best_period(None, None) == "year"


class Told:
    """What `changes_of` asks of a table of events: a query over its rows."""

    def __init__(self, scores: list[float]) -> None:
        self.database = duckdb.connect()
        self.database.execute(
            "CREATE TABLE told (event TEXT, modality TEXT, quad_code INT, event_scale DOUBLE, earliest DATE, latest DATE)"
        )
        months = [date(2001 + at // 12, at % 12 + 1, 5) for at in range(len(scores))]
        for day, score in zip(months, scores, strict=True):
            row = (str(day), "actual", 1 if score > 0 else 3, score, day, day)
            for _ in "ab":  # a row for each pair of parties
                self.database.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", row)

    def over(self, sql: str) -> Told:
        self.found = self.database.execute(sql.replace("{}", "FROM told"))
        return self

    def rows(self) -> list[dict[str, object]]:
        names = [column[0] for column in self.found.description]
        return [dict(zip(names, row, strict=True)) for row in self.found.fetchall()]


def test_changes_are_those_of_the_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fall from cooperation to conflict is found in its month; a steady relationship has none; a crowd is let be."""
    wave = [4.0 + 0.3 * (at % 3) for at in range(30)]
    (change,) = changes_of(Told([*wave, *(-each for each in wave)]))  # type: ignore[arg-type]
    assert (change.day, change.before > 0, change.after < 0) == (date(2003, 7, 1), True, True)
    assert changes_of(Told(wave)) == ()  # type: ignore[arg-type]
    monkeypatch.setattr("towhom.show.web.pair.MOST_TESTED", 10)
    assert changes_of(Told([*wave, *(-each for each in wave)])) == ()  # type: ignore[arg-type]
