"""Build a store of 2,000 short documents, kill the build twenty times at random moments, repeat it, and compare.

    python bench/kill.py                    # rules for a coder: tests the store alone, a minute or two
    python bench/kill.py --coder towhom     # the real coder

Prints how far each attempt came and whether both stores hold the same (exit 1 if not).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import towhom
from towhom.store import Store

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

BUILD = """
import sys
sys.path.insert(0, sys.argv[4])
import towhom
from doubles import RuleCoder
coder = RuleCoder() if sys.argv[3] == "rules" else towhom.Coder()
towhom.open(sys.argv[1]).add(sys.argv[2], coder=coder)
"""


def write_documents(path: Path, number: int) -> None:
    """A JSON Lines file of short documents."""
    from doubles import made_up_documents

    with path.open("w", encoding="utf-8") as file:
        for document in made_up_documents(number):
            file.write(json.dumps({"id": document.path, "text": document.text, "title": document.title}) + "\n")


def start(store: Path, documents: Path, coder: str) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", BUILD, str(store), str(documents), coder, str(TESTS)])


def kept(store: Store) -> int:
    """How many documents a store holds; that it opens at all is half the test."""
    if not store.path.exists():
        return 0
    number = int(store.sql("SELECT count(*) AS n FROM documents").rows()[0]["n"])
    store.close()
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", choices=["rules", "towhom"], default="rules")
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents.jsonl")
        write_documents(documents, asked.documents)
        calm, killed = towhom.open(Path(folder, "calm.duckdb")), towhom.open(Path(folder, "killed.duckdb"))
        began = time.monotonic()
        assert start(calm.path, documents, asked.coder).wait() == 0
        undisturbed = time.monotonic() - began
        print(f"undisturbed: {kept(calm):,} documents in {undisturbed:.1f} s")
        for number in range(1, asked.kills + 1):
            process = start(killed.path, documents, asked.coder)
            time.sleep(rng.uniform(0.02, 0.5) * undisturbed)
            os.kill(process.pid, signal.SIGKILL)
            how = "killed" if process.wait() == -signal.SIGKILL else "done before"
            print(f"attempt {number:2}: {how} with {kept(killed):,} documents")
        assert start(killed.path, documents, asked.coder).wait() == 0
        same = calm.fingerprint() == killed.fingerprint()
        runs = len(killed.runs())
        print(f"{runs} runs; contents are {'the same' if same else 'NOT THE SAME'}: {calm.fingerprint()[:16]}")
        calm.close()
        killed.close()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
