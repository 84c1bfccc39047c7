"""Words for a party in a query -> what to look for: a code, an actor of the registry, a name in the store."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from towhom.errors import UnknownActorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a query."""

    column: str  # "code": a country or kind of organization; "id": one actor
    value: str
    name: str  # to show

    def condition(self, role: str) -> tuple[str, list[Any]]:
        """SQL that holds where this party stands in a role (actor, recipient, holder) of a view."""
        return f"{role}_code = ?" if self.column == "code" else f"{role} = ?", [self.value]


def find_party(words: str, *, names: Iterable[tuple[str, str]], find_code: Callable[[str], str]) -> Party:
    """Say who is meant: an id ("person:moon-jae-in"), a code ("KOR"), a country, or an actor of the store.

    `names` are the store's actors (id, name); `find_code` gives a country's code or raises UnknownActorError
    with near countries, to which the nearest names of the store are added.
    """
    actors = sorted(names)
    text = " ".join(words.split())
    for actor, name in actors:
        if actor == text:
            return Party(column="id", value=actor, name=name)
    try:
        code = find_code(text)
    except UnknownActorError as error:
        for actor, name in actors:
            if name.casefold() == text.casefold():
                return Party(column="id", value=actor, name=name)
        raise UnknownActorError(f"{error}{_near(text, [name for _, name in actors])}") from None
    return Party(column="code", value=code, name=code)


def _near(text: str, names: list[str]) -> str:
    """The store's names that come nearest or hold the words, as the end of a message."""
    by_folded = {name.casefold(): name for name in names}
    near = [folded for folded in by_folded if text.casefold() in folded]
    near += [folded for folded in difflib.get_close_matches(text.casefold(), by_folded) if folded not in near]
    return f"; in this store: {', '.join(by_folded[folded] for folded in near[:3])}" if near else ""
