"""Each kind of damage is found and mended, and what only looks like damage stays."""

from __future__ import annotations

import pytest

from towhom.reading import clean
from towhom.reading.damage import KINDS

GLUED = [
    # month and small word: a year was lost between them
    ("In Aprilthe State Department spoke.", "Aprilthe", "April the"),
    ("In Septemberimmediately following the deal, it fell.", "Septemberimmediately", "September immediately"),
    ("In Mayin one of his first moves, he left.", "Mayin", "May in"),
    ("In Julyher government and Japan agreed.", "Julyher", "July her"),
    ("In FebruaryPrime Minister Vajpayee rode a bus.", "FebruaryPrime", "February Prime"),
    ("It happened in Decembera month later.", "Decembera", "December a"),
    # small word and name
    ("During the first 7 months ofNorth Korea fired missiles.", "ofNorth", "of North"),
    ("Ties between them and envoys toIslamabad froze.", "toIslamabad", "to Islamabad"),
    ("Sanctions were imposed on theUnited Kingdom.", "theUnited", "the United"),
    ("The order was signed byPresident Rouhani.", "byPresident", "by President"),
    # name and small word
    ("He served Roh Moo-hyunwho ruled from Seoul.", "Moo-hyunwho", "Moo-hyun who"),
    ("Talks between Tehranand the agency went on.", "Tehranand", "Tehran and"),
    ("Relations with Pyongyanga replacement of the armistice.", "Pyongyanga", "Pyongyang a"),
    ("Envoy Qorbanizadehwho spoke first, left.", "Qorbanizadehwho", "Qorbanizadeh who"),
    ("The White Helmetsin Idlib called for help.", "Helmetsin", "Helmets in"),
    ("The Korean People's Armysaid it was ready.", "Armysaid", "Army said"),
    # name and verb
    ("Guatemalamoved its embassy to Jerusalem.", "Guatemalamoved", "Guatemala moved"),
    # acronym and small word
    ("the Kaesong Industrial Complex KICan inter-Korean park", "KICan", "KIC an"),
    ("The IAEAwhich monitors the site, agreed.", "IAEAwhich", "IAEA which"),
    # no capital at the seam
    ("It held the land until earlywhen it sold it.", "earlywhen", "early when"),
    ("The visit byto Phnom Penh was the first.", "byto", "by to"),
    ("New rounds ofsanctions followed.", "ofsanctions", "of sanctions"),
    ("It kept a programwhich it had denied.", "programwhich", "program which"),
    ("Kyiv accusedMoscow of an attack.", "accusedMoscow", "accused Moscow"),
    # marks and numbers
    ("within 30 days of the July 12,request for a meeting", "July 12,request", "July 12, request"),
    ("They held talks.The delegations left.", "talks.The", "talks. The"),
    ("In 2017the two sides met.", "2017the", "2017 the"),
    ("India revoked Article 370.Pakistan protested.", "370.Pakistan", "370. Pakistan"),
]


@pytest.mark.parametrize(("text", "before", "after"), GLUED)
def test_glued_words_are_parted(text: str, before: str, after: str) -> None:
    """The blank goes where it was; the repair shows both forms."""
    read = clean.document(text)

    assert text.replace(before, after) == read.text
    assert (before, after) in [(r.before, r.after) for r in read.repairs if r.kind == "glued_words"]


MARKED = [
    # (text, kind, words marked)
    ("The pact entered into force in , but Iran objected.", "lost_span", "in ,"),
    ("the park that President Park shut down in to increase pressure", "lost_span", "in to"),
    ("From to Seoul and Washington kept in step.", "lost_span", "From to"),
    ("The treaty was adopted on by the Assembly.", "lost_span", "on by"),
    ("The body was suspended in to protest the annexation.", "lost_span", "in to"),
    ("It kept the land until early when it was sold.", "lost_span", "until early"),
    ("More than 70, people were killed there.", "lost_span", "70,"),
    ("It moved more than 500, Pakistan mobilized its own army.", "lost_span", "500,"),
    ("The North blamed the talks' failure on the inflexibility of the United", "cut_sentence", "United"),
    ("They announced talks at a neutral site: Some analysts doubt it.", "cut_sentence", ":"),
    ("Exports were up % from a year before.", "lost_span", "%"),
    ("The posture review ( ) was published.", "lost_span", "( )"),
    ("He met the U. envoy in Amman.", "lost_span", "U."),
    ("In Aprilthe State Department spoke.", "lost_span", "April"),
    ("They renewed their commitment to the U. In the statement, Moon agreed.", "cut_sentence", "U."),
    ("He would visit Seoul later in At the museum, he laid a wreath.", "cut_sentence", "later in At"),
    ("They fought three wars over Kashmir since The two countries then agreed.", "cut_sentence", "since The"),
    ("a weapon to land in Denver, Colorado But in the meantime, I can assure you", "cut_sentence", "Colorado But"),
    ("The tribunal then heard the envoy of Minsk and the", "cut_sentence", "the"),
]


@pytest.mark.parametrize(("text", "kind", "words"), MARKED)
def test_losses_are_marked(text: str, kind: str, words: str) -> None:
    """A loss is marked where it is, and nothing is put in its place."""
    marks = [r for r in clean.document(text).repairs if r.kind == kind and r.before == r.after]

    assert words in [mark.before for mark in marks]


CLEAN = [
    "Indiana, Romania and Michael Marchand are names; so are YouTube, LinkedIn, McDonald and iPhone.",
    "Mayor Mayfield met Augusta Franklin, Fahad Holland and Mr. Goethe in Junction City.",
    "The U.S. stepped in to help, and the troops came in to land.",
    "The U.N. Security Council met the E.U. envoy at 5 p.m. on Tuesday.",
    "He wrote The New York Times article in The Hague, in On Liberty's spirit.",
    "Over 10,000 U.S. troops were there, as of late; 3,500 left.",
    "This is the country I know of, the one that he came from.",
    "An in situ test, the in-house team, a for-profit firm.",
    "Of the 500, Pakistan took 200, and about 90, Indians among them, left: Some went home.",
    "Nothing But the Truth, said he.",
    "Sana'a for the first time in years was quiet.",
    "Houses were broken into by masked men.",
    "see www.example.com/theUnited.The or mail@ofNorth.org #toSeoul",
    'She said: "We agree."',
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_stays(text: str) -> None:
    """What only looks like damage is neither changed nor marked."""
    read = clean.document(text)

    assert text == read.text
    assert read.repairs == ()


def test_repeated_caption_goes_and_the_first_stays() -> None:
    """A caption that comes back is removed, also with the site's name behind it."""
    text = "iran deal timeline\n\nThe talks began.\n\niran deal timeline\n\nThey ended.\n\niran deal timeline\n"
    read = clean.document(text)

    assert read.text.count("iran deal timeline") == 1
    assert sum(r.kind == "repeated_line" for r in read.repairs) == 2


def test_refrain_of_a_speech_stays() -> None:
    """Short lines and sentences that come back are no captions."""
    text = "Applause\n\nWe shall go on.\n\nApplause\n\nWe shall go on.\n\nApplause"

    assert text == clean.document(text).text


def test_info_box_is_set_apart() -> None:
    """The labels become a fragment; the prose behind them is a sentence of its own."""
    text = "Hassan Rouhani Capital: Tehran Population: 83 million Area: From toParis and Bonn kept in step."
    read = clean.document(text)

    assert "info_box" in [r.kind for r in read.repairs]
    assert [(s.kind, s.text.split()[0]) for s in read.sentences] == [("fragment", "Hassan"), ("prose", "From")]


def test_credit_in_prose_is_marked() -> None:
    """The prose starts behind the credit of a picture."""
    read = clean.document("Troops near the line (Reuters/File) The two sides met again in Geneva.")

    assert "caption" in [r.kind for r in read.repairs]
    assert read.sentences[-1].text == "The two sides met again in Geneva."


def test_navigation_goes() -> None:
    """Menus and share buttons are no text."""
    read = clean.document("Home | World | Asia\nThe envoys met in Doha.\nShare on Facebook\nRead more\nThey left.")

    assert [s.text for s in read.sentences] == ["The envoys met in Doha.", "They left."]
    assert {"boilerplate"} == {r.kind for r in read.repairs}


def test_hyphenation() -> None:
    """A parted word is joined; a compound keeps its hyphen."""
    read = clean.document("The two sides spoke of coopera-\ntion and a long-\nterm plan for the region.")

    assert read.text == "The two sides spoke of cooperation and a long-term plan for the region."
    assert [r.kind for r in read.repairs] == ["hyphenation", "hyphenation"]


def test_page_furniture() -> None:
    """Running heads and page numbers of a print go, the text of the pages stays."""
    pages = [f"Journal of Peace\nThe envoys of state {name} met here.\n{n}" for n, name in enumerate("ABC", 11)]
    read = clean.document("\f".join(pages))

    assert "Journal" not in read.text
    assert [f"The envoys of state {name} met here." for name in "ABC"] == [s.text for s in read.sentences]


def test_open_quotation_beside_other_damage() -> None:
    """An unclosed quotation is a sign of loss only where other words were lost."""
    quotation = 'He called it "a historic mistake.'

    assert clean.document(quotation).repairs == ()
    kinds = [r.kind for r in clean.document(quotation + "\n\nIn Aprilthe envoy left.").repairs]
    assert "unbalanced_quotation" in kinds


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Pyongyangâ€™s envoy", "Pyongyang’s envoy"),  # UTF-8 read as Windows-1252
        ("KamerÃ¼n agreed", "Kamerün agreed"),
        ("Smith &amp; Jones", "Smith & Jones"),
        ("the ﬁrst oﬃce", "the first office"),
        ("Ko\u00adrea\u200b and\x00 Japan", "Korea and Japan"),
    ],
)
def test_wrong_characters(raw: str, text: str) -> None:
    """Wrongly decoded and invisible characters are mended and recorded."""
    read = clean.document(raw)

    assert text == read.text
    assert {r.kind for r in read.repairs} <= {"mojibake", "control_characters"}
    assert read.repairs


def test_kinds_are_documented() -> None:
    """Each kind has a line in the documentation of the room."""
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
