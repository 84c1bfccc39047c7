"""The time of single events in texts of our own, against what a careful reader gives them.

    python bench/event_times.py [--errors]

bench/event_times.txt holds the texts ("== name date"), bench/event_times.csv one event a row: the words of its trigger,
its time (EDTF, empty where the text leaves it open) and the officials who take part. No model: officials are found
by the names in the registry. Right: the same first and last day, whatever is approximate or uncertain.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve as mentions
from towhom.actors.terms import office_terms
from towhom.dates import Time
from towhom.dates.edtf import bounds
from towhom.dates.event import time_of
from towhom.dates.indexed import index
from towhom.dates.resolve import resolve
from towhom.reading import Document
from towhom.reading.clean import document

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """An event as annotated and as dated."""

    name: str
    trigger: str
    sentence: str
    expected: str
    found: Time

    @property
    def verdict(self) -> str:
        """right, wider (holds the expected time and more), narrower, overlaps, wrong, open or invented."""
        if not self.expected or self.found.edtf is None:
            return "right" if not self.expected and self.found.edtf is None else "open" if self.expected else "invented"
        expected, found = bounds(self.expected), (self.found.earliest, self.found.latest)
        if "XXXX" in self.expected or "XXXX" in self.found.edtf:
            return "right" if self.expected == self.found.edtf else "wider" if "XXXX" in self.found.edtf else "wrong"
        if found == expected:
            return "right"
        low, high = [tuple(day or end for day, end in zip(pair, ENDS, strict=True)) for pair in (expected, found)]
        if high[0] <= low[0] and low[1] <= high[1]:
            return "wider"
        if low[0] <= high[0] and high[1] <= low[1]:
            return "narrower"
        return "wrong" if high[1] < low[0] or low[1] < high[0] else "overlaps"


ENDS = (bounds("0001")[0], bounds("9999")[1])


def texts() -> dict[str, Document]:
    """Return the documents by name."""
    found: dict[str, Document] = {}
    for part in (HERE / "event_times.txt").read_text(encoding="utf-8").split("== ")[1:]:
        head, _, body = part.partition("\n")
        name, _, date = head.strip().partition(" ")
        found[name] = document(body.strip(), date=date or None)
    return found


def cases() -> Iterator[Case]:
    """Yield each annotated event with the time that it is given."""
    registry = Registry.load()
    indexed = {}
    for name, one in texts().items():
        officials = office_terms(mentions(one, (), registry), registry)
        indexed[name] = index(one, resolve(one, officials=officials), officials)
    with (HERE / "event_times.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            laid = indexed[row["document"]]
            start = laid.document.text.index(row["trigger"])
            sentence = next(one for one in laid.document.sentences if one.start <= start < one.end)
            parties = [name for name in row["parties"].split(";") if name]
            last_word = start + row["trigger"].rfind(" ") + 1 if row["trigger"].startswith("had ") else start
            found = time_of(laid, sentence.index, trigger_start=last_word, parties=parties)
            yield Case(row["document"], row["trigger"], sentence.text, row["edtf"], found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list the events that are not right")
    options = parser.parse_args()
    found = list(cases())
    if options.errors:
        for one in found:
            if one.verdict != "right":
                print(f"{one.verdict}: {one.name}, {one.trigger!r}: {one.expected or 'open'}, not {one.found.edtf}")
                print(f"    {one.sentence}\n    {one.found.basis}")
    counts = Counter(one.verdict for one in found)
    print(f"{len(found)} events: " + ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()))
    print(f"right: {counts['right'] / len(found):.3f}")


if __name__ == "__main__":
    main()
