"""A sentence as a dependency tree, with what frames ask of it: who does a verb's work, what stands beside it.

Relations are Universal Dependencies v2; words are numbered as in the analysis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from towhom.language import Analysis
from towhom.positions.frames import lexicon
from towhom.positions.lemmas import lemma
from towhom.positions.mend import NOMINAL, mended

Extent = tuple[int, int]  # first and last word, both included

CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis"})
# What stands beside a phrase and is no part of what it names.
LOOSE = frozenset({"punct", "parataxis", "appos", "acl:relcl", "advcl", "cc", "conj", "discourse", "vocative", "dep"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "hardly", "barely", "scarcely", "neither", "nor"})
# Marks within a phrase; at its edges they are dropped.
INNER = frozenset({'"', "“", "”", "-", "–"})
QUOTES = frozenset({'"', "“", "”"})
LONGEST_CHAIN = 4  # clauses that one subject is handed down through


class Tree:
    """The words of one analysis, with their children."""

    def __init__(self, analysis: Analysis):
        self.words = analysis.words
        self.low = [analysis.text[word.start : word.end].lower().replace("’", "'") for word in self.words]
        self.rels = mended(self.words, self.low)
        self.lemmas = [lemma(low, word.upos) for low, word in zip(self.low, self.words, strict=True)]
        self.children: list[list[int]] = [[] for _ in self.words]
        for at, word in enumerate(self.words):
            if word.head >= 0:
                self.children[word.head].append(at)

    def __len__(self) -> int:
        return len(self.words)

    def rel(self, at: int) -> str:
        """The relation of a word to its governor."""
        return self.rels[at]

    def head(self, at: int) -> int:
        """The governor of a word, -1 for the root."""
        return self.words[at].head

    def under(self, at: int, *rels: str) -> list[int]:
        """Children by these relations, in text order."""
        return [child for child in self.children[at] if self.rels[child] in rels]

    def cases(self, at: int) -> str:
        """The prepositions or the mark of a phrase, as one string: "in favor of", "against", ""."""
        return " ".join(self.low[i] for case in self.under(at, "case", "mark") for i in self._fixed(case))

    def _fixed(self, at: int) -> list[int]:
        return sorted([at, *self.under(at, "fixed")])

    def subtree(self, at: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """The word and all below it, but for children (at any depth) by the relations of `without`; sorted."""
        found, stack = [at], [at]
        while stack:
            for child in self.children[stack.pop()]:
                if self.rels[child] not in without:
                    found.append(child)
                    stack.append(child)
        return sorted(found)

    def joined(self, at: int) -> list[int]:
        """The word and what is coordinated with it."""
        besides = [i for i in self.under(at, "advcl") if "well" in self.cases(i).split() or self._besides(i)]
        return [at, *self.under(at, "conj"), *besides]

    def _besides(self, at: int) -> bool:
        """ "as well as to reopen" """
        return any(self.low[i] == "as" and self.under(i, "fixed") for i in self.children[at])

    def negated(self, at: int) -> bool:
        """Whether a word is denied: not, never, no longer, no, "neither"."""
        for child in self.children[at]:
            low, rel = self.low[child], self.rels[child]
            if low in NEGATIONS and rel in ("advmod", "cc", "cc:preconj", "det"):
                return True
            if low == "no" and rel in ("det", "advmod"):
                return True
            if low == "longer" and any(self.low[i] == "no" for i in self.children[child]):
                return True
        return False

    def passive(self, at: int) -> bool:
        """Whether a verb is in the passive voice, or a participle that follows its noun ("a ban opposed by …")."""
        if self.under(at, "aux:pass"):
            return True
        if self.under(at, "obj") or self.under(at, "nsubj") or self.low[at].endswith("ing"):
            return False
        participle = self.rels[at] in ("acl", "amod") and not self.under(at, "mark")
        return participle or bool(self.under(at, "nsubj:pass", "csubj:pass") or self._agents(at))

    def actors_of(self, at: int) -> list[int]:
        """Who does what a verb or predicate says: its logical subjects, joined ones too."""
        if self.passive(at):
            return [j for i in self._agents(at) for j in self.joined(i)]
        return [j for i in self._subjects(at, LONGEST_CHAIN) for j in self.joined(i)]

    def subjects(self, at: int) -> list[int]:
        """The grammatical subject, also where the clause above gives it ("Seoul wants to see")."""
        return list(self._subjects(at, LONGEST_CHAIN))

    def relative(self, at: int) -> bool:
        """Whether a word is a relative pronoun."""
        return self.low[at] in ("who", "which", "that", "whom")

    def _agents(self, at: int) -> list[int]:
        return self.under(at, "obl:agent") or [i for i in self.under(at, "obl") if self.cases(i) == "by"]

    def _subjects(self, at: int, chain: int) -> Sequence[int]:
        """The grammatical subject, also where it is understood from the clause above."""
        own = self.under(at, "nsubj", "nsubj:outer", "nsubj:pass")
        if own:
            return [self.antecedent(i) for i in own]
        above, rel = self.head(at), self.rel(at)
        if above < 0 or not chain:
            return []
        if rel == "conj":
            return self._handed(above, chain)
        if rel in ("xcomp", "advcl", "parataxis") or (rel == "ccomp" and self._bare(at)):
            objects = self.under(above, "obj", "iobj") if rel == "xcomp" else []
            return objects or self._handed(above, chain)
        if rel in ("acl", "acl:relcl") and not self.passive(at):
            poss = self.under(above, "nmod:poss") if self._infinitive(at) else []
            return poss or ([above] if not self._infinitive(at) else self._holders_of_noun(above, chain))
        return []

    def _handed(self, above: int, chain: int) -> Sequence[int]:
        if self.passive(above) and not self.under(above, "nsubj:pass"):
            return []
        return self._subjects(above, chain - 1)

    def _holders_of_noun(self, noun: int, chain: int) -> Sequence[int]:
        """Of "to do" in "made a promise to do": whoever made it."""
        above = self.head(noun)
        return self._subjects(above, chain - 1) if above >= 0 and self.rel(noun) in ("obj", "obl") else []

    def _infinitive(self, at: int) -> bool:
        return any(self.low[i] == "to" for i in self.under(at, "mark"))

    def _bare(self, at: int) -> bool:
        """A clause without a subject and a conjunction of its own: an infinitive or gerund."""
        return self._infinitive(at) or self.low[at].endswith("ing")

    def antecedent(self, at: int) -> int:
        """What a relative pronoun stands for."""
        if not self.relative(at):
            return at
        clause = self.head(at)
        while clause >= 0 and self.rel(clause) in ("xcomp", "ccomp", "conj", "aux"):
            clause = self.head(clause)
        if clause >= 0 and self.rel(clause) in ("acl:relcl", "advcl:relcl"):
            return self.head(clause)
        return at

    def before(self, at: int) -> int | None:
        """The noun that a word follows, commas apart ("the corridor, proposed by"), or None."""
        i = at - 1
        while i >= 0 and self.words[i].upos == "PUNCT":
            i -= 1
        return i if i >= 0 and self.words[i].upos in NOMINAL else None

    def referent(self, at: int, taken: frozenset[int]) -> int | None:
        """What a pronoun may stand for: what the clause before is about, else the nearest thing before it."""
        for verb in self.ancestors(at):
            things = self.under(verb, "obj", "nsubj:pass", "nsubj")
            found = [i for i in sorted(things, key=self._fitness) if i < at and self._thing(i, taken)]
            if found:
                return found[0]
        return next((i for i in range(at - 1, -1, -1) if self.rels[i] == "obj" and self._thing(i, taken)), None)

    def _fitness(self, at: int) -> int:
        return ("obj", "nsubj:pass", "nsubj").index(self.rels[at])

    def _thing(self, at: int, taken: frozenset[int]) -> bool:
        return (
            self.words[at].upos in ("NOUN", "PROPN")
            and at not in taken
            and self.low[at] not in lexicon().lists["words.time"]
        )

    def ancestors(self, at: int) -> Iterator[int]:
        """The governors of a word, nearest first."""
        seen = 0
        while (at := self.head(at)) >= 0 and seen <= len(self.words):
            seen += 1
            yield at

    def phrase(self, at: int) -> Extent:
        """The words that name what a word heads: without clauses that only add to it, and edges that say nothing."""
        inside = self.subtree(at, without=LOOSE)
        block = [i for i in inside if i == at]
        for i in range(at + 1, len(self.words)):  # one run around the head; "of" goes on with what it heads
            if i not in inside and self.low[i] == "of" and self.head(i) > i:
                inside = sorted({*inside, *self.subtree(self.head(i), without=LOOSE)})
            if i not in inside and self.low[i] not in INNER:
                break
            block.append(i)
        for i in range(at - 1, -1, -1):
            if i not in inside and self.low[i] not in INNER:
                break
            block.insert(0, i)
        first, last = trimmed(self, block[0], block[-1])
        marks = sum(low in QUOTES for low in self.low[first : last + 1])
        if marks % 2 and first and self.low[first - 1] in QUOTES:
            first -= 1  # what is opened before it and closed within it
        return first, last


def trimmed(tree: Tree, first: int, last: int) -> Extent:
    """Drop determiners, prepositions, punctuation and conjunctions at the edges."""
    edge = ("DET", "ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "SYM")
    while first < last and tree.words[first].upos in edge:
        first += 1
    while last > first and tree.words[last].upos in edge:
        last -= 1
    return first, last


def hyphened(tree: Tree, extent: Extent) -> Extent:
    """Widen an extent to whole hyphenated words: "sanctions" to "sanctions-only"."""
    first, last = extent
    words = tree.words
    while last + 2 < len(words) and tree.low[last + 1] == "-" and words[last].end == words[last + 1].start:
        last += 2
    while first > 1 and tree.low[first - 1] == "-" and words[first].start == words[first - 1].end:
        first -= 2
    return first, last
