"""Records -> rows: what goes into which table of schema.sql. Plain dictionaries, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from towhom.actors import Mention
from towhom.dates import Time
from towhom.events import Event
from towhom.record import Record

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # table name -> rows

# Every table that holds something of a document, each with a column `document`.
DOCUMENT_TABLES = (
    "documents",
    "repairs",
    "sentences",
    "mentions",
    "mention_actors",
    "times",
    "events",
    "event_actors",
    "event_about",
    "positions",
    "subjects",
)


def rows_of(records: Iterable[Record], *, coder: str, run: int) -> Rows:
    """Return the rows of some records, table by table, in the order of the records."""
    rows: Rows = defaultdict(list)
    for record in records:
        numbers = number_mentions(record)
        rows["documents"].append(_document(record, coder=coder, run=run))
        rows["repairs"] += _repairs(record)
        rows["sentences"] += _sentences(record)
        rows["times"] += _times(record)
        rows["subjects"] += _subjects(record)
        rows["positions"] += _positions(record, numbers)
        for mention, number in numbers.items():
            rows["mentions"].append(_mention(record, mention, number))
            rows["mention_actors"] += _mention_actors(record, mention, number)
        for event in record.events:
            rows["events"].append(_event(event, record))
            rows["event_actors"] += _event_actors(event, record, numbers)
            rows["event_about"] += _event_about(event, record)
    return rows


def number_mentions(record: Record) -> dict[Mention, int]:
    """Number the mentions of a record: its own first, then any that only an event or a position names."""
    numbers: dict[Mention, int] = {}
    for mention in record.mentions:
        numbers.setdefault(mention, len(numbers))
    for event in record.events:
        for mention in (*event.actors, *event.recipients):
            numbers.setdefault(mention, len(numbers))
    for position in record.positions:
        numbers.setdefault(position.holder, len(numbers))
    return numbers


def _document(record: Record, *, coder: str, run: int) -> Row:
    document = record.document
    return {
        "document": document.id,
        "title": document.title,
        "date": document.date,
        "source": document.source,
        "url": document.url,
        "path": document.path,
        "raw": document.raw,
        "text": document.text,
        "coder": coder,
        "run": run,
    }


def _span(found: Any, record: Record) -> Row:
    """The columns that every span of a text has."""
    return {"document": record.document.id, "start_char": found.start, "end_char": found.end}


def _repairs(record: Record) -> list[Row]:
    document = record.document.id
    return [
        {
            "document": document,
            "repair": number,
            "kind": repair.kind,
            "start_char": repair.start,
            "end_char": repair.end,
            "raw_start": repair.raw_start,
            "raw_end": repair.raw_end,
            "before": repair.before,
            "after": repair.after,
            "confidence": repair.confidence,
            "note": repair.note,
        }
        for number, repair in enumerate(record.repairs)
    ]


def _sentences(record: Record) -> list[Row]:
    return [
        {**_span(sentence, record), "sentence": sentence.index, "text": sentence.text, "kind": sentence.kind}
        for sentence in record.sentences
    ]


def _mention(record: Record, mention: Mention, number: int) -> Row:
    return {
        **_span(mention, record),
        "mention": number,
        "sentence": mention.sentence,
        "text": mention.text,
        "kind": mention.kind,
        "confidence": mention.confidence,
        "reason": mention.reason,
    }


def _mention_actors(record: Record, mention: Mention, number: int) -> list[Row]:
    return [
        {
            "document": record.document.id,
            "mention": number,
            "place": place,
            "actor": actor.id,
            "name": actor.name,
            "code": actor.code,
            "sectors": list(actor.sectors),
            "office": actor.office,
            "wikidata": actor.wikidata,
        }
        for place, actor in enumerate(mention.actors)
    ]


def _times(record: Record) -> list[Row]:
    return [
        {
            **_span(found, record),
            "time": number,
            "sentence": found.sentence,
            "text": found.text,
            "kind": found.kind,
            "value": found.value,
            **_when(found.time),
            "basis": found.time.basis,
        }
        for number, found in enumerate(record.times)
    ]


def _when(time: Time) -> Row:
    return {"edtf": time.edtf, "earliest": time.earliest, "latest": time.latest}


def _event(event: Event, record: Record) -> Row:
    return {
        **_span(event, record),
        "event": event.id,
        "sentence": event.sentence,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "modality": event.modality,
        "reciprocal": event.reciprocal,
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "trigger": event.trigger,
        **_when(event.time),
        "date_basis": event.time.basis,
        "confidence": event.confidence,
    }


def _event_actors(event: Event, record: Record, numbers: dict[Mention, int]) -> list[Row]:
    return [
        {
            "event": event.id,
            "document": record.document.id,
            "role": role,
            "place": place,
            "mention": numbers[mention],
        }
        for role, mentions in (("actor", event.actors), ("recipient", event.recipients))
        for place, mention in enumerate(mentions)
    ]


def _event_about(event: Event, record: Record) -> list[Row]:
    return [
        {"event": event.id, "document": record.document.id, "place": place, "subject": subject}
        for place, subject in enumerate(event.subjects)
    ]


def _positions(record: Record, numbers: dict[Mention, int]) -> list[Row]:
    return [
        {
            **_span(position, record),
            "position": position.id,
            "sentence": position.sentence,
            "holder": numbers[position.holder],
            "stance": position.stance,
            "object": position.object,
            "subject": position.subject,
            "key": position.key,
            **(_when(position.time) if position.time else {"edtf": None, "earliest": None, "latest": None}),
            "date_basis": position.time.basis if position.time else None,
            "reason": position.reason,
            "confidence": position.confidence,
        }
        for position in record.positions
    ]


def _subjects(record: Record) -> list[Row]:
    return [
        {
            **_span(subject, record),
            "place": place,
            "sentence": subject.sentence,
            "subject": subject.id,
            "name": subject.name,
            "kind": subject.kind,
            "text": subject.text,
            "confidence": subject.confidence,
        }
        for place, subject in enumerate(record.subjects)
    ]
