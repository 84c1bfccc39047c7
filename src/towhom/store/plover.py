"""PLOVER 2.0 JSON Lines (manual, chapter 6): one event a line, written and read.

Fields beside the manual's: edtf, modality, confidence, positions, subjects, source, and `name` in entities.
`date` is a day or null: an event of an unknown day of July 2017 has `"date": null, "edtf": "2017-07"`.
`sector` is the primary sector, or the first two run together ("GOVMIL"), as the manual has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towhom.actors import Actor, Mention
from towhom.errors import UnreadableError
from towhom.events import Event
from towhom.record import Record

UNKNOWN = "---"
NOBODY = Actor(id="", name="", code=UNKNOWN)  # stands in where the text does not say who
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or recipient of a line."""

    code: str
    sectors: tuple[str, ...] = ()
    text: str | None = None
    name: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line, as read; the fields that only the manual has stay in `more`."""

    id: str
    date: str | None
    edtf: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    modality: str | None = None
    quad_code: int | None = None
    event_scale: float | None = None
    trigger: str | None = None
    text: str | None = None
    confidence: float | None = None
    coder: str | None = None
    more: Mapping[str, Any] | None = None


def line(
    *,
    id: str,
    edtf: str | None,
    actors: Sequence[dict[str, Any]],
    recipients: Sequence[dict[str, Any]],
    type: str,
    modes: Sequence[str],
    contexts: Sequence[str],
    modality: str,
    quad_code: int,
    event_scale: float,
    trigger: str,
    text: str,
    confidence: float,
    positions: Sequence[dict[str, Any]],
    subjects: Sequence[dict[str, Any]],
    source: dict[str, Any],
    coder: str,
) -> dict[str, Any]:
    """One event as the object that is written; the one place that knows the names and their order."""
    return {
        "id": id,
        "date": edtf if edtf and _DAY.fullmatch(edtf) else None,
        "edtf": edtf,
        "actor": list(actors),
        "recipient": list(recipients),
        "event": [type],
        "mode": list(modes),
        "context": list(contexts),
        "modality": modality,
        "quad_code": quad_code,
        "event_scale": event_scale,
        "event_text": trigger,
        "text": text,
        "confidence": round(confidence, 4),
        "positions": list(positions),
        "subjects": list(subjects),
        "source": source,
        "coder": coder,
    }


def entity(
    code: str | None, sectors: Sequence[str], *, words: str, name: str | None, wikidata: str | None
) -> dict[str, Any]:
    """An actor or recipient as it is written."""
    written: dict[str, Any] = {
        "code": code or UNKNOWN,
        "sector": "".join(sectors[:2]) or None,
        "entity_text": words,
        "name": name,
    }
    return written | ({"wikidata_id": wikidata} if wikidata else {})


def position(*, code: str | None, words: str, stance: str, object: str, subject: str | None) -> dict[str, Any]:
    """A position that hangs on an event: its holder takes part in the event, in the same sentence."""
    return {
        "holder": {"code": code or UNKNOWN, "entity_text": words},
        "stance": stance,
        "object": object,
        "subject": subject,
    }


def lines_of(record: Record, *, coder: str) -> Iterator[dict[str, Any]]:
    """The events of a record as they are written, in text order."""
    for event in record.events:
        parties = {*event.actors, *event.recipients}
        yield line(
            id=event.id,
            edtf=event.time.edtf,
            actors=_entities(event.actors),
            recipients=_entities(event.recipients),
            type=event.type,
            modes=event.modes,
            contexts=event.contexts,
            modality=event.modality,
            quad_code=event.quad_code,
            event_scale=event.event_scale,
            trigger=event.trigger,
            text=event.text,
            confidence=event.confidence,
            positions=_positions(record, event.sentence, parties),
            subjects=_subjects(record, event),
            source={"document": event.document, "start": event.start, "end": event.end},
            coder=coder,
        )


def _entities(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    return [
        entity(actor.code, actor.sectors, words=mention.text, name=actor.name or None, wikidata=actor.wikidata)
        for mention in mentions
        for actor in mention.actors or (NOBODY,)
    ]


def _positions(record: Record, sentence: int, parties: set[Mention]) -> list[dict[str, Any]]:
    return [
        position(code=code, words=held.holder.text, stance=held.stance, object=held.object, subject=held.subject)
        for held in sorted(record.positions, key=lambda held: (held.start, held.id))
        if held.sentence == sentence and held.holder in parties
        for code in sorted({actor.code for actor in held.holder.actors or (NOBODY,)})
    ]


def _subjects(record: Record, event: Event) -> list[dict[str, Any]]:
    named = {s.id: s for s in reversed(record.subjects)}  # by the name used first, as in the store
    about = [named[id] for id in sorted(set(event.subjects) & named.keys())]
    return [{"id": subject.id, "name": subject.name, "kind": subject.kind} for subject in about]


_ENTITIES = ("actor", "recipient")
_VALUES = ("id", "date", "edtf", "event", "mode", "context", "modality", "quad_code", "event_scale")
_WORDS = ("event_text", "text", "confidence", "coder")
_READ = frozenset((*_ENTITIES, *_VALUES, *_WORDS))


def read_lines(lines: Iterable[str], *, name: str = "input") -> Iterator[EventLine]:
    """Read PLOVER JSON Lines, ours or others'; raises UnreadableError with the number of a line that is none."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            try:
                yield _event_line(json.loads(text))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                what = f"no {error}" if isinstance(error, KeyError) else str(error)
                raise UnreadableError(f"{name}, line {number}: not a PLOVER record: {what}") from error


def _event_line(found: dict[str, Any]) -> EventLine:
    """One object as an EventLine; only id, date, actor and event must be there (manual, table 6.1)."""
    day = found["date"]
    if day is not None and not _DAY.fullmatch(day):
        raise ValueError(f"date {day!r} is not YYYY-MM-DD")
    types = _listed(found["event"])
    if not types:
        raise ValueError("no event type")
    return EventLine(
        id=str(found["id"]),
        date=day,
        edtf=found.get("edtf", day),
        actors=tuple(map(_entity, found["actor"])),
        recipients=tuple(map(_entity, found.get("recipient") or ())),
        types=types,
        modes=_listed(found.get("mode")),
        contexts=_listed(found.get("context")),
        modality=found.get("modality"),
        quad_code=found.get("quad_code"),
        event_scale=found.get("event_scale"),
        trigger="; ".join(_listed(found.get("event_text"))) or None,
        text=found.get("text"),
        confidence=found.get("confidence"),
        coder=found.get("coder"),
        more={key: value for key, value in found.items() if key not in _READ},
    )


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    """A field that may be one value or a list of them."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)


def _entity(found: dict[str, Any]) -> Entity:
    sector = found.get("sector") or ""
    return Entity(
        code=str(found["code"]),
        sectors=tuple(sector) if isinstance(sector, list) else tuple(re.findall("...", sector)),
        text=found.get("entity_text"),
        name=found.get("name"),
        wikidata=found.get("wikidata_id"),
    )
