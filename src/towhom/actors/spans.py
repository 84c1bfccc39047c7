"""The stretches of a sentence to be resolved: the model's actor spans and the candidates beside them."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors.find import PLAIN_WORDS
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.phrases import Unit, units
from towhom.actors.registry import Registry
from towhom.language import Analysis, Span

# A person of this weight (tables.term_weight) is known by the surname alone: some ten years at the head of a state.
KNOWN_BY_SURNAME = 7.0
NAMED = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a sentence. Offsets are characters of the sentence."""

    start: int
    end: int
    units: list[Unit]
    span: Span | None = None  # the model's
    doubtful: bool = False  # may be nobody

    @property
    def of_model(self) -> bool:
        """Whether the model marked it."""
        return self.span is not None


def regions(
    text: str,
    parts: list[Unit],
    phrases: list[list[Unit]],
    analysis: Analysis | None,
    registry: Registry,
    memory: Memory,
) -> list[Region]:
    """What to resolve, in text order and without overlap."""
    spans = model_spans(analysis)
    found = [Region(span.start, span.end, units_of(text, span, parts, registry), span) for span in spans]
    own = [Region(phrase[0].start, phrase[-1].end, phrase, None, is_doubtful(phrase)) for phrase in phrases]
    own = [region for region in own if not region.doubtful or is_supported(region, memory)]
    own += introduced(parts, phrases, memory)
    found += [region for region in own if not any(region.start < span.end and span.start < region.end for span in spans)]
    return sorted(found, key=lambda region: (region.start, -region.end))


def model_spans(analysis: Analysis | None) -> list[Span]:
    """The model's actor spans, the likelier of overlapping ones."""
    if analysis is None:
        return []
    kept: list[Span] = []
    for span in sorted((span for span in analysis.spans if span.kind == "actor"), key=lambda span: -span.score):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return kept


def units_of(text: str, span: Span, parts: list[Unit], registry: Registry) -> list[Unit]:
    """The units of a span; where a match crosses its ends, those of its words read alone."""
    inside = [unit for unit in parts if unit.start >= span.start and unit.end <= span.end]
    crossing = any(
        unit.start < span.end and span.start < unit.end and (unit.start < span.start or unit.end > span.end) for unit in parts
    )
    if not crossing:
        return inside
    return [
        Unit(unit.start + span.start, unit.end + span.start, unit.kind, unit.text, unit.match)
        for unit in units(text[span.start : span.end], registry)
    ]


def is_doubtful(phrase: list[Unit]) -> bool:
    """Whether a phrase is a surname alone, or only a form that also means other things."""
    return len(phrase) == 1 and phrase[0].match is not None and not phrase[0].match.sure and phrase[0].kind in "SPO"


def is_supported(region: Region, memory: Memory) -> bool:
    """Whether a bare surname or unsure name may be an actor here."""
    unit = region.units[0]
    if fold(unit.text) in memory.names:
        return True
    if unit.kind == "O":
        return True
    return any(record.weight >= KNOWN_BY_SURNAME for record in unit.records) and unit.text.lower() not in PLAIN_WORDS


def introduced(parts: list[Unit], phrases: list[list[Unit]], memory: Memory) -> list[Region]:
    """Unknown words that were introduced as names before: surnames, acronyms."""
    covered = {id(unit) for phrase in phrases for unit in phrase}
    return [
        Region(unit.start, unit.end, [unit])
        for unit in parts
        if unit.kind in "cS" and id(unit) not in covered and fold(unit.text) in memory.names
    ]
