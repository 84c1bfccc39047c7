"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest

from towhom.reading import clean, sentences

CASES = [
    # abbreviations in the middle
    ["The U.S.-Korea alliance held.", "It grew."],
    ["U.S. President Trump met Gen. Lee and Mr. Kim at 5 p.m. on Monday.", "They talked."],
    ["Lotte Inc. sold the land to the U.S. Army in Sept. 2016."],
    ["See No. 5 and Fig. 2 of Art. 9, e.g. The Hague."],
    ["Washington, D.C. Mayor Bowser spoke."],
    # abbreviations at the end
    ["He flew to the U.S.", "The talks began."],
    ["They met at 5 p.m.", "In the evening they left."],
    ["The vote was held in the U.N.", "However, China abstained."],
    # a cut abbreviation, then a new sentence
    ["They renewed their commitment to the U.", "In the statement, Moon agreed."],
    ["Talks took place between U.", "President Trump has often said so."],
    # initials
    ["Kim J. Smith met J. Edgar Hoover and George W. Bush.", "W. H. Auden did not."],
    # decimals and times
    ["Growth was 3.5 percent, or $1.2 billion.", "It fell to 2."],
    # quotations with the stop inside
    ['"We agree." He left.', None],
    ['"Why now?" he asked.', "Nobody knew."],
    ["He called Kim a “smart cookie.”", "“We will see,” he added."],
    # ellipses
    ["They waited ... and waited.", "Then they left…", "Nobody came."],
    # datelines
    ["SEOUL (Reuters) - South Korea said on Monday it would wait.", "It did."],
    ["WASHINGTON, D.C. (AP) — The envoy left."],
    # semicolon lists
    ["The pact provides for (1) a freeze; (2) talks; and (3) aid.", "It failed."],
    # footnote marks stay with their sentence
    ["The treaty was signed in 1953. [12]", "It holds."],
    ["Is it over?", "It is not!", "We shall see."],
    ["1. The first point is peace."],
]


@pytest.mark.parametrize("parts", CASES)
def test_split(parts: list[str | None]) -> None:
    """The text splits into exactly these sentences."""
    if parts[-1] is None:
        parts = ['"We agree."', "He left."]
    text = " ".join(str(part) for part in parts)

    assert parts == [text[start:end] for start, end in sentences.split(text)]


def test_lines() -> None:
    """Headings, bullets and paragraphs end at their line; a hard-wrapped paragraph goes on."""
    text = (
        "The Road to Peace\n"
        "The two governments agreed on Monday that they would open a new round of\n"
        "talks about the border. The foreign ministers are expected to meet again in\n"
        "Geneva.\n\n"
        "• an exchange of prisoners\n• the return of the remains\n"
    )
    read = clean.document(text)

    assert [s.text for s in read.sentences] == [
        "The Road to Peace",
        "The two governments agreed on Monday that they would open a new round of talks about the border.",
        "The foreign ministers are expected to meet again in Geneva.",
        "• an exchange of prisoners",
        "• the return of the remains",
    ]
    assert read.repairs == ()


def test_boundaries_are_kept() -> None:
    """A boundary that damage demands is one, whatever the text says."""
    text = "later in At the museum"

    assert sentences.split(text, [9]) == [(0, 8), (9, 22)]


def test_long_run_is_cut() -> None:
    """No sentence is longer than the limit, and none is lost."""
    spans = sentences.split("word " * 2000)

    assert all(end - start <= sentences.LONGEST for start, end in spans)
    assert sum(len(("word " * 2000)[start:end].split()) for start, end in spans) == 2000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("U.S. Relations With North Korea", "heading"),
        ("The two sides met.", "prose"),
        ("Photo: Kim Jong-un waves to soldiers", "caption"),
        ("Soldiers at the border (AP Photo/Lee Jin-man)", "caption"),
        ("***", "fragment"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    """A line of its own is told apart by its form."""
    assert kind == sentences.kind(text, alone=True)


PRINT = (
    "The ministers announced on Friday that they would station a new battery there\n"
    "against missiles. On 7 March, after weeks of talks, the Council adopted Resolution\n"
    "2270, which both of the neighbours had drafted. During the night of 26\n"
    "April the forces of the alliance moved the radar, and Prime Minister Andrej\n"
    "Babic called the pressure on his country unnecessary and troubling. In the\n"
    "Moldovan capital farmers threw eggs.\n"
    "What followed\n"
    "The allies met President Santos in Vietnam in November and in Geneva in\n"
    "December. They will meet again, because neither of the two has said what the\n"
    "other wants to hear about the radar, and because the farmers, whose fields lie\n"
    "next to the site, have asked a court to forbid the work until a study has been\n"
    "made of the harm that it does."
)


def test_proportional_print() -> None:
    """Full lines go on before capitals and numbers; a heading between paragraphs stays one."""
    read = clean.document(PRINT)

    assert [s.text for s in read.sentences if s.kind == "heading"] == ["What followed"]
    assert {s.text.split()[-1][-1] for s in read.sentences if s.kind == "prose"} == {"."}
    assert read.repairs == ()


def test_sentence_over_a_page_break() -> None:
    """A page that ends in the middle of a sentence ends no paragraph."""
    first, second = PRINT.split("of 26\n")
    read = clean.document(f"{first}of 26\n\f{second}")

    assert [s.text for s in clean.document(PRINT).sentences] == [s.text for s in read.sentences]


def test_list_of_lines_stays_apart() -> None:
    """Lines that are long but never go on in small letters are a list."""
    lines = [
        "Remarks to the press before his talks with the envoy",
        "Answers to the questions of the committee on the border",
        "Toast at the dinner for the president of Chile and his whole party",
    ]
    read = clean.document("\n".join(lines))

    assert lines == [s.text for s in read.sentences]
