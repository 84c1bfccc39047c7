"""The coder: documents in, records out. No state, no files.

1. the actors' tables find who may be named; a sentence that can name nobody is not read further
2. the encoder reads the rest: words, syntax, spans
3. mentions are resolved in text order, document by document; times likewise
4. the model relates the mentions of each sentence; acts become events, positions and subjects
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import Any, TypeVar

from towhom.actors import Mention
from towhom.actors.complete import UNKNOWN, complete
from towhom.actors.find import candidates, worth_reading
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.actors.terms import office_terms
from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates import resolve as dates
from towhom.dates.edtf import normalize_user_date
from towhom.dates.event import time_of
from towhom.dates.indexed import Indexed, index
from towhom.events import Event
from towhom.events.assemble import events
from towhom.events.decode import Thresholds, decode
from towhom.language import Analysis, Encoded, Relations
from towhom.language.model import Model, default_model
from towhom.positions import Position, Subject
from towhom.positions.about import about
from towhom.positions.registry import SubjectRegistry
from towhom.positions.stands import positions
from towhom.positions.subjects import subjects
from towhom.reading import Document
from towhom.reading import clean as reading
from towhom.record import Record

# Sentences that go through the model together; more costs memory and gains nothing.
CHUNK = 1024
# Sentences of one call whose word vectors are kept until their mentions are known (some 45 KB each). Those of a longer
# document are encoded a second time instead: time rather than memory.
KEPT = 16_384

Placed = TypeVar("Placed", Mention, Subject)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document on its way through the stages."""

    document: Document
    encoded: list[Encoded | None]  # one a sentence; None where nobody can be named
    mentions: list[Mention]
    officials: list[OfficeTerm]
    times: list[TimeExpression]


def _side(mention: Mention) -> tuple[str, str] | None:
    """The government or army that a mention is or belongs to."""
    if len(mention.actors) != 1 or mention.actors[0].code == UNKNOWN:
        return None
    (actor,) = mention.actors
    return (actor.code, actor.sectors[0]) if actor.sectors[:1] in (("GOV",), ("MIL",)) else None


def by_sentence(items: Iterable[Placed]) -> dict[int, list[Placed]]:
    """Group mentions or subjects by the index of their sentence; once a document, so that long ones stay linear."""
    groups: dict[int, list[Placed]] = defaultdict(list)
    for item in items:
        groups[item.sentence].append(item)
    return dict(groups)


class Coder:
    """Loads the model and the tables once; thread-safe."""

    def __init__(
        self,
        *,
        model: Model | None = None,
        registry: Registry | None = None,
        subject_registry: SubjectRegistry | None = None,
        thresholds: Thresholds | None = None,
    ):
        self.model = model or default_model()
        self.registry = registry or Registry.load()
        self.subject_registry = subject_registry or SubjectRegistry.load()
        chosen: Mapping[str, Any] = self.model.settings.get("thresholds", {})
        self.thresholds = thresholds or Thresholds.of(chosen)
        self.position_threshold = float(chosen.get("position", 0.5))

    @property
    def version(self) -> str:
        """Version of the program and hash of the model, as every event line carries them."""
        return f"towhom {version('towhom')} model {self.model.hash}"

    @property
    def settings(self) -> dict[str, Any]:
        """What a store keeps with each run: the model's hash and the thresholds in use."""
        return {
            "model": self.model.hash,
            "thresholds": asdict(self.thresholds) | {"position": self.position_threshold},
        }

    def code(self, text: str, *, date: str | None = None, title: str | None = None) -> Record:
        """Code one text. `date` is when it was written (EDTF or a usual form); raises DateError if it is no date."""
        document = reading.document(text, date=normalize_user_date(date) if date else None, title=title)
        return self.code_documents([document])[0]

    def code_documents(self, documents: Sequence[Document]) -> list[Record]:
        """Code several documents; each comes out as it would alone."""
        encoded = self._encode(documents)
        drafts = [self._draft(document, row) for document, row in zip(documents, encoded, strict=True)]
        related = self._relate(drafts)
        return [self._record(draft, row) for draft, row in zip(drafts, related, strict=True)]

    def relate(
        self, sentence: str, *, actor: tuple[int, int], recipient: tuple[int, int] | None = None
    ) -> dict[str, float]:
        """Return the probability of each event type, and of NONE, for a pair of spans of a sentence.

        Spans are (start, end) in characters; the other actors of the sentence are found by the model. Without
        `recipient`, the acts of the actor that concern nobody named.
        """
        (encoded,) = self.model.encode([sentence])
        given = [actor] if recipient is None else [actor, recipient]
        others = [
            (span.start, span.end)
            for span in encoded.analysis.spans
            if span.kind == "actor" and all(span.end <= start or end <= span.start for start, end in given)
        ]
        (relations,) = self.model.relate([encoded], [[*given, *others]])
        scores = relations.types[0, len(given) - 1]
        return {name: float(p) for name, p in zip(self.model.labels["types"], scores, strict=True)}

    def _encode(self, documents: Sequence[Document]) -> list[list[Encoded | None]]:
        texts = [sentence.text for document in documents for sentence in document.sentences]
        read = [
            at for at, (text, row) in enumerate(zip(texts, candidates(texts, self.registry), strict=True))
            if worth_reading(text, row)
        ]  # fmt: skip
        found: list[Encoded | None] = [None] * len(texts)
        for start in range(0, len(read), CHUNK):
            chunk = read[start : start + CHUNK]
            for at, encoded in zip(chunk, self.model.encode([texts[i] for i in chunk]), strict=True):
                found[at] = (
                    encoded if start < KEPT else replace(encoded, words=encoded.words[:0], arcs=encoded.arcs[:0])
                )
        rows, at = [], 0
        for document in documents:
            rows.append(found[at : at + len(document.sentences)])
            at += len(document.sentences)
        return rows

    def _draft(self, document: Document, encoded: list[Encoded | None]) -> _Draft:
        analyses: list[Analysis | None] = [row.analysis if row else None for row in encoded]
        mentions = resolve(document, analyses, self.registry)
        officials = office_terms(mentions, self.registry)
        times = dates.resolve(document, officials=officials, analyses=analyses)
        return _Draft(document, encoded, mentions, officials, times)

    def _relate(self, drafts: Sequence[_Draft]) -> list[dict[int, tuple[tuple[Mention, ...], Relations]]]:
        """For each document: sentence index -> its mentions, completed, and their relations."""
        rows = []
        for number, draft in enumerate(drafts):
            present = by_sentence(draft.mentions)
            for at, (sentence, row) in enumerate(zip(draft.document.sentences, draft.encoded, strict=True)):
                if row is not None and row.analysis.words and sentence.index in present:
                    rows.append((number, at, row, present[sentence.index]))
        found: list[dict[int, tuple[tuple[Mention, ...], Relations]]] = [{} for _ in drafts]
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            spans = []
            for number, at, _, mentions in chunk:
                origin = drafts[number].document.sentences[at].start
                spans.append([(mention.start - origin, mention.end - origin) for mention in mentions])
            answers = self.model.relate(self._with_vectors([row[2] for row in chunk]), spans)
            for (number, at, _, mentions), relations in zip(chunk, answers, strict=True):
                found[number][at] = (complete(mentions, relations, self.model.labels), relations)
        return found

    def _with_vectors(self, rows: Sequence[Encoded]) -> list[Encoded]:
        """Encode again those whose word vectors were not kept."""
        missing = [at for at, row in enumerate(rows) if not len(row.words)]
        again = self.model.encode([rows[at].analysis.text for at in missing])
        fresh = dict(zip(missing, again, strict=True))
        return [fresh.get(at, row) for at, row in enumerate(rows)]

    def _record(self, draft: _Draft, related: dict[int, tuple[tuple[Mention, ...], Relations]]) -> Record:
        document = draft.document
        indexed = index(document, draft.times, draft.officials)
        completed = {mention.start: mention for mentions, _ in related.values() for mention in mentions}
        mentions = tuple(completed.get(mention.start, mention) for mention in draft.mentions)
        codes = {actor.code for mention in mentions for actor in mention.actors}
        analyses = [row.analysis if row else None for row in draft.encoded]
        named = subjects(document, analyses, self.subject_registry, countries=codes)
        named_in = by_sentence(named)
        found: list[Event] = []
        stands: list[Position] = []
        for at, (present, relations) in sorted(related.items()):
            when = partial(self._when, indexed, document.sentences[at].index)
            named_here = named_in.get(document.sentences[at].index, [])
            found += self._events(draft, at, present, relations, named_here, when)
            stands += self._positions(draft, at, present, relations, named_here, when)
        return Record(
            document=document,
            mentions=mentions,
            times=tuple(draft.times),
            events=tuple(found),
            positions=tuple(stands),
            subjects=tuple(named),
        )

    def _when(self, indexed: Indexed, sentence: int, trigger: int, parties: Sequence[Mention]) -> Time:
        names = [actor.name for mention in parties for actor in mention.actors]
        return time_of(indexed, sentence, trigger_start=trigger, parties=names)

    def _events(
        self,
        draft: _Draft,
        at: int,
        mentions: Sequence[Mention],
        relations: Relations,
        named: Sequence[Subject],
        when: partial[Time],
    ) -> list[Event]:
        encoded = draft.encoded[at]
        assert encoded is not None  # only sentences that were read have relations
        keys = [tuple(sorted(actor.id for actor in m.actors)) or ("mention", str(m.start)) for m in mentions]
        acts = decode(relations, keys, self.thresholds, sides=[_side(mention) for mention in mentions])
        sentence = draft.document.sentences[at]
        told = events(draft.document, sentence, encoded.analysis.words, mentions, acts, when=when)
        return [
            replace(event, subjects=about(event.start, event.end, encoded.analysis, named, sentence.start))
            for event in told
        ]

    def _positions(
        self,
        draft: _Draft,
        at: int,
        mentions: Sequence[Mention],
        relations: Relations,
        named: Sequence[Subject],
        when: partial[Time],
    ) -> list[Position]:
        encoded = draft.encoded[at]
        assert encoded is not None
        sentence = draft.document.sentences[at]
        return list(
            positions(
                draft.document, sentence, encoded.analysis, mentions, relations,
                named, threshold=self.position_threshold, when=when,
            )
        )  # fmt: skip
