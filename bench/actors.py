"""Country and sector accuracy on annotated mentions, by the tables alone or with the model; mention F1 of the tables.

usage: python -m bench.actors [--part train|development|report] [--model [FOLDER]] [--errors country|sector|...]

train: the annotated files that the model was trained on and the tables developed on; development: six files that chose
thresholds; report: six whose errors nobody reads (training/sources.py). Each record is a document of its own, without
a date. The spans are given, their countries and sectors are not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.check_sentences import parse
from training.check_sentences import records as blocks
from training.sources import DEVELOPMENT, OWN, REPORT, SHARED

from towhom.actors import Mention
from towhom.actors.complete import complete
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.language import Analysis, Span
from towhom.language.model import Model
from towhom.reading import Document, Sentence

PARTS = ("train", "development", "report")
Record = dict[str, Any]
Errors = list[tuple[str, str]]


def files(part: str) -> list[Path]:
    """The annotated files of a part."""
    shared = SHARED / "codebook/sentences"
    held_out = {"development": DEVELOPMENT, "report": REPORT}
    if part in held_out:
        return [shared / f"{name}-5.sent" for name in held_out[part]]
    return [path for path in sorted(shared.glob("*.sent")) if not path.stem.endswith("-5")] + sorted(OWN.glob("*.sent"))


def records(part: str) -> Iterator[Record]:
    """The annotated records of a part."""
    for path in files(part):
        for _, lines in blocks(path):
            record, errors = parse(lines)
            if not errors:
                yield record


def document(text: str) -> Document:
    """A document of one sentence."""
    return Document(id="bench", raw=text, text=text, sentences=(Sentence(index=0, start=0, end=len(text), text=text),))


def gold_spans(record: Record) -> tuple[Span, ...]:
    """The annotated mentions as the model's actor spans, without sectors."""
    return tuple(Span(start=m["start"], end=m["end"], kind="actor", score=1.0) for m in record["mentions"])


def by_tables(record: Record, registry: Registry) -> list[Mention]:
    """The mentions of a record's given spans, resolved without the model."""
    analysis = Analysis(text=record["text"], words=(), spans=gold_spans(record))
    return resolve(document(record["text"]), [analysis], registry)


def by_model(batch: list[Record], registry: Registry, model: Model) -> Iterator[list[Mention]]:
    """The same, resolved with the model's syntax and completed with what it says of countries and sectors."""
    encoded = model.encode([record["text"] for record in batch])
    found = []
    for record, row in zip(batch, encoded, strict=True):
        analysis = Analysis(text=record["text"], words=row.analysis.words, spans=gold_spans(record))
        found.append(resolve(document(record["text"]), [analysis], registry))
    related = model.relate(encoded, [[(m.start, m.end) for m in mentions] for mentions in found])
    for mentions, relations in zip(found, related, strict=True):
        yield list(complete(mentions, relations, model.labels))


def score(record: Record, mentions: list[Mention], tally: Counter[str], errors: Errors) -> None:
    """Count right countries and sectors of one record's annotated mentions."""
    found = {(m.start, m.end): m for m in mentions}
    for gold in record["mentions"]:
        answer = record["actors"][gold["actor"]]
        mention = found.get((gold["start"], gold["end"]))
        actor = mention.actors[0] if mention and mention.actors else None
        code, sector = (actor.code, actor.sectors[:1]) if actor else ("---", ())
        where = f"{mark(record['text'], gold['start'], gold['end'])} | {mention.reason if mention else ''}"
        tally["mentions"] += 1
        tally["country"] += code == answer["country"]
        if code != answer["country"]:
            errors.append(("country", f"{answer['country']} not {code}: {where}"))
        if not answer["sectors"]:
            tally["bare"] += 1
            tally["bare right"] += not sector or sector == ("GOV",)
            continue
        tally["with sector"] += 1
        tally["sector"] += bool(sector) and sector[0] in answer["sectors"]
        tally["first sector"] += bool(sector) and sector[0] == answer["sectors"][0]
        if not sector or sector[0] not in answer["sectors"]:
            errors.append(("sector", f"{'/'.join(answer['sectors'])} not {sector}: {where}"))


def repeats(record: Record, mentions: list[Mention], tally: Counter[str], errors: Errors) -> None:
    """Count pairs of annotated mentions, whether they are of one actor, and whether ours are."""
    found = {(m.start, m.end): {actor.id for actor in m.actors} for m in mentions}
    spans = [(gold["actor"], (gold["start"], gold["end"])) for gold in record["mentions"]]
    for at, (first, span) in enumerate(spans):
        for second, other in spans[at + 1 :]:
            ours = bool(found.get(span, set()) & found.get(other, set()))
            tally["repeated"] += first == second
            tally["joined"] += ours
            tally["rightly joined"] += ours and first == second
            if ours != (first == second):
                kind = "joined" if ours else "parted"
                errors.append((kind, f"{mark(record['text'], *span)} | {mark(record['text'], *other)}"))


def finding(record: Record, registry: Registry, tally: Counter[str], errors: Errors) -> None:
    """Count the exact spans that the tables find alone."""
    found = resolve(document(record["text"]), [], registry)
    own = {(m.start, m.end) for m in found if m.kind not in ("pronoun", "group")}
    gold = {(m["start"], m["end"]) for m in record["mentions"]}
    tally["found"] += len(own)
    tally["gold"] += len(gold)
    tally["both"] += len(own & gold)
    tally["touched"] += sum(any(s < end and start < e for s, e in own) for start, end in gold)
    errors += [("missed", mark(record["text"], *span)) for span in sorted(gold - own)]
    errors += [("extra", mark(record["text"], *span)) for span in sorted(own - gold)]


def mark(text: str, start: int, end: int) -> str:
    """The words with brackets and some context."""
    return f"{text[max(0, start - 70) : start]}[[{text[start:end]}]]{text[end : end + 50]}"


def measure(part: str, registry: Registry, model: Model | None) -> tuple[Counter[str], Errors]:
    """All counts of a part, and what was wrong."""
    tally: Counter[str] = Counter()
    errors: Errors = []
    read = list(records(part))
    tally["sentences"] = len(read)
    answers = by_model(read, registry, model) if model else (by_tables(record, registry) for record in read)
    for record, mentions in zip(read, answers, strict=True):
        score(record, mentions, tally, errors)
        repeats(record, mentions, tally, errors)
    if model is None:
        for record in read:
            finding(record, registry, tally, errors)
    return tally, errors


def show(part: str, tally: Counter[str]) -> None:
    """Print the figures."""
    print(f"{part}: {tally['sentences']} sentences, {tally['mentions']} mentions")
    print(f"country accuracy {tally['country'] / tally['mentions']:.3f}")
    print(
        f"sector accuracy  {tally['sector'] / tally['with sector']:.3f} of {tally['with sector']} with a sector "
        f"(the first one {tally['first sector'] / tally['with sector']:.3f});"
        f" {tally['bare right']} of {tally['bare']} without one are GOV or none"
    )
    print(f"one actor named twice: {ratios(tally['rightly joined'], tally['joined'], tally['repeated'])}")
    if tally["found"]:
        print(
            f"mentions, tables alone: {ratios(tally['both'], tally['found'], tally['gold'])};"
            f" {tally['touched'] / tally['gold']:.3f} at least touched"
        )


def ratios(right: int, found: int, gold: int) -> str:
    """Precision, recall and F1."""
    precision, recall = right / max(1, found), right / max(1, gold)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=PARTS, default="report")
    arguments.add_argument(
        "--model", nargs="?", type=Path, const=Path(), help="with the model, the packaged one or this"
    )
    arguments.add_argument("--errors", choices=["country", "sector", "joined", "parted", "missed", "extra"])
    arguments.add_argument("--limit", type=int, default=100)
    options = arguments.parse_args()
    if options.errors and options.part == "report":
        arguments.error("the errors of the report files are not read")
    began = time.process_time()
    registry = Registry.load()
    print(f"tables loaded in {time.process_time() - began:.2f} s of processor time")
    model = Model(options.model if options.model.parts else None) if options.model is not None else None
    tally, errors = measure(options.part, registry, model)
    shown = [text for kind, text in errors if kind == options.errors]
    # Spread over all files rather than the first of them.
    for text in shown[:: max(1, len(shown) // options.limit)][: options.limit]:
        print(text)
    show(options.part, tally)


if __name__ == "__main__":
    sys.exit(main())
