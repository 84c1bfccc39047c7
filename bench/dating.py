"""When documents were written, guessed from their text alone, on documents whose date is known and hidden here.

    python bench/dating.py ARCHIVE [FILE ...]

ARCHIVE: TimeML documents (as bench/dates.py). FILEs: documents of any kind; those that bring a date are used.
No model: officials are found by the names in the registry. Reported: how often the guess holds the true day, how
often it is bounded at each end, and how many days it leaves where it is bounded at both.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from dates import load
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve as mentions
from towhom.actors.terms import office_terms
from towhom.dates import Time
from towhom.dates.edtf import Bounds, bounds, parse
from towhom.dates.indexed import index
from towhom.dates.resolve import resolve
from towhom.reading import Document
from towhom.reading.files import expand, read


def guesses(documents: Iterable[Document], registry: Registry) -> list[tuple[Document, Time]]:
    """Return each document that has a date, and what its text without that date says."""
    found = []
    for document in documents:
        if document.date is None:
            continue
        hidden = replace(document, date=None)
        officials = office_terms(mentions(hidden, (), registry), registry)
        found.append((document, index(hidden, resolve(hidden, officials=officials), officials).written))
    return found


def meet(first: Bounds, second: Bounds) -> bool:
    """Whether two stretches have a day in common."""
    starts = [day for day in (first[0], second[0]) if day is not None]
    ends = [day for day in (first[1], second[1]) if day is not None]
    return not starts or not ends or max(starts) <= min(ends)


def report(name: str, found: Sequence[tuple[Document, Time]]) -> None:
    said = [(document, time) for document, time in found if time.edtf is not None]
    holding = [(d, t) for d, t in said if any(meet(span, bounds(d.date or "")) for span in parse(t.edtf or "").spans)]
    exact = [d for d, t in holding if t.earliest == t.latest]
    closed = [(t.latest - t.earliest).days + 1 for _, t in said if t.earliest and t.latest]
    print(f"{name}: {len(found)} documents with a hidden date; something is said of {len(said)}, {len(holding)} of "
          f"these hold it; to the day {len(exact)}; bounded below {sum(t.earliest is not None for _, t in said)}, "
          f"above {sum(t.latest is not None for _, t in said)}, both {len(closed)}"
          + (f" (median {median(closed):.0f} days)" if closed else ""))  # fmt: skip
    for document, time in said:
        if (document, time) not in holding:
            print(f"    not {time.edtf} but {document.date}: {time.basis}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    options = parser.parse_args()
    registry = Registry.load()
    report("TimeML documents", guesses((case.document for case in load(options.archive)), registry))
    if options.files:
        report("files", guesses((one for path in expand(options.files) for one in read(path)), registry))


if __name__ == "__main__":
    main()
