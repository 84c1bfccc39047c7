"""Opening: what is no store is said in one line; what is one is locked down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import towhom
from doubles import RuleCoder, document
from towhom.errors import StoreError
from towhom.store import Store
from towhom.store.connect import SCHEMA_VERSION, remarks, schema

TEXT = "Moon Jae-in met Washington in 2017."


def text_file(path: Path) -> None:
    path.write_text("hello " * 2000)


def empty_file(path: Path) -> None:
    path.touch()


def folder(path: Path) -> None:
    path.mkdir()


def other_database(path: Path) -> None:
    duckdb.connect(str(path)).execute("CREATE TABLE t (x INTEGER)").close()


def later_version(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE store_info AS SELECT 'towhom' AS format, 99 AS schema_version")


CASES = [
    (text_file, "not a towhom store"),
    (empty_file, "not a towhom store"),
    (folder, "not a towhom store"),
    (other_database, "not a towhom store"),
    # says what to do about it
    (later_version, f"a store of version 99, and this program reads version {SCHEMA_VERSION}; build it again"),
]


@pytest.mark.parametrize(("make", "reason"), CASES)
def test_no_store_of_ours(tmp_path: Path, make, reason: str) -> None:  # type: ignore[no-untyped-def]
    """Neither read nor written to; the message is one line that names the file."""
    path = tmp_path / "x.duckdb"
    make(path)

    with pytest.raises(StoreError, match=reason) as caught:
        towhom.open(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match=reason):
        Store(path).add_documents([document(TEXT)], coder=RuleCoder())


def test_missing_store_can_be_named_but_not_read(store: Store) -> None:
    with pytest.raises(StoreError, match="no such store"):
        store.documents().rows()
    assert not store.path.exists()


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        towhom.open(tmp_path / "no" / "x.duckdb").add_documents([], coder=RuleCoder())


def test_in_use_by_a_build(store: Store) -> None:
    """While one process writes, another is told so, with its number."""
    store.add_documents([document(TEXT)], coder=RuleCoder())
    store.close()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import duckdb; c = duckdb.connect({str(store.path)!r}); print(1, flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()

    with pytest.raises(StoreError, match=f"in use by process {holder.pid}"):
        store.documents().rows()
    holder.communicate(b"\n")
    assert len(store.documents()) == 1


REFUSED = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "COPY documents TO '/tmp/stolen.csv'",
    "ATTACH '/tmp/other.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "INSERT INTO runs SELECT * FROM runs",
    "DROP TABLE documents",
]


@pytest.mark.parametrize("query", REFUSED)
def test_queries_can_only_read_the_store(store: Store, query: str) -> None:
    store.add_documents([document(TEXT)], coder=RuleCoder())

    with pytest.raises(StoreError):
        store.sql(query).rows()


def test_one_statement_at_a_time(store: Store) -> None:
    store.add_documents([document(TEXT)], coder=RuleCoder())
    with pytest.raises(StoreError, match="one statement"):
        store.sql("SELECT 1; SELECT 2")
    with pytest.raises(StoreError):
        store.sql("SELEC 1")


def test_schema_describes_itself(store: Store) -> None:
    """Each table and view, and each column of a table, has a remark, in the file and in the store."""
    store.add_documents([], coder=RuleCoder())

    tables = store.sql("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").rows()
    views = store.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL").rows()
    columns = store.sql(
        "SELECT c.table_name, c.column_name FROM duckdb_columns() c JOIN duckdb_tables() USING (table_name)"
        " WHERE c.comment IS NULL"
    ).rows()
    assert [*tables, *views, *columns] == []
    assert len(remarks(schema())) > 100


def test_reads_without_towhom(store: Store) -> None:
    """Any DuckDB opens the file; the views need nothing of ours."""
    store.add_documents([document(TEXT)], coder=RuleCoder())
    store.close()

    with duckdb.connect(str(store.path), read_only=True) as connection:
        assert connection.execute("SELECT actor_name, type, recipient_code FROM events_flat").fetchall() == [
            ("Moon Jae-in", "CONSULT", "USA")
        ]


def test_import_is_cheap() -> None:
    """`import towhom` loads nothing heavy; neither does the command line's top."""
    code = (
        "import sys, towhom, towhom.cli;"
        "sys.exit(', '.join({'duckdb', 'numpy', 'onnxruntime', 'trafilatura', 'ahocorasick'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr.strip() == ""


def test_public_names() -> None:
    assert towhom.__all__ == ["Coder", "__version__", "open"]
    assert towhom.__version__ in repr(towhom.__version__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        towhom.nothing  # noqa: B018
