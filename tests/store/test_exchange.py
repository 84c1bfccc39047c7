"""Files that leave the store: PLOVER lines, CSV, JSON Lines, Parquet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import towhom
from doubles import RuleCoder, document
from towhom.errors import UnreadableError
from towhom.store import Store, export, plover

TEXTS = [
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA."
    " North Korea shelled South Korea in 2010-11-23.",
    "Washington and North Korea met with each other in 2018-06-12. an official accused Japan.",
]
FIELDS = [
    *("id", "date", "edtf", "actor", "recipient", "event", "mode", "context", "modality", "quad_code", "event_scale"),
    *("event_text", "text", "confidence", "positions", "subjects", "source", "coder"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store: Store = towhom.open(tmp_path_factory.mktemp("store") / "filled.duckdb")
    store.add_documents([document(text, path=f"{n}.txt") for n, text in enumerate(TEXTS)], coder=RuleCoder())
    return store


def lines_of(store: Store) -> list[dict]:  # type: ignore[type-arg]
    file = io.StringIO()
    store.events().to_jsonl(file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_one_line_an_event_with_everyone_in_it(filled: Store) -> None:
    lines = {line["event_text"] + (line["date"] or ""): line for line in lines_of(filled)}

    assert len(lines) == 4
    met = lines["met"]
    assert list(met) == FIELDS
    assert (met["date"], met["edtf"]) == (None, "2017-07")
    assert met["actor"] == [
        {"code": "KOR", "sector": "GOVELI", "entity_text": "Moon Jae-in", "name": "Moon Jae-in", "wikidata_id": "Q12"},
        {"code": "JPN", "sector": "GOV", "entity_text": "Japan", "name": "Japan", "wikidata_id": "Q17"},
    ]
    assert [entity["code"] for entity in met["recipient"]] == ["USA"]
    assert (met["event"], met["mode"], met["context"]) == (["CONSULT"], ["visit"], ["diplomatic"])
    assert met["positions"][0]["object"] == "KORUS FTA"
    assert met["subjects"] == [{"id": "subject:korus-fta", "name": "KORUS FTA", "kind": "agreement"}]
    assert met["source"]["document"] == document(TEXTS[0]).id
    assert TEXTS[0][met["source"]["start"] : met["source"]["end"]] == "met"


def test_mutual_and_unknown_parties(filled: Store) -> None:
    """A reciprocal event has all parties as actors; somebody unknown keeps the words of the text."""
    lines = {line["event_text"] + (line["date"] or ""): line for line in lines_of(filled)}

    mutual = lines["met2018-06-12"]
    assert ([entity["code"] for entity in mutual["actor"]], mutual["recipient"]) == (["USA", "PRK"], [])
    assert lines["accused"]["actor"] == [{"code": "---", "sector": None, "entity_text": "an official", "name": None}]


def test_store_and_coder_write_the_same_lines(filled: Store) -> None:
    """`towhom code` and `towhom events --format jsonl` agree to the letter."""
    coder = RuleCoder()
    records = coder.code_documents([document(text, path=f"{n}.txt") for n, text in enumerate(TEXTS)])
    direct = [line for record in records for line in plover.lines_of(record, coder=coder.version)]

    assert sorted(map(json.dumps, direct)) == sorted(map(json.dumps, lines_of(filled)))


def test_lines_read_back(filled: Store) -> None:
    file = io.StringIO()
    filled.events().to_jsonl(file)

    read = {
        line.trigger + (line.date or ""): line
        for line in plover.read_lines(file.getvalue().splitlines())
        if line.trigger
    }

    met = read["met"]
    assert (met.types, met.modes, met.edtf, met.quad_code) == (("CONSULT",), ("visit",), "2017-07", 1)
    assert met.actors[0].sectors == ("GOV", "ELI")
    assert met.more is not None
    assert set(met.more) == {"positions", "subjects", "source"}


def test_the_manuals_own_example_is_read() -> None:
    """The shortest record of the manual, and texts as a list as its table has them."""
    text = (
        '{"id": "P-42", "date": "2016-07-24", "actor": [{"code": "USA"}], "recipient": [{"code": "CAN"}],'
        ' "event": ["CONSULT"]}'
    )
    (line,) = plover.read_lines([text, "", "\n"])
    assert (line.id, line.date, line.edtf, line.actors[0].code, line.trigger) == (
        "P-42",
        "2016-07-24",
        "2016-07-24",
        "USA",
        None,
    )

    (line,) = plover.read_lines([text[:-1] + ', "event_text": ["met", "talked"]}'])
    assert line.trigger == "met; talked"


BAD_LINES = [
    ("{", "line 1"),
    ('{"id": 1, "date": null, "actor": []}', "no 'event'"),
    ('{"id": 1, "date": "July", "actor": [], "event": ["AID"]}', "July"),
    ('{"id": 1, "date": null, "actor": [{}], "event": ["AID"]}', "no 'code'"),
    ('{"id": 1, "date": null, "actor": [], "event": []}', "no event type"),
    ("[]", "not a PLOVER record"),
    ("7", "not a PLOVER record"),
]


@pytest.mark.parametrize(("text", "reason"), BAD_LINES)
def test_bad_lines_are_named(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        list(plover.read_lines([text], name="x.jsonl"))


CELLS = [
    # what a spreadsheet would run
    ("=1+1", "'=1+1"),
    ("+SUM(A1)", "'+SUM(A1)"),
    ("-2 said the minister", "'-2 said the minister"),
    ("@import", "'@import"),
    ("\tx", "'\tx"),
    ("\r=cmd", "'\n=cmd"),
    ("  =1", "'  =1"),
    ("＝1+1", "'＝1+1"),
    # what it would not
    ("a=b", "a=b"),
    ("---", "---"),
    ("-", "-"),
    ("+", "+"),
    # values that are no text stay as they are
    (-2.5, -2.5),
    (None, ""),
    (True, "true"),
    (["GOV", "MIL"], "GOV;MIL"),
    (["=x"], "'=x"),
]


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_cells_are_safe_in_a_spreadsheet(value: object, expected: object) -> None:
    assert export.cell(value, safe=True) == expected


def test_unsafe_cells_on_request() -> None:
    assert export.cell("=1+1", safe=False) == "=1+1"


@given(st.lists(st.lists(st.one_of(st.text(), st.floats(allow_nan=False), st.none()), min_size=2, max_size=2)))
def test_csv_comes_back_and_is_safe(rows: list) -> None:  # type: ignore[type-arg]
    """Whatever is in a cell, the file has its shape, no text cell starts a formula, and nothing is lost."""
    file = io.StringIO(newline="")
    export.write_csv(file, ["a", "b"], rows, safe=True)

    back = list(csv.reader(io.StringIO(file.getvalue(), newline="")))[1:]

    assert [len(row) for row in back] == [2] * len(rows)
    for row, read in zip(rows, back, strict=True):
        for value, cell in zip(row, read, strict=True):
            if isinstance(value, str):
                value = value.replace("\r\n", "\n").replace("\r", "\n")
                assert cell in (value, "'" + value)
                assert cell.lstrip(" ")[:1] not in set("=@") or not cell.strip("+-")


@given(st.text())
def test_json_lines_hold_one_line(text: str) -> None:
    line = export.json_line({"text": text})

    assert json.loads(line) == {"text": text}
    assert line.splitlines() == [line]
    assert "\x1b" not in line
    assert "\x9b" not in line


def test_csv_of_events(filled: Store, tmp_path: Path) -> None:
    filled.events().to_csv(tmp_path / "e.csv")

    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5
    assert {row["date"] for row in rows} == {"", "2010-11-23", "2018-06-12"}
    assert all(row["text"] for row in rows)


def test_parquet_has_rows_and_types(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    filled.events().to_parquet(path)

    with duckdb.connect() as connection:
        rows = connection.execute("SELECT type, modes, earliest, event_scale FROM read_parquet(?)", [str(path)])
        assert [str(column[1]) for column in rows.description or []] == ["VARCHAR", "VARCHAR[]", "DATE", "DOUBLE"]
        assert len(rows.fetchall()) == 5
    assert [path] == list(tmp_path.iterdir())


def test_parquet_of_nothing(filled: Store, tmp_path: Path) -> None:
    filled.events(type="PROTEST").to_parquet(tmp_path / "none.parquet")
    with duckdb.connect() as connection:
        assert connection.execute(
            "SELECT count(*) FROM read_parquet(?)", [str(tmp_path / "none.parquet")]
        ).fetchall() == [(0,)]
