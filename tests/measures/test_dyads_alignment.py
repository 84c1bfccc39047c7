"""Who to whom, and who stands where."""

from __future__ import annotations

from typing import Any

from towhom.measures import agreements, dealings, stances, ties


def row(
    event: str, actor: str, recipient: str | None, quad: int = 1, scale: float = 2.0, modality: str = "actual"
) -> dict[str, Any]:
    return {
        "event": event, "actor_code": actor, "recipient_code": recipient, "quad_code": quad, "event_scale": scale,
        "modality": modality,
    }  # fmt: skip


def test_an_event_counts_once_a_pair_of_codes() -> None:
    """Two ministers of one country in one event are one event of that country; reciprocal ones stand both ways."""
    rows = [
        row("a", "KOR", "USA"), row("a", "KOR", "USA"), row("b", "KOR", "USA", quad=4, scale=-8.0),
        row("c", "KOR", "USA", modality="future"), row("d", "KOR", "PRK"), row("d", "PRK", "KOR"),
        row("e", "PRK", None),
    ]  # fmt: skip

    found = dealings(rows)

    assert [(d.actor, d.recipient, d.quads, d.score) for d in found] == [
        ("KOR", "USA", (1, 0, 0, 1), -3.0),
        ("KOR", "PRK", (1, 0, 0, 0), 2.0),
        ("PRK", "---", (1, 0, 0, 0), 2.0),
        ("PRK", "KOR", (1, 0, 0, 0), 2.0),
    ]


def test_ties_count_an_event_once_a_pair_whoever_acts() -> None:
    rows = [
        row("a", "KOR", "USA"), row("b", "USA", "KOR", quad=4, scale=-8.0),
        # mutual: both ways, counted once
        row("d", "KOR", "PRK"), row("d", "PRK", "KOR"),
        # compound: once with each
        row("e", "USA", "PRK"), row("e", "KOR", "PRK"),
        # no tie: planned, nobody named, unknown, among themselves
        row("f", "KOR", "USA", modality="future"), row("g", "PRK", None), row("h", "---", "USA"), row("i", "KOR", "KOR"),
    ]  # fmt: skip

    found = ties(rows)

    assert [(t.first, t.second, t.quads, t.score) for t in found] == [
        ("KOR", "PRK", (2, 0, 0, 0), 2.0),
        ("KOR", "USA", (1, 0, 0, 1), -3.0),
        ("PRK", "USA", (1, 0, 0, 0), 2.0),
    ]


def position(id: str, holder: str, stance: str, object: str, subject: str | None = None) -> dict[str, Any]:
    return {"position": id, "holder_code": holder, "stance": stance, "object": object, "subject": subject}


POSITIONS = [
    position("1", "KOR", "+", "engagement"),
    position("2", "KOR", "+", "Engagement"),  # the same thing in other case
    position("3", "USA", "-", "engagement"),
    position("4", "USA", "+", "THAAD", "subject:thaad"),
    position("5", "KOR", "+", "the missile shield", "subject:thaad"),  # the same subject in other words
    position("6", "CHN", "-", "THAAD", "subject:thaad"),
    position("6", "CHN", "-", "THAAD", "subject:thaad"),  # the same row twice
    position("7", "USA", "+", "talks"),
    position("8", "USA", "-", "talks"),  # no clear stand
    position("9", "CHN", "+", "talks"),
]


def test_stances_by_thing_and_holder() -> None:
    found = {(s.thing, s.holder): (s.backs, s.opposes, s.sign) for s in stances(POSITIONS)}
    assert found == {
        ("engagement", "KOR"): (2, 0, 1),
        ("engagement", "USA"): (0, 1, -1),
        ("subject:thaad", "USA"): (1, 0, 1),
        ("subject:thaad", "KOR"): (1, 0, 1),
        ("subject:thaad", "CHN"): (0, 1, -1),
        ("talks", "USA"): (1, 1, 0),
        ("talks", "CHN"): (1, 0, 1),
    }
    assert {s.name for s in stances(POSITIONS) if s.thing == "subject:thaad"} == {"THAAD"}


def test_agreement_counts_only_clear_stands() -> None:
    found = {(a.first, a.second): (a.shared, a.same, a.index) for a in agreements(stances(POSITIONS))}
    assert found == {("KOR", "USA"): (2, 1, 0.0), ("CHN", "KOR"): (1, 0, -1.0), ("CHN", "USA"): (1, 0, -1.0)}


def test_nothing_gives_nothing() -> None:
    assert dealings([]) == []
    assert stances([]) == []
    assert agreements([]) == []
