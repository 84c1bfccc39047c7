"""The store: one DuckDB file with documents and everything that was read in them.

`open_store` gives a `Store`; `schema.sql` describes the file. The only room, with `show`, that knows the database.
"""

from __future__ import annotations

from towhom.store.build import Progress, Summary
from towhom.store.sources import Failure
from towhom.store.store import Store, open_store
from towhom.store.table import Table

__all__ = ["Failure", "Progress", "Store", "Summary", "Table", "open_store"]
