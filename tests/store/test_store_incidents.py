"""Incidents in the store: kept at the end of a build, filtered as events are, never out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

import towhom
from doubles import RuleCoder, document, made_up_documents
from towhom.errors import StoreError
from towhom.store import Store
from towhom.store.connect import open_writing

TEXTS = [
    "North Korea shelled South Korea in 2010-11-23.",
    "North Korea shelled South Korea in 2010-11.",
    "North Korea shelled South Korea in 2015-08-20.",
    "Washington and North Korea met with each other in 2018-06-12.",
    "an official accused Japan.",
]


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store: Store = towhom.open(tmp_path / "filled.duckdb")
    store.add_documents([document(text, path=f"{n}.txt") for n, text in enumerate(TEXTS)], coder=RuleCoder())
    return store


def told(store: Store, **asked: object) -> list[tuple[str | None, str, int]]:
    return [(row["edtf"], row["type"], row["sources"]) for row in store.incidents(**asked)]  # type: ignore[arg-type]


CASES = [
    ({}, [("2010-11-23", "ASSAULT", 2), ("2015-08-20", "ASSAULT", 1), ("2018-06-12", "CONSULT", 1), (None, "ACCUSE", 1)]),
    ({"order": "sources", "limit": 1}, [("2010-11-23", "ASSAULT", 2)]),
    ({"min_sources": 2}, [("2010-11-23", "ASSAULT", 2)]),
    # asked for as events are
    ({"between": ("PRK", "KOR")}, [("2010-11-23", "ASSAULT", 2), ("2015-08-20", "ASSAULT", 1)]),
    ({"type": "CONSULT"}, [("2018-06-12", "CONSULT", 1)]),
    ({"between": ("USA", "JPN")}, []),
    # the period is that of the incident: its second record may have been on 1 November, it was not
    ({"until": "2010-11-01"}, []),
    ({"since": "2011", "until": "2016"}, [("2015-08-20", "ASSAULT", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_filters(filled: Store, asked: dict[str, object], expected: list[object]) -> None:
    assert told(filled, **asked) == expected


def test_every_event_is_in_one_incident(store: Store) -> None:
    store.add_documents(made_up_documents(60), coder=RuleCoder())
    events = [row["event"] for row in store.sql("SELECT event FROM events")]
    assert sorted(row["event"] for row in store.sql("SELECT event FROM incident_events")) == sorted(events)
    for row in store.incidents():
        assert row["best"] in row["events"]
        assert row["records"] == len(row["events"])


def test_reviewers_outweigh_the_evidence(filled: Store) -> None:
    events = {row["edtf"]: row["event"] for row in filled.events(type="ASSAULT")}
    same, other = events["2010-11-23"], events["2010-11"]
    apart = told(filled, cannot=[(same, other)])
    assert [row for row in apart if row[1] == "ASSAULT"] == [
        ("2010-11", "ASSAULT", 1), ("2010-11-23", "ASSAULT", 1), ("2015-08-20", "ASSAULT", 1),
    ]  # fmt: skip
    joined = filled.incidents(must=[(same, events["2015-08-20"])], type="ASSAULT").rows()
    assert {same, events["2015-08-20"]} in [set(row["events"]) & {same, events["2015-08-20"]} for row in joined]


def test_order_and_batches_do_not_show(tmp_path: Path) -> None:
    found = []
    for name, texts, batch in (("a", TEXTS, 256), ("b", TEXTS[::-1], 1)):
        store = towhom.open(tmp_path / f"{name}.duckdb")
        store.add_documents([document(text) for text in texts], coder=RuleCoder(), batch=batch)
        found.append(store.incidents().rows())
    assert found[0] == found[1]


def test_out_of_date_incidents_are_computed_when_asked_for(filled: Store) -> None:
    """As after a build that was cut off, and in stores made before there were such tables."""
    expected = filled.incidents().rows()
    filled.close()
    with open_writing(filled.path) as connection:
        connection.execute("UPDATE incident_state SET state = 'old'; DELETE FROM incidents")
    assert filled.incidents().rows() == expected
    filled.close()
    with open_writing(filled.path) as connection:
        for table in ("incidents", "incident_events", "incident_merges", "incident_state"):
            connection.execute(f"DROP TABLE {table}")
    assert filled.incidents().rows() == expected
    # and the next build makes them
    filled.add_documents([document("Washington and North Korea met in 2019-06-30.")], coder=RuleCoder())
    assert len(filled.sql("SELECT * FROM incidents")) == len(expected) + 1


def test_incidents_are_no_part_of_the_fingerprint(filled: Store) -> None:
    before = filled.fingerprint()
    filled.close()
    with open_writing(filled.path) as connection:
        connection.execute("DELETE FROM incidents")
    assert filled.fingerprint() == before


def test_unknown_order_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="known: date, latest, sources"):
        filled.incidents(order="size")


def test_an_empty_store(store: Store) -> None:
    store.add_documents([], coder=RuleCoder())
    assert store.incidents().rows() == []
