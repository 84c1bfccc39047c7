"""Subjects from the registry and from the model's spans."""

import pytest

from positions.trees import analysis as tree
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the text says how it is called
        ("They signed an agreement known as the Blue Lake Compact.", "Blue Lake Compact"),
        # a name with its acronym, and the acronym alone
        ("The Northern Harbour Initiative (NHI) was launched.", "Northern Harbour Initiative"),
        # numbers that no registry has
        ("It cited Security Council Resolution 9999.", "Security Council Resolution 9999"),
        # without a number
        ("It breached UN Security Council resolutions again.", "UN Security Council resolutions"),
        # an approach in quotation marks
        ('He backed a "quiet harbour" approach.', "quiet harbour"),
    ],
)
def test_unlisted_subjects_without_a_model(text, wanted, registry):
    """How a thing is written is enough."""
    assert wanted in [subject.text for subject in subjects(document(text), [], registry, countries=())]


def test_an_acronym_is_known_after_its_introduction(registry):
    """Both are one subject."""
    found = subjects(
        document("The Northern Harbour Initiative (NHI) was launched. The NHI failed."), [], registry, countries=()
    )

    assert len({subject.id for subject in found}) == 1
    assert [subject.text for subject in found] == ["Northern Harbour Initiative", "NHI"]


def test_a_definite_noun_takes_up_what_was_named(registry):
    """ "the deal" is KORUS, but not before it was named, and "a deal" never is."""
    doc = document("They signed the KORUS FTA. Farmers hate the deal.")
    second = tree("Farmers/NOUN/2/nsubj hate/VERB/0/root the/DET/4/det deal/NOUN/2/obj ./PUNCT/2/punct")
    shifted = [None, Analysis(text="Farmers hate the deal.", words=second.words[:4], spans=())]

    found = subjects(doc, shifted, registry, countries=())

    assert [subject.id for subject in found] == ["subject:korus-fta", "subject:korus-fta"]
    assert subjects(document("Farmers hate the deal."), shifted[1:], registry, countries=()) == []
