"""Annotated sentences as the trainer reads them. PyTorch is not needed here."""

import random
from pathlib import Path

import pytest
from training.check_sentences import parse
from training.data import mention_pool, pronominalize, read_sentences, substitute, to_sentence
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
