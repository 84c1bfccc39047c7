"""What was made before and need not be made again: figures of the whole store, facets, charts."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

Made = TypeVar("Made")


class Kept:
    """The last `most` things that were made, by key. A key names the copy of the store that a thing is of.

    With `in_turn` one is made at a time: several at once would keep pages waiting.
    """

    def __init__(self, most: int, *, in_turn: bool = False) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._looking = threading.Lock()
        self._making = threading.Lock() if in_turn else None

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of a key, made if it is not here."""
        if (found := self._find(key)) is not None:
            return found[0]  # type: ignore[return-value]
        if self._making is None:
            return self._keep(key, make())
        with self._making:
            if (found := self._find(key)) is not None:
                return found[0]  # type: ignore[return-value]
            return self._keep(key, make())

    def _find(self, key: Hashable) -> tuple[object] | None:
        with self._looking:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)

    def _keep(self, key: Hashable, made: Made) -> Made:
        with self._looking:
            self._kept[key] = made
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made
