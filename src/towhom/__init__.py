"""towhom: who did what to whom, when, by whose account.

    coder = towhom.Coder()
    record = coder.code("…text…", date="2017-07-06")
    store = towhom.open("korea.duckdb")
    store.add("papers/*.pdf")
    store.events(between=("USA", "KOR")).rows()

Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from towhom.coder import Coder
    from towhom.store.store import open_store as open

__all__ = ["Coder", "__version__", "open"]

_PLACES = {"Coder": ("towhom.coder", "Coder"), "open": ("towhom.store.store", "open_store")}


def __getattr__(name: str) -> Any:
    """Load a part of the public interface when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("towhom")
    elif name in _PLACES:
        module, attribute = _PLACES[name]
        value = getattr(import_module(module), attribute)
    else:
        raise AttributeError(f"module 'towhom' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
