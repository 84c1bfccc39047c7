"""Where in a tree the object and the holder of a frame stand."""

from __future__ import annotations

from towhom.positions.frames import Frame, lexicon
from towhom.positions.tree import Tree

OWNERS = frozenset({"by", "from", "between", "among", "of", "within", "in"})
INHERITED = frozenset({"obj", "obl", "xcomp", "nsubj:pass"})  # a noun's place by its verb, whose subject then holds it


def objects(tree: Tree, at: int, frame: Frame) -> list[int]:
    """Heads of what the frame at a word is about: those of the first place that is filled."""
    for place in frame.objects:
        found = _at_place(tree, at, place)
        if found:
            return [each for head in found for each in tree.joined(head)]
    return []


def _at_place(tree: Tree, at: int, place: str) -> list[int]:
    rel, _, case = place.partition(":")
    if rel == "obj":
        return direct_objects(tree, at)
    if rel == "nsubj":
        return tree.under(at, "nsubj", "csubj")
    if rel == "xcomp":
        return [i for i in tree.under(at, "xcomp", "ccomp") if tree.rel(i) == "xcomp" or infinitive(tree, i)]
    if rel == "ccomp":
        return [i for i in tree.under(at, "ccomp") if not infinitive(tree, i)]
    if rel == "acl":
        return [i for i in tree.under(at, "acl", "xcomp", "ccomp") if infinitive(tree, i)]
    if rel == "advcl" and not case:
        return [i for i in tree.under(at, "xcomp", "ccomp", "advcl") if gerund(tree, i) and not tree.cases(i)]
    return _with_preposition(tree, at, case, noun=rel == "nmod")


def _with_preposition(tree: Tree, at: int, case: str, *, noun: bool) -> list[int]:
    """Phrases and gerunds with a preposition; a noun's may hang on its verb ("voiced support for it")."""
    rels = ("obl", "nmod", "advcl", "acl", "xcomp", "ccomp")
    found = [i for i in tree.under(at, *rels) if tree.cases(i) == case]
    if not found:  # "against what many called ...": the preposition hangs on the pronoun within its clause
        found = [i for j in tree.under(at, "advcl", "ccomp", "acl") for i in tree.under(j, "obj", "nsubj")
                 if tree.low[i] == "what" and tree.cases(i) == case]  # fmt: skip
    if not found and noun and case != "of" and tree.rel(at) in ("obj", "nsubj:pass", "nsubj"):
        found = [i for i in tree.under(tree.head(at), "obl", "advcl") if tree.cases(i) == case]
    return found


def direct_objects(tree: Tree, at: int) -> list[int]:
    """What a verb acts on: its object, its subject in the passive, the noun that its relative clause describes."""
    if tree.passive(at):
        own = tree.under(at, "nsubj:pass")
        if own:
            return [tree.antecedent(i) for i in own]
        if tree.rel(at) in ("acl", "amod"):
            return [tree.head(at)]
        noun = tree.before(at) if not tree.under(at, "aux:pass") else None
        return [noun] if noun is not None else tree.subjects(at)
    own = tree.under(at, "obj")
    if own:
        return [tree.antecedent(i) for i in own]
    if tree.rel(at) == "acl:relcl" and any(not tree.relative(i) for i in tree.under(at, "nsubj")):
        return [] if tree.under(at, "ccomp", "xcomp", "obl") else [tree.head(at)]
    return []


def infinitive(tree: Tree, at: int) -> bool:
    """Whether a clause is an infinitive with "to"."""
    return any(tree.low[i] == "to" for i in tree.under(at, "mark"))


def gerund(tree: Tree, at: int) -> bool:
    """Whether a word is an -ing form of a verb."""
    return tree.words[at].upos == "VERB" and tree.low[at].endswith("ing")


def holders(tree: Tree, at: int, frame: Frame, taken: list[int]) -> list[int]:
    """Heads of those whose stand it is; `taken` are the heads of the object, which cannot hold it."""
    if frame.holder == "object":
        found = direct_objects(tree, at)
    elif frame.kind == "noun":
        found = _bearers(tree, at) if frame.holder == "bearer" else owners(tree, at)
    elif frame.kind == "adj":
        found = tree.subjects(at) or ([tree.head(at)] if tree.rel(at) == "amod" else [])
    else:
        found = tree.actors_of(at)
    return [j for i in found for j in tree.joined(i) if j not in taken]


def owners(tree: Tree, at: int) -> list[int]:
    """Whose a noun is: its possessor's or, of what a verb like "voice" carries, that verb's subject's."""
    own = tree.under(at, "nmod:poss", "compound", "amod", "nmod:unmarked")
    own += [i for i in tree.under(at, "nmod", "obl:agent", "obl") if tree.cases(i) in OWNERS]
    verb = tree.head(at)
    if verb >= 0 and tree.rel(at) in INHERITED and tree.lemmas[verb] in lexicon().lists["carries.verbs"]:
        own += tree.actors_of(verb)
    return own


def _bearers(tree: Tree, at: int) -> list[int]:
    """Of "critic": the critic himself, who is said to be one, or whose apposition it is."""
    found = [at, *tree.under(at, "nsubj", "appos", "nmod:desc")]
    if tree.rel(at) in ("appos", "nmod:desc", "compound"):
        found.append(tree.head(at))
    return found + (tree.subjects(at) if tree.rel(at) in ("xcomp", "conj", "acl") else [])
