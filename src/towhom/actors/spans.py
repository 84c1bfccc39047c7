"""The stretches of a sentence to be resolved: the model's actor spans and the candidates beside them."""

from __future__ import annotations

from dataclasses import dataclass

from towhom.actors.find import PLAIN_WORDS, speaks, trimmed
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.phrases import Unit, units
from towhom.actors.registry import Registry
from towhom.actors.tables import word_set
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
    own = [Region(*trimmed(phrase), phrase, None, is_doubtful(phrase)) for phrase in phrases]
    korean = is_korean(parts, memory)
    own = [region for region in own if not region.doubtful or is_supported(region, parts, memory, korean=korean)]
    own += introduced(parts, phrases, memory)
    found += [
        region for region in own if not any(region.start < span.end and span.start < region.end for span in spans)
    ]
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
        unit.start < span.end and span.start < unit.end and (unit.start < span.start or unit.end > span.end)
        for unit in parts
    )
    if not crossing:
        return inside
    return [
        Unit(unit.start + span.start, unit.end + span.start, unit.kind, unit.text, unit.match)
        for unit in units(text[span.start : span.end], registry)
    ]


def is_doubtful(phrase: list[Unit]) -> bool:
    """Whether a phrase is a surname alone, or only a form that also means other things."""
    if len(phrase) != 1 or phrase[0].match is None or phrase[0].match.sure:
        return False
    return phrase[0].kind in "SPO" or is_direction(phrase[0])


def is_direction(unit: Unit) -> bool:
    """Whether a unit is "the North", "South": a Korea only where the text is about Korea."""
    return unit.kind in "NCQ" and unit.text.lower() in word_set("function", "directions")


def is_korean(parts: list[Unit], memory: Memory) -> bool:
    """Whether the sentence, or the document so far, names one of the Koreas otherwise than by a direction."""
    if memory.counts["KOR"] + memory.counts["PRK"] > 0:
        return True
    codes = {
        record.code for unit in parts if unit.kind in "NCQOP" and not is_direction(unit) for record in unit.records
    }
    return bool(codes & {"KOR", "PRK"})


def is_supported(region: Region, parts: list[Unit], memory: Memory, *, korean: bool) -> bool:
    """Whether a bare surname, an unsure name or a direction may be an actor here."""
    unit = region.units[0]
    after = next((part for part in parts if part.start >= unit.end), None)
    if is_direction(unit):
        return korean and (after is None or after.kind not in "cL")
    if fold(unit.text) in memory.names:
        return True
    if unit.kind == "O":
        return True
    if speaks(after) and any(memory.counts[record.code] for record in unit.records):
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
