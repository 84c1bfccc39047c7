"""End to end from raw text: our own mentions, actors and events against annotated sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from towhom.actors import Mention
from towhom.coder import Coder
from towhom.language.words import split_words
from towhom.reading.clean import document
from towhom.record import Record
from training.data import SentenceExample
from training.given import gold_triples
from training.score import Score

NOBODY = "---"


@dataclass(slots=True)
class RawScores:
    events: Score = field(default_factory=Score)  # (actor country, recipient country, type)
    dyads: Score = field(default_factory=Score)  # (actor country, recipient country)
    mentions: Score = field(default_factory=Score)  # exact spans
    touching: Score = field(default_factory=Score)  # spans that share their last word
    country: Score = field(default_factory=Score)  # of exact mentions
    sector: Score = field(default_factory=Score)  # first sector among the annotated, of exact mentions
    eventless: int = 0
    false_on_eventless: int = 0


def code(coder: Coder, examples: Sequence[SentenceExample]) -> list[Record]:
    return coder.code_documents([document(example.text) for example in examples])


def score(records: Sequence[Record], examples: Sequence[SentenceExample]) -> RawScores:
    total = RawScores()
    for record, example in zip(records, examples, strict=True):
        codes = {m.actor: m.code for m in example.mentions}
        gold = {(codes[a], codes[b] if b is not None else None, t) for a, b, t in gold_triples(example)}
        found = {triple for event in record.events for triple in _triples(event)}
        total.events.add(found, gold)
        total.dyads.add({t[:2] for t in found if t[1]}, {t[:2] for t in gold if t[1]})
        if not gold:
            total.eventless += 1
            total.false_on_eventless += len(record.events)
        _mentions(total, record, example)
    return total


def _codes(mentions: Sequence[Mention]) -> set[str]:
    return {actor.code for mention in mentions for actor in mention.actors}


def _triples(event) -> set[tuple[str, str | None, str]]:
    actors = [actor for mention in event.actors for actor in mention.actors]
    if event.reciprocal:
        return {(a.code, b.code, event.type) for i, a in enumerate(actors) for j, b in enumerate(actors) if i != j}
    recipients = _codes(event.recipients) or {None}
    return {(a.code, b, event.type) for a in actors for b in recipients}


def _mentions(total: RawScores, record: Record, example: SentenceExample) -> None:
    spans = split_words(example.text)
    gold = {(spans[m.extent[0]][0], spans[m.extent[1]][1]): m for m in example.mentions}
    if record.document.text != example.text:
        return  # a repair moved the text; its spans cannot be compared
    named = [m for m in record.mentions if m.kind not in ("pronoun", "group")]
    found = {(m.start, m.end): m for m in named}
    total.mentions.add(found, gold)
    total.touching.add({end for _, end in found}, {end for _, end in gold})
    for span in found.keys() & gold.keys():
        actor = found[span].actors[0] if found[span].actors else None
        total.country.add([(span, actor.code if actor else NOBODY)], [(span, gold[span].code)])
        if gold[span].sectors:
            first = actor.sectors[0] if actor and actor.sectors else ""
            total.sector.given += 1
            total.sector.gold += 1
            total.sector.right += first in gold[span].sectors
