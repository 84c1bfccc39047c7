"""Country codes from whatever a user types."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache

from towhom.actors.fold import fold
from towhom.actors.registry import Registry
from towhom.actors.tables import NON_STATES, Form, Record, countries, words
from towhom.errors import UnknownActorError


def find_code(text: str, registry: Registry | None = None) -> str:
    """The code of a country or international body: "USA", "kor", "South Korea", "north korean", "Pyongyang", "UN".

    A former state gives its successor's code. Raises UnknownActorError with near names.
    """
    wanted = text.strip()
    names = _world() if registry is None else _names(_country_forms(registry))
    known = set(names.values()) | NON_STATES
    old: dict[str, str] = words()["cameo_codes"]
    if wanted.upper() in known:
        return wanted.upper()
    if wanted.upper() in old:
        return old[wanted.upper()]
    folded = " ".join(fold(wanted).removeprefix("the ").split())
    if folded in names:
        return names[folded]
    near = difflib.get_close_matches(folded, names, n=3, cutoff=0.6)
    hint = "; did you mean " + ", ".join(f"{name.title()} ({names[name]})" for name in near) + "?" if near else ""
    raise UnknownActorError(f"no country is known as {text!r}{hint}")


@cache
def _world() -> dict[str, str]:
    """The names of the packaged table, which takes longer to read than a query to answer."""
    return _names(countries())


def _country_forms(registry: Registry) -> Iterable[Form]:
    return (
        form for group in registry.forms.values() for form in group
        if isinstance(form.target, Record) and form.target.kind == "country"
    )  # fmt: skip


def _names(forms: Iterable[Form]) -> dict[str, str]:
    """Folded form -> code; sure forms win, unsure ones count where they are one country's."""
    sure: dict[str, str] = {"un": "UNO", "united nations": "UNO", "eu": "EUR", "european union": "EUR"}
    unsure: dict[str, set[str]] = {}
    for form in forms:
        if not isinstance(form.target, Record):
            continue
        if form.sure:
            sure.setdefault(fold(form.text), form.target.code)
        else:
            unsure.setdefault(fold(form.text), set()).add(form.target.code)
    return {name: next(iter(codes)) for name, codes in unsure.items() if len(codes) == 1} | sure
