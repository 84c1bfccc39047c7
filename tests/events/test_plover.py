"""The ontology as data."""

from importlib import resources

import pytest

from towhom.events.plover import Codebook, CodebookError, codebook

TEXT = (resources.files("towhom.events") / "data/plover.toml").read_text(encoding="utf-8")


def test_sixteen_types_in_the_manuals_order():
    """Types, contexts and quad classes are those of PLOVER 2.0."""
    book = codebook()

    assert len(book.types) == 16
    assert list(book.types)[:4] == ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"]
    assert len(book.contexts) == 37
    assert {q: sum(t.quad_code == q for t in book.types.values()) for q in (1, 2, 3, 4)} == {1: 4, 2: 3, 3: 4, 4: 5}


@pytest.mark.parametrize(
    ("kind", "modes", "score"),
    [
        ("AID", (), 10.0),
        ("CONSULT", ("visit",), 4.0),
        ("RETREAT", ("disarm",), 10.0),
        ("ASSAULT", ("firearms", "targeted"), -9.25),  # several modes: their mean
        ("ACCUSE", (), -3.0),  # the manual's table lost the sign
        ("SANCTION", ("expel",), -5.5),
    ],
)
def test_scores(kind, modes, score):
    """Table 2.2 of the manual."""
    assert score == codebook().score(kind, modes)


@pytest.mark.parametrize(
    ("kind", "modes", "says"), [("BRIBE", (), "no event type 'BRIBE'"), ("AGREE", ("phone",), "no mode 'phone'")]
)
def test_unknown_codes_are_refused(kind, modes, says):
    """The message names what was asked for and what there is."""
    with pytest.raises(CodebookError, match=says):
        codebook().score(kind, modes)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("quad_code = 4", "quad_code = 7", "quad class 7"), ("score = -9.0", "score = -90.0", "outside -10 to 10")],
)
def test_a_codebook_that_contradicts_itself_is_refused(old, new, says):
    """A user's own codebook is checked on load."""
    with pytest.raises(CodebookError, match=says):
        Codebook.parse(TEXT.replace(old, new))
