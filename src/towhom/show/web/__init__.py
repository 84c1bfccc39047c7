"""The explorer: a store in the browser. Server-rendered pages, each with the same as JSON, CSV and Parquet.

`create_app(State(...))` gives the application; `towhom serve` runs it. One topic a module in `routers/`, one page a
template; docs/explorer.md says how they are laid out.
"""

from __future__ import annotations

from towhom.show.web.app import create_app, serve
from towhom.show.web.safety import secret_for
from towhom.show.web.state import Settings, State

__all__ = ["Settings", "State", "create_app", "secret_for", "serve"]
