"""Who stands out, gender of names, and a document read sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.actors import Actor
from towhom.actors.registry import Registry
from towhom.actors.resolve import Resolver, resolve
from towhom.actors.salience import Trace, gender_of, standing_out
from towhom.reading import Document

Build = Callable[..., Document]
ANN, BOB = (Actor(id=f"text:{name}", name=name, code="---") for name in ("Ann", "Bob"))


def trace(actor: Actor, sentence: int, *, subject: bool = False) -> Trace:
    """A mention of a person."""
    return Trace(sentence, 0, 1, (actor,), "person", subject)


STANDING = [
    # traces, margin, who, remark
    ([trace(ANN, 2, subject=True), trace(BOB, 2)], 2.0, ANN, "a subject counts double"),
    ([trace(ANN, 2, subject=True), trace(BOB, 2)], 2.5, None, "which is not enough here"),
    ([trace(ANN, 1, subject=True), trace(BOB, 2)], 1.5, None, "a sentence back it counts as much as an object"),
    ([trace(ANN, 1), trace(ANN, 2), trace(BOB, 2)], 1.5, ANN, "named again"),
    ([trace(ANN, 0)], 1.5, None, "too far back"),
    ([], 1.5, None, "nobody"),
]


@pytest.mark.parametrize(("traces", "margin", "who", "remark"), STANDING)
def test_standing_out(traces: list[Trace], margin: float, who: Actor | None, remark: str) -> None:
    found = standing_out(traces, 2, reach=1, margin=margin, fits=lambda _: True)

    assert (found.actors[0] if found else None) == who, remark


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("Angela Merkel", "f"), ("Mrs. Sam", "f"), ("spokeswoman", "f"), ("Queen Elizabeth", "f"), ("Kim Yo Jong", "f"),
        ("Park Geun-hye", "f"), ("Donald Trump", "m"), ("Moon Jae-in", "m"), ("Prince William", "m"), ("Kim", ""),
        ("German", ""), ("foreign minister", ""), ("", ""),
    ],
)  # fmt: skip
def test_gender(words: str, gender: str) -> None:
    assert gender_of(words) == gender


PRONOUNS = [
    # sentences, possessives or pronouns with the ids of whom they mean, remark
    (["Angela Merkel met Vladimir Putin.", "She praised the talks."], [["person:angela-merkel"]], "gender decides"),
    (["Malawian Foreign Minister Chimwemwe Phiri-Banda left.", "He sailed west.", "Later he arrived."],
     [["text:chimwemwe phiri-banda"]] * 2,
     "an unknown name, and on through the pronoun"),
    (["President Trump praised his generals."], [["person:donald-trump"]], "a possessive"),
    (["President Trump told President Moon about his plan."], [], "either of two"),
    (["Soldiers in Cairo fired.", "They then left."], [["text:soldiers@EGY"]], "a plural subject"),
    (["Tehran recalled its envoy."], [["country:IRN"]], "a state"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "expected", "remark"), PRONOUNS)
def test_pronouns(
    registry: Registry, document: Build, sentences: list[str], expected: list[list[str]], remark: str
) -> None:
    found = resolve(document(*sentences), [], registry, date="2017", possessives=True)
    pronouns = [m for m in found if m.kind in ("pronoun", "possessive")]

    assert [[actor.id for actor in mention.actors] for mention in pronouns] == expected, remark


STATES = [
    (["Pyongyang fired a missile.", "The isolated state called it a satellite."], ["PRK"], "the one named"),
    (["Seoul and Tokyo met.", "The isolated state objected."], None, "neither stands out"),
    (["Rain fell.", "The country suffered."], None, "none was named"),
]


@pytest.mark.parametrize(("sentences", "codes", "remark"), STATES)
def test_state_again(
    registry: Registry, document: Build, sentences: list[str], codes: list[str] | None, remark: str
) -> None:
    found = [m for m in resolve(document(*sentences), [], registry) if m.text in ("isolated state", "country")]

    assert ([actor.code for actor in found[0].actors] if found and found[0].actors else None) == codes, remark


def test_possessives_change_nothing_else(registry: Registry, document: Build) -> None:
    """Without them the other mentions are the same."""
    built = document("President Moon praised his army.", "Its general met his wife, and he left.")
    every = resolve(built, [], registry, possessives=True)

    assert [m for m in every if m.kind != "possessive"] == resolve(built, [], registry)


SENTENCES = st.lists(
    st.sampled_from(
        ["Seoul met Tokyo.", "The two countries agreed.", "The two leaders left.", "President Moon met President Trump.",
         "He spoke.", "It rained.", "Its army fired.", "North Korea objected.", "The North fired."]
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(SENTENCES)
def test_sentence_by_sentence(texts: list[str]) -> None:
    """A resolver that is fed one sentence after the other finds what `resolve` finds."""
    registry = Registry.load()
    built = _document(texts)
    resolver = Resolver(registry)
    fed = [mention for sentence in built.sentences for mention in resolver.read(sentence)]

    assert [*fed, *resolver.finish()] == resolve(built, [], registry)


def _document(texts: list[str]) -> Document:
    from towhom.reading import Sentence

    sentences, at = [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(index=index, start=at, end=at + len(text), text=text))
        at += len(text) + 1
    return Document(id="test", raw=" ".join(texts), text=" ".join(texts), sentences=tuple(sentences))


def test_memory_stays_small(registry: Registry) -> None:
    """What is kept of a long text does not grow with it."""
    resolver = Resolver(registry)
    for sentence in _document(["Seoul met Tokyo, and President Moon said he agreed."] * 400).sentences:
        resolver.read(sentence)
    memory = resolver._memory

    assert max(map(len, (memory.traces, memory.people, memory.countries, memory.groups, memory.terms))) <= 80
