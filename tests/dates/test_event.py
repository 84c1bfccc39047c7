"""Which time belongs to an event, and how it is narrowed."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from dated import MOON, PARK, TRUMP, document, terms

from towhom.dates.document import guess
from towhom.dates.resolve import event_time, resolve


def time_of(text, trigger, *, officials=(), written=None, **options):
    made = document(text, date=written)
    place = text.index(trigger) if trigger else None
    sentence = next((one.index for one in made.sentences if place is not None and one.start <= place < one.end), 0)
    return event_time(
        sentence, resolve(made, officials=officials), made, officials=officials, trigger_start=place, **options
    )


GOVERNED = [
    # each verb its own time
    ("Seoul said on 5 May 2003 that Tokyo attacked it on 3 May 2003.", "attacked", "2003-05-03"),
    ("Seoul said on 5 May 2003 that Tokyo attacked it on 3 May 2003.", "said", "2003-05-05"),
    # a time in front holds for the main clause
    ("On 5 May 2003, Seoul, which had waited, condemned the launch.", "condemned", "2003-05-05"),
    # the time of a noun is not the verb's
    ("Seoul condemned the 1998 bombing of the embassy.", "condemned", None),
    # nor that of a relative clause
    ("Kim, who came to power in 2011, condemned the drill.", "condemned", None),
    # ranges and open ends
    ("From 2003 to 2008 Seoul aided Pyongyang.", "aided", "2003/2008"),
    ("Seoul has aided Pyongyang since 2003.", "aided", "2003/.."),
    ("Seoul struck before June 2003 in the north.", "struck", "../2003-06"),
    # the sentence before, uncertain
    ("On 5 May 2003 they met. They agreed on trade.", "agreed", "2003-05-05?"),
    ("On 5 May 2003 they met.\n\nThey agreed on trade.", "agreed", None),
]


@pytest.mark.parametrize(("text", "trigger", "edtf"), GOVERNED)
def test_governing_expression(text, trigger, edtf):
    assert edtf == time_of(text, trigger).edtf


def test_july_in_which_both_hold_office():
    """Moon's July speech while Trump is president."""
    text = "Acting on the Trump Administration's word, President Moon in a July speech in Berlin said he is ready."
    time = time_of(text, "said", officials=[*terms(TRUMP, 0), *terms(MOON, 0)])

    assert time.edtf == "[2017-07,2018-07,2019-07,2020-07]"
    assert (date(2017, 7, 1), date(2020, 7, 31)) == (time.earliest, time.latest)
    assert "Moon Jae-in (2017-05-10 to 2022-05-09)" in time.basis
    assert "Donald Trump" in time.basis


def test_officials_nearby():
    """A month without year takes the terms of those named near it; an open term stays open."""
    text = "In April the State Department issued a statement. The Trump Administration stood by it."
    time = time_of(text, "issued", officials=terms(TRUMP, 1))

    assert time.edtf == "[2017-04,2018-04,2019-04,2020-04,2025-04..]"
    assert (date(2017, 4, 1), None) == (time.earliest, time.latest)
    assert "named nearby" in time.basis


def test_weekday_narrows_further():
    """4 July is a Tuesday in 2017 only."""
    time = time_of("On Tuesday, July 4, President Moon warned him.", "warned", officials=terms(MOON, 0))

    assert time.edtf == "2017-07-04"


def test_former_bounds_from_below():
    """A former president acts after the term began, maybe after it ended."""
    time = time_of("Former President Park visited Tokyo.", "visited", officials=terms(PARK, 0, current=False))

    assert time.edtf == "2013-02-25/.."


def test_former_in_an_act_of_office():
    """What only a president can do was done within the term."""
    text = "The complex that former President Park shut down stays closed."
    time = time_of(text, "shut", officials=terms(PARK, 0, current=False), in_office=True)

    assert time.edtf == "2013-02-25/2017-03-10"


def test_former_right_before_an_official_act():
    """Closing a complex is no act of a private person; visiting is."""
    text = "The complex that former President Park shut down stays closed."

    assert time_of(text, "shut", officials=terms(PARK, 0, current=False)).edtf == "2013-02-25/2017-03-10"


def test_contradiction_changes_nothing_and_is_said():
    time = time_of("In 1994 President Moon met Kim.", "met", officials=terms(MOON, 0))

    assert time.edtf == "1994"
    assert "not within" in time.basis


def test_terms_without_common_day_say_nothing():
    time = time_of("President Park and President Moon met in May.", "met", officials=[*terms(PARK, 0), *terms(MOON, 0)])

    assert time.edtf == "XXXX-05"
    assert "no day in common" in time.basis


def test_pluperfect_is_not_bound_by_the_term():
    """What had happened before a president is spoken of may lie before the term."""
    time = time_of("It had been deployed in March, which President Moon regrets.", "deployed", officials=terms(MOON, 0))

    assert time.edtf == "XXXX-03"


def test_past_is_not_after_writing():
    assert time_of("They met in July 2017.", "met", written="2017-07-06").edtf == "2017-07-01/2017-07-06"
    assert time_of("They met.", "met", written="2017-07-06").edtf == "../2017-07-06"
    assert time_of("They will meet in July 2017.", "meet", written="2017-07-06").edtf == "2017-07"


def test_guess_from_terms_and_dates():
    """Those in office in several sentences, the end of a former one's term, the last date told of."""
    text = "President Trump spoke. President Moon spoke. Trump and Moon met. Former President Park fell. "
    text += "It began on 3 June 2018."
    made = document(text)
    officials = [*terms(TRUMP, 0), *terms(MOON, 1), *terms(TRUMP, 2), *terms(MOON, 2), *terms(PARK, 3, current=False)]
    time = guess(made, resolve(made, officials=officials), officials)

    assert time.edtf == "2018-06-03/2021-01-20"
    assert "3 June 2018" in time.basis


def test_guess_nothing():
    made = document("They met. They parted.")

    assert guess(made, [], []).edtf is None


def test_guess_is_the_date_that_it_has():
    made = document("They met in 1994.", date="2017-07")

    assert guess(made, resolve(made), []).edtf == "2017-07"


def test_terms_of_office_never_say_not_after():
    """A page of history may be written long after those it names most."""
    text = "President Moon spoke. President Moon left. Seoul protested. In April Seoul spoke."
    officials = [*terms(MOON, 0), *terms(MOON, 1)]

    assert time_of(text, "protested", officials=officials).edtf is None
    assert guess(document(text), [], officials).latest == date(2022, 5, 9)


def test_guess_of_history():
    """Holders without a common day: written after the last of them took office, no one knows until when."""
    officials = [*terms(PARK, 0), *terms(PARK, 1), *terms(MOON, 2), *terms(MOON, 3)]
    made = document("President Park spoke. Park fell. President Moon spoke. Moon left.")

    assert guess(made, [], officials).edtf == "2017-05-10/.."


def test_explicit_years_beat_terms_in_the_guess():
    officials = [*terms(MOON, 0), *terms(MOON, 1)]
    made = document("Moon spoke. Moon left. Seoul protested in 2024.")

    assert guess(made, resolve(made), officials).edtf == "2024-01-01/.."


DATELINES = [
    ("SEOUL, July 6, 2017 (Yonhap) -- Seoul spoke.\n\nTokyo condemned it.", "../2017-07-06"),
    ("Washington, D.C., 6 July 2017 — Seoul spoke.\n\nTokyo condemned it.", "../2017-07-06"),
    # a date that is no dateline
    ("Seoul, on July 6, 2017, spoke.\n\nTokyo condemned it.", None),
]


@pytest.mark.parametrize(("text", "edtf"), DATELINES)
def test_dateline_says_not_after(text, edtf):
    assert time_of(text, "condemned").edtf == edtf
