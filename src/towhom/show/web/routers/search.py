"""Full-text search: sentences that fit, best first, with the words that were found marked."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from towhom.show.web.paging import pages
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View

MOST_COUNTED = 1_000  # hits; beyond, "more than"
SECONDS = 0.2  # for weighing hits
SIZE = 20  # hits on a page

topic = Topic("search")


@topic.view("/search")
def search(
    state: TheState,
    store: TheStore,
    q: Annotated[
        str, Query(max_length=300, description='Words that must be there, "a phrase", sanction*, -without')
    ] = "",
    page: Annotated[int, Query(ge=1, le=MOST_COUNTED // SIZE)] = 1,
) -> View:
    """Sentences that hold the words, the best first."""
    index = state.live.search
    found = index.count(q, most=MOST_COUNTED + 1)
    told = index.find(q, limit=SIZE, offset=(page - 1) * SIZE, seconds=SECONDS)
    hits = told.hits
    about = {
        (row["document"], row["sentence"]): row
        for row in store.sql(_ABOUT, [[hit.document for hit in hits], [hit.sentence for hit in hits]])
    }
    rows = [{**about[key], "text": hit.text} for hit in hits if (key := (hit.document, hit.sentence)) in about]
    shown = [(about[key], hit) for hit in hits if (key := (hit.document, hit.sentence)) in about]
    return View(
        template="search.html",
        title=f"Search: {q}" if q else "Search",
        facts={
            "q": q,
            "rows": min(found, MOST_COUNTED),
            "more": found > MOST_COUNTED,
            "ranked": told.ranked,
            "page": page,
            "pages": pages(min(found, MOST_COUNTED), SIZE),
            "indexed": index.known,
            "documents": index.documents,
        },
        tables={"sentences": rows},
        extra={"hits": shown, "offset": (page - 1) * SIZE},
    )


_ABOUT = """
SELECT s.document, s.sentence, s.start_char, s.end_char, s.kind, d.title, d.date AS document_date, d.source, d.url, d.path,
       (SELECT count(*) FROM events e WHERE e.document = s.document AND e.sentence = s.sentence) AS events
FROM (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::INTEGER[]) AS sentence) asked
JOIN sentences s ON s.document = asked.document AND s.sentence = asked.sentence
JOIN documents d ON d.document = s.document"""
