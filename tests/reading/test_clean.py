"""Laws of the repairs, identity, and whole damaged pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.reading import Document, clean
from towhom.reading.damage import KINDS
from towhom.reading.draft import Edit, Script, compose

PIECES = st.sampled_from(
    [
        *("In Aprilthe", "ofNorth", "Korea", "the U.", "In the", ", but", " , ", "later in At the", "museum"),
        *(
            "coopera-\ntion",
            '"',
            "“",
            ".",
            ". ",
            " ",
            " ",
            " ",
            "   ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\f",
            "\x00",
            "\xad",
        ),
        *(
            "\xa0",
            "7",
            "é",
            "Read more\n",
            "â€™",
            "&amp;",
            "ﬁ",
            "(Reuters)",
            "Capital: Tehran",
            "Area: From to",
            "Seoul",
        ),
    ]
)
RAW = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


@settings(max_examples=100, deadline=None)
@given(RAW)
def test_offsets_lead_from_raw_to_clean_text(raw: str) -> None:
    """Each repair's words stand at its offsets, and the changes alone make the clean text out of the raw one."""
    read = clean.document(raw)
    rebuilt, at = "", 0
    for repair in read.repairs:
        assert raw[repair.raw_start : repair.raw_end] == repair.before
        assert read.text[repair.start : repair.end] == repair.after
        assert repair.kind in KINDS
        if _plain(repair.before) != _plain(repair.after):
            assert repair.raw_start >= at
            rebuilt += raw[at : repair.raw_start] + repair.after
            at = repair.raw_end
    assert _plain(read.text) == _plain(rebuilt + raw[at:])


@settings(max_examples=100, deadline=None)
@given(RAW)
def test_reading_again_changes_nothing(raw: str) -> None:
    """The clean text is its own clean text."""
    text = clean.document(raw).text

    assert text == clean.document(text).text


@settings(max_examples=100, deadline=None)
@given(RAW)
def test_sentences_cover_the_text(raw: str) -> None:
    """Sentences are in order, apart, exactly the text at their offsets, and leave only white space out."""
    read = clean.document(raw)
    at = 0
    for index, sentence in enumerate(read.sentences):
        assert index == sentence.index
        assert read.text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert read.text[at : sentence.start].strip() == ""
        at = sentence.end
    assert read.text[at:].strip() == ""


@settings(max_examples=100, deadline=None)
@given(st.text("ab", max_size=12), st.data())
def test_scripts_compose(text: str, data: st.DataObject) -> None:
    """One script that does both does the same as the two in turn."""
    first = data.draw(_scripts(len(text)))
    middle = first.apply(text)
    second = data.draw(_scripts(len(middle)))

    assert second.apply(middle) == compose(first, middle, second).apply(text)


@st.composite
def _scripts(draw: st.DrawFn, length: int) -> Script:
    rims = sorted(draw(st.lists(st.integers(0, length), min_size=0, max_size=6)))
    pairs = zip(rims[::2], rims[1::2], strict=False)
    return Script(Edit(start, end, draw(st.text("xyz", max_size=2))) for start, end in pairs)


def test_identity() -> None:
    """The id comes from content and metadata, not from the place."""
    one = clean.document("Text.", title="A", path="x.txt")

    assert re.fullmatch(r"doc:[0-9a-f]{24}", one.id)
    assert one == replace(clean.document("Text.", title="A", path="y.txt"), path="x.txt")
    assert one.id != clean.document("Text.", title="B").id
    assert one.id != clean.document("Text!", title="A").id
    assert clean.document("a", title="b").id != clean.document("a", date="b").id


def test_empty_text() -> None:
    """No text, no sentences, no error."""
    assert () == clean.document("").sentences == clean.document(" \n\t").sentences


KASHMIR = """Home | World | Asia | South Asia
kashmir conflict explained
India and Pakistan have fought three wars overKashmir since The two countries agreed to a ceasefire in Novemberwhen \
Prime Minister Jamali offered a truce. More than 70, people have been killed. From toIslamabad and New Delhi talked.
kashmir conflict explained
The Lashkar-e-Taiba LeTwhich India blames, denied any role. Prime Minister Vajpayee visited Lahore in , and the two \
sides signed a declaration. Analysts saw a "spirit of Lahore. In Februaryin response to a bombing, Indian jets struck \
a camp. The U. Secretary of State urged restraint.
kashmir conflict explained
Read more
"""
NATO = """The NATO-Russia Council NRCa forum for consultation, was created in , but was suspended in to protest the \
annexation of Crimea. In Aprilthe Alliance suspended all cooperation with Moscow.

Jens Stoltenberg Headquarters: Brussels Members: 29 In July, the leaders met in Warsaw and agreed on the U. On 9 July, \
Kyiv accusedMoscow of sending troops, and theUnited States imposed sanctions on officials close toPutin.
"""


@pytest.mark.parametrize(
    ("page", "kinds", "sentences"),
    [
        (
            KASHMIR,
            {"boilerplate", "repeated_line", "glued_words", "lost_span", "cut_sentence", "unbalanced_quotation"},
            [
                "India and Pakistan have fought three wars over Kashmir since",
                "From to Islamabad and New Delhi talked.",
                "The Lashkar-e-Taiba LeT which India blames, denied any role.",
                "In February in response to a bombing, Indian jets struck a camp.",
                "The U. Secretary of State urged restraint.",
            ],
        ),
        (
            NATO,
            {"glued_words", "lost_span", "info_box", "cut_sentence"},
            [
                "In April the Alliance suspended all cooperation with Moscow.",
                "In July, the leaders met in Warsaw and agreed on the U.",
                "On 9 July, Kyiv accused Moscow of sending troops, and the United States imposed sanctions on "
                "officials close to Putin.",
            ],
        ),
    ],
)
def test_damaged_page(page: str, kinds: set[str], sentences: list[str]) -> None:
    """A page of scraped text comes out readable, with its damage on record."""
    read = clean.document(page)

    assert kinds == {repair.kind for repair in read.repairs}
    assert [s for s in sentences if s not in [t.text for t in read.sentences]] == []


SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "us-korea.txt"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not here")
def test_sample_page() -> None:
    """Each listed kind of damage of the sample is on record."""
    read = clean.document(SAMPLE.read_text("utf-8"))
    changes = {(r.before, r.after) for r in read.repairs}

    assert {
        ("Aprilthe", "April the"), ("ofNorth", "of North"), ("Septemberimmediately", "September immediately"),
        ("toSeoul", "to Seoul"), ("Moo-hyunwho", "Moo-hyun who"), ("earlywhen", "early when"), ("KICan", "KIC an"),
        ("Pyongyanga", "Pyongyang a"), ("Mayin", "May in"), ("July 12,request", "July 12, request"),
        ("in ,", "in ,"), ("in to", "in to"), ("From to", "From to"), ("10,", "10,"), ("later in At", "later in At"),
    } <= changes  # fmt: skip
    assert sum(r.kind == "repeated_line" for r in read.repairs) == 5
    assert sum(r.kind == "cut_sentence" for r in read.repairs) >= 12
    assert sum(r.kind == "info_box" for r in read.repairs) == 1


def _plain(text: str) -> str:
    """Blanks of other kinds count as blanks: one is replaced by another without a record."""
    return text.translate(clean.BLANKS).replace("\n", " ")


def test_document_is_what_the_room_hands_on() -> None:
    """The raw text and the metadata are kept as given."""
    read = clean.document("Text.", title="T", date="2017-07", source="S", url="U", path="P")

    assert isinstance(read, Document)
    assert (
        read.raw,
        read.title,
        read.date,
        read.source,
        read.url,
        read.path,
    ) == ("Text.", "T", "2017-07", "S", "U", "P")
