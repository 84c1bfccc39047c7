"""How the time to date a document's events grows with its length.

    python bench/long_document.py [SENTENCES ...]

Synthetic documents of so many sentences (2,000 and 20,000 if none are given), an event and an official in each: what
recognition with resolution, the index, and the events take, in processor seconds and microseconds a sentence.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from time import process_time

from towhom.dates import OfficeTerm
from towhom.dates.event import time_of
from towhom.dates.indexed import index
from towhom.dates.resolve import resolve
from towhom.reading import Document, Sentence

LINES = (
    "In May 2003 President Moon met the envoys in Geneva.",
    "The next day they signed an agreement on trade.",
    "Moon condemned the launch, and in November he imposed sanctions.",
    "They will meet again in the following year.",
)
TERM = {"name": "Moon Jae-in", "office": "President", "country": "KOR", "start": "2017-05-10", "end": "2022-05-09"}


def made(count: int) -> tuple[Document, list[OfficeTerm]]:
    """Return a document of so many sentences, in paragraphs of eight, and the officials that it names."""
    text, sentences, officials = "", [], []
    for number in range(count):
        line = LINES[number % len(LINES)]
        sentences.append(Sentence(index=number, start=len(text), end=len(text) + len(line), text=line))
        text += line + ("\n\n" if number % 8 == 7 else " ")
        if "Moon" in line:
            officials.append(OfficeTerm(**TERM, sentence=number))
    document = Document(id="long", raw=text, text=text, date="2019-01-01", sentences=tuple(sentences))
    return document, officials


def main() -> None:
    for count in [int(word) for word in sys.argv[1:]] or [2000, 20000]:
        document, officials = made(count)
        marks = [process_time()]
        times = resolve(document, officials=officials)
        marks.append(process_time())
        indexed = index(document, times, officials)
        marks.append(process_time())
        for sentence in document.sentences:
            time_of(indexed, sentence.index, trigger_start=sentence.start + 20, parties=["Moon Jae-in"])
        marks.append(process_time())
        spent = [after - before for before, after in pairwise(marks)]
        parts = zip(("resolve", "index", "events"), spent, strict=True)
        print(f"{count} sentences: " + ", ".join(f"{n} {s:.2f} s ({s / count * 1e6:.0f} µs each)" for n, s in parts))


if __name__ == "__main__":
    main()
