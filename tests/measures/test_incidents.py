"""Incidents: what is joined, what is kept apart, and that order and reviewers are heeded."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.measures.incidents import find_incidents
from towhom.measures.incidents_reports import is_said, spans_of


def record(
    event: str, text: str, trigger: str, edtf: str | None, codes: str = "PRK KOR", type: str = "ASSAULT", **more: Any
) -> dict[str, Any]:
    start = text.index(trigger)
    roles = ["actor", *["recipient"] * 9]
    parties = [
        {"actor": f"country:{code}", "code": code, "role": role}
        for code, role in zip(codes.split(), roles, strict=False)
    ]
    return {
        "event": event, "document": f"doc:{event}", "sentence": 0, "type": type, "quad_code": 4, "modality": "actual",
        "reciprocal": False, "edtf": edtf, "start_char": start, "end_char": start + len(trigger), "sentence_start": 0,
        "text": text, "confidence": 0.8, "parties": parties, "mentions": [],
    } | more  # fmt: skip


SHELLED = record("a", "Pyongyang shelled the island of Yeonpyeong on 23 November 2010.", "shelled", "2010-11-23")
PAIRS = [
    # the same day and place in other words
    (record("b", "Batteries bombarded Yeonpyeong for an hour.", "bombarded", "2010-11-23"), True),
    # a wider date that holds the day
    (record("b", "The North shelled Yeonpyeong island in 2010.", "shelled", "2010-11"), True),
    # the same words in another year
    (record("b", "Pyongyang shelled the island of Yeonpyeong in 2015.", "shelled", "2015-08-20"), False),
    # the same day between others
    (record("b", "Rebels shelled the island on Tuesday.", "shelled", "2010-11-23", codes="SYR TUR"), False),
    # no date, the same act, nothing in common
    (record("b", "It shelled a village in the hills.", "shelled", None), False),
]


@pytest.mark.parametrize(("other", "same"), PAIRS)
def test_pairs(other: dict[str, Any], same: bool) -> None:
    assert (len(find_incidents([SHELLED, other])) == 1) is same


def test_numbers_tell_apart() -> None:
    """The fifth test and the sixth, without dates."""
    fifth = record("a", "Pyongyang held its fifth nuclear test.", "test", None, codes="PRK", type="MOBILIZE")
    sixth = record("b", "Pyongyang held its sixth nuclear test.", "test", None, codes="PRK", type="MOBILIZE")
    again = record("c", "Pyongyang held its sixth nuclear test.", "test", None, codes="PRK", type="MOBILIZE")
    found = [set(incident.events) for incident in find_incidents([fifth, sixth, again])]
    assert not any({"a", "b"} <= events or {"a", "c"} <= events for events in found)


def test_a_vague_record_draws_no_two_days_together() -> None:
    rows = [
        SHELLED,
        record("b", SHELLED["text"], "shelled", "2010"),
        record("c", SHELLED["text"], "shelled", "2010-03-01"),
    ]
    for incident in find_incidents(rows):
        assert not {"a", "c"} <= set(incident.events)


def test_two_acts_of_one_sentence_stay_two() -> None:
    text = "Pyongyang shelled Yeonpyeong and sank a ship."
    rows = [
        record(each, text, word, "2010-11-23", document="doc:1") for each, word in (("a", "shelled"), ("b", "sank"))
    ]
    assert len(find_incidents(rows)) == 2


def test_best_date_and_reasons() -> None:
    incident = find_incidents([SHELLED, PAIRS[1][0]])[0]
    assert (incident.when.edtf, incident.best) == ("2010-11-23", "a")
    assert incident.when.basis == "2010-11-23 in 1 document; allowed by 1 document (2010-11)"
    assert "words (yeonpyeong" in incident.merges[0].reason
    assert 0.5 < incident.confidence < 1


def test_reviewers() -> None:
    far = PAIRS[2][0]
    assert len(find_incidents([SHELLED, far], must=[("a", "b"), ("a", "gone")])) == 1
    assert len(find_incidents([SHELLED, PAIRS[0][0]], cannot=[("b", "a")])) == 2
    with pytest.raises(ValueError, match="one incident and two"):
        find_incidents([SHELLED, far], must=[("a", "b")], cannot=[("a", "b")])
    assert find_incidents([]) == []


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_order_does_not_show_and_every_event_is_in_one(rng: random.Random, number: int) -> None:
    days = ["2010-11-23", "2010-11-24", "2010-11", "2010", None, "2015-08-20", "2010-11-23?"]
    words = ["Pyongyang shelled Yeonpyeong.", "It shelled the island of Yeonpyeong.", "Guns shelled a village."]
    rows = [record(f"e{n:02}", rng.choice(words), "shelled", rng.choice(days)) for n in range(number)]
    found = find_incidents(rows)
    assert sorted(event for incident in found for event in incident.events) == [row["event"] for row in rows]
    rng.shuffle(rows)
    assert find_incidents(rows) == found


@pytest.mark.parametrize(
    ("edtf", "said", "stretches"),
    [
        ("2010", True, 1), ("2010-11-23", True, 1), ("1999-05-25/1999-05-28", True, 1),
        # a term of office; one of several Novembers; a year that is not said; not EDTF
        ("1993-01-20/2001-01-20", False, 1), ("[2009-11,2010-11]", True, 2), ("XXXX-06", True, 0), ("soon", True, 0),
        ("../2010-12-21", False, 1), (None, False, 0),
    ],
)  # fmt: skip
def test_dates(edtf: str | None, said: bool, stretches: int) -> None:
    assert len(spans_of(edtf)) == stretches
    if stretches:
        assert is_said(edtf) is said
