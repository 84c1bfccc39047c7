"""Documents: all of them, and one with everything that was found in it marked in its text."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query

from towhom.show.web import links, reader
from towhom.show.web.errors import NotHereError
from towhom.show.web.marks import pieces
from towhom.show.web.paging import ThePage, page_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.text import title_of
from towhom.show.web.view import Topic, View
from towhom.store import Store

RAW = 20_000  # characters of a raw text on one page

topic = Topic("documents")

Shape = Annotated[
    Literal["read", "raw"], Query(alias="as", description="read: the text as it was read; raw: as it was")
]


@topic.view("/documents")
def documents(state: TheState, store: TheStore, page: ThePage = 1) -> View:
    """Documents, with how much was found in each."""
    found = store.sql("FROM documents_listed ORDER BY date NULLS LAST, path NULLS LAST, document")
    paged = page_of(found, page, size=state.settings.rows)
    return View(
        template="documents.html",
        title="Documents",
        facts=paged.facts,
        tables={"documents": paged.rows},
        whole={"documents": found},
    )


@topic.view("/document/{document:path}")
def document(store: TheStore, document: str, page: ThePage = 1, shape: Shape = "read") -> View:
    """One document: its text with mentions, events, positions, subjects, times and repairs marked."""
    row = _row(store, document)
    repairs = store.repairs(document).rows()
    sentences = store.sql(_SENTENCES, [document, (page - 1) * links.SENTENCES, page * links.SENTENCES - 1]).rows()
    shown: dict[str, Any] = {"blocks": [], "raw": []}
    if shape == "read":
        pages = max(1, -(-row["sentences"] // links.SENTENCES))
        shown["blocks"] = list(reader.blocks(store, document, sentences, repairs))
    else:
        pages = max(1, -(-row["raw_characters"] // RAW))
        start = (page - 1) * RAW
        text = store.sql(_RAW, [start + 1, RAW, document]).rows()[0]["raw"]
        shown["raw"] = pieces(text, reader.raw_marks(repairs), start=start, longest=RAW)
    if page > pages:
        raise NotHereError(f"This document has {pages} pages.")
    return View(
        template="document.html",
        title=title_of(row),
        facts={"document": row, "page": page, "pages": pages, "as": shape},
        tables={
            "sentences": sentences,
            "events": store.events(document=document, order="text", limit=500),
            "repairs": repairs[:500],
        },
        whole={
            "sentences": store.sql("FROM sentences WHERE document = ? ORDER BY sentence", [document]),
            "events": store.events(document=document, order="text"),
            "repairs": store.repairs(document),
        },
        extra={**shown, "shape": shape, "sentences_a_page": links.SENTENCES},
    )


def _row(store: Store, document: str) -> dict[str, Any]:
    for row in store.sql(_DOCUMENT, [document]).rows():
        return row
    raise NotHereError(f"No document {document[:80]!r}.")


_DOCUMENT = """
SELECT d.document, d.title, d.date, d.source, d.url, d.path, d.coder, d.run, length(d.text) AS characters,
       length(d.raw) AS raw_characters,
       (SELECT count(*) FROM sentences s WHERE s.document = d.document) AS sentences,
       (SELECT count(*) FROM events e WHERE e.document = d.document) AS events,
       (SELECT count(*) FROM positions p WHERE p.document = d.document) AS positions,
       (SELECT count(*) FROM repairs r WHERE r.document = d.document) AS repairs
FROM documents d WHERE d.document = ?"""

# `before`: what stands between the sentence and the one before it; blank, but for what belongs to no sentence.
_SENTENCES = """
SELECT s.sentence, s.start_char, s.end_char, s.kind, s.text,
       substring(d.text, s.ended + 1, least(greatest(s.start_char - s.ended, 0), 2000)) AS before
FROM (SELECT *, lag(end_char, 1, start_char) OVER (ORDER BY sentence) AS ended
      FROM sentences WHERE document = ? AND sentence BETWEEN ? AND ?) s
JOIN documents d ON d.document = s.document ORDER BY s.sentence"""
_RAW = "SELECT substring(raw, ?, ?) AS raw FROM documents WHERE document = ?"
