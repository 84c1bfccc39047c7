"""The coder with the model that ships: what users do, and the laws that hold whatever the text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import towhom
from towhom.coder import Coder
from towhom.errors import DateError
from towhom.events.plover import codebook
from towhom.reading.clean import document


@pytest.fixture(scope="module")
def coder() -> Coder:
    return towhom.Coder()


def brief(record):
    return [
        (
            "+".join(sorted({actor.code for mention in event.actors for actor in mention.actors})),
            event.type,
            "+".join(sorted({actor.code for mention in event.recipients for actor in mention.actors})),
        )
        for event in record.events
    ]


PLAIN = [
    # subject acts on object
    ("South Korea condemned North Korea's missile launch on Tuesday.", ("KOR", "ACCUSE", "PRK")),
    # passive: the actor follows "by"
    ("Two Iranian diplomats were expelled by France.", ("FRA", "SANCTION", "IRN")),
    # titles resolve to countries
    ("President Trump urged Japanese Prime Minister Shinzo Abe to buy more weapons.", ("USA", "REQUEST", "JPN")),
    # capitals stand for governments
    ("Beijing threatened to cut off trade with Canberra.", ("CHN", "THREATEN", "AUS")),
    # rebels shell a city's police
    ("Syrian rebels shelled government troops near Aleppo, killing six soldiers.", ("SYR", "ASSAULT", "SYR")),
    # aid goes to the one who gets it
    ("Germany sent 500 tonnes of food aid to Ethiopia.", ("DEU", "AID", "ETH")),
]


@pytest.mark.parametrize(("text", "event"), PLAIN)
def test_plain_sentences(coder, text, event):
    """What nobody would misread comes out with the right parties, direction and type."""
    assert event in brief(coder.code(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda share a lake.",
        "The won closed at 1,120 to the dollar.",
        "The weather in Seoul was mild.",
        "",
        " \n\n ",
        "...",
    ],
)
def test_no_dealings_no_events(coder, text):
    """Background, markets, weather and nothing at all give no event."""
    assert brief(coder.code(text)) == []


def test_a_meeting_is_reciprocal(coder):
    """Both parties are actors and nobody is a recipient (PLOVER manual, 2.4.2)."""
    record = coder.code("President Moon Jae-in met North Korean leader Kim Jong-un in Panmunjom on 27 April 2018.")

    (event,) = [event for event in record.events if event.type == "CONSULT"]
    assert event.reciprocal
    assert not event.recipients
    assert {"KOR", "PRK"} == {actor.code for mention in event.actors for actor in mention.actors}
    assert event.time.edtf == "2018-04-27"


def test_every_record_has_its_sentence(coder):
    """Offsets of events, mentions and positions point at the words that they quote."""
    record = coder.code(
        "Washington imposed sanctions on Pyongyang in 2016. Seoul backed the measure. China, however, criticised it."
    )

    assert record.events
    for event in record.events:
        assert event.trigger == record.document.text[event.start : event.end]
        assert event.text in record.document.text
        assert event.trigger in event.text
        assert codebook().types[event.type].quad_code == event.quad_code
    for mention in record.mentions:
        assert mention.text == record.document.text[mention.start : mention.end]


TEXTS = [
    "Japan protested to Russia over the jets. Moscow rejected the complaint.",
    "India and Pakistan exchanged fire in Kashmir on Monday, killing three soldiers.",
    "The EU gave Ukraine 500 million euros.",
]


def test_batch_and_order_do_not_matter(coder):
    """The same text gives the same records, alone, among others, and in another order."""
    alone = [coder.code(text) for text in TEXTS]
    together = coder.code_documents([document(text) for text in reversed(TEXTS)])

    for one, two in zip(alone, reversed(together), strict=True):
        assert [e.id for e in one.events] == [e.id for e in two.events]
        assert [m.actors for m in one.mentions] == [m.actors for m in two.mentions]


def test_threads_share_a_coder(coder):
    """Several threads get what one gets."""
    wanted = [[e.id for e in coder.code(text).events] for text in TEXTS] * 4
    with ThreadPoolExecutor(4) as pool:
        found = [[e.id for e in record.events] for record in pool.map(coder.code, TEXTS * 4)]

    assert wanted == found


def test_relate_is_a_distribution(coder):
    """Probabilities over sixteen types and NONE; the right one leads, and direction counts."""
    text = "Pakistan accused India of backing the separatists."
    there = coder.relate(text, actor=(0, 8), recipient=(17, 22))
    back = coder.relate(text, actor=(17, 22), recipient=(0, 8))

    assert len(there) == 17
    assert pytest.approx(1.0, abs=1e-4) == sum(there.values())
    assert max(there, key=there.get) == "ACCUSE"
    assert max(back, key=back.get) == "NONE"


def test_relate_without_recipient(coder):
    """The acts of an actor that concern nobody named."""
    alone = coder.relate("North Korea test-fired a ballistic missile off its east coast.", actor=(0, 11))

    assert max(alone, key=alone.get) == "MOBILIZE"


def test_relate_refuses_a_span_without_words(coder):
    """A span that covers no word is the caller's error, and said so."""
    with pytest.raises(ValueError, match="no word at characters 4 to 4"):
        coder.relate("India left.", actor=(4, 4), recipient=(6, 10))


def test_a_bad_date_is_refused(coder):
    """A date that is none is not ignored."""
    with pytest.raises(DateError):
        coder.code("India left.", date="the day before yesteryear-ish")


def test_the_documents_date_dates_weekdays(coder):
    """ "On Tuesday" counts from when the text was written."""
    record = coder.code("South Korea condemned North Korea's missile launch on Tuesday.", date="2017-07-06")

    assert [event.time.edtf for event in record.events if event.type == "ACCUSE"] == ["2017-07-04"]


HOSTILE = [
    "<script>alert('Iran attacked Israel')</script>",
    "\x00\x01Iran\x00 attacked Israel\x1b[31m on Monday.",
    "\u202eIran attacked Israel\u202c on Monday; DROP TABLE events; --",
    "Iran " * 3000 + "attacked Israel.",
    "=cmd|' /C calc'!A0 Iran attacked Israel",
    "{{ 7*7 }} Iran attacked ${Israel} %s %(x)s",
    "I\u0301r\u0301a\u0301n " * 50,
    "🇰🇷 condemned 🇰🇵",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(coder, text):
    """Markup, control characters and endless lines are read, not obeyed, and break nothing."""
    record = coder.code(text)

    assert all(event.trigger == record.document.text[event.start : event.end] for event in record.events)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Iran",
                "the U.S.",
                "attacked",
                "met",
                "President Moon",
                "said",
                "in",
                "June",
                ",",
                ".",
                '"',
                "and",
                "North Korea's",
                "\n",
                "forces",
                "was",
                "by",
                "(",
                "’s",
            ]
        ),
        max_size=30,
    )
)
def test_any_string_of_words(coder, words):
    """No order of words breaks the coder, and what comes out is consistent."""
    record = coder.code(" ".join(words))

    for event in record.events:
        assert event.trigger == record.document.text[event.start : event.end]
        assert event.time.earliest is None or event.time.latest is None or event.time.earliest <= event.time.latest


def test_settings_say_what_coded(coder):
    """What a store keeps with a run names the model and its thresholds."""
    assert coder.settings["model"] in coder.version
    assert coder.settings["thresholds"]["pair"] == coder.thresholds.pair


def test_long_documents_are_encoded_twice_instead_of_kept(coder, monkeypatch):
    """What is not kept in memory is read again, and the record is the same."""
    text = "\n\n".join(f"{row[0]} Nobody in Seoul spoke of it in {1990 + n}." for n, row in enumerate(PLAIN * 2))
    whole = coder.code(text)
    monkeypatch.setattr("towhom.coder.CHUNK", 3)
    monkeypatch.setattr("towhom.coder.KEPT", 5)
    assert whole.events
    assert coder.code(text) == whole
