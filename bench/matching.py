"""What a careful reader wrote down of a page, and which records of a coder fit it. `sample.py` says how to read the files."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from towhom.actors import Mention
from towhom.dates.edtf import parse
from towhom.errors import DateError
from towhom.events import Event
from towhom.events.plover import codebook
from towhom.positions import Position
from towhom.reading import Repair
from towhom.reading.damage import KINDS

SMALL = set(re.findall(r"\w+", "a an the of on in to for with and or its his their that this by at is be"))

Row = dict[str, str]
Party = tuple[str, str]  # code, sectors parted by blanks
Pair = tuple[Party, Party | None]
Span = tuple[date | None, date | None]


@dataclass(frozen=True)
class Bench:
    """A page and what the careful reader wrote down of it."""

    page: str
    dealings: list[Row]
    positions: list[Row]
    damage: list[Row]


# ---- reading the files


def load(page: Path, dealings: Path) -> Bench:
    """Read a page and its three files."""
    others = [dealings.with_name(f"{dealings.stem}-{what}.csv") for what in ("positions", "damage")]
    return Bench(page.read_text(encoding="utf-8"), *(rows(path) for path in (dealings, *others)))


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def faults(bench: Bench) -> Iterator[str]:
    """Say what is wrong with the files: words that are not once on the page, unknown labels, unreadable dates."""
    page, codes = squeeze(bench.page), re.compile(r"(([A-Z]{3}|---)(/[A-Z]{3})?\??(\+(?=.)|$))*")
    for row in [*bench.dealings, *bench.positions, *bench.damage]:
        if None in row or None in row.values():
            yield f"{row}: cells and columns differ"
            continue
        times = page.count(squeeze(row["words"]))
        if times != 1:
            yield f"{row['words']!r} stands {times} times on the page"
        if not all(codes.fullmatch(row.get(who, "")) for who in ("actors", "recipients", "holder")):
            yield f"{row['words']!r}: codes"
        if row["coders"] not in ("12", "1", "2"):
            yield f"{row['words']!r}: coders {row['coders']!r}"
    known = codebook()
    for row in bench.dealings:
        if not accepted(row) <= set(known.types) or row["modality"] not in known.modalities:
            yield f"{row['words']!r}: type or modality"
        try:
            outside = row["edtf"] and not all(
                any(within(s, w) for w in spans(row["edtf"])) for s in spans(row["truth"])
            )
        except DateError as error:
            outside = str(error)
        if outside:
            yield f"{row['words']!r}: truth {row['truth']!r} and {row['edtf']!r}"
    for row in bench.damage:
        if not kinds(row) <= set(KINDS):
            yield f"{row['words']!r}: kind"


def squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def demanded(row: Row) -> bool:
    return row["coders"] == "12"


def accepted(row: Row) -> set[str]:
    return {row["type"], *row["also"].split()}


def kinds(row: Row) -> set[str]:
    return {row["kind"], *row["also"].split()}


# ---- parties


def parties(cell: str) -> list[tuple[Party, bool]]:
    """Read "KOR/GOV+USA?" as parties, each with whether it may be missing."""
    found = []
    for part in filter(None, cell.split("+")):
        code, _, sector = part.rstrip("?").partition("/")
        found.append(((code, sector), part.endswith("?")))
    return found


def readings(cell: str) -> Iterator[tuple[Party, ...]]:
    """Yield the groups of parties that a cell allows."""
    given = parties(cell)
    for chosen in itertools.product(*([True, False] if optional else [True] for _, optional in given)):
        yield tuple(party for (party, _), taken in zip(given, chosen, strict=True) if taken)


def pairs(actors: Iterable[Party], recipients: Iterable[Party]) -> frozenset[Pair]:
    """Return who acts on whom; several actors without recipients act on one another."""
    actors, recipients = tuple(actors), tuple(recipients)
    if recipients:
        found: Iterable[Pair] = itertools.product(actors, recipients)
    elif len({code for code, _ in actors}) > 1:
        found = ((a, b) for a, b in itertools.permutations(actors, 2) if a[0] != b[0])
    else:
        found = ((actor, None) for actor in actors)
    return frozenset(plain(pair) for pair in found)


def plain(pair: Pair) -> Pair:
    """Leave out the sectors but between parties of one country."""
    actor, recipient = pair
    if recipient is None or actor[0] != recipient[0]:
        return (actor[0], ""), recipient and (recipient[0], "")
    return pair


def told(mentions: Sequence[Mention]) -> list[Party]:
    """Return the parties that mentions name; "---" where nobody knows."""
    named = [(actor.code, " ".join(actor.sectors)) for mention in mentions for actor in mention.actors]
    return list(dict.fromkeys(named or [("---", "")] * bool(mentions)))


def covers(found: frozenset[Pair], wanted: frozenset[Pair]) -> bool:
    """Tell whether all that was found was wanted."""
    return all(any(agree(one, other) for other in wanted) for one in found)


def agree(found: Pair, wanted: Pair) -> bool:
    """Compare codes; sectors only where the row names them."""
    (actor, recipient), (to_act, to_receive) = found, wanted
    if recipient is None or to_receive is None:
        return found == wanted
    sides = ((actor, to_act), (recipient, to_receive))
    return all(a[0] == b[0] and (not b[1] or b[1] in a[1].split()) for a, b in sides)


def variants(row: Row) -> Iterator[frozenset[Pair]]:
    """Yield the sets of pairs that a row allows, the fullest first."""
    for actors in readings(row["actors"]):
        for recipients in readings(row["recipients"]):
            if actors:
                yield pairs(actors, recipients)
            if actors and recipients and row["type"] == "CONSULT":
                yield pairs(actors + recipients, ())  # the manual leaves it open (2.4.2) to say who visits whom


# ---- dealings


def meeting(row: Row, events: Sequence[Event], types: set[str]) -> list[Event]:
    """Return the events that together are the dealing of a row, none if they are not there."""
    for wanted in variants(row):
        taken: list[Event] = []
        missing = set(wanted)
        for event in events:
            found = pairs(told(event.actors), told(event.recipients))
            if event.type not in types or not covers(found, wanted):
                continue
            gained = {pair for pair in missing if any(agree(one, pair) for one in found)}
            if gained:
                missing -= gained
                taken.append(event)
        if not missing:
            return taken
    return []


def beside(row: Row, events: Iterable[Event]) -> list[Event]:
    """Return the events of the sentence that holds a row's words."""
    return [event for event in events if squeeze(row["words"]) in squeeze(event.text)]


def assign(dealings: Sequence[Row], events: Sequence[Event]) -> dict[int, list[Event]]:
    """Give each dealing its events, none to two: the first choice of type before others, demanded rows before others."""
    given: dict[int, list[Event]] = {}
    used: set[str] = set()
    for exact, must in itertools.product((True, False), repeat=2):
        for at, row in enumerate(dealings):
            if at in given or demanded(row) != must:
                continue
            free = [event for event in beside(row, events) if event.id not in used]
            taken = meeting(row, free, {row["type"]} if exact else accepted(row))
            if taken:
                given[at] = taken
                used |= {event.id for event in taken}
    return given


def spare(dealings: Sequence[Row], events: Sequence[Event], given: dict[int, list[Event]]) -> list[Event]:
    """Return the events that fit no row, not even one that another event has met."""
    used = {event.id for taken in given.values() for event in taken}
    fitting = {event.id for row in dealings for event in beside(row, events) if part_of(event, row)}
    return [event for event in events if event.id not in used | fitting]


def part_of(event: Event, row: Row) -> bool:
    found = pairs(told(event.actors), told(event.recipients))
    return event.type in accepted(row) and any(covers(found, wanted) for wanted in variants(row))


# ---- dates


def spans(edtf: str) -> tuple[Span, ...]:
    return tuple(parse(edtf).spans)


def within(inner: Span, outer: Span) -> bool:
    """Tell whether a stretch of time lies in another; None is an end that is open."""
    starts = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return starts and ends


def dated(row: Row, edtf: str | None) -> str:
    """Judge a date: right, wide (true, but the page says more), wrong, or none."""
    if not edtf:
        return "none"
    if "X" in edtf:  # a year that is not said
        true = re.match(edtf.replace("X", r"\d").rstrip("?~%"), row["truth"])
        return "wrong" if not true else "right" if "X" in row["edtf"] else "wide"
    try:
        found = spans(edtf)
    except DateError:
        return "wrong"
    if not any(within(truth, span) or within(span, truth) for truth in spans(row["truth"]) for span in found):
        return "wrong"
    narrow = "X" in row["edtf"] or all(any(within(span, wide) for wide in spans(row["edtf"])) for span in found)
    return "right" if narrow else "wide"


# ---- positions and damage


def same_object(found: str, wanted: str) -> bool:
    """Tell whether an object shares half of the words of the shorter wording with one of those wanted."""
    mine = content(found)
    return any(mine and other and 2 * len(mine & other) >= min(len(mine), len(other))
               for other in map(content, wanted.split("|")))  # fmt: skip


def content(words: str) -> set[str]:
    return {word for word in re.findall(r"[\w-]+", words.casefold().replace("'s", "")) if word not in SMALL}


def stands(row: Row, positions: Iterable[Position]) -> list[Position]:
    """Return the positions that a row describes, one for each holder; none unless all that must be are there."""
    near = [
        position
        for position in positions
        if squeeze(row["words"]) in squeeze(position.text)
        and position.stance == row["stance"]
        and same_object(position.object, row["object"])
    ]
    held = {code for position in near for code, _ in told([position.holder])}
    must = {party[0] for party, optional in parties(row["holder"]) if not optional}
    may = {party[0] for party, _ in parties(row["holder"])}
    return [p for p in near if {code for code, _ in told([p.holder])} <= may] if must <= held else []


def places(row: Row, raw: str) -> list[tuple[int, int]]:
    """Return where the words of a row stand in the raw page."""
    pattern = r"\s+".join(re.escape(word) for word in row["words"].split())
    return [match.span() for match in re.finditer(pattern, raw)]


def recorded(row: Row, repairs: Iterable[Repair], raw: str) -> list[Repair]:
    """Return the repairs of a row's kinds that touch its words, or stand right beside them (a quotation mark)."""
    return [
        repair
        for repair in repairs
        if repair.kind in kinds(row)
        and any(repair.raw_start <= end and start <= repair.raw_end for start, end in places(row, raw))
    ]


def mark(dealings: Sequence[Row], repairs: Sequence[Repair], raw: str) -> dict[int, Repair]:
    """Give each damaged place a repair, none to two, the first choice of kind before others."""
    given: dict[int, Repair] = {}
    for exact in (True, False):
        for at, row in enumerate(dealings):
            free = [repair for repair in recorded(row, repairs, raw) if repair not in given.values()]
            exactly = [repair for repair in free if repair.kind == row["kind"]] if exact else free
            if at not in given and exactly:
                given[at] = exactly[0]
    return given
