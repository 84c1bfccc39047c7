"""How often each row of the lexicon of stance is right on the training sentences, by syntax alone.

    python -m training.frames [--every N]

Prints kind and words, stands given, stands that are annotated, and the certainty that the lexicon states. Only sentences
with a position or subject annotated are read; every Nth of them (default 1).
"""

from __future__ import annotations

import argparse
from collections import Counter

from towhom.language.model import Model
from towhom.positions.framed import framed
from towhom.positions.frames import lexicon
from towhom.positions.stands import mentions_of
from towhom.positions.tree import Tree
from training import sources
from training.data import SentenceExample


def count(example: SentenceExample, tree: Tree, given: Counter[str], right: Counter[str]) -> None:
    """Add the stands of a sentence, by frame."""
    places = [mention.extent for mention in example.mentions]
    taken = frozenset(i for first, last in places for i in range(first, last + 1))
    for stand in framed(tree, taken):
        if stand.head in taken:
            continue
        for at, _ in mentions_of(tree, stand.holder, places):
            holder, sign = example.mentions[at].actor, "+" if stand.sign > 0 else "-"
            first, last = stand.extent
            given[stand.frame] += 1
            right[stand.frame] += any(
                (h, s) == (holder, sign) and a <= last and first <= b for h, s, (a, b) in example.positions
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    examples = [e for e in sources.training_sentences() if e.positions or e.subjects][:: asked.every]
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example, encoded in zip(examples, Model().encode([e.text for e in examples]), strict=True):
        tree = Tree(encoded.analysis)
        if len(tree) == len(example.words):
            count(example, tree, given, right)
    stated = {f"{row.kind} {row.words}": row.sure for rows in lexicon().frames.values() for row in rows}
    for frame, times in given.most_common():
        print(f"{frame:30} {times:4} {right[frame]:4}  {stated.get(frame, '')}")


if __name__ == "__main__":
    main()
