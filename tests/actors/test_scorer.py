"""The coreference scorer that the figures rest on, against the example worked out in the literature."""

from __future__ import annotations

import pytest

pytest.importorskip("scorch")
coreference = pytest.importorskip("bench.coreference")


def test_published_example() -> None:
    """Pradhan et al. 2014 (ACL, short papers), section 4: two gold clusters, three answers."""
    key = [set("abc"), set("defg")]
    response = [set("ab"), set("cd"), set("fghi")]
    found = {name: (round(recall, 2), round(precision, 2)) for name, (recall, precision, _) in
             coreference.scores(key, response).items()}  # fmt: skip

    assert found == {"MUC": (0.4, 0.4), "B3": (0.42, 0.5), "CEAFe": (0.65, 0.43)}


def test_reading_entities() -> None:
    """Nested and one-word mentions of GUM become clusters of head words."""
    rows = [
        ["1", "Moon", "", "", "", "", "3", "nsubj", "", "Entity=(1-person-new-sgl)"],
        ["2", "'s", "", "", "", "", "1", "case", "", "_"],
        ["3", "aide", "", "", "", "", "0", "root", "", "Entity=(2-person-new-cf1(1-person-giv-cf2)"],
        ["4", "there", "", "", "", "", "3", "obl", "", "Entity=2)"],
    ]
    text = coreference.Text("made-up")
    coreference.add_sentence(text, rows, "Moon's aide there")

    assert text.entities["1"] == [(0, 0, 0, "person"), (0, 2, 2, "person")]
    assert text.entities["2"] == [(0, 2, 3, "person")]
    assert coreference.gold(text, third_person=False) == [{("made-up", 0, 0), ("made-up", 0, 2)}]
