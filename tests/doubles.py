"""A coder that works without a model: small rules, deterministic, every part of a record filled."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from towhom.actors import Actor, Mention
from towhom.dates import Time, TimeExpression
from towhom.events import Event
from towhom.positions import Position, Subject
from towhom.reading import Document, Repair, Sentence
from towhom.record import Record

ACTORS = {
    "South Korean troops": Actor(
        id="text:south korean troops", name="South Korean troops", code="KOR", sectors=("MIL",)
    ),
    "South Korea": Actor(id="country:KOR", name="South Korea", code="KOR", sectors=("GOV",), wikidata="Q884"),
    "North Korea": Actor(id="country:PRK", name="North Korea", code="PRK", sectors=("GOV",), wikidata="Q423"),
    "Washington": Actor(id="country:USA", name="United States", code="USA", sectors=("GOV",), wikidata="Q30"),
    "Japan": Actor(id="country:JPN", name="Japan", code="JPN", sectors=("GOV",), wikidata="Q17"),
    "Moon Jae-in": Actor(
        id="person:moon-jae-in",
        name="Moon Jae-in",
        code="KOR",
        sectors=("GOV", "ELI"),
        office="President",
        wikidata="Q12",
    ),
    "an official": None,
}
VERBS = {
    "met": ("CONSULT", ("visit",), 1, 4.0),
    "thanked": ("SUPPORT", (), 1, 5.0),
    "aided": ("AID", (), 2, 10.0),
    "accused": ("ACCUSE", ("disapprove",), 3, -2.0),
    "shelled": ("ASSAULT", ("heavy-weapons",), 4, -9.5),
}
SUBJECTS = {"KORUS FTA": ("subject:korus-fta", "KORUS FTA", "agreement"), "THAAD": ("subject:thaad", "THAAD", "weapon")}


def document(text: str, **fields: Any) -> Document:
    """A document with its sentences; the id is the hash of the text."""
    sentences, start = [], 0
    for number, found in enumerate(re.finditer(r"[^.]+\.", text)):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        sentences.append(Sentence(index=number, start=start, end=found.end(), text=text[start : found.end()]))
    repairs = tuple(
        Repair(
            kind="gap",
            start=f.start(),
            end=f.end(),
            raw_start=f.start(),
            raw_end=f.end(),
            before=f[0],
            after=f[0],
            confidence=0.9,
        )
        for f in re.finditer(r"in \.", text)
    )
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        raw=text,
        text=text,
        sentences=tuple(sentences),
        repairs=repairs,
        **fields,
    )


@dataclass(frozen=True)
class RuleCoder:
    """Codes "A and B VERB C" by lists of names and verbs; "with each other" makes it reciprocal."""

    version: str = "rules 1"
    settings: dict[str, Any] = field(default_factory=lambda: {"threshold": 0.5})

    def code_documents(self, documents: Sequence[Document]) -> list[Record]:
        """One record a document; a text with "BROKEN" in it cannot be coded."""
        if any("BROKEN" in each.text for each in documents):
            raise ValueError("a broken\ntext")
        return [self._code(each) for each in documents]

    def _code(self, document: Document) -> Record:
        mentions: list[Mention] = []
        events: list[Event] = []
        times: list[TimeExpression] = []
        positions: list[Position] = []
        subjects: list[Subject] = []
        for sentence in document.sentences:
            here = list(_mentions(sentence))
            when = list(_times(sentence))
            named = list(_subjects(sentence, document.id))
            about = tuple(dict.fromkeys(subject.id for subject in named))
            events += [replace(event, subjects=about) for event in _events(sentence, here, when, document.id)]
            positions += _positions(sentence, here, named, document.id)
            mentions += here
            times += when
            subjects += named
        return Record(
            document=document,
            mentions=tuple(mentions),
            times=tuple(times),
            events=tuple(events),
            positions=tuple(positions),
            subjects=tuple(subjects),
        )


def _mentions(sentence: Sentence) -> list[Mention]:
    pattern = "|".join(map(re.escape, ACTORS))
    return [
        Mention(
            sentence=sentence.index,
            start=sentence.start + found.start(),
            end=sentence.start + found.end(),
            text=found[0],
            actors=(ACTORS[found[0]],) if ACTORS[found[0]] else (),
            kind="name",
            confidence=0.9,
            reason="in the list",
        )
        for found in re.finditer(pattern, sentence.text)
    ]


def _times(sentence: Sentence) -> list[TimeExpression]:
    found_times = []
    for found in re.finditer(r"in (\d{4})(?:-(\d\d))?(?:-(\d\d))?", sentence.text):
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or 28)
        time = Time(edtf=found[0][3:], earliest=first, latest=last, basis="in the text")
        found_times.append(
            TimeExpression(
                sentence=sentence.index,
                start=sentence.start + found.start(),
                end=sentence.start + found.end(),
                text=found[0],
                kind="DATE",
                value=found[0][3:],
                time=time,
            )
        )
    return found_times


def _events(sentence: Sentence, mentions: list[Mention], when: list[TimeExpression], document: str) -> list[Event]:
    time = when[0].time if when else Time(edtf=None, earliest=None, latest=None, basis="the text does not say")
    events = []
    for found in re.finditer("|".join(VERBS), sentence.text):
        type, modes, quad, scale = VERBS[found[0]]
        at = sentence.start + found.start()
        before = tuple(m for m in mentions if m.end <= at)
        after = tuple(m for m in mentions if m.start >= at)
        reciprocal = "each other" in sentence.text
        if before:
            events.append(
                Event(
                    id=hashlib.sha256(f"{document}{at}{type}".encode()).hexdigest()[:16],
                    document=document,
                    sentence=sentence.index,
                    actors=before,
                    recipients=() if reciprocal else after,
                    type=type,
                    modes=modes,
                    contexts=("diplomatic",),
                    modality="future" if "will" in sentence.text else "actual",
                    reciprocal=reciprocal,
                    quad_code=quad,
                    event_scale=scale,
                    trigger=found[0],
                    start=at,
                    end=at + len(found[0]),
                    time=time,
                    text=sentence.text,
                    confidence=0.8,
                )
            )
    return events


def _subjects(sentence: Sentence, document: str) -> list[Subject]:
    return [
        Subject(
            id=SUBJECTS[found[0]][0],
            name=SUBJECTS[found[0]][1],
            kind=SUBJECTS[found[0]][2],
            document=document,
            sentence=sentence.index,
            start=sentence.start + found.start(),
            end=sentence.start + found.end(),
            text=found[0],
            confidence=0.7,
        )
        for found in re.finditer("|".join(SUBJECTS), sentence.text)
    ]


def _positions(sentence: Sentence, mentions: list[Mention], subjects: list[Subject], document: str) -> list[Position]:
    stance = "+" if "thanked" in sentence.text else "-"
    return [
        Position(
            id=f"{document}/p{subject.start}",
            document=document,
            sentence=sentence.index,
            holder=mentions[0],
            stance=stance,
            object=subject.text,
            start=subject.start,
            end=subject.end,
            subject=subject.id,
            text=sentence.text,
            confidence=0.6,
        )
        for subject in subjects
        if mentions
    ]


def made_up_documents(number: int, *, longest: int = 4, seed: int = 3) -> list[Document]:
    """Documents of random sentences that the coder understands; the same for the same seed."""
    rng = random.Random(seed)
    return [
        document(
            " ".join(_made_up_sentence(rng) for _ in range(rng.randint(1, longest))) + f" Number {each}.",
            path=f"doc{each:05}.txt",
            title=f"Paper {each}",
        )
        for each in range(number)
    ]


def _made_up_sentence(rng: random.Random) -> str:
    one, other, third = rng.sample(list(ACTORS), 3)
    verb = rng.choice(list(VERBS))
    form = rng.choice(
        ["{one} {verb} {other}", "{one} and {third} {verb} {other}", "{one} and {other} {verb} with each other"]
    )
    about = rng.choice(["", "", " over the KORUS FTA", " over THAAD"])
    when = rng.choice(["", " in 2017", " in 2018-06", " in 2010-11-23", f" in {rng.randint(1994, 2019)}"])
    return form.format(one=one, other=other, third=third, verb=verb) + about + when + "."
