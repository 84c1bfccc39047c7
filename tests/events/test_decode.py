"""Probabilities become acts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.events.decode import Thresholds, decode
from towhom.events.plover import codebook
from towhom.language import Relations
from towhom.language.tags import run_of_words

BOOK = codebook()
TYPES = [*BOOK.types, "NONE"]
WORDS = 8


def relations(m, *, acts=(), mutual=(), modes=(), modality=()):
    """Relations among m mentions: `acts` are (actor, recipient, type, probability, trigger word)."""
    types = np.zeros((m, m, len(TYPES)), np.float32)
    points = np.full((3, m, m, WORDS), 0.01, np.float32)
    for i, j, kind, p, word in acts:
        types[i, j, TYPES.index(kind)] = p
        points[0, i, j, word] = 0.9
    types[..., -1] = 1 - types.sum(-1)
    reciprocal = np.zeros((m, m), np.float32)
    for i, j in mutual:
        reciprocal[i, j] = reciprocal[j, i] = 0.9
    said = np.zeros((m, m, len(BOOK.modalities)), np.float32)
    said[..., 0] = 0.6
    for i, j, name in modality:
        said[i, j, BOOK.modalities.index(name)] = 0.9
    how = np.zeros((m, m, len(BOOK.modes)), np.float32)
    for i, j, name in modes:
        how[i, j, BOOK.modes.index(name)] = 0.9
    return Relations(
        types=types, reciprocal=reciprocal, modality=said, modes=how,
        contexts=np.zeros((m, m, len(BOOK.contexts)), np.float32), same=np.zeros((m, m, 2), np.float32),
        sectors=np.zeros((m, 25), np.float32), codes=np.zeros((m, 9), np.float32), points=points,
    )  # fmt: skip


def brief(acts):
    return [(act.actors, act.recipients, act.type, act.reciprocal) for act in acts]


CASES = [
    # one act in one direction
    (2, [(0, 1, "ACCUSE", 0.8, 2)], [], [((0,), (1,), "ACCUSE", False)]),
    # below the threshold: nothing
    (2, [(0, 1, "ACCUSE", 0.2, 2)], [], []),
    # two actors of one act are a list
    (3, [(0, 2, "ACCUSE", 0.8, 2), (1, 2, "ACCUSE", 0.7, 2)], [], [((0, 1), (2,), "ACCUSE", False)]),
    # two recipients too
    (3, [(0, 1, "AID", 0.8, 2), (0, 2, "AID", 0.7, 2)], [], [((0,), (1, 2), "AID", False)]),
    # the same type by other words is another act
    (3, [(0, 2, "ACCUSE", 0.8, 2), (1, 2, "ACCUSE", 0.7, 6)], [], [((0,), (2,), "ACCUSE", False), ((1,), (2,), "ACCUSE", False)]),
    # a meeting: both directions, one reciprocal event
    (2, [(0, 1, "CONSULT", 0.8, 2), (1, 0, "CONSULT", 0.8, 2)], [(0, 1)], [((0, 1), (), "CONSULT", True)]),
    # three meet
    (3, [(i, j, "CONSULT", 0.8, 2) for i in range(3) for j in range(3) if i != j], [(0, 1), (1, 2), (0, 2)], [((0, 1, 2), (), "CONSULT", True)]),
    # both accuse each other without being mutual: two events
    (2, [(0, 1, "ACCUSE", 0.8, 2), (1, 0, "ACCUSE", 0.8, 5)], [], [((0,), (1,), "ACCUSE", False), ((1,), (0,), "ACCUSE", False)]),
    # an act without recipient
    (1, [(0, 0, "MOBILIZE", 0.8, 3)], [], [((0,), (), "MOBILIZE", False)]),
    # which counts only where the same words relate the actor to nobody
    (2, [(0, 0, "MOBILIZE", 0.8, 3), (0, 1, "THREATEN", 0.8, 3)], [], [((0,), (1,), "THREATEN", False)]),
    # two types for one pair
    (2, [(0, 1, "ACCUSE", 0.45, 2), (0, 1, "REQUEST", 0.45, 5)], [], [((0,), (1,), "ACCUSE", False), ((0,), (1,), "REQUEST", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("m", "acts", "mutual", "wanted"), CASES)
def test_acts(m, acts, mutual, wanted):
    """Each case gives the acts that a reader would give."""
    found = decode(relations(m, acts=acts, mutual=mutual), list(range(m)), Thresholds(trigger=0.5))

    assert wanted == brief(found)


def test_nobody_acts_on_himself():
    """Two mentions of one actor have no act between them, and of two that act the likelier speaks."""
    given_ = relations(3, acts=[(0, 1, "ACCUSE", 0.9, 2), (0, 2, "ACCUSE", 0.5, 2), (1, 2, "ACCUSE", 0.8, 2)])

    found = decode(given_, ["KOR", "KOR", "JPN"], Thresholds())

    assert brief(found) == [((1,), (2,), "ACCUSE", False)]


def test_an_act_whose_type_is_in_doubt_is_still_an_act():
    rows = relations(2, acts=[(0, 1, "ACCUSE", 0.3, 2), (0, 1, "PROTEST", 0.28, 2), (0, 1, "THREATEN", 0.25, 2)])
    alone = Thresholds(pair=0.5)
    assert decode(rows, [0, 1], alone) == []
    found = decode(rows, [0, 1], Thresholds(pair=0.53, of_type=0.4))
    assert [act.type for act in found] == ["ACCUSE", "PROTEST"]
    assert found[0].confidence == pytest.approx(0.3), "of the type, not of the weight"


def test_modes_belong_to_their_type_and_bring_their_context():
    """A mode of another type is not taken; COERCE:cyber adds the context (manual, table 3.10)."""
    given_ = relations(
        2,
        acts=[(0, 1, "COERCE", 0.9, 2)],
        modes=[(0, 1, "COERCE:cyber"), (0, 1, "ASSAULT:drone")],
        modality=[(0, 1, "negated")],
    )

    (act,) = decode(given_, [0, 1], Thresholds())

    assert (act.modes, act.contexts, act.modality) == (("cyber",), ("cyber",), "negated")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.05, 0.95))
def test_the_trigger_holds_the_likeliest_word(scores, threshold):
    """The run is within the sentence and holds its best word."""
    first, last = run_of_words(np.array(scores, np.float32), threshold)

    assert 0 <= first <= int(np.argmax(np.array(scores, np.float32))) <= last < len(scores)


@settings(max_examples=50)
@given(st.integers(0, 5), st.integers(0, 2**31))
def test_any_probabilities_decode(m, seed):
    """Random relations never break the decoder, and every act has an actor and known codes."""
    rng = np.random.default_rng(seed)
    types = rng.dirichlet(np.full(len(TYPES), 0.2), (m, m)).astype(np.float32)
    blank = relations(m)
    mixed = Relations(
        types=types.reshape(m, m, len(TYPES)), reciprocal=rng.random((m, m)).astype(np.float32), modality=blank.modality,
        modes=rng.random((m, m, len(BOOK.modes))).astype(np.float32),
        contexts=rng.random((m, m, len(BOOK.contexts))).astype(np.float32), same=blank.same, sectors=blank.sectors,
        codes=blank.codes, points=rng.random((3, m, m, WORDS)).astype(np.float32),
    )  # fmt: skip
    for act in decode(mixed, list(range(m)), Thresholds()):
        assert act.actors
        assert not set(act.actors) & set(act.recipients)
        assert BOOK.score(act.type, act.modes) <= 10
        assert not act.reciprocal or (len(act.actors) > 1 and not act.recipients)


@pytest.mark.parametrize(
    ("sides", "p", "count"),
    [
        ([("USA", "GOV"), ("USA", "GOV")], 0.5, 0),  # "President Trump … the administration": rarely an act
        ([("USA", "GOV"), ("USA", "GOV")], 0.8, 1),  # "Trump dismissed Tillerson": clear enough
        ([("USA", "GOV"), ("KOR", "GOV")], 0.5, 1),  # two governments
        ([None, None], 0.5, 1),  # two of whom nobody knows for whom they speak
    ],
)
def test_parts_of_one_government(sides, p, count):
    """What two parts of one government do to one another counts only where it is clear."""
    found = decode(relations(2, acts=[(0, 1, "COERCE", p, 2)]), [0, 1], Thresholds(pair=0.4), sides=sides)

    assert len(found) == count
