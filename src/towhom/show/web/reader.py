"""One document as it is read on a page: blocks of sentences, with every record at its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towhom.show.web import links
from towhom.show.web.marks import Mark, Piece, pieces
from towhom.store import Store

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence with its marks, and what was coded from it."""

    number: int
    before: str  # what stands between it and the one before
    pieces: list[Piece]
    events: list[Row]
    positions: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or caption."""

    kind: str
    sentences: list[ReadSentence]


def blocks(store: Store, document: str, sentences: Sequence[Row], repairs: Iterable[Row]) -> Iterator[Block]:
    """The blocks that some consecutive sentences of a document make; a new one where the text has an empty line."""
    if not sentences:
        return
    first, last = sentences[0]["sentence"], sentences[-1]["sentence"]
    found = {name: _by_sentence(store.sql(sql, [document, first, last])) for name, sql in _RECORDS.items()}
    torn = [_repair(row) for row in repairs]
    block: list[ReadSentence] = []
    kind = sentences[0]["kind"]
    for row in sentences:
        if block and (row["before"].count("\n") > 1 or row["kind"] != kind):
            yield Block(kind=kind, sentences=block)
            block = []
        kind = row["kind"]
        block.append(_sentence(row, {name: rows[row["sentence"]] for name, rows in found.items()}, torn))
    yield Block(kind=kind, sentences=block)


def _by_sentence(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["sentence"]].append(row)
    return groups


def _sentence(row: Row, found: Mapping[str, list[Row]], torn: list[Mark]) -> ReadSentence:
    make = {"events": _event, "positions": _position, "mentions": _mention, "subjects": _subject, "times": _time}
    marks = [make[name](each) for name, rows in found.items() for each in rows]
    marks += [mark for mark in torn if mark.start <= row["end_char"] and mark.end >= row["start_char"]]
    return ReadSentence(
        number=row["sentence"],
        before=row["before"],
        pieces=pieces(row["text"], marks, start=row["start_char"]),
        events=found["events"],
        positions=found["positions"],
    )


def _event(row: Row) -> Mark:
    note = f"event: {row['type']}, {row['modality']}, {row['edtf'] or 'undated'}"
    id = row["event"]
    return Mark(
        start=row["start_char"],
        end=row["end_char"],
        kind="event",
        note=note,
        anchor=f"event-{id}",
        href=links.event(id),
    )


def _position(row: Row) -> Mark:
    note = f"position: {row['holder_name']} {'backs' if row['stance'] == '+' else 'opposes'} this"
    return Mark(
        start=row["start_char"], end=row["end_char"], kind="position", note=note, anchor=f"position-{row['position']}",
        href=links.subject(row["subject"]) if row["subject"] else None,
    )  # fmt: skip


def _mention(row: Row) -> Mark:
    who = ", ".join(row["names"] or ["not known who"])
    href = links.actor(row["actors"][0]) if row["actors"] and len(row["actors"]) == 1 else None
    return Mark(
        start=row["start_char"], end=row["end_char"], kind="mention", note=f"actor: {who} ({row['reason']})",
        anchor=f"mention-{row['mention']}", href=href,
    )  # fmt: skip


def _subject(row: Row) -> Mark:
    note = f"subject: {row['name']} ({row['kind']})"
    return Mark(
        start=row["start_char"], end=row["end_char"], kind="subject", note=note, href=links.subject(row["subject"])
    )


def _time(row: Row) -> Mark:
    note = f"time: {row['edtf'] or 'open'} ({row['basis']})"
    return Mark(start=row["start_char"], end=row["end_char"], kind="time", note=note)


def _repair(row: Row) -> Mark:
    what = "left as it is" if row["before"] == row["after"] else f"was “{row['before'][:200]}”"
    note = f"damage: {row['kind']}, {what}; {row['note']}"
    return Mark(
        start=row["start_char"], end=row["end_char"], kind="repair", note=note, anchor=f"repair-{row['repair']}"
    )


def raw_marks(repairs: Iterable[Row]) -> list[Mark]:
    """Where the raw text was damaged, and how that is read."""
    return [
        Mark(
            start=row["raw_start"], end=row["raw_end"], kind="repair", anchor=f"repair-{row['repair']}",
            note=f"damage: {row['kind']}, "
            + ("left as it is" if row["before"] == row["after"] else f"read as “{row['after'][:200]}”")
            + f"; {row['note']}",
        )
        for row in repairs
    ]  # fmt: skip


_RECORDS = {
    "events": """
SELECT e.event, e.sentence, e.type, e.modes, e.modality, e.reciprocal, e.edtf, e.earliest, e.latest, e.quad_code,
       e.event_scale, e.confidence, e.trigger, e.start_char, e.end_char,
       list(p.name ORDER BY p.place) FILTER (p.role = 'actor') AS actors,
       list(p.name ORDER BY p.place) FILTER (p.role = 'recipient') AS recipients
FROM events e LEFT JOIN event_parties p ON p.event = e.event
WHERE e.document = ? AND e.sentence BETWEEN ? AND ? GROUP BY ALL ORDER BY e.start_char, e.event""",
    "positions": """
SELECT position, sentence, stance, object, subject, start_char, end_char, confidence,
       string_agg(holder_name, ', ' ORDER BY holder_name) AS holder_name,
       first(holder ORDER BY holder_name, holder) AS holder
FROM positions_flat WHERE document = ? AND sentence BETWEEN ? AND ?
GROUP BY ALL ORDER BY start_char, position""",
    "mentions": """
SELECT m.mention, m.sentence, m.start_char, m.end_char, m.reason, m.confidence,
       list(a.actor ORDER BY a.place) FILTER (a.actor IS NOT NULL) AS actors,
       list(a.name ORDER BY a.place) FILTER (a.actor IS NOT NULL) AS names
FROM mentions m LEFT JOIN mention_actors a ON a.document = m.document AND a.mention = m.mention
WHERE m.document = ? AND m.sentence BETWEEN ? AND ? GROUP BY ALL ORDER BY m.start_char, m.mention""",
    "subjects": """
SELECT sentence, subject, name, kind, start_char, end_char FROM subjects
WHERE document = ? AND sentence BETWEEN ? AND ? ORDER BY start_char, place""",
    "times": """
SELECT sentence, edtf, basis, start_char, end_char FROM times
WHERE document = ? AND sentence BETWEEN ? AND ? ORDER BY start_char, time""",
}
