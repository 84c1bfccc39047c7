"""Pages of a table: how many there are, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from towhom.show.web.ask import DEEPEST
from towhom.show.web.view import Rows
from towhom.store import Table

ThePage = Annotated[int, Query(alias="page", ge=1, le=DEEPEST, description="Page of the table, from 1")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """One page of a table."""

    rows: Rows
    facts: dict[str, Any]  # rows: of the whole table; page; pages: that can be turned to


def page_of(table: Table, page: int, *, size: int) -> Paged:
    """Take one page of a table."""
    number = len(table)
    offset = min((page - 1) * size, DEEPEST)
    found = table.over(f"FROM ({{}}) LIMIT {int(size)} OFFSET {int(offset)}").rows()
    return Paged(rows=found, facts={"rows": number, "page": page, "pages": pages(number, size)})


def pages(rows: int, size: int) -> int:
    """How many pages of a table can be turned to."""
    return max(1, -(-min(rows, DEEPEST) // size))
