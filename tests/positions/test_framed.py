"""What the lexicon of frames finds in hand-made trees."""

from __future__ import annotations

import pytest

from positions.trees import analysis
from towhom.positions.framed import framed
from towhom.positions.frames import lexicon
from towhom.positions.stands import together
from towhom.positions.tree import Tree

CASES = [
    # the plain case
    ("Seoul/PROPN/2/nsubj welcomed/VERB/0/root the/DET/4/det plan/NOUN/2/obj", {("seoul", "+", "plan")}),
    # a preposition's object
    (
        "Tokyo/PROPN/2/nsubj objected/VERB/0/root to/ADP/5/case the/DET/5/det tariffs/NOUN/2/obl",
        {("tokyo", "-", "tariffs")},
    ),
    # denied
    (
        "Seoul/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod oppose/VERB/0/root the/DET/6/det plan/NOUN/4/obj",
        {("seoul", "+", "plan")},
    ),
    # refused to
    (
        "Rome/PROPN/2/nsubj refused/VERB/0/root to/PART/4/mark endorse/VERB/2/xcomp the/DET/6/det pact/NOUN/4/obj",
        {("rome", "-", "pact")},
    ),
    # dropped its objection
    (
        "Ankara/PROPN/2/nsubj dropped/VERB/0/root its/PRON/4/nmod:poss objection/NOUN/2/obj to/ADP/7/case"
        " the/DET/7/det bid/NOUN/4/nmod",
        {("ankara", "+", "bid"), ("its", "+", "bid")},
    ),
    # voiced opposition to: the noun is its verb's subject's
    (
        "Cairo/PROPN/2/nsubj voiced/VERB/0/root opposition/NOUN/2/obj to/ADP/6/case the/DET/6/det dam/NOUN/3/nmod",
        {("cairo", "-", "dam")},
    ),
    # who wants them lifted is against them
    (
        "Pyongyang/PROPN/2/nsubj wants/VERB/0/root to/PART/4/mark lift/VERB/2/xcomp the/DET/6/det sanctions/NOUN/4/obj",
        {("pyongyang", "-", "sanctions")},
    ),
    # a passive with its agent
    (
        "The/DET/2/det ban/NOUN/4/nsubj:pass was/AUX/4/aux:pass opposed/VERB/0/root by/ADP/6/case Delhi/PROPN/4/obl:agent",
        {("delhi", "-", "ban")},
    ),
    # whose words: Moscow says it, Minsk holds it
    (
        "Moscow/PROPN/2/nsubj said/VERB/0/root that/SCONJ/5/mark Minsk/PROPN/5/nsubj opposes/VERB/2/ccomp"
        " the/DET/7/det base/NOUN/5/obj",
        {("minsk", "-", "base")},
    ),
    # called regrettable
    (
        "Moon/PROPN/2/nsubj called/VERB/0/root the/DET/4/det move/NOUN/2/obj very/ADV/6/advmod regrettable/ADJ/2/xcomp",
        {("moon", "-", "move")},
    ),
    # ready to
    (
        "Moon/PROPN/3/nsubj is/AUX/3/cop ready/ADJ/0/root to/PART/5/mark resume/VERB/3/xcomp the/DET/7/det talks/NOUN/5/obj",
        {("moon", "+", "talks")},
    ),
    # should
    (
        "Trump/PROPN/2/nsubj said/VERB/0/root Seoul/PROPN/5/nsubj should/AUX/5/aux pay/VERB/2/ccomp",
        {("trump", "+", "seoul should pay")},
    ),
    # both of a pair
    (
        "Beijing/PROPN/4/nsubj and/CCONJ/3/cc Moscow/PROPN/1/conj denounced/VERB/0/root the/DET/6/det drills/NOUN/4/obj",
        {("beijing", "-", "drills"), ("moscow", "-", "drills")},
    ),
    # nobody's stand: a verb that takes no side
    ("Seoul/PROPN/2/nsubj described/VERB/0/root the/DET/4/det plan/NOUN/2/obj", set()),
]


@pytest.mark.parametrize(("tree", "wanted"), CASES)
def test_frames(tree: str, wanted: set[tuple[str, str, str]]) -> None:
    found = Tree(analysis(tree))

    stands = {
        (found.low[s.holder], "+" if s.sign > 0 else "-", " ".join(found.low[s.extent[0] : s.extent[1] + 1]))
        for s in framed(found)
    }

    assert stands == wanted


def test_the_lexicon_is_whole() -> None:
    """Every row has a sign, a certainty and places that the code knows."""
    places = {"obj", "nsubj", "xcomp", "ccomp", "acl", "advcl", "obl", "nmod", "self"}
    rows = [frame for frames in lexicon().frames.values() for frame in frames]

    assert len(rows) > 300
    assert {place.partition(":")[0] for row in rows for place in row.objects} <= places
    assert all(0 < row.sure < 1 and row.sign in (1, -1) for row in rows)


def test_two_sources_are_surer_than_one() -> None:
    """Both the model and the frame raise the certainty, and neither alone decides."""
    assert together(0.3, 0.4) > together(0.02, 0.4)
    assert together(0.3, 0.4) > together(0.3, 0.1) > 0.3
    assert 0 < together(0.0, 0.0) < together(1.0, 1.0) < 1
