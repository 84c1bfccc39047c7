"""Score positions and subjects on the annotated sentences that nothing was trained on; print totals.

    PYTHONPATH=. python bench/positions.py [--part report|development] [--model FOLDER] [--threshold T] [--errors]

Needs ../shared beside the checkout. Positions twice: with the annotated mentions given (right if holder and stance
agree and the objects share a word), and from raw text (right if the holder's country and the stance agree and the
objects share a character). Subjects from raw text, whole room: exact words, exact words and kind, touching words.
Precision counts what was found, recall what was annotated. Errors may be read of the development part only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from training.data import SentenceExample
from training.positions import position_score

from towhom.coder import Coder
from towhom.language.model import Model
from towhom.language.words import split_words
from towhom.record import Record
from training import given, raw, sources

PARTS = {"report": sources.REPORT, "development": sources.DEVELOPMENT}
Span = tuple[int, int]  # characters


class Tally:
    """Found and annotated things, and how many of each have a partner."""

    def __init__(self) -> None:
        self.found = self.right = self.gold = self.met = 0

    def add(self, pairs: Sequence[tuple[object, object]], found: int, gold: int) -> None:
        self.found += found
        self.gold += gold
        self.right += len({one for one, _ in pairs})
        self.met += len({other for _, other in pairs})

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.met / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.found} found, {self.gold} annotated)"


def touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def raw_positions(records: Sequence[Record], examples: Sequence[SentenceExample], *, errors: bool) -> Tally:
    total = Tally()
    for record, example in zip(records, examples, strict=True):
        if record.document.text != example.text:
            continue  # a repair moved the text
        words = split_words(example.text)
        codes = {m.actor: m.code for m in example.mentions}
        gold = [(codes[h], stance, (words[a][0], words[b][1])) for h, stance, (a, b) in example.positions]
        found = [
            (code, p.stance, (p.start, p.end))
            for p in record.positions
            for code in sorted({actor.code for actor in p.holder.actors})
        ]
        pairs = [(f, g) for f in found for g in gold if f[:2] == g[:2] and touch(f[2], g[2])]
        total.add(pairs, len(set(found)), len(set(gold)))
        if errors and (found or gold):
            tell(example.text, found, gold)
    return total


def raw_subjects(records: Sequence[Record], examples: Sequence[SentenceExample], *, errors: bool) -> dict[str, Tally]:
    totals = {"exact words": Tally(), "exact words and kind": Tally(), "touching words": Tally()}
    for record, example in zip(records, examples, strict=True):
        if record.document.text != example.text:
            continue
        words = split_words(example.text)
        gold = [((words[a][0], words[b][1]), kind) for (a, b), kind in example.subjects]
        found = [((s.start, s.end), s.kind) for s in record.subjects]
        for name, fits in (
            ("exact words", lambda f, g: f[0] == g[0]),
            ("exact words and kind", lambda f, g: f == g),
            ("touching words", lambda f, g: touch(f[0], g[0])),
        ):
            pairs = [(f, g) for f in found for g in gold if fits(f, g)]
            totals[name].add(pairs, len(set(found)), len(set(gold)))
        if errors and set(found) != set(gold):
            tell(example.text, [(kind, span) for span, kind in found], [(kind, span) for span, kind in gold])
    return totals


def tell(text: str, found: Sequence[tuple], gold: Sequence[tuple]) -> None:
    print(text)
    for mark, rows in (("found", found), ("annotated", gold)):
        for *what, (start, end) in rows:
            print(f"    {mark:9} {' '.join(what)}  {text[start:end]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="report")
    parser.add_argument("--model", type=Path, help="folder of the model, by default the packaged one")
    parser.add_argument("--threshold", type=float, help="of positions, by default the model's own")
    parser.add_argument("--errors", action="store_true", help="print what differs (development part only)")
    asked = parser.parse_args()
    if not sources.SHARED.exists():
        print(f"skipped: {sources.SHARED} is not there")
        return 0
    if asked.errors and asked.part != "development":
        parser.error("errors are read on the development part only")
    coder = Coder(model=Model(asked.model))
    examples = sources.held_out(PARTS[asked.part])
    threshold = asked.threshold if asked.threshold is not None else coder.position_threshold
    score = position_score(given.relate(coder.model, examples), threshold)
    print(f"{len(examples)} sentences ({asked.part}), model {coder.model.hash}, threshold {threshold}")
    print(f"positions, mentions given   P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    coder.position_threshold = threshold
    records = raw.code(coder, examples)
    print(f"positions, raw text         {raw_positions(records, examples, errors=asked.errors)}")
    for name, total in raw_subjects(records, examples, errors=asked.errors).items():
        print(f"subjects, {name:<21}{total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
