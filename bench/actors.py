"""Country and sector accuracy on annotated mentions, and mention F1 of the registry alone.

usage: python bench/actors.py [FOLDER] [--part dev|test|all] [--errors country|sector|missed|extra] [--limit N]

FOLDER holds annotated sentences (*.sent, default ../shared/codebook/sentences). Files numbered 5 are the test part;
rules and data were developed on the others. Each record is a document of its own, without a date.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from towhom.actors import Mention
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.language import Analysis, Span
from towhom.reading import Document, Sentence

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT.parent / "shared" / "codebook" / "sentences"


def checker() -> ModuleType:
    """The parser of annotated sentences that came with them."""
    path = next(
        p for p in (ROOT / "training" / "check_sentences.py", DEFAULT.parent / "check_sentences.py") if p.exists()
    )
    spec = importlib.util.spec_from_file_location("check_sentences", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(folder: Path, part: str) -> Iterator[dict[str, Any]]:
    """The annotated records of one part."""
    check = checker()
    for path in sorted(folder.glob("*.sent")):
        is_test = path.stem.endswith("-5")
        if part != "all" and is_test != (part == "test"):
            continue
        for _, lines in check.records(path):
            record, errors = check.parse(lines)
            if not errors:
                yield record


def document(text: str) -> Document:
    """A document of one sentence."""
    return Document(id="bench", raw=text, text=text, sentences=(Sentence(index=0, start=0, end=len(text), text=text),))


def gold_analysis(record: dict[str, Any]) -> Analysis:
    """The annotated mentions as the model's actor spans, without sectors."""
    spans = tuple(Span(start=m["start"], end=m["end"], kind="actor", score=1.0)
                  for m in record["mentions"])  # fmt: skip
    return Analysis(text=record["text"], words=(), spans=spans)


def accuracy(record: dict[str, Any], registry: Registry, tally: Counter[str], errors: list[tuple[str, str]]) -> None:
    """Count right countries and sectors of one record's annotated mentions."""
    found = {(m.start, m.end): m for m in resolve(document(record["text"]), [gold_analysis(record)], registry)}
    for gold in record["mentions"]:
        answer = record["actors"][gold["actor"]]
        mention = found.get((gold["start"], gold["end"]))
        actor = mention.actors[0] if mention and mention.actors else None
        code, sector = (actor.code, actor.sectors[:1]) if actor else ("---", ())
        marked = mark(record["text"], gold["start"], gold["end"])
        tally["mentions"] += 1
        tally["country"] += code == answer["country"]
        if code != answer["country"]:
            errors.append(
                ("country", f"{answer['country']} not {code}: {marked} | {mention.reason if mention else ''}")
            )
        if not answer["sectors"]:
            tally["bare"] += 1
            tally["bare right"] += not sector or sector == ("GOV",)
            continue
        tally["with sector"] += 1
        tally["sector"] += bool(sector) and sector[0] in answer["sectors"]
        if not sector or sector[0] not in answer["sectors"]:
            errors.append(
                (
                    "sector",
                    f"{'/'.join(answer['sectors'])} not {sector}: {marked} | {mention.reason if mention else ''}",
                )
            )


def mark(text: str, start: int, end: int) -> str:
    """The words with brackets and some context."""
    return f"{text[max(0, start - 70) : start]}[[{text[start:end]}]]{text[end : end + 50]}"


def finding(record: dict[str, Any], registry: Registry, tally: Counter[str], errors: list[tuple[str, str]]) -> None:
    """Count the exact spans that the registry finds alone."""
    found: list[Mention] = resolve(document(record["text"]), [], registry)
    own = {(m.start, m.end) for m in found if m.kind not in ("pronoun", "group")}
    gold = {(m["start"], m["end"]) for m in record["mentions"]}
    tally["found"] += len(own)
    tally["gold"] += len(gold)
    tally["both"] += len(own & gold)
    tally["touched"] += sum(any(s < end and start < e for s, e in own) for start, end in gold)
    errors += [("missed", mark(record["text"], *span)) for span in sorted(gold - own)]
    errors += [("extra", mark(record["text"], *span)) for span in sorted(own - gold)]


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--part", choices=["dev", "test", "all"], default="test")
    arguments.add_argument("--errors", choices=["country", "sector", "missed", "extra"])
    arguments.add_argument("--limit", type=int, default=100)
    options = arguments.parse_args()
    began = time.process_time()
    registry = Registry.load()
    loaded = time.process_time() - began
    tally: Counter[str] = Counter()
    errors: list[tuple[str, str]] = []
    sentences = list(records(options.folder, options.part))
    for record in sentences:
        accuracy(record, registry, tally, errors)
    began = time.process_time()
    for record in sentences:
        finding(record, registry, tally, errors)
    spent = (time.process_time() - began) / max(1, len(sentences))
    shown = [text for kind, text in errors if kind == options.errors]
    # Spread over all files rather than the first of them.
    for text in shown[:: max(1, len(shown) // options.limit)][: options.limit]:
        print(text)
    precision, recall = tally["both"] / max(1, tally["found"]), tally["both"] / max(1, tally["gold"])
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{options.part}: {len(sentences)} sentences, {tally['mentions']} mentions; registry loaded in {loaded:.2f} s"
    )
    print(f"country accuracy {tally['country'] / tally['mentions']:.3f}")
    print(
        f"sector accuracy  {tally['sector'] / tally['with sector']:.3f} of {tally['with sector']} with a sector;"
        f" {tally['bare right']} of {tally['bare']} without one are GOV or none"
    )
    print(
        f"mentions, registry alone: P {precision:.3f} R {recall:.3f} F1 {f1:.3f};"
        f" {tally['touched'] / tally['gold']:.3f} at least touched; {spent * 1000:.2f} ms a sentence"
    )


if __name__ == "__main__":
    sys.exit(main())
