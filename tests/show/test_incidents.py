"""Incidents in the terminal and on the command line: once each, with sources, and why they are one."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

import towhom
from doubles import RuleCoder, document
from towhom import cli
from towhom.show.relationship import relationship
from towhom.show.terminal import Page

TEXTS = {
    "one [b]": "North Korea shelled South Korea in 2010-11-23.",
    "two\x1b[2J": "North Korea shelled South Korea in 2010-11. Japan aided South Korea in 2012.",
    "three": "Moon Jae-in accused North Korea in 2018.",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = towhom.open(tmp_path_factory.mktemp("store") / "k.duckdb")
    store.add_documents([document(text, title=title) for title, text in TEXTS.items()], coder=RuleCoder())
    store.close()
    return store.path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(cli, "_make_robust", lambda: None)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["towhom", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def test_a_list_with_reasons(run: Run, path: Path) -> None:
    status, out, _ = run("incidents", path, "--between", "PRK", "KOR", "--sources", "2", "--why")
    flat = " ".join(out.split())
    assert status == 0
    assert flat.startswith("2010-11-23 North Korea → South Korea ASSAULT 2 documents, 2 records")
    assert "date: 2010-11-23 in 1 document; allowed by 1 document (2010-11)" in flat
    assert "dates meet (2010-11 and 2010-11-23)" in flat or "dates meet (2010-11-23 and 2010-11)" in flat
    assert "[one [b]]" in flat
    assert "\x1b" not in out
    assert flat.endswith("1 incident")


def test_other_formats(run: Run, path: Path) -> None:
    _, out, _ = run("incidents", path, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["edtf"], row["sources"], len(row["events"])) for row in rows] == [
        ("2010-11-23", 2, 2), ("2012", 1, 1), ("2018", 1, 1),
    ]  # fmt: skip
    _, out, _ = run("incidents", path, "--format", "csv", "--since", "2012", "--limit", "1")
    assert [row["type"] for row in csv.DictReader(io.StringIO(out))] == ["AID"]


def test_judgements_from_a_file(run: Run, path: Path, tmp_path: Path) -> None:
    _, out, _ = run("incidents", path, "--format", "jsonl", "--sources", "2")
    one, other = json.loads(out)["events"]
    file = tmp_path / "judged.csv"
    file.write_text(f"one,other,judgement\n{one},{other},different\nevent:gone,{other},same\n")
    _, out, _ = run("incidents", path, "--format", "jsonl", "--judgements", file)
    assert [json.loads(line)["sources"] for line in out.splitlines()] == [1, 1, 1, 1]

    file.write_text(f"one,other,judgement\n{one},{other},different\n{one},{other},same\n")
    status, _, err = run("incidents", path, "--judgements", file)
    assert (status, "told to be one incident and two" in err, err.count("\n")) == (2, True, 1)
    file.write_text(f"one,other,judgement\n{one},,same\n")
    status, _, err = run("incidents", path, "--judgements", file)
    assert (status, "line 2" in err, err.count("\n")) == (2, True, 1)


def test_a_relationship_counts_what_is_told_twice_once(path: Path) -> None:
    file = io.StringIO()
    page = Page(relationship(towhom.open(path), "KOR", "PRK"), name="k")
    Console(file=file, width=100, markup=False).print(page)
    assert "3 events in 3 documents tell of 2 incidents" in file.getvalue()
    assert "Told most" in file.getvalue()
