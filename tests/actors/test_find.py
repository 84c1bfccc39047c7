"""Noun phrases that may name actors."""

from __future__ import annotations

import pytest

from towhom.actors.find import candidates, worth_reading
from towhom.actors.registry import Registry

CASES = [
    # nationality, title and name are one phrase
    ("South Korean President Moon Jae-in left.", ["South Korean President Moon Jae-in"]),
    # an owner and a role
    ("South Korea's foreign ministry condemned it.", ["South Korea's foreign ministry"]),
    # modifiers, numerals and an organization before the role
    (
        "Police held two senior Iranian Revolutionary Guard commanders.",
        ["Police", "two senior Iranian Revolutionary Guard commanders"],
    ),
    ("The Moon administration asked three Chinese chipmakers.", ["Moon administration", "three Chinese chipmakers"]),
    # a government named after somebody whom no table lists as one
    ("The Attlee cabinet hesitated.", ["Attlee cabinet"]),
    ("Secretary of State Kerry met Gen. Dodd.", ["Secretary of State Kerry", "Gen. Dodd"]),
    # an adjective before a noun that is no actor is its own mention
    ("The American compact failed.", ["American"]),
    # the Peninsula and a war are no actors
    ("The Korean Peninsula saw the Korean War.", []),
    # a country that only backs somebody is not in the phrase
    ("US-backed rebels advanced.", ["rebels"]),
    # a surname that is a word needs a title or a verb of saying
    ("They marched up the hill on May 3.", []),
    ("Members of the Red Army Faction fled.", ["Members of the Red Army Faction"]),
    ("Nothing of interest happened.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_candidates(registry: Registry, sentence: str, expected: list[str]) -> None:
    """The phrases, without article and possessive."""
    [found] = candidates([sentence], registry)

    assert [candidate.text for candidate in found] == expected
    assert all(sentence[candidate.start : candidate.end] == candidate.text for candidate in found)


def test_unsure_forms_are_flagged(registry: Registry) -> None:
    """Georgia is also a state of the Union; Tbilisi is not."""
    [[georgia, tbilisi]] = candidates(["Georgia denied it; Tbilisi agreed."], registry)

    assert not georgia.sure
    assert tbilisi.sure


SCREEN = [
    # somebody is named
    ("Seoul protested.", True),
    # a pronoun may stand for an actor
    ("They signed it.", True),
    ("The weather improved slowly.", False),
]


@pytest.mark.parametrize(("sentence", "worth"), SCREEN)
def test_screen(registry: Registry, sentence: str, worth: bool) -> None:
    """Sentences that cannot hold an event never reach the encoder."""
    [found] = candidates([sentence], registry)

    assert worth_reading(sentence, found) is worth
