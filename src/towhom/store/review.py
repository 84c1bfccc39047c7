"""Decisions of reviewers: a log beside the store, "korea.duckdb.review", one JSON object a line, only ever added to.

A file of its own, because a store has one writer and that may be a build; because decisions outlive builds; and
because two people's logs can be put together by putting their lines together. Who decided last is followed, by the
time in the decision, not by the place in the file. Undoing is a decision too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from towhom.errors import StoreError

KINDS = ("event", "date", "actor", "position")
VERDICTS = ("confirm", "correct", "reject", "undo")
LONGEST = 200_000  # characters of a line; a sentence with all its parties has a few thousand

Key = tuple[str, str]  # kind and record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said of a record. `before` and `after` are contents as `review_records` gives them.

    A date is that of an event and has its id; an actor is who a mention refers to: "mention:DOCUMENT:START-END".
    """

    id: str
    kind: str  # event, date, actor, position
    record: str  # id of the record
    verdict: str  # confirm, correct, reject, undo
    reviewer: str
    at: str  # UTC, ISO 8601 with microseconds
    reason: str  # in the reviewer's words; may be empty
    before: dict[str, Any] | None  # the record as the reviewer saw it
    after: dict[str, Any] | None  # as it should be; None where it should not be
    place: dict[str, Any]  # document, sentence (its words), sentence_start, coder
    undoes: str | None = None  # id of the decision that this one takes back

    @property
    def key(self) -> Key:
        """The record that is decided on."""
        return self.kind, self.record


def log_of(store: Path) -> Path:
    """Where the decisions on a store are kept."""
    return store.with_name(store.name + ".review")


def decide(
    *, kind: str, record: str, verdict: str, reviewer: str, before: dict[str, Any] | None, place: dict[str, Any],
    after: dict[str, Any] | None = None, reason: str = "", undoes: str | None = None, at: datetime | None = None,
) -> Decision:  # fmt: skip
    """Make a decision, with the time and an id from its content. Raises StoreError where it makes no sense."""
    if kind not in KINDS or verdict not in VERDICTS:
        raise StoreError(f"no decision {verdict!r} on {kind!r}; known: {', '.join(VERDICTS)} on {', '.join(KINDS)}")
    if not reviewer.strip():
        raise StoreError("a decision needs a reviewer")
    if (verdict == "correct") != (after is not None) or (verdict == "undo") != (undoes is not None):
        raise StoreError(
            f"{verdict}: a correction says what is right, an undoing what it takes back; nothing else does"
        )
    moment = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    decision = Decision(
        id="", kind=kind, record=record, verdict=verdict, reviewer=" ".join(reviewer.split()), at=moment,
        reason=reason.strip(), before=before, after=before if verdict == "confirm" else after, place=place, undoes=undoes,
    )  # fmt: skip
    content = json.dumps(asdict(decision), sort_keys=True, ensure_ascii=False)
    return replace(decision, id="decision:" + hashlib.sha256(content.encode()).hexdigest()[:20])


def undo(decision: Decision, *, reviewer: str, reason: str = "") -> Decision:
    """The decision that takes another one back."""
    return decide(
        kind=decision.kind, record=decision.record, verdict="undo", reviewer=reviewer, before=decision.after,
        place=decision.place, reason=reason, undoes=decision.id,
    )  # fmt: skip


def read(path: Path) -> list[Decision]:
    """All decisions in a log, in the order of their times, each once. No log, no decisions.

    The end of a line that was being written when the power went is not a decision. Raises StoreError for other
    lines that cannot be read: a decision is never dropped silently.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    whole = text[: text.rfind("\n") + 1]
    found: dict[str, Decision] = {}
    for number, line in enumerate(whole.splitlines(), 1):
        if line.strip():
            decision = _parse(line, f"{path}, line {number}")
            found.setdefault(decision.id, decision)
    return sorted(found.values(), key=lambda each: (each.at, each.id))


def _parse(line: str, where: str) -> Decision:
    try:
        decision = Decision(**json.loads(line))
    except (TypeError, ValueError) as error:
        raise StoreError(f"{where}: not a decision: {error}") from error
    if decision.kind not in KINDS or decision.verdict not in VERDICTS or not isinstance(decision.place, dict):
        raise StoreError(f"{where}: not a decision: {decision.verdict!r} on {decision.kind!r}")
    return decision


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to a log; they are on the disk when this returns. Raises StoreError where that does not come off."""
    lines = [json.dumps(asdict(each), ensure_ascii=False, allow_nan=False) for each in decisions]
    if any(len(line) > LONGEST for line in lines):
        raise StoreError("a decision is too long to keep")
    try:
        with path.open("a+b") as file, _locked(file):
            if file.tell() and _torn(file):
                _mend(file)
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path}: decisions cannot be kept: {error.strerror}") from error


def _torn(file: IO[bytes]) -> bool:
    """Whether the last line was cut off while it was written."""
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def _mend(file: IO[bytes]) -> None:
    """Take a torn last line away: nobody was told that it was kept."""
    file.seek(0)
    content = file.read()
    file.truncate(content.rfind(b"\n") + 1)


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """One process at a time writes, where the system has such locks."""
    with suppress(ImportError):
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed
        file.seek(0, os.SEEK_END)
    yield


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that nobody took back, in the order of their times."""
    given = list(decisions)
    undone = {each.undoes for each in given if each.verdict == "undo"}
    return [each for each in given if each.verdict != "undo" and each.id not in undone]


def followed(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """For each record the decision that counts: the last that stands."""
    return {each.key: each for each in standing(decisions)}


def by_reviewer(decisions: Iterable[Decision]) -> dict[tuple[str, Key], Decision]:
    """For each reviewer and record what that reviewer thinks of it: the last decision that stands."""
    return {(each.reviewer, each.key): each for each in standing(decisions)}


def last_of(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """What a reviewer would take back next."""
    return next((each for each in reversed(standing(decisions)) if each.reviewer == reviewer), None)


def merge(path: Path, other: Path) -> int:
    """Add the decisions of another log to this one; those that are here already are not added. How many were added."""
    if not other.exists():
        raise StoreError(f"{other}: no such file")
    known = {each.id for each in read(path)}
    new = [each for each in read(other) if each.id not in known]
    append(path, new)
    return len(new)
