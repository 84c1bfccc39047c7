"""The command line as users meet it: output, errors in one line, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import towhom
from doubles import RuleCoder
from towhom import cli

TEXTS = {
    "one.txt": "Japan met Washington in 2017-07 over the KORUS FTA. North Korea shelled South Korea in 2010-11-23.",
    "two.txt": "Washington and North Korea met with each other in 2018-06-12. Japan accused North Korea.",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, with a coder that needs no model; give exit code, output and errors."""
    monkeypatch.setattr(cli, "load_coder", RuleCoder)
    monkeypatch.setattr(cli, "_make_robust", lambda: None)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["towhom", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    towhom.open(folder / "k.duckdb").add([folder / name for name in TEXTS], coder=RuleCoder())
    return folder / "k.duckdb"


@pytest.fixture
def built(built_once: Path, folder: Path) -> Path:
    return Path(shutil.copy(built_once, folder))


def test_code_writes_a_line_an_event(run: Run, folder: Path) -> None:
    status, out, err = run("code", folder / "one.txt", folder / "two.txt")

    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [line["event"] for line in lines] == [["CONSULT"], ["ASSAULT"], ["CONSULT"], ["ACCUSE"]]


def test_code_reads_standard_input() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from doubles import RuleCoder; from towhom import cli;"
        "cli.load_coder = RuleCoder; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent), "code", "-"],
        input=b"Japan thanked Washington.", capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["actor"][0]["code"] == "JPN"


def test_code_to_a_file(run: Run, folder: Path) -> None:
    status, out, _ = run("code", folder / "one.txt", "-o", folder / "out.jsonl")
    assert (status, out) == (0, "")
    assert len((folder / "out.jsonl").read_text().splitlines()) == 2


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "broken.txt").write_text("A BROKEN text.")
    arguments = [folder / "empty.txt", folder / "missing.txt", folder / "broken.txt", folder / "one.txt"]

    status, out, err = run("code", *arguments)

    assert status == 1
    assert len(out.splitlines()) == 2
    assert err.splitlines() == [
        f"towhom: skipped {folder}/missing.txt: no such file",
        f"towhom: skipped {folder}/empty.txt: empty file",
        f"towhom: skipped {folder}/broken.txt: could not be coded: ValueError: a broken text",
    ]
    status, out, err = run("build", folder / "k.duckdb", *arguments)
    assert (status, len(err.splitlines())) == (1, 3)
    assert out == f"{folder}/k.duckdb: 1 document added with 2 events; 3 skipped\n"


def test_build_twice(run: Run, folder: Path, built: Path) -> None:
    status, out, err = run("build", built, folder / "one.txt", folder / "two.txt")
    assert (status, err) == (0, "")
    assert out == f"{built}: 0 documents added with 0 events; 2 stood there already\n"


def test_table_columns_by_option(run: Run, folder: Path) -> None:
    (folder / "n.csv").write_text("headline,body\nNews,Japan aided Washington.\n")
    status, out, _ = run("code", folder / "n.csv", "--column", "text=body", "--column", "title=headline")
    assert (status, json.loads(out)["event"]) == (0, ["AID"])


def test_show_and_events(run: Run, built: Path) -> None:
    status, out, _ = run("show", built)
    assert status == 0
    assert "2 documents, 4 sentences, 4 events, 1 position; 2010 to 2018" in out
    status, out, _ = run("show", built, "--between", "USA", "North Korea")
    assert status == 0
    assert "United States and North Korea" in out
    assert "United States ↔ North Korea  CONSULT:visit" in out

    status, out, _ = run("events", built, "--between", "PRK", "KOR")
    assert "«shelled»" in out
    assert out.rstrip().endswith("1 event")
    status, out, _ = run("events", built, "--actor", "PRK", "--format", "jsonl")
    assert [json.loads(line)["event"] for line in out.splitlines()] == [["ASSAULT"], ["CONSULT"]]
    status, out, _ = run("events", built, "--type", "ACCUSE", "-f", "csv")
    assert len(out.splitlines()) == 2


def test_parquet_to_a_file(run: Run, built: Path) -> None:
    assert run("events", built, "-f", "parquet", "-o", built.with_name("e.parquet"))[0] == 0
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(*) FROM read_parquet(?)", [str(built.with_name("e.parquet"))]
        ).fetchone()
        assert found == (4,)
    assert run("events", built, "-f", "parquet")[0] == 2


def test_actors(run: Run) -> None:
    status, out, _ = run("actors", "South", "Korea")
    assert status == 0
    assert "KOR" in out


ERRORS = [
    (
        ["show", "missing.duckdb"],
        "towhom: missing.duckdb: no such store; make one with: towhom build missing.duckdb FILE…",
    ),
    (["show", "one.txt"], "towhom: one.txt: not a towhom store"),
    (["events", "k.duckdb", "--between", "USA", "North Kora"], "North Korea (PRK)"),
    (["events", "k.duckdb", "--since", "someday"], "'someday'"),
    (["events", "k.duckdb", "--type", "KISS"], "known: AGREE"),
    (["code", "one.txt", "--date", "someday"], "'someday'"),
    (["actors", "Qwxyz"], "Qwxyz"),
    (["events", "k.duckdb", "-f", "csv", "-o", "no/such/folder.csv"], "No such file or directory"),
]


@pytest.mark.parametrize(("arguments", "words"), ERRORS)
def test_errors_are_one_line(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    """On standard error, with exit code 2, and nothing on standard output."""
    monkeypatch.chdir(built.parent)
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("towhom: ")
    assert words in err


USAGE = [
    ["events"],
    ["code"],
    ["build", "k.duckdb"],
    ["nonsense"],
    ["events", "k.duckdb", "--between", "USA"],
    ["events", "k.duckdb", "--min-confidence", "7"],
    ["show", "k.duckdb", "--since", "2017"],
    ["code", "one.txt", "--column", "text"],
]


@pytest.mark.parametrize("arguments", USAGE)
def test_usage_errors(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(built.parent)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    assert err


def test_store_of_another_version(run: Run, built: Path) -> None:
    with duckdb.connect(str(built)) as connection:
        connection.execute("UPDATE store_info SET schema_version = 99")
    status, _, err = run("show", built)
    assert (status, len(err.splitlines())) == (2, 1)
    assert "a store of version 99" in err


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"towhom {towhom.__version__}\n", "")


def test_a_reader_that_leaves_is_no_error(built: Path) -> None:
    """`towhom events … | head -1` ends quietly."""
    for arguments in (["events", built, "-f", "jsonl"], ["events", built, "-f", "csv"], ["show", built]):
        command = [sys.executable, "-m", "towhom.cli", *map(str, arguments)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


def test_output_without_unicode(built: Path) -> None:
    """A terminal that knows only ASCII gets signs that it has."""
    done = subprocess.run(
        [sys.executable, "-m", "towhom.cli", "show", str(built), "--between", "USA", "PRK"],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"United States <-> North Korea" in done.stdout


def test_interrupted_build_says_what_to_do(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(RuleCoder):
        def code_documents(self, documents):  # type: ignore[no-untyped-def]
            raise KeyboardInterrupt

    monkeypatch.setattr(cli, "load_coder", Interrupted)
    status, _, err = run("build", folder / "k.duckdb", folder / "one.txt")
    assert status == 130
    assert err == "towhom: stopped; what a store has is kept, and the same command goes on from there\n"
