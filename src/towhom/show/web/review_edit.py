"""Review with the keyboard: routes that exist only with `towhom serve --edit`. Each change is a POST from our own form."""

from __future__ import annotations

import secrets
import threading
from typing import Annotated, Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from towhom.events.plover import codebook
from towhom.show.web import links
from towhom.show.web.errors import NotHereError
from towhom.show.web.review import REVIEWER, clean_name, reviewer_of
from towhom.show.web.review_forms import Form, corrected, holders_of, mentions_of, one, swapped
from towhom.show.web.safety import TOKEN, check_token, from_our_page, may_edit
from towhom.show.web.state import State, TheState, TheStore
from towhom.show.web.view import View, answer
from towhom.store import Store, review, review_queue
from towhom.store.review_records import Item, ask, find
from towhom.store.review_rows import row_of, told

LARGEST = 64 * 1024  # bytes of a form
REASON = 2_000
# Pages follow an edit at once where a new copy of the store is made that fast; else it is made in the background.
FAST = 1.5  # seconds that the last copy took
WAIT = 10.0  # seconds at most, should this copy take longer than the last

router = APIRouter(include_in_schema=False)

Kind = Annotated[str, Query(max_length=20)]
Number = Annotated[int, Query(ge=0, le=1_000_000)]


async def posted(request: Request) -> Form:
    """The fields of a form, no more than a form can need."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "An edit is a form.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413, f"This form has more than {LARGEST:,} bytes.")
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=2_000, errors="strict")
    except ValueError:
        raise HTTPException(400, "This form cannot be read.") from None


def edit(state: TheState, form: Annotated[Form, Depends(posted)], allowed: Annotated[None, Depends(may_edit)]) -> Form:
    """The fields of a form that may change something: from our own page, with its token."""
    check_form(state, form)
    return form


def check_form(state: State, form: Form) -> None:
    """Refuse (HTTP 403) a form that is not from a page of this server."""
    if not secrets.compare_digest(one(form, "token").encode(), state.reviews.token.encode()):
        raise HTTPException(403, "This page is older than the server that answers; load it again.")


TheForm = Annotated[Form, Depends(edit)]


@router.get("/review")
def queue(
    request: Request, state: TheState, store: TheStore, kind: Kind = "event", order: Kind = "unsure", n: Number = 0
) -> Response:
    """The next record to decide on; `n` places further down the queue."""
    reviewer = reviewer_of(request, state)
    if not reviewer or not _has_token(request, state):
        return answer(request, _sign_in(request, state, reviewer), format="html")
    decisions = state.reviews.decisions()
    sql, parameters = review_queue.queue(store.connection, decisions, kind=kind, order=order, reviewer=reviewer)
    waiting = ask(store.connection, f"SELECT count(*) AS n FROM ({sql})", *parameters)[0]["n"]
    n = min(n, max(waiting - 1, 0))
    ids = ask(store.connection, f"{sql} LIMIT 1 OFFSET {n}", *parameters)
    read = review_queue.as_coded if order == "second" else _stored
    item = read(store.connection, decisions, kind, ids[0]["id"]) if ids else None
    at = {"waiting": waiting, "n": n, "kind": kind, "order": order, "blind": order == "second"}
    here = links.query("/review", kind=kind, order=order, n=n)
    return answer(request, _view(state, store, item, reviewer, here=here, queue=at), format="html")


@router.get("/review/{kind}/{record:path}")
def single(request: Request, state: TheState, store: TheStore, kind: str, record: str) -> Response:
    """One record, from wherever it was met."""
    reviewer = reviewer_of(request, state)
    if not reviewer or not _has_token(request, state):
        return answer(request, _sign_in(request, state, reviewer), format="html")
    item = _stored(store.connection, state.reviews.decisions(), kind, record)
    if item is None:
        raise NotHereError(f"No {kind[:20]} {record[:80]!r}.")
    here = links.path("review", kind, record)
    return answer(request, _view(state, store, item, reviewer, here=here, queue=None), format="html")


def _stored(connection: Any, decisions: list[review.Decision], kind: str, record: str) -> Item | None:
    """A record as it stands; one that was rejected as it stood before."""
    return find(connection, kind, record) or review_queue.as_coded(connection, decisions, kind, record)


def _has_token(request: Request, state: State) -> bool:
    token = state.settings.token
    given = request.cookies.get(TOKEN, "")
    return token is None or secrets.compare_digest(given.encode(), token.encode())


def _sign_in(request: Request, state: State, reviewer: str) -> View:
    here = str(request.url.replace(scheme="", netloc=""))
    return View(
        template="review_sign_in.html",
        title="Who reviews",
        extra={
            "token": state.reviews.token,
            "back": here,
            "reviewer": reviewer,
            "ask_token": state.settings.token is not None,
        },
    )


def _view(
    state: State, store: Store, item: Item | None, reviewer: str, *, here: str, queue: dict[str, Any] | None
) -> View:
    """The page of a record, or of a queue that is empty."""
    extra: dict[str, Any] = {
        "item": item, "queue": queue, "back": here, "token": state.reviews.token, "reviewer": reviewer,
        "kinds": review.KINDS, "orders": review_queue.ORDERS, "codebook": codebook(), "history": [],
        "last": review.last_of(state.reviews.decisions(), reviewer), "told": told, "around": {}, "mentions": [],
    }  # fmt: skip
    if item is not None:
        every = state.reviews.decisions()
        stand = {each.id for each in review.standing(every)}
        blind = queue is not None and queue["blind"]
        extra["history"] = [
            row_of(each, stands=each.id in stand)
            for each in every
            if each.key == (item.kind, item.record) and not blind
        ]
        extra["mentions"] = (
            holders_of(store.connection, item) if item.kind == "position" else mentions_of(store.connection, item)
        )
        extra["around"] = _around(store, item)
    title = "Review" if item is None else f"Review: {told(item.kind, item.content)[:80]}"
    return View(template="review.html", title=title, extra=extra)


def _around(store: Store, item: Item) -> dict[str, Any]:
    """The document, and the sentences before and after."""
    rows = ask(store.connection, _AROUND, item.document, item.sentence - 1, item.sentence + 1)
    beside = {row["sentence"] - item.sentence: row["text"] for row in rows}
    about = ask(
        store.connection, "SELECT document, title, path, source, date FROM documents WHERE document = ?", item.document
    )
    return {"before": beside.get(-1, ""), "after": beside.get(1, ""), "document": about[0] if about else None}


_AROUND = "SELECT sentence, text FROM sentences WHERE document = ? AND sentence BETWEEN ? AND ?"


@router.post("/review/sign-in")
def sign_in(request: Request, state: TheState, form: Annotated[Form, Depends(posted)]) -> Response:
    """Remember in this browser who reviews, and the token if one is asked for."""
    from_our_page(request, state)
    check_form(state, form)
    token = one(form, "secret")
    check_token(state.settings.token, token)
    name = clean_name(one(form, "reviewer"))
    if not name:
        raise HTTPException(400, "Say who you are: decisions keep the name.")
    answered = RedirectResponse(back_of(form), status_code=303)
    answered.set_cookie(REVIEWER, quote(name), httponly=True, samesite="strict", max_age=90 * 86_400)
    if state.settings.token is not None:
        answered.set_cookie(TOKEN, token, httponly=True, samesite="strict")
    return answered


def back_of(form: Form) -> str:
    """Where to go after a form: a page of ours."""
    back = one(form, "back", "/review")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/review"


@router.post("/review/decide")
def decide(request: Request, state: TheState, store: TheStore, form: TheForm) -> Response:
    """Confirm, correct, turn round or reject a record."""
    kind, record, verdict = one(form, "kind"), one(form, "record"), one(form, "verdict")
    decisions = state.reviews.decisions()
    read = review_queue.as_coded if one(form, "blind") else _stored
    item = read(store.connection, decisions, kind, record) if kind in review.KINDS else None
    if item is None:
        raise NotHereError(f"No {kind[:20]} {record[:80]!r}; perhaps it was coded again.")
    after = None
    if verdict == "swap":
        verdict, after = "correct", swapped(item)
    elif verdict == "correct":
        after = corrected(store.connection, item, form)
    decision = review.decide(
        kind=kind, record=record, verdict=verdict, reviewer=_reviewer(request, state), before=item.content,
        after=after, place=item.place, reason=one(form, "reason")[:REASON],
    )  # fmt: skip
    return _kept(state, decision, back_of(form))


@router.post("/review/undo")
def undo(request: Request, state: TheState, form: TheForm) -> Response:
    """Take back the last decision of this reviewer that stands, or the one that is named; show its record."""
    reviewer = _reviewer(request, state)
    decisions = state.reviews.decisions()
    named = one(form, "decision")
    mine = [each for each in review.standing(decisions) if each.reviewer == reviewer and named in ("", each.id)]
    if not mine:
        raise HTTPException(400, "There is no decision of yours to take back.")
    decision = mine[-1]
    return _kept(state, review.undo(decision, reviewer=reviewer), links.path("review", decision.kind, decision.record))


def _reviewer(request: Request, state: State) -> str:
    name = reviewer_of(request, state)
    if not name:
        raise HTTPException(403, "Say who you are first, on the page Review.")
    return name


def _kept(state: State, decision: review.Decision, back: str) -> Response:
    """Keep a decision, and wait a moment for the pages to show it."""
    state.reviews.add(decision)
    renewing = threading.Thread(target=state.live.renew, name="towhom-review", daemon=True)
    renewing.start()
    renewing.join(WAIT if state.live.cost < FAST else 0.2)
    return RedirectResponse(back, status_code=303)
