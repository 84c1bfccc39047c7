"""Decisions -> annotated sentences, as the codebook of the training data has them (ANNOTATING.md).

What is not annotated in such a sentence is taken to be no relation. So only sentences come whose events and positions
a person has all decided on; one whose records were all rejected is as valuable as the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from towhom.events.plover import codebook
from towhom.store.review import Decision, followed
from towhom.store.review_match import places
from towhom.store.review_records import Content, ask, find_all, parties_of

# Signs that mean something in the format, and what stands for them: as many characters, so that offsets hold.
PLAIN = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "<": "‹", ">": "›", "|": "/", '"': "”"})
ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
SUBJECTS = frozenset(
    ["agreement", "measure", "mechanism", "policy", "weapon", "programme", "facility", "territory", "incident"]
)
UNKNOWN = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Annotated sentences, and how many were left out, by reason."""

    records: tuple[str, ...]  # each as its lines
    left_out: dict[str, int]

    @property
    def text(self) -> str:
        """The records as a file."""
        return "".join(f"{record}\n\n" for record in self.records)


class UnfitError(Exception):
    """A sentence that the format cannot hold; says why."""


def annotated(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> Export:
    """Sentences with their decided records; `connection` reads the store as its reviewers left it."""
    given = followed(decisions)
    sentences = _decided_sentences(connection, given.values())
    records: dict[str, str] = {}
    left_out: defaultdict[str, int] = defaultdict(int)
    for document, sentence in sorted(sentences):
        try:
            record = _record(connection, document, sentence)
        except UnfitError as error:
            left_out[str(error)] += 1
            continue
        text = re.sub(r"\[\d+(?::[^|]*)?\|([^\]]*)\]|<([^>]*)>", r"\1\2", record.partition("\n")[0])
        if text in records:
            left_out["the same words stand in another document"] += 1
        records.setdefault(text, record)
    return Export(records=tuple(records.values()), left_out=dict(left_out))


def _decided_sentences(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> set[tuple[str, int]]:
    """Sentences with an event or position that somebody decided on."""
    wanted = [each for each in decisions if each.kind in ("event", "position")]
    return {(place.document, place.sentence) for place in places(connection, wanted).values() if place is not None}


def _record(connection: duckdb.DuckDBPyConnection, document: str, sentence: int) -> str:
    """The lines of one sentence. Raises UnfitError."""
    row = ask(
        connection, "SELECT text, start_char FROM sentences WHERE document = ? AND sentence = ?", document, sentence
    )[0]
    text, start = row["text"].translate(PLAIN), row["start_char"]
    if any(each.isspace() and each != " " for each in text):
        text = "".join(" " if each.isspace() else each for each in text)
    if text.startswith("%") or text != text.strip():
        raise UnfitError("it begins or ends as a record cannot")
    waiting = ask(connection, _WAITING, document, sentence, document, sentence)[0]["waiting"]
    if waiting:
        raise UnfitError("not all of its events and positions are decided")
    events = [item.content for item in find_all(connection, "event", _ids(connection, "event", document, sentence))]
    stands = [
        item.content for item in find_all(connection, "position", _ids(connection, "position", document, sentence))
    ]
    marks = _marks(
        connection, document, sentence, text, start, [*_parties(events), *(each["holder"] for each in stands)]
    )
    lines = [_marked(text, marks, _times(connection, document, sentence, text, start, marks))]
    lines += [
        _event(each, marks, text, start) for each in sorted(events, key=lambda each: (each["start"], each["type"]))
    ]
    lines += [_position(each, marks, text, start) for each in sorted(stands, key=lambda each: each["start"])]
    lines += _subjects(connection, document, sentence, text, start)
    return "\n".join(dict.fromkeys(lines))


def _ids(connection: duckdb.DuckDBPyConnection, kind: str, document: str, sentence: int) -> list[str]:
    rows = ask(connection, f"SELECT {kind} AS id FROM {kind}s WHERE document = ? AND sentence = ?", document, sentence)
    return [row["id"] for row in rows]


def _parties(events: Iterable[Content]) -> list[Content]:
    return [party for event in events for role in ("actors", "recipients") for party in event[role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A mention in the sentence. Offsets are characters of the sentence."""

    start: int
    end: int
    number: int
    head: str  # CODE SECTOR
    spans: tuple[tuple[int, int], ...]  # in the document, of the mentions that it stands for


def _marks(
    connection: duckdb.DuckDBPyConnection,
    document: str,
    sentence: int,
    text: str,
    start: int,
    parties: Sequence[Content],
) -> list[_Mark]:
    """Mentions that do not overlap: first those that take part in something, then the longer; numbered by actor."""
    taking_part = {(party["start"], party["end"]) for party in parties}
    keys = [(row["document"], row["mention"]) for row in ask(connection, _MENTIONS, document, sentence)]
    found = {(each["start"], each["end"]): each for each in parties_of(connection, keys).values()}
    found |= {(party["start"], party["end"]): party for party in parties if (party["start"], party["end"]) not in found}
    order = sorted(found, key=lambda span: (span not in taking_part, span[0] - span[1], span[0]))
    chosen: list[tuple[int, int]] = []
    for span in order:
        if all(span[1] <= one[0] or one[1] <= span[0] for one in chosen):
            chosen.append(span)
        elif span in taking_part:
            raise UnfitError("parties overlap")
    numbers: dict[tuple[str, ...], int] = {}
    marks = []
    for span in sorted(chosen):
        at, end = span[0] - start, span[1] - start
        if at < 0 or end > len(text):
            raise UnfitError("a party stands in another sentence")
        if article := ARTICLE.match(text, at, end):
            at = article.end()
        actors = found[span]["actors"]
        who = tuple(actor["actor"] for actor in actors) or (f"{span}",)
        number = numbers.setdefault(who, len(numbers) + 1)
        marks.append(_Mark(start=at, end=end, number=number, head=_head(actors), spans=(span,)))
    return marks


def _head(actors: Sequence[Mapping[str, Any]]) -> str:
    """CODE and sectors of a mention; of several actors what they have in common."""
    codes = {actor["code"] for actor in actors}
    code = codes.pop() if len(codes) == 1 else UNKNOWN
    sectors = [each for each in (actors[0]["sectors"] if actors else []) if each in codebook().sectors]
    common = [each for each in sectors if all(each in actor["sectors"] for actor in actors)]
    return " ".join([code, *common]) if re.fullmatch("[A-Z]{3}|---", code) else UNKNOWN


def _times(
    connection: duckdb.DuckDBPyConnection, document: str, sentence: int, text: str, start: int, marks: Sequence[_Mark]
) -> list[tuple[int, int]]:
    """Time expressions that overlap no mention and one another."""
    chosen: list[tuple[int, int]] = [(mark.start, mark.end) for mark in marks]
    times = []
    for row in ask(connection, _TIMES, document, sentence):
        span = row["start_char"] - start, row["end_char"] - start
        if span[0] >= 0 and span[1] <= len(text) and all(span[1] <= one[0] or one[1] <= span[0] for one in chosen):
            chosen.append(span)
            times.append(span)
    return times


def _marked(text: str, marks: Sequence[_Mark], times: Sequence[tuple[int, int]]) -> str:
    pieces = [(mark.start, mark.end, mark) for mark in marks] + [(start, end, None) for start, end in times]
    named: set[int] = set()
    line, at = "", 0
    for start, end, mark in sorted(pieces, key=lambda piece: piece[:2]):
        line += text[at:start]
        if mark is None:
            line += f"<{text[start:end]}>"
        else:
            head = "" if mark.number in named else f":{mark.head}"
            named.add(mark.number)
            line += f"[{mark.number}{head}|{text[start:end]}]"
        at = end
    return line + text[at:]


def _numbers(parties: Iterable[Content], marks: Sequence[_Mark]) -> list[int]:
    of = {span: mark.number for mark in marks for span in mark.spans}
    return list(dict.fromkeys(of[party["start"], party["end"]] for party in parties))


def _event(event: Content, marks: Sequence[_Mark], text: str, start: int) -> str:
    actors, recipients = _numbers(event["actors"], marks), _numbers(event["recipients"], marks)
    if set(actors) & set(recipients):
        raise UnfitError("somebody acts on themselves")
    who = "+".join(str(each) for each in actors)
    if not (event["reciprocal"] and len(actors) > 1):
        who += ">" + "+".join(str(each) for each in recipients)
    modes = ":" + "+".join(event["modes"]) if event["modes"] else ""
    modality = f" {event['modality']}" if event["modality"] != "actual" else ""
    contexts = " " + ",".join(event["contexts"]) if event["contexts"] else ""
    return f'{who} {event["type"]}{modes}{modality}{contexts} "{_words(event, text, start)}"'


def _position(position: Content, marks: Sequence[_Mark], text: str, start: int) -> str:
    (holder,) = _numbers([position["holder"]], marks)
    return f'{holder} {position["stance"]} "{_words(position, text, start)}"'


def _words(content: Content, text: str, start: int) -> str:
    words = text[max(content["start"] - start, 0) : content["end"] - start]
    if not words.strip():
        raise UnfitError("its words stand in another sentence")
    return words


def _subjects(connection: duckdb.DuckDBPyConnection, document: str, sentence: int, text: str, start: int) -> list[str]:
    lines = []
    for row in ask(connection, _SUBJECTS, document, sentence):
        words = text[max(row["start_char"] - start, 0) : max(row["end_char"] - start, 0)]
        if row["kind"] in SUBJECTS and words.strip():
            lines.append(f'* {row["kind"]} "{words}"')
    return lines


_MENTIONS = """
SELECT document, mention FROM mentions WHERE document = ? AND sentence = ? AND kind <> 'pronoun' ORDER BY mention"""
_TIMES = "SELECT start_char, end_char FROM times WHERE document = ? AND sentence = ? ORDER BY end_char - start_char DESC, start_char"
_SUBJECTS = (
    "SELECT start_char, end_char, kind FROM subjects WHERE document = ? AND sentence = ? ORDER BY start_char, place"
)
_WAITING = """
SELECT (SELECT count(*) FROM events WHERE document = ? AND sentence = ?
        AND event NOT IN (SELECT record FROM reviewed WHERE kind = 'event'))
     + (SELECT count(*) FROM positions WHERE document = ? AND sentence = ?
        AND position NOT IN (SELECT record FROM reviewed WHERE kind = 'position')) AS waiting"""
