"""Subjects: all that dealings are about, and one: who stands where, what was done about it, where it is named."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from towhom.show.web.errors import NotHereError
from towhom.show.web.paging import ThePage, page_of
from towhom.show.web.state import TheState, TheStore
from towhom.show.web.view import Topic, View
from towhom.store import figures

MOST = 25  # rows of a table

topic = Topic("subjects")


@topic.view("/subjects")
def subjects(
    state: TheState,
    store: TheStore,
    page: ThePage = 1,
    kind: Annotated[str | None, Query(max_length=30, description="agreement, measure, weapon …")] = None,
) -> View:
    """Named things that dealings are about, the most named first."""
    found = store.subjects(kind=kind or None)
    paged = page_of(found, page, size=state.settings.rows)
    kinds = store.sql("SELECT kind, count(*) AS subjects FROM subjects_named GROUP BY kind ORDER BY kind").rows()
    return View(
        template="subjects.html",
        title="Subjects",
        facts={**paged.facts, "kind": kind},
        tables={"subjects": paged.rows, "kinds": kinds},
        whole={"subjects": found},
    )


@topic.view("/subject/{subject:path}")
def subject(store: TheStore, subject: str) -> View:
    """One subject: positions on it, events whose sentence names it, the words it is called by."""
    named = store.sql("FROM subjects_named WHERE subject = ?", [subject]).rows()
    if not named:
        raise NotHereError(f"No subject {subject[:80]!r}.")
    events = store.events(about=subject, order="latest")
    positions = store.sql(
        "FROM positions_flat WHERE subject = ? ORDER BY document_date, document, start_char, position, holder",
        [subject],
    )
    words = store.sql(
        "SELECT text, count(*) AS mentions FROM subjects WHERE subject = ? GROUP BY text ORDER BY mentions DESC, text LIMIT 40",
        [subject],
    )
    return View(
        template="subject.html",
        title=named[0]["name"],
        facts={"subject": named[0]},
        tables={
            "events": events.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "positions": positions.over(f"FROM ({{}}) LIMIT {MOST}").rows(),
            "words": words.rows(),
            "mentions": store.sql(_MENTIONS.replace("{limit}", f"LIMIT {MOST}"), [subject]).rows(),
        },
        whole={
            "events": events,
            "positions": positions,
            "mentions": store.sql(_MENTIONS.replace("{limit}", ""), [subject]),
        },
        extra={"stances": figures.stances(store, subject=subject, most=1).rows()},
    )


_MENTIONS = """
SELECT n.document, n.sentence, n.text AS words, s.text, d.title, d.path, d.date AS document_date
FROM (SELECT document, sentence, start_char, text FROM subjects WHERE subject = ? ORDER BY document, start_char {limit}) n
JOIN sentences s ON s.document = n.document AND s.sentence = n.sentence
JOIN documents d ON d.document = n.document
ORDER BY n.document, n.start_char"""
