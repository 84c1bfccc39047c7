"""Acts become events."""

import pytest

from towhom.actors import Actor, Mention
from towhom.events.assemble import without

USA = Actor(id="country:USA", name="United States", code="USA")
PRK = Actor(id="country:PRK", name="North Korea", code="PRK")
KIM = Actor(id="person:kim-jong-un", name="Kim Jong Un", code="PRK", sectors=("GOV",))
TRUMP = Actor(id="person:donald-trump", name="Donald Trump", code="USA", sectors=("GOV",))


def mention(*actors):
    return Mention(sentence=0, start=0, end=3, text="...", actors=actors, kind="group", confidence=0.9, reason="")


@pytest.mark.parametrize(
    ("actors", "group", "left"),
    [
        ([USA], [USA, PRK], [PRK]),  # Washington's allegations strained "the two countries"
        ([TRUMP], [USA, PRK], [PRK]),  # a president is his state's own
        ([TRUMP], [TRUMP, KIM], [KIM]),  # "the two leaders"
        ([USA], [TRUMP, KIM], [TRUMP, KIM]),  # a state may act on its president
        ([USA], [USA], [USA]),  # nobody else: as it was
        ([USA, PRK], [USA, PRK], [USA, PRK]),
    ],
)
def test_nobody_acts_on_himself(actors, group, left):
    """The members of a recipient group who act are not its recipients."""
    assert list(without(mention(*group), [mention(a) for a in actors]).actors) == left
