"""Subjects from the registry and from the model's spans."""

import pytest

from towhom.language import Analysis, Span
from towhom.positions.registry import SubjectRegistry
from towhom.positions.subjects import subjects
from towhom.reading.clean import document


@pytest.fixture(scope="module")
def registry():
    return SubjectRegistry.load()


def ids(text, registry, countries=(), analyses=()):
    return [subject.id for subject in subjects(document(text), analyses, registry, countries=countries)]


def test_aliases_are_one_subject(registry):
    """Two names of one agreement have one id."""
    found = ids("The KORUS FTA took effect. The U.S.-Korea Free Trade Agreement was revised.", registry)

    assert sorted(set(found)) == ["subject:korus-fta"]
    assert len(found) == 2


def test_the_longest_name_wins(registry):
    """ "Kaesong Industrial Complex" is not also Kaesong."""
    assert ids("The Kaesong Industrial Complex was closed.", registry) == ["subject:kaesong-industrial-complex"]


def test_case_counts(registry):
    """An acronym in lower case is a word."""
    assert ids("start of the road", registry) == []


def test_unknown_subjects_of_the_model_are_kept_under_their_own_words(registry):
    """A span that the registry does not know has its words as id, and its place in the document."""
    text = "They signed the Blue Lake Compact."
    analysis = Analysis(text=text, words=(), spans=(Span(start=16, end=33, kind="agreement", score=0.8),))

    (subject,) = subjects(document(text), [analysis], registry, countries=())

    assert (subject.id, subject.text) == ("text:agreement:blue lake compact", "Blue Lake Compact")


def test_weak_spans_are_left_out(registry):
    """Below the threshold the model's word does not count."""
    text = "They signed the Blue Lake Compact."
    analysis = Analysis(text=text, words=(), spans=(Span(start=16, end=33, kind="agreement", score=0.2),))

    assert subjects(document(text), [analysis], registry, countries=()) == []
