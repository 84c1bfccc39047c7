"""Which term of office a mention means, and when a term dates nothing."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from dated import MOON, PARK, TRUMP, document, terms

from towhom.dates.event import event_time, time_of
from towhom.dates.indexed import index
from towhom.dates.meant import titled
from towhom.dates.resolve import resolve

CARTER = ("Jimmy Carter", "USA", (("1977-01-20", "1981-01-20"),))
YOUNG_SAM = ("Kim Young-sam", "KOR", (("1993-02-25", "1998-02-24"),))
PEOPLE = {"Carter": CARTER, "Kim Young-sam": YOUNG_SAM, "Moon": MOON, "Trump": TRUMP, "Park": PARK}


def time_in(text, trigger, *, written=None, former=()):
    made = document(text, date=written)
    officials = [
        term
        for sentence in made.sentences
        for name, one in PEOPLE.items()
        if name in sentence.text
        for term in terms(one, sentence.index, current=name not in former)
    ]
    place = text.index(trigger)
    sentence = next(one.index for one in made.sentences if one.start <= place < one.end)
    return event_time(sentence, resolve(made, officials=officials), made, officials=officials, trigger_start=place)


LEFT_OUT = [
    # the dates around are all of a later time
    ("On 13 June 1994 the North left the agency. Carter then met Kim.", "met", "1994-06-13?", "text around"),
    # so is the sentence's own: it stands, the term does not
    ("On 15 June 1994 Carter met Kim.", "met", "1994-06-15", "Carter"),
    # an official with a title close by took office after the term
    ("Carter met Kim. President Kim Young-sam welcomed it.", "met", None, "Kim Young-sam, named nearby"),
    # a former president by the dates that follow
    (
        "Former President Jimmy Carter broke the deadlock. He came from 15 to 18 June 1994.",
        "broke",
        None,
        "text around",
    ),
    # a candidate
    ("Moon, the candidate of the Democrats, backed the talks.", "backed", None, "candidate"),
]


@pytest.mark.parametrize(("text", "trigger", "edtf", "words"), LEFT_OUT)
def test_a_term_that_the_text_speaks_against_is_left_out_and_said(text, trigger, edtf, words):
    time = time_in(text, trigger, former=("Carter",) if "Former" in text else ())

    assert time.edtf == edtf
    assert words in time.basis


KEPT = [
    # nothing else is known
    ("Carter met Kim.", "met", "1977-01-20/1981-01-20"),
    # a title in the sentence, though others followed in office
    ("President Carter met Begin. President Kim Young-sam came later.", "met", "1977-01-20/1981-01-20"),
    # a title elsewhere in the document
    (
        "President Carter flew to Cairo. Carter met Sadat. President Kim Young-sam came later.",
        "met",
        "1977-01-20/1981-01-20",
    ),
    # stories move on: dates before the term are no doubt
    ("In 2007 they signed. Moon broke it.", "broke", "2017-05-10/2022-05-09"),
    # "was president"
    (
        "When Park was president, Seoul closed the park. In 2018 President Moon reopened it.",
        "closed",
        "2013-02-25/2017-03-10",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "edtf"), KEPT)
def test_a_term_that_nothing_speaks_against_dates_the_event(text, trigger, edtf):
    assert time_in(text, trigger).edtf == edtf


DATED = [
    # left office before the document was written, and has no title in it
    ("Park met Kim.", "met", "2018-03-01", "../2018-03-01"),
    # not yet in office
    ("Moon met Kim.", "met", "2012-03-01", "../2012-03-01"),
    # of two terms the one on the document's date
    ("Trump met Kim.", "met", "2018-06-12", "2017-01-20/2018-06-12"),
]


@pytest.mark.parametrize(("text", "trigger", "written", "edtf"), DATED)
def test_the_documents_date_decides(text, trigger, written, edtf):
    assert time_in(text, trigger, written=written).edtf == edtf


TITLES = [
    ("President Moon met Kim.", True),
    ("Moon Jae-in, the South Korean president, met Kim.", True),
    ("The Moon administration met Kim.", True),
    ("Moon was president.", True),
    ("former leader Moon met Kim.", True),
    ("Vice President Moon met Kim.", False),
    ("Moon met the president.", False),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_titled(text, expected):
    assert bool(titled("Moon Jae-in", terms(MOON, 0), text)) is expected


def test_one_index_serves_all_events():
    """Dating through one index gives what dating each event alone gives."""
    text = "On 5 May 2018 President Moon met Trump. The next day they agreed.\n\nIn June Trump left. He will return."
    made = document(text, date="2018-07-01")
    officials = [*terms(MOON, 0), *terms(TRUMP, 0), *terms(TRUMP, 2)]
    times = resolve(made, officials=officials)
    indexed = index(made, times, officials)
    for sentence in made.sentences:
        alone = event_time(sentence.index, times, made, officials=officials)

        assert alone == time_of(indexed, sentence.index)


def test_other_officials_decide_between_two_terms():
    """Trump's first term is that in which Moon is president too."""
    text = "President Trump spoke. President Moon spoke. Trump and Moon met. Moon left. Trump warned him."
    made = document(text)
    officials = [
        *terms(TRUMP, 0),
        *terms(MOON, 1),
        *terms(TRUMP, 2),
        *terms(MOON, 2),
        *terms(MOON, 3),
        *terms(TRUMP, 4),
    ]

    assert event_time(4, [], made, officials=officials).edtf == "2017-01-20/2021-01-20"


def test_a_document_without_sentences_has_an_empty_index():
    assert index(document(""), []).paragraphs == []
