"""The model's word against a country that the surroundings gave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from towhom.actors import Actor, Mention
from towhom.actors.complete import Limits, complete, is_contextual
from towhom.language import Relations

LABELS = {"codes": ["country", "UNO", "NGO", "---"], "sectors": ["GOV", "MIL", "COP"]}


def mention(
    text: str, code: str, *, id: str = "", kind: str = "role", confidence: float = 0.56, sectors: tuple[str, ...] = ()
) -> Mention:
    """A mention of one actor."""
    actor = Actor(id=id or f"text:{text}@{code}", name=text, code=code, sectors=sectors)
    return Mention(
        sentence=0, start=0, end=len(text), text=text, actors=(actor,), kind=kind, confidence=confidence, reason="test"
    )


def relations(
    count: int,
    same: dict[tuple[int, int], float],
    codes: dict[int, tuple[float, ...]],
    sectors: tuple[float, ...] = (0.2, 0.2, 0.2),
) -> Relations:
    """Relations that say only who is of one country with whom, which kind of code each has, and all one's sectors."""
    both = np.zeros((count, count, 2), np.float32)
    for (first, second), p in same.items():
        both[first, second, 1] = both[second, first, 1] = p
    kinds = np.tile(np.array([0.9, 0.04, 0.03, 0.03], np.float32), (count, 1))
    for at, row in codes.items():
        kinds[at] = row
    empty = np.zeros((count, count, 1), np.float32)
    return Relations(
        types=empty, reciprocal=empty[:, :, 0], modality=empty, modes=empty, contexts=empty, same=both,
        sectors=np.tile(np.array(sectors, np.float32), (count, 1)), codes=kinds,
        points=np.zeros((3, count, count, 1), np.float32),
    )  # fmt: skip


KOREA = mention("Korea", "KOR", id="country:KOR", kind="name", confidence=0.95, sectors=("GOV",))
FRANCE = mention("Paris", "FRA", id="country:FRA", kind="name", confidence=0.95, sectors=("GOV",))


@pytest.mark.parametrize(
    ("countries", "france", "korea", "expected"),
    [
        ((("FRA", 0.5), ("KOR", 0.4)), 0.1, 0.9, "KOR"),  # the model is sure of another that is near
        ((("FRA", 0.5), ("KOR", 0.4)), 0.9, 0.9, "FRA"),  # but as sure of this one
        ((("FRA", 0.9), ("KOR", 0.1)), 0.4, 0.6, "FRA"),  # the surroundings say much
        ((), 0.5, 0.9, "FRA"),  # it stands right beside
    ],
)
def test_country_of_a_contextual_mention(
    countries: tuple[tuple[str, float], ...], france: float, korea: float, expected: str
) -> None:
    police = replace(mention("police", "FRA", sectors=("COP",)), countries=countries)
    found = complete((KOREA, FRANCE, police), relations(3, {(0, 2): korea, (1, 2): france}, {}), LABELS)
    assert found[2].actors[0].code == expected
    assert found[2].actors[0].id == f"text:police@{expected}"
    assert found[:2] == (KOREA, FRANCE)


@pytest.mark.parametrize(("korea", "expected"), [(0.9, "KOR"), (0.1, "---")])
def test_unknown_country(korea: float, expected: str) -> None:
    given = (KOREA, replace(mention("police", "---", sectors=("COP",)), countries=(("---", 0.6), ("KOR", 0.4))))
    assert complete(given, relations(2, {(0, 1): korea}, {}), LABELS)[1].actors[0].code == expected


def test_what_own_words_say_stays() -> None:
    police = mention("French police", "FRA", confidence=0.8, sectors=("COP",))
    assert complete((KOREA, police), relations(2, {(0, 1): 0.99}, {}), LABELS)[1] is police


def test_contextual_neighbours_are_no_evidence() -> None:
    given = (mention("army", "KOR", sectors=("MIL",)), mention("police", "FRA", sectors=("COP",)))
    assert complete(given, relations(2, {(0, 1): 0.99}, {}), LABELS) == given


def test_government_of_another_state() -> None:
    government = replace(
        mention("government", "FRA", id="country:FRA", sectors=("GOV",)), countries=(("FRA", 0.5), ("KOR", 0.4))
    )
    found = complete((KOREA, government), relations(2, {(0, 1): 0.95}, {}), LABELS)[1]
    assert (found.actors[0].id, found.actors[0].code) == ("country:KOR", "KOR")
    assert found.confidence > 0.8


@pytest.mark.parametrize(("sure", "expected"), [(0.85, "UNO"), (0.6, "KOR")])
def test_special_code_needs_more_against_a_country(sure: float, expected: str) -> None:
    given = (KOREA, mention("inspectors", "KOR", sectors=("GOV",)))
    assert complete(given, relations(2, {}, {1: (1 - sure, sure, 0, 0)}), LABELS)[1].actors[0].code == expected


@pytest.mark.parametrize(
    ("given", "sectors", "expected"),
    [
        (mention("they", "---"), (0.1, 0.2, 0.8), ("COP",)),  # none is known
        (mention("they", "---"), (0.1, 0.2, 0.2), ()),  # nor does the model know one
        (mention("guards", "---", sectors=("MIL",)), (0.1, 0.3, 0.8), ("COP",)),  # much surer of another
        (mention("guards", "---", sectors=("MIL",)), (0.1, 0.6, 0.8), ("MIL",)),  # not so much
        (mention("ministry", "---", sectors=("GOV", "MIL")), (0.1, 0.6, 0.8), ("GOV", "MIL")),  # the second one fits
        (mention("Interpol", "---", id="org:interpol", sectors=("GOV",)), (0.1, 0.0, 0.9), ("GOV",)),  # of the tables
    ],
)
def test_sectors(given: Mention, sectors: tuple[float, ...], expected: tuple[str, ...]) -> None:
    found = complete((given,), relations(1, {}, {0: (0.1, 0.0, 0.0, 0.9)}, sectors), LABELS)
    assert found[0].actors[0].sectors == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (mention("police", "FRA"), True),
        (mention("police", "FRA", confidence=0.8), False),
        (mention("government", "FRA", id="country:FRA"), True),
        (mention("Korean", "KOR", id="country:KOR", kind="name", confidence=0.65), False),  # an unsure name
        (mention("Kim", "PRK", id="person:kim", kind="name", confidence=0.5), False),  # has it from the tables
        (mention("it", "PRK", id="country:PRK", kind="pronoun", confidence=0.6), False),
    ],
)
def test_is_contextual(given: Mention, expected: bool) -> None:
    assert is_contextual(given) is expected


def test_limits_are_the_callers() -> None:
    police = replace(mention("police", "FRA", sectors=("COP",)), countries=(("FRA", 0.5), ("KOR", 0.4)))
    related = relations(2, {(0, 1): 0.9}, {})
    assert complete((KOREA, police), related, LABELS)[1].actors[0].code == "KOR"
    assert complete((KOREA, police), related, LABELS, limits=Limits(weight=0.0))[1].actors[0].code == "FRA"
