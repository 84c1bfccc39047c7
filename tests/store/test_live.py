"""A copy of a store while others write to it: always whole, soon up to date, never in a build's way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import towhom
from doubles import RuleCoder, made_up_documents
from towhom.errors import StoreError
from towhom.store import Store, snapshot
from towhom.store.live import PREFIX, Live
from towhom.store.search import match_of

BUILD = """
import sys, time
sys.path.insert(0, {tests!r})
import towhom
from doubles import RuleCoder, made_up_documents
store = towhom.open({path!r})
print("started", flush=True)
store.add_documents(made_up_documents({number}), coder=RuleCoder(), batch=20, on_progress=lambda p: time.sleep(0.002))
print("done", flush=True)
"""


def filled(path: Path, number: int) -> Store:
    """A store of so many documents."""
    store: Store = towhom.open(path)
    store.add_documents(made_up_documents(number), coder=RuleCoder())
    store.close()
    return store


def whole(store: Store) -> bool:
    """Whether every record of a copy has the others that belong to it: a batch is there whole or not at all."""
    lost = store.sql(
        """SELECT (SELECT count(*) FROM events e WHERE NOT EXISTS (FROM sentences s WHERE s.document = e.document)) +
                  (SELECT count(*) FROM event_actors p WHERE NOT EXISTS (FROM mentions m WHERE m.document = p.document)) +
                  (SELECT count(*) FROM documents d WHERE NOT EXISTS (FROM sentences s WHERE s.document = d.document)) AS n"""
    ).rows()[0]["n"]
    return bool(lost == 0)


def test_same_records_as_the_store(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.duckdb", 60).path
    store = towhom.open(path)
    with Live(path, folder=tmp_path) as live:
        assert live.store.fingerprint() == store.fingerprint()
        for asked in (
            {},
            {"between": ("USA", "KOR")},
            {"actor": "Moon Jae-in"},
            {"about": "subject:thaad"},
            {"directed": True},
        ):
            assert live.store.events(**asked).rows() == store.events(**asked).rows()
        assert live.store.positions(holder="KOR").rows() == store.positions(holder="KOR").rows()
        assert live.store.actors().rows() == store.actors().rows()
        assert live.store.subjects().rows() == store.subjects().rows()
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_build_beside_it(tmp_path: Path) -> None:
    """Another process builds: it is not kept from it, every copy made meanwhile is whole, and the end is seen."""
    path = filled(tmp_path / "s.duckdb", 20).path
    with Live(path, folder=tmp_path) as live:
        before = len(live.store.sql("FROM documents"))
        script = BUILD.format(tests=str(Path(__file__).parents[1]), path=str(path), number=600)
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as build:
            assert build.stdout is not None
            assert build.stdout.readline() == "started\n"
            copies, numbers = 0, {before}
            while build.poll() is None:
                live.renew()
                assert live.trouble is None
                assert whole(live.store)
                numbers.add(len(live.store.sql("FROM documents")))
                copies += 1
                time.sleep(0.05)
            assert build.returncode == 0
        live.renew()
        assert len(live.store.sql("FROM documents")) == 600
        assert live.store.fingerprint() == towhom.open(path).fingerprint()
        assert live.search.known == live.search.documents == 600
        assert copies > 1
        assert len(numbers) > 2, "results appear while the build goes on"


def test_changes_are_seen_without_being_asked_for(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.duckdb", 5).path
    with Live(path, folder=tmp_path) as live:
        live.renew()
        old = live.store
        filled(path, 9)
        deadline = time.monotonic() + 60
        while live.edition.number == 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(live.store.sql("FROM documents")) == 9
        assert len(old.sql("FROM documents")) == 5, "who reads the old copy still can"


def test_nothing_new_makes_no_copy(tmp_path: Path) -> None:
    with Live(filled(tmp_path / "s.duckdb", 3).path, folder=tmp_path) as live:
        live.renew()
        live.renew()
        assert live.edition.number == 1


def test_a_store_that_goes_leaves_what_was_read(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.duckdb", 3).path
    with Live(path, folder=tmp_path) as live:
        live.renew()
        path.write_bytes(b"not a store any more" * 1000)
        live.renew()
        assert live.trouble
        assert len(live.store.sql("FROM documents")) == 3
        path.unlink()
        live.renew()
        assert "no such store" in (live.trouble or "")


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="towhom build"):
        Live(tmp_path / "none.duckdb")
    (tmp_path / "text.duckdb").write_text("hello")
    with pytest.raises(StoreError, match="not a towhom store"):
        Live(tmp_path / "text.duckdb", folder=tmp_path)
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_folders_of_killed_servers_are_swept(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.duckdb", 2).path
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    left, ours = tmp_path / f"{PREFIX}{gone.stdout.strip()}-abc", tmp_path / f"{PREFIX}{os.getpid()}-abc"
    left.mkdir()
    ours.mkdir()
    with Live(path, folder=tmp_path):
        assert not left.exists()
        assert ours.exists()


def test_stamp_changes_with_the_store(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.duckdb", 2).path
    before = snapshot.stamp(path)
    assert snapshot.stamp(path) == before
    filled(path, 4)
    assert snapshot.stamp(path) != before


def test_search_follows_the_store(tmp_path: Path) -> None:
    """Sentences of new documents are found; those of another coder's version stand once."""
    path = tmp_path / "s.duckdb"
    filled(path, 4)
    with Live(path, folder=tmp_path) as live:
        live.renew()
        assert live.search.count("number", most=100) == 4
        filled(path, 7)
        live.renew()
        assert live.search.count("number", most=100) == 7
        towhom.open(path).add_documents(made_up_documents(7), coder=RuleCoder(version="rules 2"))
        live.renew()
        assert live.search.count("number", most=100) == 7
        hit = live.search.find("numbers 3", limit=5).hits[0]
        assert [words for words, found in hit.pieces if found] == ["Number", "3"]
        assert hit.text == live.store.sentence(f"{hit.document}:{hit.sentence}")["text"]
        slow = live.search.find("number", limit=5, seconds=0.0)
        assert len(slow.hits) == 5


MATCHES = [
    ("joint statement", '"joint" AND "statement"'),
    ('"joint statement" north', '"joint statement" AND "north"'),
    ("sanction*", '"sanction" *'),
    ("north -south", '"north" NOT "south"'),
    ("-south", ""),
    ("", ""),
    ("* \" - ' ()", ""),
    ('say "unclosed', '"say" AND "unclosed"'),
    # FTS5's own words and signs are words like others
    ("a OR b", '"a" AND "OR" AND "b"'),
    ("text:x NEAR(a,b)", '"text:x" AND "NEAR(a,b)"'),
    ("US-ROK", '"US-ROK"'),
    ('o"neil', '"o""neil"'),
]


@pytest.mark.parametrize(("words", "expected"), MATCHES)
def test_what_a_search_means(words: str, expected: str) -> None:
    assert match_of(words) == expected
