"""Explanations and country codes for the command line."""

from __future__ import annotations

import pytest

from towhom.actors import explain
from towhom.actors.countries import find_code
from towhom.actors.registry import Registry
from towhom.errors import DateError, UnknownActorError

FIRST = [
    ("President Moon", "2017", "person:moon-jae-in"),
    ("President Roh", "1989", "person:roh-tae-woo"),
    ("Secretary of State Kerry", None, "person:john-kerry"),
    ("FSB", None, "org:federal-security-service"),
    ("the United States", None, "country:USA"),
    ("South Korean banks", None, "text:south korean banks@KOR"),
]


@pytest.mark.parametrize(("name", "on", "actor_id"), FIRST)
def test_first(registry: Registry, name: str, on: str | None, actor_id: str) -> None:
    """The likeliest comes first."""
    assert explain(name, on=on, registry=registry)[0].actor.id == actor_id


def test_runners_up(registry: Registry) -> None:
    """In February 1998 one President Kim followed another; the namesakes are shown with their terms."""
    found = explain("President Kim", on="1998", registry=registry)

    assert {"person:kim-dae-jung", "person:kim-young-sam"} <= {entry.actor.id for entry in found[:2]}
    assert len(found) > 3
    assert all("Kim" in entry.reason for entry in found[:2])
    assert [entry.confidence for entry in found] == sorted((entry.confidence for entry in found), reverse=True)


def test_day_decides(registry: Registry) -> None:
    """A day says which of the two."""
    assert explain("President Kim", on="1998-01-15", registry=registry)[0].actor.id == "person:kim-young-sam"
    assert explain("President Kim", on="1999", registry=registry)[0].actor.id == "person:kim-dae-jung"


def test_unknown(registry: Registry) -> None:
    """Nobody of that name, and no date."""
    with pytest.raises(UnknownActorError, match="Zorblatt"):
        explain("Zorblatt", on=None, registry=registry)
    with pytest.raises(DateError, match="someday"):
        explain("President Kim", on="someday", registry=registry)


CODES = [
    ("USA", "USA"),
    ("kor", "KOR"),
    ("north korea", "PRK"),
    ("The Netherlands", "NLD"),
    ("Pyongyang", "PRK"),
    ("UN", "UNO"),
    ("Georgia", "GEO"),
    ("XKX", "KOS"),
    ("USSR", "RUS"),
    ("Côte d'Ivoire", "CIV"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_find_code(text: str, code: str) -> None:
    """Any form of a country's name."""
    assert find_code(text) == code


def test_find_code_suggests() -> None:
    """A misspelt name is refused with near ones."""
    with pytest.raises(UnknownActorError, match=r"Britain \(GBR\)"):
        find_code("Britian")
    with pytest.raises(UnknownActorError):
        find_code("")
