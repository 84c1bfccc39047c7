"""The summary: sentences that are counted, each from the figures that the report holds."""

from __future__ import annotations

from collections.abc import Iterator

from towhom.show.charts.colours import QUADS
from towhom.show.charts.words import counted, label, listed, signed
from towhom.show.relationship import Direction
from towhom.show.report.dates import MONTHS
from towhom.show.report.gather import Content

NOT_COUNTED = {"future": "planned or announced", "hypothetical": "hypothetical", "negated": "denied or called off"}
OFTEN = 3  # types and subjects named in a sentence


def summary(content: Content) -> list[str]:
    """The sentences of the summary, in order."""
    return [*_events(content), *_not_counted(content), *_positions(content), *_subjects(content)]


def _events(content: Content) -> Iterator[str]:
    found = content.found
    if not found.events:
        yield f"The store's {counted(content.documents, 'document')} tell of no dealings between them that took place."
        return
    span = f", from {found.earliest.year} to {found.latest.year}" if found.earliest and found.latest else ""
    yield (
        f"{counted(found.events, 'event')} between them took place by the account of {found.documents:,} of the "
        f"store's {counted(content.documents, 'document')}{span}."
    )
    yield (
        f"Compared with one another, these records tell of {counted(found.incidents, 'incident')}, "
        f"{content.told_more:,} of them by the account of more than one document."
    )
    counts = [f"{number:,} of {QUADS[quad][0]}" for quad, number in found.quads.items() if number]
    yield f"By class: {listed(counts)}. Mean PLOVER score: {signed(found.score)} (from −10 to +10)."
    for change in content.changes:
        yield (
            f"The mean score changed in {MONTHS[change.day.month - 1]} {change.day.year}, from {signed(change.before)} "
            f"to {signed(change.after)} ({change.how})."
        )
    for direction in found.directions:
        yield _direction(direction)
    if content.mutual:
        yield f"{counted(content.mutual, 'event')} of these are mutual and count in both directions."
    exact = [f"{number:,} {name}" for name, number in content.exactness]
    yield f"How exactly their dates are known: {listed(exact)}."


def _direction(found: Direction) -> str:
    who = f"{label(found.actor)} towards {label(found.recipient)}"
    if not found.events:
        return f"{who}: no event."
    types = [f"{type} ({number:,})" for type, number, _ in found.types[:OFTEN]]
    return f"{who}: {counted(found.events, 'event')}, mean score {signed(found.score)}, most often {listed(types)}."


def _not_counted(content: Content) -> Iterator[str]:
    others = [
        f"{content.found.modalities[key]:,} {words}" for key, words in NOT_COUNTED.items()
        if content.found.modalities.get(key)
    ]  # fmt: skip
    if others:
        yield f"Not counted among them: {listed(others)}."


def _positions(content: Content) -> Iterator[str]:
    if not content.stances:
        return
    backs, opposes = sum(each.backs for each in content.stances), sum(each.opposes for each in content.stances)
    things = len({each.thing for each in content.stances})
    line = f"The two hold {counted(backs + opposes, 'position')}, {backs:,} for and {opposes:,} against, on {counted(things, 'thing')}"
    if shared := content.agreement:
        line += (
            f"; on {counted(shared.shared, 'thing')} both have a clear stand: {shared.same:,} the same, "
            f"{shared.shared - shared.same:,} opposed"
        )
    yield f"{line}."


def _subjects(content: Content) -> Iterator[str]:
    subjects = content.found.subjects
    if subjects:
        most = [f"{label(name)} ({events:,})" for name, _, events in subjects[:OFTEN]]
        yield f"Their sentences name {counted(len(subjects), 'subject')}, most often {listed(most)}."
