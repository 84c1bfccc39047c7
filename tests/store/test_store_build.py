"""Building: what is kept, skipped, replaced, reported; and that it can be cut off anywhere."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import towhom
from doubles import RuleCoder, document, made_up_documents
from towhom.errors import DateError
from towhom.store import Failure, Store

TEXTS = [
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA. North Korea shelled Japan in 2010-11-23.",
    "Washington and North Korea met with each other in 2018-06-12. an official accused Japan.",
    "South Korean troops thanked Washington for THAAD in .",
]


def count(store: Store, table: str) -> int:
    return int(store.sql(f"SELECT count(*) AS n FROM {table}").rows()[0]["n"])


def test_what_is_coded_is_kept(store: Store) -> None:
    """Every part of a record has its rows."""
    summary = store.add_documents([document(text) for text in TEXTS], coder=RuleCoder())

    assert (summary.added, summary.skipped, summary.failed, summary.events) == (3, 0, 0, 5)
    expected = {"documents": 3, "sentences": 5, "events": 5, "times": 3, "subjects": 2, "positions": 2, "repairs": 1}
    assert expected == {table: count(store, table) for table in expected}


def test_repeating_adds_nothing(store: Store) -> None:
    documents = [document(text) for text in TEXTS]
    store.add_documents(documents, coder=RuleCoder())
    before = store.fingerprint()

    summary = store.add_documents(documents, coder=RuleCoder())

    assert (summary.added, summary.skipped) == (0, 3)
    assert before == store.fingerprint()
    assert [(run["added"], run["skipped"]) for run in store.runs()] == [(3, 0), (0, 3)]


def test_same_document_twice_in_one_batch(store: Store) -> None:
    """It stands once, under the first path in alphabetical order, whichever came first."""
    documents = [document(TEXTS[0], path="b.txt"), document(TEXTS[0], path="a.txt")]

    summary = store.add_documents(documents, coder=RuleCoder())

    assert (summary.added, summary.skipped) == (1, 1)
    assert [row["path"] for row in store.documents()] == ["a.txt"]


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_order_and_batch_do_not_matter(tmp_path: Path, batch: int) -> None:
    documents = made_up_documents(12)
    one, other = towhom.open(tmp_path / "one.duckdb"), towhom.open(tmp_path / "other.duckdb")

    one.add_documents(documents, coder=RuleCoder())
    other.add_documents(reversed(documents), coder=RuleCoder(), batch=batch)

    assert one.fingerprint() == other.fingerprint()


def test_fingerprint_tells_contents_apart(tmp_path: Path) -> None:
    """One more, one fewer, another coder, a failure: each makes another store."""
    prints = []
    for number, (texts, version) in enumerate([(TEXTS, "1"), (TEXTS[:2], "1"), (TEXTS, "2")]):
        store = towhom.open(tmp_path / f"{number}.duckdb")
        store.add_documents([document(text) for text in texts], coder=RuleCoder(version=version))
        prints.append(store.fingerprint())
    store.add_documents([Failure(path="x.pdf", reason="torn")], coder=RuleCoder())

    assert len({*prints, store.fingerprint()}) == 4


def test_new_coder_version_replaces(store: Store) -> None:
    """Documents coded by another version are coded again; nothing stands twice; others stay as they are."""
    store.add_documents([document(text) for text in TEXTS], coder=RuleCoder(version="old"))

    summary = store.add_documents([document(text) for text in TEXTS[:2]], coder=RuleCoder(version="new"))

    assert (summary.added, summary.skipped) == (2, 0)
    assert count(store, "events") == 5
    assert sorted(row["coder"] for row in store.documents()) == ["new", "new", "old"]


def test_document_that_cannot_be_coded_costs_only_itself(store: Store) -> None:
    documents = [document(TEXTS[0]), document("A BROKEN text.", path="bad.txt"), document(TEXTS[1])]

    summary = store.add_documents(documents, coder=RuleCoder())

    assert summary.added == 2
    assert [Failure(path="bad.txt", reason="could not be coded: ValueError: a broken text")] == list(summary.failures)
    assert [row["path"] for row in store.failures()] == ["bad.txt"]


def test_files_that_cannot_be_read_are_named_and_skipped(store: Store, tmp_path: Path) -> None:
    good, empty, torn = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "torn.pdf"
    good.write_text(TEXTS[1])
    empty.write_text("")
    torn.write_bytes(b"%PDF-1.7\n1 0 obj <<")
    missing = tmp_path / "missing.txt"

    summary = store.add([empty, missing, torn, good], coder=RuleCoder())

    assert summary.added == 1
    reasons = {Path(row["path"]).name: row["reason"] for row in store.failures()}
    assert {"empty.txt", "missing.txt", "torn.pdf"} == set(reasons)
    assert reasons["empty.txt"] == "empty file"
    assert not any(str(tmp_path) in reason for reason in reasons.values()), "the path stands beside the reason"


def test_failure_goes_when_the_file_is_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("")
    store.add(path, coder=RuleCoder())
    assert len(store.failures()) == 1

    path.write_text(TEXTS[0])
    store.add(path, coder=RuleCoder())

    assert len(store.failures()) == 0


def test_rows_of_a_table_are_documents(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text('id,body,published\n7,"Japan thanked Washington.",2015-01-02\n8,"Japan met Washington.",\n')

    summary = store.add(path, coder=RuleCoder(), columns={"text": "body", "date": "published"}, date="May 2016")

    assert summary.added == 2
    assert [row["date"] for row in store.documents()] == ["2015-01-02", "2016-05"]


def test_bad_date_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DateError):
        store.add(tmp_path, coder=RuleCoder(), date="someday")

    assert not store.path.exists()


def test_progress_is_told(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Japan met Washington. Number {number}.")
    told = []

    store.add(tmp_path, coder=RuleCoder(), on_progress=told.append)

    assert (told[-1].files_read, told[-1].files, told[-1].added, told[-1].events) == (3, 3, 3, 3)
    assert all(one.read <= other.read for one, other in itertools.pairwise(told))


def test_batch_must_hold_something(store: Store) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        store.add_documents([], coder=RuleCoder(), batch=0)


def test_interrupt_keeps_what_was_committed(store: Store) -> None:
    """Ctrl-C in the midst of coding: whole batches stay, and the next run ends as an undisturbed one."""
    documents = made_up_documents(10)

    class Interrupted(RuleCoder):
        def code_documents(self, documents):  # type: ignore[no-untyped-def]
            if "Number 6" in documents[0].text:
                raise KeyboardInterrupt
            return super().code_documents(documents)

    with pytest.raises(KeyboardInterrupt):
        store.add_documents(documents, coder=Interrupted(), batch=2)
    assert len(store.documents()) == 6
    store.add_documents(documents, coder=RuleCoder())

    assert len(store.documents()) == 10
    assert [run["added"] for run in store.runs()] == [None, 4]


KILLED = """
import sys
sys.path.insert(0, sys.argv[2])
from doubles import RuleCoder, made_up_documents
import towhom
class Slow(RuleCoder):
    def code_documents(self, documents):
        import time
        time.sleep(0.004 * len(documents))
        return super().code_documents(documents)
towhom.open(sys.argv[1]).add_documents(made_up_documents(90), coder=Slow(version=sys.argv[3]), batch=5)
"""


def test_killed_anywhere_and_repeated(tmp_path: Path) -> None:
    """SIGKILL at random moments: the store opens each time, holds whole documents, and ends complete.

    It begins as a store of an older coder, so that kills hit replacing as well as adding.
    """
    rng = random.Random(2718)
    calm, killed = towhom.open(tmp_path / "calm.duckdb"), towhom.open(tmp_path / "killed.duckdb")
    calm.add_documents(made_up_documents(90), coder=RuleCoder(version="new"))
    killed.add_documents(made_up_documents(40), coder=RuleCoder(version="old"))
    killed.close()
    command = [sys.executable, "-c", KILLED, str(killed.path), str(Path(__file__).parents[1]), "new"]
    kills = 0
    for _ in range(20):
        process = subprocess.Popen(command, start_new_session=True)
        try:
            process.wait(timeout=rng.uniform(0.35, 0.9))
            break
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
        assert len(killed.sql("SELECT event FROM events GROUP BY event HAVING count(*) > 1")) == 0
        assert len(killed.sql("SELECT document FROM events EXCEPT SELECT document FROM documents")) == 0
        killed.close()
        if kills == 3:
            subprocess.run(command, check=True)
            break

    assert kills
    assert calm.fingerprint() == killed.fingerprint()


def test_killed_while_the_store_is_made(tmp_path: Path) -> None:
    """Killed at its very start, a build leaves no store or a whole one; never half a store."""
    path = tmp_path / "new.duckdb"
    command = [sys.executable, "-c", KILLED, str(path), str(Path(__file__).parents[1]), "new"]
    for delay in (0.15, 0.25, 0.3, 0.35, 0.4):
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if path.exists():
            with towhom.open(path) as store:
                assert store.fingerprint()
