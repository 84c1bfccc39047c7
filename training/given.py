"""Events among all pairs of a sentence whose mentions are given, scored against annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from towhom.events.decode import Act, Thresholds, decode
from towhom.language import Encoded, Relations
from towhom.language.model import Model
from towhom.language.words import split_words
from training.data import EventExample, SentenceExample
from training.score import Score

Triple = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class Given:
    """The model's answer for the annotated mentions of a sentence."""

    example: SentenceExample
    encoded: Encoded
    relations: Relations


def relate(model: Model, examples: Sequence[SentenceExample]) -> list[Given]:
    encoded = model.encode([e.text for e in examples])
    mentions = []
    for example in examples:
        spans = split_words(example.text)
        mentions.append([(spans[m.extent[0]][0], spans[m.extent[1]][1]) for m in example.mentions])
    relations = model.relate(encoded, mentions)
    return [Given(*row) for row in zip(examples, encoded, relations, strict=True)]


def gold_triples(example: SentenceExample) -> set[Triple]:
    """(actor, recipient or None, type); a reciprocal event stands in both directions."""
    found: set[Triple] = set()
    for event in example.events:
        if event.reciprocal:
            found |= {(a, b, event.type) for a in event.actors for b in event.actors if a != b}
        elif event.recipients:
            found |= {(a, b, event.type) for a in event.actors for b in event.recipients}
        else:
            found |= {(a, None, event.type) for a in event.actors}
    return found


def triples(acts: Sequence[Act], actors: Sequence[int]) -> set[Triple]:
    """The acts as triples of annotated actors."""
    found: set[Triple] = set()
    for act in acts:
        who = {actors[i] for i in act.actors}
        if act.reciprocal:
            found |= {(a, b, act.type) for a in who for b in who if a != b}
        elif act.recipients:
            found |= {(a, actors[j], act.type) for a in who for j in act.recipients}
        else:
            found |= {(a, None, act.type) for a in who}
    return found


@dataclass(slots=True)
class GivenScores:
    events: Score
    dyads: Score
    directions_wrong: int = 0
    eventless: int = 0  # sentences without an event
    false_on_eventless: int = 0  # events found in them
    modality: Score | None = None


def answers(given: Sequence[Given], thresholds: Thresholds) -> Iterator[tuple[Given, list[Act]]]:
    for row in given:
        yield row, decode(row.relations, [m.actor for m in row.example.mentions], thresholds)


def score(given: Sequence[Given], thresholds: Thresholds) -> GivenScores:
    """Score events (actor, recipient, type), dyads (actor, recipient) and false events on eventless sentences."""
    total = GivenScores(Score(), Score(), modality=Score())
    for row, acts in answers(given, thresholds):
        gold = gold_triples(row.example)
        found = triples(acts, [m.actor for m in row.example.mentions])
        total.events.add(found, gold)
        total.dyads.add({t[:2] for t in found if t[1] is not None}, {t[:2] for t in gold if t[1] is not None})
        total.directions_wrong += sum((b, a, t) in gold for a, b, t in found - gold)
        if not gold:
            total.eventless += 1
            total.false_on_eventless += len(acts)
        _modality(total, row, acts)
    return total


def _modality(total: GivenScores, row: Given, acts: Sequence[Act]) -> None:
    actors = [m.actor for m in row.example.mentions]
    gold = {(t, event.modality) for event in row.example.events for t in gold_triples(_only(row.example, event))}
    matched = {t for t, _ in gold}
    found = {(t, act.modality) for act in acts for t in triples([act], actors) if t in matched}
    reached = {t for t, _ in found}
    assert total.modality is not None
    total.modality.add(found, {g for g in gold if g[0] in reached})


def _only(example: SentenceExample, event: EventExample) -> SentenceExample:
    return replace(example, events=(event,))


def detail(given: Sequence[Given], thresholds: Thresholds) -> dict[str, Score]:
    """Modes, contexts and trigger words of the events whose parties and type are right."""
    total = {name: Score() for name in ("modes", "contexts", "triggers")}
    for row, acts in answers(given, thresholds):
        actors = [m.actor for m in row.example.mentions]
        gold = {t: event for event in row.example.events for t in gold_triples(_only(row.example, event))}
        for act in acts:
            for triple in triples([act], actors) & gold.keys():
                event = gold[triple]
                total["modes"].add(act.modes, event.modes)
                total["contexts"].add(act.contexts, event.contexts)
                if event.trigger:
                    words = range(act.trigger[0], act.trigger[1] + 1)
                    total["triggers"].add(words, range(event.trigger[0], event.trigger[1] + 1))
    return total


def by_type(given: Sequence[Given], thresholds: Thresholds) -> dict[str, Score]:
    """Scores of the events of each type."""
    each: dict[str, Score] = {}
    for row, acts in answers(given, thresholds):
        found = triples(acts, [m.actor for m in row.example.mentions])
        gold = gold_triples(row.example)
        for kind in {t[2] for t in found | gold}:
            each.setdefault(kind, Score()).add({t for t in found if t[2] == kind}, {t for t in gold if t[2] == kind})
    return dict(sorted(each.items()))


def sweep(given: Sequence[Given], settings: Iterable[Thresholds]) -> tuple[Thresholds, Score]:
    """The settings with the best event F1, for choosing them on development sentences."""
    scored = [(setting, score(given, setting).events) for setting in settings]
    return max(scored, key=lambda row: row[1].f1)
