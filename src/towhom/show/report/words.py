"""What every format of a report says in the same words: notes, method, the names of places."""

from __future__ import annotations

import json

from towhom.show.charts.words import counted
from towhom.show.report.gather import Content, Event, Quotation, Source

CAVEAT = "All figures count what the coder read in these documents; they say what was written, not what is true."

METHOD = (
    "Events are read by a model, sentence by sentence, after PLOVER 2.0: an actor, a recipient, one of sixteen types, "
    "and a score from −10 (conflict) to +10 (cooperation) that the type and its modes fix. Only events that the texts "
    "tell as having taken place are counted. An event that is told in several sentences or documents counts as often "
    "as it is told; which records tell of one incident is estimated by comparing dates, parties, acts and words.",
    "A date is as exact as the text allows; the date of publication is never taken for it. Where only a span of time is "
    "known, the event counts in each period of a chart by its share of the possible days; spans of ten years and more, "
    "and events without a date, stand in no period. Each date says on what it rests.",
    "Positions are those of the whole store, whatever period the report is of.",
)


def under_title(content: Content) -> str:
    """What the report is made from, and when that was built."""
    parts = [f"Who did what to whom, by the account of the documents in {content.store}"]
    if content.since:
        parts.append(f"from {content.since}")
    if content.until:
        parts.append(f"until {content.until}")
    built = f"; last built {content.runs[-1].ended}" if content.runs else ""
    return ", ".join(parts) + built


def events_note(content: Content) -> str:
    """What of the events is not quoted, and how to get it; empty where nothing is left out."""
    if not content.events_left_out:
        return ""
    return (
        f"The {counted(len(content.events), 'event')} with the strongest scores are told here; "
        f"{content.events_left_out:,} more are in the store, and in all figures."
    )


def positions_note(content: Content) -> str:
    """What of the positions is not quoted; empty where nothing is left out."""
    if not content.positions_left_out:
        return ""
    return (
        f"The {counted(len(content.positions), 'position')} that the coder is surest of; "
        f"{content.positions_left_out:,} more are in the store."
    )


def all_events(content: Content) -> str:
    """The command that gives all events."""
    first, second = (json.dumps(party, ensure_ascii=False) for party in content.asked)
    return f"towhom events {content.store} --between {first} {second} --format csv"


def subjects_caption(content: Content) -> str:
    """What the table of subjects is of."""
    total = len(content.found.subjects)
    first = f"; the first {len(content.subjects):,} of {total:,}" if total > len(content.subjects) else ""
    return f"What the sentences of these events name, with the number of events{first}"


def damage(content: Content) -> str:
    """What could not be read, and what was repaired."""
    failed = f"{counted(content.failures, 'file')} could not be read or coded."
    if not content.repairs:
        return f"{failed} In the documents with these events no damaged text was found."
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in content.repairs)
    return f"{failed} In the documents with these events, damaged text was repaired or marked: {kinds}."


def who(event: Event) -> str:
    """Who did it to whom."""
    sides = [" and ".join(side) for side in (event.actors, event.recipients) if side]
    return (" and " if event.reciprocal else " → ").join(sides)


def also_told(event: Event) -> str:
    """Where else the same incident is told; empty where nowhere."""
    return f"The same incident: {', '.join(map(str, event.together))}." if event.together else ""


def source_line(source: Source) -> str:
    """A source as a bibliography names it."""
    return ". ".join(
        part for part in (source.title, ", ".join(filter(None, (source.publication, source.date)))) if part
    )


def source_place(source: Source) -> str:
    """Where a source was found, and what read it."""
    return " · ".join(part for part in (source.url, source.path, source.document, source.coder) if part)


def quoted_from(content: Content, quotation: Quotation) -> Source:
    """The source of a quotation."""
    return content.sources[quotation.source - 1]
