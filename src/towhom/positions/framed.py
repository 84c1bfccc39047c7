"""Stands that the syntax of a sentence states, found with the lexicon of frames.

1. a word of the lexicon with its object and its holder in their places
2. what turns the stand round: "did not", "refused to", "dropped its objection"
3. what the object does to something further: who wants the sanctions lifted is against the sanctions
4. judgements: "called the move regrettable", "said that the accord was a farce", "said that Seoul should pay"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from towhom.positions.frames import Frame, Lexicon, lexicon
from towhom.positions.places import direct_objects, holders, infinitive, objects, owners
from towhom.positions.tree import Extent, Tree

DEPTH = 2  # deeds within deeds that are followed: "agreed to resume talks to end the war"
REFERRED = 0.5  # what is left where a pronoun's thing is only the nearest
SURE_JUDGEMENT = 0.5
SURE_NAME = 0.3
SURE_DUTY = 0.35
WEAK = 0.6  # what is left of a stand that is only possible, or only denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand as the tree has it: words by their number."""

    holder: int  # head word
    sign: int
    head: int  # of the object
    extent: Extent
    sure: float
    reason: str
    frame: str  # which row of the lexicon


def framed(tree: Tree, taken: frozenset[int] = frozenset()) -> list[Stand]:
    """All stands that the lexicon finds in a sentence, in the order of the words that state them.

    `taken` are the words that name actors: no pronoun's thing is looked for among them.
    """
    book = lexicon()
    found: list[Stand] = []
    for at in range(len(tree)):
        for frame in _frames(tree, at, book):
            found += _stands(tree, at, frame, book)
        found += _judgements(tree, at, book)
    named = [_named(tree, stand, taken) for stand in found]
    return [stand for stand in named if stand is not None]


def _named(tree: Tree, stand: Stand, taken: frozenset[int]) -> Stand | None:
    """The stand with its object named: a pronoun's or "an idea"'s words are looked for before it."""
    head = stand.head
    if tree.low[head] == "what":  # "argued against what many called a farce": what it is called
        found = next((i for verb in tree.ancestors(head) for i in tree.under(verb, "xcomp") if i > head), None)
        if found is not None and tree.words[found].upos in ("NOUN", "PROPN"):
            return replace(stand, head=found, extent=tree.phrase(found))
        return None
    if tree.low[head] in lexicon().lists["words.open"]:
        found = tree.referent(head, taken)
    elif _points_back(tree, head):
        found = _pointed_at(tree, head)
    else:
        return None if tree.low[head] in lexicon().lists["words.pronouns"] else stand
    if found is None or found == stand.holder:
        return None
    reason = f'{stand.reason}; "{tree.low[head]}" taken for "{tree.low[found]}"'
    return replace(stand, head=found, extent=tree.phrase(found), sure=stand.sure * REFERRED, reason=reason)


def _points_back(tree: Tree, at: int) -> bool:
    """Whether a noun only takes up what was said: ", a step that …", ", an idea that …"."""
    if tree.low[at] not in lexicon().lists["words.generic"]:
        return False
    article = at - 1 if at and tree.low[at - 1] in ("a", "an") else -1
    return tree.rel(at) == "appos" or (article > 0 and tree.low[article - 1] in (",", ";", "-"))


def _pointed_at(tree: Tree, at: int) -> int | None:
    above = tree.head(at)
    if above < 0 or tree.words[above].upos != "VERB":
        return above if above >= 0 else None
    return next(iter([*tree.under(above, "xcomp", "ccomp"), *direct_objects(tree, above)]), above)


def _frames(tree: Tree, at: int, book: Lexicon) -> Iterator[Frame]:
    upos = tree.words[at].upos
    if upos == "VERB":
        rows = book.frames.get(("verb", tree.lemmas[at]), ())
        particles = {tree.low[i] for i in tree.under(at, "compound:prt")}
        phrasal = [row for row in rows if row.particle in particles]
        yield from phrasal or (row for row in rows if not row.particle and not particles)
    if upos in ("VERB", "ADJ"):
        yield from book.frames.get(("adj", tree.low[at]), ())
    elif upos == "NOUN":
        yield from book.frames.get(("noun", tree.lemmas[at]), ())
    case = tree.cases(at)
    if case:
        yield from book.frames.get(("adp", case), ())


def _stands(tree: Tree, at: int, frame: Frame, book: Lexicon) -> Iterator[Stand]:
    if frame.kind == "adp":
        whose, about = _of_preposition(tree, at, frame), [at]
    else:
        about = objects(tree, at, frame)
        whose = holders(tree, at, frame, about) if about else []
    if not whose:
        return
    sign, sure = _turned(tree, at, frame, book)
    name = f"{frame.kind} {frame.words}"
    said = f'"{tree.low[at]}"' if frame.kind != "adp" else f'"{frame.words}"'
    for head in about:
        if frame.kind == "verb" and _stance_itself(tree, head, book):
            continue  # "dropped its objection to the bid": the noun has a frame of its own
        for target, effect, deed in _furthest(tree, head, book, DEPTH):
            reason = f"{said} states it" + (f', through "{deed}"' if deed else "") + (", denied" if sign < 0 else "")
            for holder in dict.fromkeys(whose):
                yield Stand(
                    holder=holder, sign=frame.sign * sign * effect, head=target, extent=tree.phrase(target),
                    sure=frame.sure * sure, reason=reason, frame=name,
                )  # fmt: skip


def _stance_itself(tree: Tree, at: int, book: Lexicon) -> bool:
    """Whether a noun takes a side on something that it names."""
    rows = book.frames.get(("noun", tree.lemmas[at]), ()) if tree.words[at].upos == "NOUN" else ()
    return any(objects(tree, at, row) for row in rows)


def _of_preposition(tree: Tree, at: int, frame: Frame) -> list[int]:
    """Who is "against" something: the subject of such a predicate, or who acts or what is owned in the phrase above."""
    if tree.under(at, "cop", "nsubj"):
        return tree.subjects(at)
    above = tree.head(at)
    if above < 0 or frame.words in ("for", "behind"):
        return []
    if tree.words[above].upos in ("VERB", "AUX"):
        return tree.actors_of(above)
    return owners(tree, above) if tree.rel(at) == "nmod" else []


def _turned(tree: Tree, at: int, frame: Frame, book: Lexicon) -> tuple[int, float]:
    """Whether a stand is turned round (-1) and how much of its certainty is left."""
    sign, sure = 1, 1.0
    verb, lists = at, book.lists
    if frame.kind == "noun":
        if tree.negated(at):
            sign, sure = -sign, sure * WEAK
        verb = tree.head(at) if tree.rel(at) in ("obj", "nsubj:pass") else at
        if verb >= 0 and verb != at and tree.lemmas[verb] in lists["turns.verbs"]:
            sign = -sign
    if verb >= 0 and (frame.kind != "noun" or verb != at) and tree.negated(verb):
        sign, sure = -sign, sure * WEAK
    if verb >= 0 and tree.rel(verb) in ("xcomp", "acl") and tree.head(verb) >= 0:
        above = tree.head(verb)
        if tree.lemmas[above] in lists["turns.verbs"] | lists["turns.nouns"] and infinitive(tree, verb):
            sign = -sign
    if verb >= 0 and _only_possible(tree, verb, lists):
        sure *= WEAK
    return sign, sure


def _only_possible(tree: Tree, verb: int, lists: Mapping[str, frozenset[str]]) -> bool:
    if any(tree.low[i] in lists["weakens.auxiliaries"] for i in tree.under(verb, "aux")):
        return True
    return any(tree.low[i] in lists["weakens.marks"] for i in tree.under(verb, "mark"))


def _furthest(tree: Tree, at: int, book: Lexicon, depth: int) -> list[tuple[int, int, str]]:
    """What an object comes to: (head, what happens to it, the word for that) after following deeds."""
    if tree.words[at].upos != "VERB" or not depth:
        return [(at, 1, "")]
    sign = -1 if tree.negated(at) else 1
    particle = " ".join([tree.lemmas[at], *(tree.low[i] for i in tree.under(at, "compound:prt"))])
    effect = book.effects.get(("verb", particle), 0)
    deeper = [i for i in tree.under(at, "xcomp") if tree.words[i].upos == "VERB"]
    if not deeper and tree.lemmas[at] in book.lists["words.efforts"]:  # "work together to achieve it"
        deeper = [i for i in tree.under(at, "advcl") if infinitive(tree, i) and i > at]
    if deeper and effect >= 0:
        return [(h, s * sign, d or tree.low[at]) for i in deeper for h, s, d in _furthest(tree, i, book, depth - 1)]
    if effect:
        under = [
            j
            for i in direct_objects(tree, at)
            for j in tree.joined(i)
            if tree.low[j] not in lexicon().lists["words.pronouns"]
        ]
        if under:
            return [(i, effect * sign, tree.low[at]) for i in under]
    return [(at, sign, "")]


def _judgements(tree: Tree, at: int, book: Lexicon) -> Iterator[Stand]:
    if tree.words[at].upos != "VERB":
        return
    lists = book.lists
    if tree.lemmas[at] in lists["judges.verbs"]:
        yield from _called(tree, at, book)
    if tree.lemmas[at] in lists["says.verbs"]:
        for clause in tree.under(at, "ccomp", "parataxis"):
            yield from _said(tree, at, clause, book)


def _called(tree: Tree, at: int, book: Lexicon) -> Iterator[Stand]:
    """ "called the move regrettable", "denounced it as a farce": the predicate judges the object."""
    lists = book.lists
    predicates = [i for i in tree.under(at, "xcomp", "obl", "advcl") if tree.rel(i) == "xcomp" or tree.cases(i) == "as"]
    for predicate in predicates:
        value = _value(tree, predicate, book)
        sure = SURE_JUDGEMENT
        if not value and tree.lemmas[at] in lists["judges.ill"]:
            value, sure = -1, SURE_NAME  # who "brands" or "calls" a thing by another name seldom means well
        for head in direct_objects(tree, at) if value else ():
            for stand in _judged(tree, at, head, value, f'called "{tree.low[predicate]}"'):
                yield replace(stand, sure=sure, frame="judgement" if sure == SURE_JUDGEMENT else "name")


def _said(tree: Tree, at: int, clause: int, book: Lexicon) -> Iterator[Stand]:
    """What somebody says is good, bad, or ought to be."""
    value = _value(tree, clause, book) if tree.under(clause, "cop") else 0
    if value:
        for head in tree.under(clause, "nsubj"):
            yield from _judged(tree, at, head, value, f'said to be "{tree.low[clause]}"')
        return
    if any(tree.low[i] in book.lists["says.duty"] for i in tree.under(clause, "aux")):
        for head, effect, _ in _furthest(tree, clause, book, DEPTH):
            for stand in _judged(tree, at, head, effect, "said that it should be"):
                yield replace(stand, sure=SURE_DUTY, frame="duty")


def _value(tree: Tree, at: int, book: Lexicon) -> int:
    """The judgement in a predicate: in its head or in what describes it."""
    words = [tree.lemmas[at], tree.low[at], *(tree.low[i] for i in tree.under(at, "amod", "compound"))]
    found = next((book.values[word] for word in words if word in book.values), 0)
    return -found if tree.negated(at) else found


def _judged(tree: Tree, at: int, head: int, value: int, reason: str) -> Iterator[Stand]:
    for holder in tree.actors_of(at):
        yield Stand(
            holder=holder, sign=value, head=head, extent=tree.phrase(head), sure=SURE_JUDGEMENT, reason=reason,
            frame="judgement",
        )  # fmt: skip
