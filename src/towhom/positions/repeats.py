"""Definite nouns that take up a subject named before: "the deal", "the battery", "the deployment".

A noun takes up
1. the subject that the same noun headed or was said of ("the THAAD battery" … "the battery"; "the deployment of THAAD" …
   "the deployment");
2. else, of the general nouns of a kind ("deal", "system"), the subject of that kind that was named last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.discover import KINDS, heads
from towhom.positions.frames import lexicon
from towhom.positions.lemmas import lemma
from towhom.positions.tree import Tree

REACH = 8  # sentences that a noun without a name reaches back
NEAR = 3  # sentences that a general noun of the kind reaches back
SURE = 0.6
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
# A noun with one of these says itself which one it is.
NAMING = ("amod", "compound", "nummod", "nmod", "nmod:poss", "acl", "acl:relcl", "flat", "appos")


@dataclass(slots=True)
class Memory:
    """What was named so far in a document, sentence by sentence."""

    nouns: dict[str, tuple[int, Subject]] = field(default_factory=dict)  # lemma -> sentence, subject
    kinds: dict[str, tuple[int, Subject]] = field(default_factory=dict)

    def keep(self, subject: Subject, number: int, tree: Tree | None, origin: int) -> None:
        """Remember a subject by its kind and by the nouns that stand with it."""
        self.kinds[subject.kind] = (number, subject)
        for noun in (*_last_words(subject), *(_nouns(tree, subject, origin) if tree else ())):
            self.nouns[noun] = (number, subject)

    def initials(self, letters: str) -> Subject | None:
        """The subject whose name ends with these letters."""
        found = self.nouns.get(letters)
        return found[1] if found and letters.upper() in found[1].text.split() + found[1].name.split() else None

    def recall(self, noun: str, number: int) -> Subject | None:
        """Whom a definite noun takes up."""
        lists = lexicon().lists
        kinds = [kind for kind in KINDS if noun in lists[f"generics.{kind}"]]
        if noun not in heads() and noun not in lists["words.deeds"] and not kinds:
            return None
        for found, reach in [(self.nouns.get(noun), REACH), *((self.kinds.get(kind), NEAR) for kind in kinds)]:
            if found is not None and number - found[0] <= reach:
                return found[1]
        return None


def _last_words(subject: Subject) -> Iterator[str]:
    for words in (subject.text, subject.name):
        parts = words.split()
        if parts:
            yield lemma(parts[-1], "NOUN")


def _nouns(tree: Tree, subject: Subject, origin: int) -> Iterator[str]:
    """Nouns that the subject hangs on: "deployment of THAAD", "THAAD deployment"."""
    for at, word in enumerate(tree.words):
        if subject.start - origin <= word.start < subject.end - origin:
            above = tree.head(at)
            if above >= 0 and tree.words[above].upos == "NOUN" and tree.rel(at) in ("nmod", "compound", "nmod:poss"):
                yield tree.lemmas[above]


def taken_up(
    analysis: Analysis, named: Sequence[Subject], memory: Memory, number: int, origin: int
) -> Iterator[tuple[int, int, Subject]]:
    """Yield (start, end, subject named before) for the definite nouns of a sentence; characters of the sentence."""
    tree = Tree(analysis)
    for at, word in enumerate(tree.words):
        letters = analysis.text[word.start : word.end]
        short = len(letters) > 2 and letters.isupper()  # "the FTA text", after "the KORUS FTA"
        if not short and (word.upos != "NOUN" or not any(tree.low[i] in DEFINITE for i in tree.under(at, "det"))):
            continue
        if (tree.under(at, *NAMING) and not short) or any(
            s.start - origin < word.end and word.start < s.end - origin for s in named
        ):
            continue
        before = memory.initials(tree.low[at]) if short else memory.recall(tree.lemmas[at], number)
        if before is not None:
            yield word.start, word.end, before
