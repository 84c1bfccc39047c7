"""Addresses of pages: the only place that knows how they are made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

SENTENCES = 200  # of a document on one page


def path(*parts: str) -> str:
    """An address from its parts: path("between", "USA", "KOR")."""
    return "/" + "/".join(quote(part, safe=":") for part in parts)


def query(address: str, **asked: Any) -> str:
    """An address with a query; what is None or empty is left out, lists are repeated."""
    pairs: list[tuple[str, Any]] = []
    for name, value in asked.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, each) for each in values if each is not None and each != "" and each is not False]
    return f"{address}?{urlencode(pairs)}" if pairs else address


def dyad(first: str, second: str, **asked: Any) -> str:
    """The page of two parties."""
    return query(path("between", first, second), **asked)


def actor(id: str) -> str:
    """The page of an actor or of a code."""
    return path("actor", id)


def subject(id: str) -> str:
    """The page of a subject."""
    return path("subject", id)


def event(id: str) -> str:
    """The page of an event."""
    return path("event", id)


def incident(id: str) -> str:
    """The page of an incident."""
    return path("incident", id)


def events(**asked: Any) -> str:
    """The table of events that fit."""
    return query("/events", **asked)


def document(id: str) -> str:
    """The page of a document."""
    return path("document", id)


def sentence(row: Mapping[str, Any], *, mark: str | None = None) -> str:
    """The sentence of a record in its document, with the record marked: an anchor "event-ID", "position-ID"."""
    number = int(row["sentence"])
    page = number // SENTENCES + 1
    anchor = quote(mark, safe=":") if mark else f"s{number}"
    return query(document(row["document"]), page=page if page > 1 else None) + f"#{anchor}"


def outside(url: str | None) -> str | None:
    """An address that a document brought along, if a link to it can do no harm."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
