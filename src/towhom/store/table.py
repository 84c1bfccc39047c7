"""Rows that a query gives: to look at, to compute with, to write to a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from threading import Timer
from typing import IO, Any, Self

import duckdb

from towhom.errors import StoreError, TooSlowError
from towhom.store import export

CHUNK = 1_000  # rows fetched at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The result of a query. Nothing is read before it is asked for; asking again reads again."""

    connection: duckdb.DuckDBPyConnection = field(repr=False)
    sql: str
    parameters: tuple[Any, ...] = ()
    seconds: float | None = None  # a query that takes longer is stopped: TooSlowError

    def within(self, seconds: float | None) -> Self:
        """The same with another limit of time."""
        return replace(self, seconds=seconds)

    def over(self, around: str, *parameters: Any) -> Table:
        """A question about these rows: "SELECT type, count(*) AS n FROM ({}) GROUP BY type".

        `{}` stands once, and before any "?" of `parameters`.
        """
        sql = around.replace("{}", self.sql)
        return Table(
            connection=self.connection, sql=sql, parameters=(*self.parameters, *parameters), seconds=self.seconds
        )

    def _run(self, around: str = "{}") -> duckdb.DuckDBPyConnection:
        """Run the query on a cursor of its own, so that several tables and threads can read at the same time."""
        with self._told():
            cursor = self.connection.cursor()
            with stopped_after(self.seconds, cursor):
                return cursor.execute(around.replace("{}", self.sql), list(self.parameters))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """DuckDB's errors as ours. Fetching can meet them too: a query may be stopped just when it has its first rows."""
        try:
            yield
        except duckdb.InterruptException as error:
            raise TooSlowError(f"this took longer than {self.seconds or 0:g} seconds; ask for less") from error
        except duckdb.ConnectionException as error:
            raise StoreError("the store has been closed or written to since; ask for the table again") from error
        except duckdb.Error as error:
            raise StoreError(" ".join(str(error).split())) from error

    @contextmanager
    def _told_when_stopped(self) -> Iterator[None]:
        """A query that was stopped says so; that may come out only when its rows are fetched."""
        try:
            yield
        except duckdb.InterruptException as error:
            raise TooSlowError(f"this took longer than {self.seconds or 0:g} seconds; ask for less") from error

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return _names(self._run())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, a thousand in memory at a time."""
        result = self._run()
        columns = _names(result)
        for chunk in _chunks(result):
            for row in chunk:
                yield dict(zip(columns, row, strict=True))

    def rows(self) -> list[dict[str, Any]]:
        """All rows as dictionaries."""
        result = self._run()
        columns = _names(result)
        with self._told():
            return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def __len__(self) -> int:
        count = self._run("SELECT count(*) FROM ({})").fetchone()
        assert count is not None
        return int(count[0])

    def df(self) -> Any:
        """All rows as a pandas.DataFrame; raises StoreError where pandas is not installed."""
        if find_spec("pandas") is None:
            raise StoreError("a data frame needs pandas: pip install pandas; or use .rows()")
        return self._run().df()

    def to_csv(self, target: str | Path | IO[str], *, safe: bool = True) -> None:
        """Write CSV (RFC 4180, UTF-8); `safe` keeps a spreadsheet from running cells as formulas."""
        result = self._run()
        with opened(target) as file:
            export.write_csv(file, _names(result), chain.from_iterable(_chunks(result)), safe=safe)

    def to_jsonl(self, target: str | Path | IO[str]) -> None:
        """Write JSON Lines: one object a row."""
        with opened(target) as file:
            for row in self:
                file.write(export.json_line(row) + "\n")

    def to_parquet(self, target: str | Path) -> None:
        """Write a Parquet file (zstd)."""
        result = self._run()
        columns = [(column[0], str(column[1])) for column in result.description or []]
        export.write_parquet(Path(target), columns, _chunks(result))


def _names(result: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in result.description or []]


def _chunks(result: duckdb.DuckDBPyConnection) -> Iterator[Sequence[tuple[Any, ...]]]:
    while rows := result.fetchmany(CHUNK):
        yield rows


@contextmanager
def stopped_after(seconds: float | None, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Stop what a cursor does after so many seconds."""
    if seconds is None:
        yield
        return
    timer = Timer(seconds, cursor.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def opened(target: str | Path | IO[str]) -> Iterator[IO[str]]:
    """An open file as it is; a path is opened for writing, as UTF-8 with plain line ends."""
    if isinstance(target, str | Path):
        with Path(target).open("w", encoding="utf-8", newline="") as file:
            yield file
    else:
        yield target
