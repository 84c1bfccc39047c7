"""What reviewers decided, for everyone to see: the log as a table, agreement, sentences for training."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Query, Request

from towhom.show.web.errors import NotHereError
from towhom.show.web.paging import ThePage, pages
from towhom.show.web.review_forms import mentions_of
from towhom.show.web.state import State, TheState
from towhom.show.web.view import Topic, View
from towhom.store import Store, review, review_agreement
from towhom.store.review_records import ask, find, mention_id
from towhom.store.review_rows import rows_of

topic = Topic("review")

REVIEWER = "towhom-reviewer"  # cookie
NAME = 80  # characters of a reviewer's name

Word = Annotated[str | None, Query(max_length=100)]


@topic.view("/decisions")
def decisions(
    state: TheState, page: ThePage = 1, reviewer: Word = None, kind: Word = None, verdict: Word = None
) -> View:
    """What reviewers decided, the latest first; undone decisions are there too, and what undid them."""
    every = state.reviews.decisions()
    asked = {"reviewer": reviewer or None, "kind": kind or None, "verdict": verdict or None}
    rows = [
        row for row in reversed(rows_of(every)) if all(row[name] == value for name, value in asked.items() if value)
    ]
    size = state.settings.rows
    return View(
        template="decisions.html",
        title="Decisions",
        facts={
            "rows": len(rows),
            "page": page,
            "pages": pages(len(rows), size),
            "asked": asked,
            "reviewers": sorted({each.reviewer for each in every}),
        },
        tables={"decisions": rows[(page - 1) * size : page * size]},
        whole={"decisions": rows},
        extra={"kinds": review.KINDS, "verdicts": review.VERDICTS},
    )


def reviewer_of(request: Request, state: State) -> str:
    """Who reviews in this browser; empty where nobody said so yet."""
    return clean_name(unquote(request.cookies.get(REVIEWER, ""))) or clean_name(state.settings.reviewer or "")


def clean_name(name: str) -> str:
    """A name as it is kept: one line, printable."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())[:NAME]


def panel(request: Request, state: State, store: Store, event: str) -> dict[str, Any]:
    """What was decided on an event, its date and its parties, and what a reviewer needs to decide."""
    every = state.reviews.decisions()
    reviewer = reviewer_of(request, state) if state.settings.edit else ""
    if not every and not reviewer:
        return {"history": [], "reviewer": ""}
    item = find(store.connection, "event", event)
    assert item is not None
    parties = [*item.content["actors"], *item.content["recipients"]]
    actors = [
        {"kind": "actor", "record": mention_id(item.document, party["start"], party["end"]), "name": party["text"]}
        for party in parties
    ]
    positions = [
        {"kind": "position", "record": row["position"], "name": f"{'backs' if row['stance'] == '+' else 'opposes'} {row['object']}"}
        for row in ask(store.connection, _POSITIONS, item.document, item.sentence)
    ]  # fmt: skip
    about = {("event", event), ("date", event), *(("actor", each["record"]) for each in actors)}
    return {
        "history": [row for row in rows_of(every) if (row["kind"], row["record"]) in about],
        "reviewer": reviewer,
        "item": item,
        "mentions": mentions_of(store.connection, item) if reviewer else [],
        "others": actors + positions,
        "token": state.reviews.token,
        "last": review.last_of(every, reviewer),
    }


_POSITIONS = (
    "SELECT position, stance, object FROM positions WHERE document = ? AND sentence = ? ORDER BY start_char, position"
)


def rejected(state: State, event: str) -> View:
    """The page of an event that is not in the store: one that reviewers rejected can still be found."""
    history = [row for row in rows_of(state.reviews.decisions()) if (row["kind"], row["record"]) == ("event", event)]
    if not history:
        raise NotHereError(f"No event {event[:80]!r}.")
    return View(
        template="rejected.html",
        title="Rejected",
        facts={
            "event": event,
            "sentence": history[0]["sentence"],
            "document": history[0]["document"],
            "was": history[0]["was"],
        },
        tables={"decisions": history},
        status=410,
    )


@topic.view("/agreement")
def agreement(state: TheState) -> View:
    """How far reviewers agree with one another and with the coder (Krippendorff's alpha, nominal)."""
    every = state.reviews.decisions()
    different = review_agreement.disagreements(every)
    rows = [
        {"kind": row["kind"], "record": row["record"], "reviewer": reviewer, "says": says, "sentence": row["sentence"]}
        for row in different
        for reviewer, says in row["said"].items()
    ]
    return View(
        template="agreement.html",
        title="Agreement",
        tables={
            "agreement": review_agreement.agreement(every),
            "verdicts": review_agreement.verdicts(every),
            "disagreements": rows,
        },
        extra={"different": different[:200]},
    )
