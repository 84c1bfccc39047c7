"""Relations that cannot be: a parser labels each arc by itself, so that a noun may be the "compound" of a verb.

Only labels are mended, never heads: a noun without a preposition beside a verb is its subject on the left and its
object on the right, where that place is free.
"""

from __future__ import annotations

from collections.abc import Sequence

from towhom.language import Word
from towhom.positions.frames import lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Labels that a noun cannot have under a verb.
ODD = frozenset(
    {"compound", "amod", "flat", "det", "advmod", "nmod", "nummod", "nmod:unmarked", "appos", "case", "dep"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


def mended(words: Sequence[Word], low: Sequence[str]) -> list[str]:
    """Return the relation of each word, mended where it contradicts the parts of speech."""
    rels = [word.deprel for word in words]
    marked = {word.head for at, word in enumerate(words) if word.deprel == "case" and at < word.head}
    for at, word in enumerate(words):
        if (
            word.head < 0
            or word.upos not in NOMINAL
            or words[word.head].upos != "VERB"
            or low[at] in lexicon().lists["words.time"]
        ):
            continue
        beside = {rels[i] for i, other in enumerate(words) if other.head == word.head and i != at}
        after = at > word.head
        if after and rels[at] in ("nsubj:pass", *ODD, "obl") and at not in marked and "obj" not in beside:
            rels[at] = "obj"
        elif not after and rels[at] in ODD and at not in marked and not beside & SUBJECTS:
            rels[at] = "nsubj"
    return rels
