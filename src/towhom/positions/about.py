"""Which of the subjects that a sentence names an event or a position is about.

1. those within its own words ("signed the KORUS FTA" as a whole)
2. those that its words govern, in the tree: object, prepositional phrase, a clause that says more of it
3. those that stand in the same clause, where nothing governs them but its verb, and those that its words themselves
   describe ("the THAAD deployment")
4. where the tree says nothing: the only subject of the sentence, if no semicolon parts the two

A subject that another verb governs is what the other deed is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.tree import Tree

VERBAL = frozenset({"VERB", "AUX"})


def about(start: int, end: int, analysis: Analysis, subjects: Sequence[Subject], origin: int) -> tuple[str, ...]:
    """Return the ids of the subjects that what is said from `start` to `end` is about, in text order, each once.

    `start` and `end` are characters of the document, `subjects` those of the sentence, `origin` its start.
    """
    if not subjects:
        return ()
    tree = Tree(analysis)
    trigger = _words(tree, start - origin, end - origin)
    found = [s for s in subjects if _is_about(tree, trigger, _words(tree, s.start - origin, s.end - origin))]
    if not found and len({s.id for s in subjects}) == 1 and trigger:
        low, high = sorted((start - origin, subjects[0].start - origin))
        found = [] if ";" in analysis.text[low:high] else list(subjects[:1])
    return tuple(dict.fromkeys(subject.id for subject in sorted(found, key=lambda s: s.start)))


def _words(tree: Tree, start: int, end: int) -> list[int]:
    return [i for i, word in enumerate(tree.words) if word.start < end and start < word.end]


def _is_about(tree: Tree, trigger: list[int], subject: list[int]) -> bool:
    if not trigger or not subject:
        return False
    if set(trigger) & set(subject):
        return True
    head = next((i for i in subject if tree.head(i) not in subject), subject[-1])
    clause = {_verb(tree, i) for i in trigger}
    for at in (head, *tree.ancestors(head)):
        if at in trigger:
            return True
        if tree.words[at].upos in VERBAL:
            return at in clause or _leads_to(tree, at, trigger)
    return _verb(tree, head) in clause


def _verb(tree: Tree, at: int) -> int:
    """The verb of the clause that a word stands in, or the root."""
    last = at
    for i in (at, *tree.ancestors(at)):
        last = i
        if tree.words[i].upos in VERBAL:
            break
    return last


def _leads_to(tree: Tree, verb: int, trigger: list[int]) -> bool:
    """Whether a verb only carries on what the trigger says: "agreed to expand KORUS", "a pact signed in Paris"."""
    for at in (verb, *tree.ancestors(verb)):
        if at in trigger:
            return True
        if tree.rel(at) not in ("xcomp", "ccomp", "acl", "acl:relcl", "aux"):
            return tree.head(at) in trigger and tree.rel(at) == "advcl" and tree.low[at].endswith("ing")
    return False
