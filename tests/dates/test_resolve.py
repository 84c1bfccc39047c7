"""Normalization against the document's date, the text before and the tense."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from dated import TRUMP, document, terms

from towhom.dates.resolve import resolve

WRITTEN = "2017-07-06"  # a Thursday


def last(text, date=WRITTEN):
    one = resolve(document(text, date=date))[-1]
    return one.value, one.time.edtf


DATED = [
    # weekdays by tense
    ("They met on Tuesday.", "2017-07-04", "2017-07-04"),
    ("They will meet on Tuesday.", "2017-07-11", "2017-07-11"),
    ("They met on Thursday.", "2017-07-06", "2017-07-06"),
    ("They met last Friday.", "2017-06-30", "2017-06-30"),
    # a deed's day is past whatever the sentence plans; "as soon as" is ahead
    ("They will find a way around Tuesday's ruling.", "2017-07-04", "2017-07-04"),
    ("They plan to answer Tuesday's rocket attack.", "2017-07-04", "2017-07-04"),
    ("They will prepare Tuesday's talks.", "2017-07-11", "2017-07-11"),
    ("The group, he said, might come as soon as Tuesday.", "2017-07-11", "2017-07-11"),
    ("They met on Tuesday night.", "2017-07-04TNI", "2017-07-04"),
    # months and days by tense and nearness
    ("It began in April.", "2017-04", "2017-04"),
    ("It began last October.", "2016-10", "2016-10"),
    ("It will open in October.", "2017-10", "2017-10"),
    ("It must be returned by July 14.", "2017-07-14", "2017-07-14"),
    ("It ended on May 5.", "2017-05-05", "2017-05-05"),
    # explicit
    ("On 6 July 1997 it rained.", "1997-07-06", "1997-07-06"),
    ("In the 1990s it rained.", "199X", "199X"),
    ("In the third quarter of 1998 it fell.", "1998-Q3", "1998-07/1998-09"),
    ("In the summer of 2016 it fell.", "2016-SU", "2016-22"),
    ("It fell from 2003 on, in the 2002-03 dispute.", "2002/2003", "2002/2003"),
    ("During the first 7 months of 2017, they tested.", "2017-01/2017-07", "2017-01/2017-07"),
    ("In the second half of the 1980s it grew.", "198X", "1985/1989"),
    ("It grew in the first three months of the year.", "2017-01/2017-03", "2017-01/2017-03"),
    # verbs around: "be held" is no past, "had" behind "until" is
    ("It would still be held on April 24.", "2018-04-24", "2018-04-24"),
    ("Until Tuesday, they had not met.", "2017-07-04", "2017-07-04"),
    ("They will meet a week from Tuesday.", "2017-07-18", "2017-07-18"),
    ("They left and came back years later.", "FUTURE_REF", None),
    # early, late: half of the time, and approximate
    ("In early 2017 it fell.", "2017", "2017-01~/2017-06~"),
    ("In late June it fell.", "2017-06", "2017-06-16~/2017-06-30~"),
    # relative
    ("They met yesterday.", "2017-07-05", "2017-07-05"),
    ("They met last week.", "2017-W26", "2017-06-26/2017-07-02"),
    ("They met last month.", "2017-06", "2017-06"),
    ("They meet next year.", "2018", "2018"),
    ("They met two weeks ago.", "2017-W25", "2017-06-19/2017-06-25"),
    ("They met 10 years ago.", "2007", "2007"),
    ("They met three decades ago.", "1987", "1987"),
    # from the time the text has come to
    ("It was signed on 5 May 2003. The following day it was broken.", "2003-05-06", "2003-05-06"),
    ("It was signed on 5 May 2003. A week earlier they had met.", "2003-W18", "2003-04-28/2003-05-04"),
    ("It was signed on 5 May 2003. Two days later it was broken.", "2003-05-07", "2003-05-07"),
    # durations and sets
    ("It lasted two and a half years.", "P2Y6M", None),
    ("It lasted two weeks.", "P2W", None),
    ("They meet every Monday.", "XXXX-WXX-1", None),
    ("They meet twice a year.", "P1Y", None),
    ("Over the past seven months they met.", "P7M", "2016-12-01~/2017-07-06"),
    # holidays, and the one day that needs no year
    ("They met on Christmas Eve.", "2016-12-24", "2016-12-24"),
    ("They met on Thanksgiving 2016.", "2016-11-24", "2016-11-24"),
    ("They met on Easter Sunday.", "2017-04-16", "2017-04-16"),
    ("It changed after the September 11 attacks.", "2001-09-11", "2001-09-11"),
    # no such day
    ("On 31 June 2017 they met.", None, None),
]


@pytest.mark.parametrize(("text", "value", "edtf"), DATED)
def test_against_the_documents_date(text, value, edtf):
    assert (value, edtf) == last(text)


UNDATED = [
    # as partial as the text is
    ("In April the State Department issued a statement.", "XXXX-04", "XXXX-04"),
    ("On July 28 they met.", "XXXX-07-28", "XXXX-07-28"),
    ("They met on Tuesday.", "XXXX-WXX-2", None),
    ("They met last week.", "XXXX-WXX", None),
    ("They met yesterday.", None, None),
    # a year that the paragraph has set
    ("In March 2005 they met. In July they parted.", "2005-07", "2005-07"),
    ("From May 2017 to June they met.", "2017-06", "2017-06"),
    # but not into the next paragraph
    ("In March 2005 they met.\n\nIn July they parted.", "XXXX-07", "XXXX-07"),
]


@pytest.mark.parametrize(("text", "value", "edtf"), UNDATED)
def test_without_a_date(text, value, edtf):
    """Nothing is guessed."""
    assert (value, edtf) == last(text, date=None)


def test_heading_sets_the_year():
    """Below a heading with a year, bare months are of that year, until the next heading."""
    text = "Events of 1994\n\nIn June they met.\n\nIn July they parted.\n\nSources\n\nIn May it came out."
    resolved = resolve(document(text, headings=("Events of 1994", "Sources")))

    assert [one.value for one in resolved] == ["1994", "1994-06", "1994-07", "XXXX-05"]


def test_document_of_a_year():
    """A document that is only known to be of 2017 gives its year, and no week."""
    assert last("It began in April.", date="2017") == ("2017-04", "2017-04")
    assert last("They met on Tuesday.", date="2017") == ("XXXX-WXX-2", None)


def test_taking_office():
    """The start of the term of the one official that the sentence names."""
    text = "Since taking office Mr Moon has met him."
    one = resolve(document(text), officials=terms(("Moon Jae-in", "KOR", (("2017-05-10", "2022-05-09"),)), 0))[0]

    assert one.time.edtf == "2017-05-10"
    assert "Moon Jae-in" in one.time.basis


def test_taking_office_is_open_with_two_terms():
    """Two terms leave it open."""
    one = resolve(document("Since taking office Mr Trump has met him."), officials=terms(TRUMP, 0))[0]

    assert one.time.edtf is None


def test_offsets_are_of_the_document():
    text = "They met. On 5 May 2003 they parted."
    (one,) = resolve(document(text))

    assert "5 May 2003" == text[one.start : one.end] == one.text
    assert one.sentence == 1


WORDS = re.findall(
    r"\S+",
    "the last next of in May 5 1998 , two years ago early Monday night third quarter following day later met will",
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join),
    st.sampled_from([None, "2017", "2017-07", WRITTEN, "0001-01-01", "9998-12-31"]),
)
def test_bounds_in_order_and_a_basis(text, date):
    """Whatever the words: bounds are in order, every time says what it rests on, nothing raises."""
    for one in resolve(document(text + ".", date=date)):
        assert one.time.basis
        assert one.time.earliest is None or one.time.latest is None or one.time.earliest <= one.time.latest
