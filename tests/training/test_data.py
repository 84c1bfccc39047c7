"""Annotated sentences as the trainer reads them. PyTorch is not needed here."""

import random
from pathlib import Path

import pytest
from hypothesis import given as such
from hypothesis import strategies as st
from training.check_sentences import parse
from training.data import (
    PairExample,
    mention_pool,
    pronominalize,
    read_pairs,
    read_sentences,
    rename,
    substitute,
    to_sentence,
)
from training.given import gold_triples
from training.score import Score, macro_f1

OWN = sorted((Path(__file__).parents[2] / "training/sentences").glob("*.sent"))
RECORD = [
    "<On Monday> [1:KOR GOV|Seoul] and [2:JPN GOV|Tokyo] condemned [3:PRK MIL|North Korea's army]; [1|Seoul] will meet [4:CHN GOV|China].",
    '1+2>3 ACCUSE:disapprove diplomatic "condemned"',
    '1+4 AGREE "will meet"',
]


@pytest.fixture
def example():
    record, errors = parse(RECORD)
    assert errors == []
    return to_sentence(record, "test-1")


def test_words_and_extents(example):
    """Mentions, times and triggers become runs of words."""
    assert [example.words[m.extent[0] : m.extent[1] + 1] for m in example.mentions] == [
        ("Seoul",),
        ("Tokyo",),
        ("North", "Korea", "'s", "army"),
        ("Seoul",),
        ("China",),
    ]
    assert list(example.times) == [(0, 1)]
    assert list(example.words[slice(example.events[0].trigger[0], example.events[0].trigger[1] + 1)]) == ["condemned"]


def test_gold_triples(example):
    """Compound actors are expanded, reciprocal events stand both ways."""
    assert {(1, 3, "ACCUSE"), (2, 3, "ACCUSE"), (1, 4, "AGREE"), (4, 1, "AGREE")} == gold_triples(example)


def test_substitution_keeps_the_act(example):
    """Other actors in the same roles: triggers still read the same, and actors named twice keep their words."""
    pool = {"GOV": [(("the", "Kremlin"), "RUS")], "MIL": [(("French", "troops"), "FRA")]}
    changed = substitute(example, pool, random.Random(3))

    for before, after in zip(example.events, changed.events, strict=True):
        words = [e.words[v.trigger[0] : v.trigger[1] + 1] for e, v in ((example, before), (changed, after))]
        assert words[0] == words[1]
    assert sum(changed.words[m.extent[0]] == "Seoul" for m in changed.mentions) == 2


MARKED = """marked_sentence\ttype
Envoys of <t>Peru</t> were sent home by <s>the Chilean government</s>.\tCOERCE
<s>Oslo</s> gave way.\tYIELD
"""


def test_marked_pairs(tmp_path):
    """Our own two columns; a class that is two of PLOVER's allows both."""
    path = tmp_path / "own.tsv"
    path.write_text(MARKED, encoding="utf-8")
    first, second = read_pairs(path)
    assert (first.words[slice(*first.actor)], first.recipient, first.types) == (("the", "Chilean"), (2, 2), ("COERCE",))
    assert (second.recipient, second.types) == (None, ("CONCEDE", "RETREAT"))


@such(st.integers(0, 6), st.integers(1, 3), st.integers(0, 6), st.integers(1, 3), st.randoms(use_true_random=False))
def test_renamed_pairs_keep_the_other_words(start, length, other, size, rng):
    """Whatever the order of the two, what stands outside them stays, and each extent is a name or the old words."""
    words = tuple(f"w{number}" for number in range(10))
    pair = PairExample(
        words=words, actor=(start, start + length - 1), recipient=(other, other + size - 1), types=("AID",)
    )
    new = rename(pair, {"": [(("the", "Kremlin"), "RUS")], "GOV": [(("Paris",), "FRA")]}, rng)
    inside = {at for a, b in (pair.actor, pair.recipient) for at in range(a, b + 1)}
    moved = {at for a, b in (new.actor, new.recipient) for at in range(a, b + 1)}
    assert [w for at, w in enumerate(words) if at not in inside] == [
        w for at, w in enumerate(new.words) if at not in moved
    ]
    for before, after in ((pair.actor, new.actor), (pair.recipient, new.recipient)):
        now = new.words[after[0] : after[1] + 1]
        assert now in (words[before[0] : before[1] + 1], ("the", "Kremlin"), ("Paris",))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_own_sentences_pass_the_checker(path):
    """Every file that the model is trained on is valid, and its mentions can be pooled."""
    examples = read_sentences([path])

    assert examples
    assert all(event.trigger for example in examples for event in example.events)
    assert mention_pool(examples)


def test_scores():
    """F1 over sets; macro-F1 over the classes of the gold answers."""
    score = Score()
    score.add({1, 2}, {2, 3, 4})

    assert (score.precision, score.recall, score.f1) == (0.5, 1 / 3, 0.4)
    assert pytest.approx(2 / 3) == macro_f1([("a", "a"), ("b", "b"), ("a", "b")])[0]


def test_a_pronoun_takes_the_first_actors_place():
    """The actor stays an actor, under a word that the tagger is not asked to find."""
    record, _ = parse(["[1:KOR GOV|President Moon] met [2:PRK GOV|Kim Jong-un].", '1+2 CONSULT "met"'])
    changed = pronominalize(to_sentence(record, "test-2"), random.Random(0))

    assert changed.words[0] in ("he", "she")
    assert (changed.mentions[0].code, changed.mentions[0].pointing) == ("KOR", True)
    assert not changed.mentions[1].pointing
    assert changed.words[changed.events[0].trigger[0]] == "met"
