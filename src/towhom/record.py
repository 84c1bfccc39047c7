"""What coding one document gives: everything that was found in it, in text order."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors import Mention
from towhom.dates import TimeExpression
from towhom.events import Event
from towhom.positions import Position, Subject
from towhom.reading import Document, Repair, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document and what the coder found in it."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    subjects: tuple[Subject, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document as read."""
        return self.document.sentences

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What was damaged in the document, and what was done about it."""
        return self.document.repairs
