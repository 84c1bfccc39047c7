"""Recognition of time expressions: the grammar's own examples, and what must not be found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.dates.find import expressions
from towhom.dates.grammar import grammar


def found(text):
    return [(one.text, one.kind) for one in expressions([text])[0]]


@pytest.mark.parametrize(("rule", "example"), grammar().examples)
def test_examples_of_the_grammar(rule, example):
    """Every example in grammar.toml comes out with the extents in its brackets."""
    expected = re.findall(r"\[(.*?)\]", example)

    assert expected == [text for text, _ in found(re.sub(r"[\[\]]", "", example))]


NOT_TIMES = [
    "Sending 2,000 troops under resolution 1718 aboard a Boeing 747 is no date.",
    "They may march on the capital for a second time and fall.",
    "May I go?",
    "Theresa May telephoned the king.",
    "About 2000 troops and 1990 soldiers came.",
    "It cost $1998 and 1950 dollars more.",
    "He is 44 years old and leads a 16-year-old boy.",
    "April Glaspie met the ambassador.",
    "The 1718 Committee sat.",
    "They walked in a crowded March for Life on Capitol Hill.",
    "The Long March of protesters came to an end on their own terms.",
    "Prices rose 12 percent, or 3.5 points.",
    "",
    "?!",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_no_time(text):
    """Ambiguous words and numbers that are no times are not found."""
    assert found(text) == []


KINDS = [
    # month names among ambiguous words
    ("Theresa May said in May that she may go on May 5.", [("May", "DATE"), ("May 5", "DATE")]),
    ("from 2003 to 2008", [("2003", "DATE"), ("2008", "DATE")]),
    ("on 11 September 2001 and Sept. 3", [("11 September 2001", "DATE"), ("Sept. 3", "DATE")]),
    ("last Friday night", [("last Friday night", "TIME")]),
    ("for three weeks, every year", [("three weeks", "DURATION"), ("every year", "SET")]),
    ("at 0430 GMT on Monday", [("0430 GMT on Monday", "TIME")]),
    ("the following month and a day earlier", [("the following month", "DATE"), ("a day earlier", "DATE")]),
    ("tonight", [("tonight", "TIME")]),
    ("two and a half years ago", [("two and a half years ago", "DATE")]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kinds(text, expected):
    """Extents and kinds."""
    assert expected == found(text)


def test_batch_is_one_by_one():
    """A batch gives what its sentences give alone."""
    sentences = [text for text, _ in KINDS] + NOT_TIMES

    assert [expressions([sentence])[0] for sentence in sentences] == expressions(sentences)


WORDS = st.sampled_from(
    re.findall(r"\S+", "the last next of in May 5 1998 , - two years ago early Monday night second quarter 's .")
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_extents_lie_in_the_text(text):
    """Any text: extents are slices of it, in order, without overlap."""
    end = 0
    for one in expressions([text])[0]:
        assert one.start >= end
        assert text[one.start : one.end] == one.text != ""
        end = one.end


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    """No text raises."""
    expressions([text])
