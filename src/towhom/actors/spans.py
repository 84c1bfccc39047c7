"""The stretches of a sentence to be resolved: the model's actor spans and the candidates beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from towhom.actors.find import PLAIN_WORDS, speaks, trimmed
from towhom.actors.fold import fold
from towhom.actors.memory import Memory
from towhom.actors.phrases import Unit, units
from towhom.actors.registry import Registry
from towhom.actors.tables import word_set
from towhom.language import Analysis, Span

# A person of this weight (tables.term_weight) is known by the surname alone: some ten years at the head of a state.
KNOWN_BY_SURNAME = 7.0
# Score from which on a name that no table knows is taken from the model: below it, 4 of 14 were actors (files 1-4).
SURE_NAME = 0.7
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
    spans = model_spans(analysis, parts)
    found = [Region(span.start, span.end, units_of(text, span, parts, registry), span) for span in spans]
    own = [Region(*trimmed(phrase), phrase, None, is_doubtful(phrase)) for phrase in phrases]
    korean = is_korean(parts, memory)
    own = [region for region in own if not region.doubtful or is_supported(region, parts, memory, korean=korean)]
    own += introduced(parts, phrases, memory)
    if analysis is not None and analysis.words:
        own = [region for region in own if stands_unmarked(region, parts, analysis)]
    found += [
        region for region in own if not any(region.start < span.end and span.start < region.end for span in spans)
    ]
    return sorted(found, key=lambda region: (region.start, -region.end))


def stands_unmarked(region: Region, parts: list[Unit], analysis: Analysis) -> bool:
    """Whether a phrase that the model read and did not mark is an actor all the same.

    Registered persons and bodies are, roles with a nationality, and "his government". Another role alone ("an aide said") is not, nor a title
    before an unknown name ("Cabinet Room"), nor a place unless something is done by it or to it.
    """
    kinds = {unit.kind for unit in region.units}
    if region.units[-1].kind == "c" and len(region.units) > 1:
        return False
    if kinds & set("PSOc"):
        return True
    if kinds & set("RGT"):
        owner = next((unit for unit in reversed(parts) if unit.end <= region.start), None)
        owned = kinds == {"G"} and owner is not None and owner.kind == "h"
        return owned or bool(kinds & set("NCQL"))
    return relation_of(region, analysis) in ("nsubj", "nsubj:pass", "obj", "iobj")


def relation_of(region: Region, analysis: Analysis) -> str:
    """The relation of a phrase's head to what governs it, of a joined one that of the first of those joined."""
    words = analysis.words
    inside = [at for at, word in enumerate(words) if region.start <= word.start < region.end]
    head = next((at for at in inside if words[at].head not in inside), None)
    for _ in range(len(words)):
        if head is None or words[head].deprel != "conj" or words[head].head < 0:
            break
        head = words[head].head
    return words[head].deprel if head is not None else ""


def model_spans(analysis: Analysis | None, parts: list[Unit]) -> list[Span]:
    """The model's actor spans with mended ends, the likelier of overlapping ones; without what surely is no actor."""
    if analysis is None:
        return []
    subjects = {
        (span.start, span.end): span.score for span in analysis.spans if span.kind not in ("actor", "time", *NAMED)
    }
    kept: list[Span] = []
    for span in sorted((span for span in analysis.spans if span.kind == "actor"), key=lambda span: -span.score):
        if subjects.get((span.start, span.end), 0.0) > span.score:
            continue
        mended = mended_span(span, analysis.text, parts)
        if mended is not None and not any(mended.start < other.end and other.start < mended.end for other in kept):
            kept.append(mended)
    return kept


def mended_span(span: Span, text: str, parts: list[Unit]) -> Span | None:
    """A span without marks and prepositions at its ends, whole names where it cuts one; None where it is no actor.

    "U.S.-" is "U.S."; "Moon Jae-" in "Moon Jae-in" is the whole; of "North Korean relations" the nationality stays;
    "KORUS FTA" is nobody.
    """
    start, end = whole_names(span, text, parts)
    inside = [unit for unit in parts if unit.start < end and start < unit.end]
    while inside and inside[-1].end <= end and is_edge(inside[-1]):
        inside.pop()
    while inside and inside[0].start >= start and is_edge(inside[0]):
        inside.pop(0)
    if len(inside) > 2 and is_letter(inside[0]) and inside[1].text == "." and inside[2].kind in "Rt":
        inside = inside[2:]  # "of the U. President Trump": a sentence that lost its end
    if not inside or (len(inside) == 1 and is_letter(inside[0])):
        return None
    if is_unlikely(inside, span):
        return None
    named = next((unit for unit in inside if unit.kind == "O" and unit.end >= end), None)
    if named is None and (stated := of_things(inside, parts)) is not None:
        inside = stated
        if not inside:
            return None
    return replace(span, start=max(start, inside[0].start), end=min(end, inside[-1].end))


def whole_names(span: Span, text: str, parts: list[Unit]) -> tuple[int, int]:
    """Start and end of a span, moved to those of the sure name that it is only a part of, or that it cuts behind.

    "Shanghai" in "Shanghai Cooperation Organisation" is the whole; "Republic of" is "Republic of Korea".
    """
    start, end = span.start, span.end
    cut = end < len(text) and (text[end - 1] == "-" or text[end] == "-" or text[start:end].endswith((" of", " and")))
    for unit in parts:
        if unit.match is None or not unit.match.sure or unit.kind not in "POC" or is_direction(unit):
            continue
        first = unit.start + (4 if unit.text.lower().startswith("the ") else 0)
        if cut and unit.kind in "PO" and unit.start < end < unit.end:
            return min(start, first), unit.end
        if first <= start and end <= unit.end and (first, unit.end) != (start, end):
            return first, unit.end
    return start, end


def is_edge(unit: Unit) -> bool:
    """Whether no mention begins or ends with the unit: a mark, a preposition, a conjunction."""
    return unit.match is None and unit.text.lower() in word_set("function", "edges")


def is_unlikely(inside: list[Unit], span: Span) -> bool:
    """Whether only the model, and not with certainty, takes words for an actor that no table knows."""
    if any(unit.match is not None for unit in inside):
        return False
    return not inside[0].text[0].isupper() or span.score < SURE_NAME


def is_letter(unit: Unit) -> bool:
    """Whether a unit is one letter that stands for no name: what damage left of "U.N."."""
    return unit.match is None and len(unit.text) == 1 and unit.text.isalpha()


def of_things(inside: list[Unit], parts: list[Unit]) -> list[Unit] | None:
    """What stays of a span whose head is an agreement, a war or the like; None where its head is none of these.

    The nationality stays where it stands for the state ("North Korean relations"), nothing else does.
    """
    head = inside[-1].text.lower()
    if len(inside) < 2 or inside[-1].role is not None or head not in word_set("function", "no_actors"):
        return None
    first = inside[0]
    stands = head in word_set("function", "dealings") and len(inside) == 2
    return [first] if stands and first.kind in "NC" else []


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
