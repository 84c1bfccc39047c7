"""Whose term of office dates an event."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from dated import MOON, PARK, TRUMP, document, terms

from towhom.dates.parties import named
from towhom.dates.resolve import event_time, resolve

PEOPLE = {"Moon": MOON, "Trump": TRUMP, "Park": PARK}

CASES = [
    # the parties' own terms
    ("Park condemned Tokyo, said critics of Moon.", "condemned", ["Park Geun-hye"], "2013-02-25/2017-03-10"),
    # a bystander of another time contradicts nothing
    ("Park condemned Tokyo, while Moon stayed silent.", "condemned", ["Park Geun-hye"], "2013-02-25/2017-03-10"),
    # a person inside a phrase of place or of possession does not act
    ("Critics within the Moon Administration blamed Tokyo.", "blamed", [], None),
    ("Seoul rejected Park's plan.", "rejected", [], None),
    # one who acts in the same clause, though the event has other parties
    ("President Moon had the army block the road.", "block", [], "2017-05-10/2022-05-09"),
    # but not one of another clause
    ("Seoul apologized after Park had left office.", "apologized", [], None),
    # "under" says when
    ("Under President Park, Seoul condemned Tokyo.", "condemned", [], "2013-02-25/2017-03-10"),
    # the date of somebody's statement lies in that person's term, whoever takes part
    (
        "Critics within the Moon Administration pointed to Trump's statement in late April.",
        "pointed",
        ["Moon Jae-in"],
        "[2017-04,2018-04,2019-04,2020-04,2025-04..]",
    ),
    # nobody knows who takes part: all narrow
    ("Seoul rejected Park's plan.", "rejected", None, "2013-02-25/2017-03-10"),
]


@pytest.mark.parametrize(("text", "trigger", "parties", "edtf"), CASES)
def test_whose_term_counts(text, trigger, parties, edtf):
    officials = [term for name, one in PEOPLE.items() if name in text for term in terms(one, 0)]
    made = document(text)
    time = event_time(0, resolve(made), made, officials=officials, trigger_start=text.index(trigger), parties=parties)

    assert time.edtf == edtf


def test_places_of_a_name():
    assert named("Moon Jae-in", "Moon Jae-in met Moon.") == [(0, 11), (16, 20)]
    assert named("U", "U Thant") == []
    assert named("Nobody (Here)+", "They met.") == []
