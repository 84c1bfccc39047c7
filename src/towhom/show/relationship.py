"""What a store knows of two parties' dealings, gathered for a page of any kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from towhom.measures import Series, Stance, series, stances
from towhom.measures.timeline import HAPPENED, LONGEST
from towhom.store import Store
from towhom.store.parties import Party

LATEST = 8  # events shown as the latest
TOLD_MOST = 4  # incidents shown as those that most documents tell
INTENSE = 4  # events shown as the most intense of either kind
MONTHS_UP_TO = 2  # years of dealings shown by month; more are shown by year


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One event as a line to read: everyone on either side, and the sentence."""

    event: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    actors: tuple[str, ...]  # with the code in brackets where the name does not say it
    recipients: tuple[str, ...]
    reciprocal: bool
    type: str
    modes: tuple[str, ...]
    modality: str
    quad_code: int
    score: float
    confidence: float
    text: str  # the sentence
    start: int  # of the trigger, characters of the sentence
    end: int
    place: str  # title or path of the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What one party did to the other: (type, number, mean PLOVER score), the most frequent first."""

    actor: str
    recipient: str
    events: int
    score: float | None  # mean; None where there is nothing
    types: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """The dealings of two parties. Figures are of what happened; plans and denials are only counted."""

    first: str
    second: str
    documents: int
    events: int
    modalities: dict[str, int]  # of all events between them
    earliest: date | None
    latest: date | None
    series: Series
    directions: tuple[Direction, Direction]
    latest_deeds: tuple[Deed, ...]
    hardest_deeds: tuple[Deed, ...]  # conflict, the lowest score first
    closest_deeds: tuple[Deed, ...]  # cooperation, the highest score first
    stances: tuple[Stance, ...]
    subjects: tuple[tuple[str, str, int], ...]  # name, kind, events whose sentence names it
    quads: dict[int, int] = field(default_factory=dict)  # quad class -> events that happened
    score: float | None = None  # mean PLOVER score of what happened; None where there is nothing
    incidents: int = 0  # happenings that the events tell
    best_sourced: tuple[dict[str, Any], ...] = ()  # of these, those that most documents tell: rows of Store.incidents


def relationship(
    store: Store, first: str, second: str, *, since: str | None = None, until: str | None = None
) -> Relationship:
    """Gather the dealings of two parties (codes, names of countries, names of actors in the store).

    Raises UnknownActorError, DateError, StoreError.
    """
    one, other = store.party(first), store.party(second)
    rows = store.events(between=(first, second), directed=False, since=since, until=until).rows()
    happened = [row for row in rows if row["modality"] in HAPPENED]
    found = deeds(happened)
    dated = [deed for deed in found if deed.earliest and deed.latest and _is_narrow(deed)]
    incidents = store.incidents(between=(first, second), since=since, until=until, order="sources").rows()
    incidents = [row for row in incidents if row["modality"] in HAPPENED]
    years = dated and max(d.latest for d in dated if d.latest).year - min(d.earliest for d in dated if d.earliest).year
    names = display_name(store, one), display_name(store, other)
    return Relationship(
        first=names[0],
        second=names[1],
        documents=len({row["document"] for row in rows}),
        events=len(found),
        modalities=dict(Counter({row["event"]: row["modality"] for row in rows}.values())),
        earliest=min((d.earliest for d in dated if d.earliest), default=None),
        latest=max((d.latest for d in dated if d.latest), default=None),
        series=series(happened, by="month" if years and years < MONTHS_UP_TO else "year"),
        directions=(_direction(happened, one, names), _direction(happened, other, names[::-1])),
        latest_deeds=tuple(sorted(dated, key=_recency, reverse=True)[:LATEST]),
        hardest_deeds=_most_intense([deed for deed in found if deed.score < 0]),
        closest_deeds=_most_intense([deed for deed in found if deed.score > 0]),
        stances=tuple(_stances(store, (one, other))),
        subjects=tuple(_subjects(store, [deed.event for deed in found])),
        incidents=len(incidents),
        best_sourced=tuple(row for row in incidents if row["sources"] > 1)[:TOLD_MOST],
        quads={quad: sum(deed.quad_code == quad for deed in found) for quad in (1, 2, 3, 4)},
        score=sum(deed.score for deed in found) / len(found) if found else None,
    )


def _is_narrow(deed: Deed) -> bool:
    assert deed.earliest
    assert deed.latest
    return (deed.latest - deed.earliest).days < LONGEST


def _most_intense(found: list[Deed]) -> tuple[Deed, ...]:
    return tuple(sorted(found, key=lambda deed: (-abs(deed.score), -deed.confidence, deed.event))[:INTENSE])


def _recency(deed: Deed) -> tuple[date, date, str]:
    """Order by the middle of the time that is possible: a vague date should not always come last."""
    assert deed.earliest
    assert deed.latest
    return deed.earliest + (deed.latest - deed.earliest) / 2, deed.earliest, deed.event


def deeds(rows: Iterable[Mapping[str, Any]]) -> list[Deed]:
    """Rows of `Store.events` as one deed an event, in the order of the rows."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["event"], []).append(row)
    return [_deed(group) for group in groups.values()]


def _deed(group: list[Mapping[str, Any]]) -> Deed:
    row = group[0]
    start = row["start_char"] - row["sentence_start"]
    return Deed(
        event=row["event"],
        edtf=row["edtf"],
        earliest=row["earliest"],
        latest=row["latest"],
        actors=_names(group, "actor"),
        recipients=_names(group, "recipient"),
        reciprocal=row["reciprocal"],
        type=row["type"],
        modes=tuple(row["modes"]),
        modality=row["modality"],
        quad_code=row["quad_code"],
        score=row["event_scale"],
        confidence=row["confidence"],
        text=row["text"],
        start=start,
        end=start + row["end_char"] - row["start_char"],
        place=row["title"] or row["path"] or row["document"],
    )


def _names(group: list[Mapping[str, Any]], role: str) -> tuple[str, ...]:
    """The parties of one side in the order of the text; countries by name, others with their country."""
    found = sorted(
        {(row[f"{role}_place"], row[role], row[f"{role}_name"], row[f"{role}_code"]) for row in group if row[role]}
    )
    return tuple(
        name if id.startswith("country:") or code == "---" else f"{name} ({code})" for _, id, name, code in found
    )


def display_name(store: Store, party: Party) -> str:
    """The name to show for a party: of a code, the country's as the registry gave it, else the code."""
    if party.column == "id":
        return party.name
    found = store.sql("SELECT name FROM actors WHERE actor = ?", [f"country:{party.value}"]).rows()
    return str(found[0]["name"]) if found else party.value


def _direction(rows: Sequence[Mapping[str, Any]], party: Party, names: tuple[str, str]) -> Direction:
    """Events in which a party is actor; a reciprocal one counts both ways."""
    column = "actor_code" if party.column == "code" else "actor"
    own = {row["event"]: row for row in rows if row[column] == party.value or row["reciprocal"]}
    scores: dict[str, list[float]] = {}
    for row in own.values():
        scores.setdefault(row["type"], []).append(row["event_scale"])
    types = [(type, len(found), sum(found) / len(found)) for type, found in scores.items()]
    everything = [score for found in scores.values() for score in found]
    return Direction(
        actor=names[0],
        recipient=names[1],
        events=len(everything),
        score=sum(everything) / len(everything) if everything else None,
        types=tuple(sorted(types, key=lambda entry: (-entry[1], entry[0]))),
    )


def _stances(store: Store, parties: Iterable[Party]) -> list[Stance]:
    rows: list[dict[str, Any]] = []
    for party in parties:
        rows += store.positions(holder=party.value).rows()
    return stances(rows)


def _subjects(store: Store, events: list[str]) -> list[tuple[str, str, int]]:
    sql = """SELECT any_value(name ORDER BY name) AS name, any_value(kind ORDER BY kind) AS kind, count(*) AS events
             FROM event_subjects WHERE event IN (SELECT unnest(?::VARCHAR[]))
             GROUP BY subject ORDER BY events DESC, subject"""
    return [(row["name"], row["kind"], row["events"]) for row in store.sql(sql, [events])]
