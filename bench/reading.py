"""Measure the reading room: false repairs on clean text, and sentence splitting.

usage: python bench/reading.py repairs [--show] TREEBANK.conllu.gz... | SENTENCES.sent...
       python bench/reading.py sentences TREEBANK.conllu.gz...

`repairs` rebuilds the documents of treebanks (SpaceAfter=No, newpar) and counts repairs; a glued word where the
treebank itself says that a blank is missing (CorrectSpaceAfter=Yes, or the end of a sentence) is a true one.
`sentences` prints precision, recall and F1 of the sentences' spans (both ends right).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from towhom.reading import clean, sentences


@dataclass
class Gold:
    """A document of a treebank as it was: text, spans of its sentences, places where a blank is missing."""

    name: str
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    seams: set[int] = field(default_factory=set)


def documents(path: Path) -> Iterator[Gold]:
    """Yield the documents of a CoNLL-U file; paragraphs are parted by a blank line."""
    gold: Gold | None = None
    new_paragraph, spaced = False, True
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in lines.read().strip().split("\n\n"):
            rows = block.split("\n")
            name = next((r.split("=", 1)[1].strip() for r in rows if r.startswith("# newdoc")), None)
            if name is not None:
                if gold:
                    yield gold
                gold, new_paragraph, spaced = Gold(name), True, True
            assert gold is not None
            new_paragraph = any(r.startswith("# newpar") and "block" not in r for r in rows)
            if gold.text:
                gold.text += "\n\n" if new_paragraph else (" " if spaced else "")
                if not new_paragraph and not spaced:
                    gold.seams.add(len(gold.text))
            spaced = add_sentence(gold, rows)
    if gold:
        yield gold


def add_sentence(gold: Gold, rows: list[str]) -> bool:
    """Append a sentence to the text; tell whether a blank follows it."""
    start, pending, inside = len(gold.text), "", 0
    for row in rows:
        if row.startswith("#"):
            continue
        number, form, *_, misc = row.split("\t")
        if "." in number or ("-" not in number and int(number) <= inside):
            continue
        inside = int(number.split("-")[1]) if "-" in number else inside
        gold.text += pending + form
        if "CorrectSpaceAfter=Yes" in misc:
            gold.seams.add(len(gold.text))
        pending = "" if "SpaceAfter=No" in misc.replace("CorrectSpaceAfter", "") else " "
    gold.spans.append((start, len(gold.text)))
    return pending == " "


def sent_texts(path: Path) -> Iterator[str]:
    """Yield the texts of an annotated file of the codebook."""
    checker = path.parent.parent / "check_sentences.py"
    spec = importlib.util.spec_from_file_location("check_sentences", checker)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for _, block in module.records(path):
        yield module.parse(block)[0]["text"]


def apart(golds: list[Gold]) -> list[Gold]:
    """Return every sentence as a document of its own."""
    return [
        Gold(gold.name, gold.text[a:b], [(0, b - a)], {s - a for s in gold.seams if a < s <= b})
        for gold in golds
        for a, b in gold.spans
    ]


def repairs(paths: list[Path], *, show: bool, by_sentence: bool) -> None:
    """Print the repairs found in clean text, by file and kind."""
    for path in paths:
        golds = [Gold(path.name, t) for t in sent_texts(path)] if path.suffix == ".sent" else list(documents(path))
        golds = apart(golds) if by_sentence else golds
        false, true, started = Counter[str](), 0, time.perf_counter()
        for gold in golds:
            read = clean.document(gold.text)
            for repair in read.repairs:
                if repair.kind == "glued_words" and any(repair.raw_start < s <= repair.raw_end for s in gold.seams):
                    true += 1
                    continue
                false[repair.kind + ("" if repair.before != repair.after else " (mark)")] += 1
                if show:
                    around = gold.text[max(0, repair.raw_start - 50) : repair.raw_end + 40].replace("\n", "⏎")
                    print(f"  {repair.kind} {repair.before[:80]!r} -> {repair.after[:60]!r} in {around!r}")
        seconds = time.perf_counter() - started
        count = sum(len(gold.spans) or 1 for gold in golds)
        print(f"{path.name}: {count} sentences, {false.total()} false, {true} true, {seconds:.1f} s", dict(false))


def splitting(paths: list[Path], *, show: bool) -> None:
    """Print precision, recall and F1 of sentence spans."""
    for path in paths:
        good = found = wanted = 0
        for gold in documents(path):
            spans, truth = set(sentences.split(gold.text)), set(gold.spans)
            good, found, wanted = good + len(spans & truth), found + len(spans), wanted + len(truth)
            if show:
                for start, end in sorted(spans - truth):
                    print("  found", repr(gold.text[start:end][-150:]), "|", repr(gold.text[end : end + 30]))
        precision, recall = good / found, good / wanted
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{path.name}: {wanted} sentences, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["repairs", "sentences"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print each false repair or wrong sentence")
    parser.add_argument("--by-sentence", action="store_true", help="read every sentence as a document of its own")
    options = parser.parse_args()
    if options.what == "repairs":
        repairs(options.paths, show=options.show, by_sentence=options.by_sentence)
    else:
        splitting(options.paths, show=options.show)


if __name__ == "__main__":
    main()
