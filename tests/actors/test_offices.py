"""Offices by date, bodies that change, and whom a title fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from towhom.actors import explain
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.errors import UnknownActorError
from towhom.reading import Document

Build = Callable[..., Document]

FIRST = [
    # name, date, id, office, remark
    ("President Kim", "1998", "person:kim-dae-jung", "President", "ten months of the year, not two"),
    ("President Kim", "1998-01", "person:kim-young-sam", "President", "the month before"),
    ("Chinese foreign minister", "2019", "person:wang-yi", "Foreign Minister", "an office without a name"),
    ("president of France", "2010", "person:nicolas-sarkozy", "President", "the country behind"),
    ("US secretary of state", "1994", "person:warren-christopher", "Secretary of State", "an office of one country only"),
    ("UN Secretary-General", "2012", "person:ban-ki-moon", "Secretary-General", "no state's"),
    ("President Putin", "2010", "person:vladimir-putin", "Prime Minister", "the office that he held then"),
    ("Park", "1972", "person:park-chung-hee", "President", "a surname alone, by date"),
    ("Park", "2014", "person:park-geun-hye", "President", "the same forty years on"),
    ("Lee", "1995", "person:lee-teng-hui", "President", "the chairman of a firm leads no state"),
    ("Rocket Man", "2018", "person:kim-jong-un", "Supreme Leader", "a nickname"),
    ("Brussels", None, "org:european-union", None, "as a sentence without Belgium is read"),
    ("Congress", None, "org:us-congress", None, "of two unsure ones Washington's"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "on", "actor", "office", "remark"), FIRST)
def test_first(registry: Registry, name: str, on: str | None, actor: str, office: str | None, remark: str) -> None:
    """The likeliest answer and the office held at the time."""
    first = explain(name, on=on, registry=registry)[0].actor

    assert (first.id, first.office) == (actor, office), remark


def test_two_holders_of_a_year(registry: Registry) -> None:
    """Both presidents of 2017, who held it longer first."""
    found = explain("South Korean president", on="2017", registry=registry)

    assert [entry.actor.id for entry in found[:2]] == ["person:moon-jae-in", "person:park-geun-hye"]
    assert found[0].confidence > found[1].confidence


@pytest.mark.parametrize(("on", "sectors"), [("2000", ("GOV",)), ("2010", ("REB",)), ("2022", ("GOV",))])
def test_sectors_change(registry: Registry, on: str, sectors: tuple[str, ...]) -> None:
    """The Taliban governed, fought, and govern again."""
    assert explain("Taliban", on=on, registry=registry)[0].actor.sectors == sectors


def test_near_names(registry: Registry) -> None:
    """A slip of the pen is answered with what is written nearly so."""
    with pytest.raises(UnknownActorError, match="did you mean Moon Jae-in"):
        explain("Moon Jea-in", registry=registry)


OFFICES = [
    # sentence, date, words, actor, remark
    ("The Chinese foreign minister protested.", "2019-07", "Chinese foreign minister", "person:wang-yi", "sole holder"),
    ("The South Korean president spoke.", "2017", "South Korean president", None, "two in the year"),
    ("The South Korean president spoke.", "2017-07-06", "South Korean president", "person:moon-jae-in", "one on the day"),
    ("The Chinese foreign minister protested.", None, "Chinese foreign minister", None, "no date"),
    ("Former Japanese prime ministers met.", "2015", "Former Japanese prime ministers", None, "no longer in office"),
    ("A Japanese deputy foreign minister left.", "2015", "Japanese deputy foreign minister", None, "another office"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "words", "actor", "remark"), OFFICES)
def test_holder_in_a_document(
    registry: Registry, document: Build, text: str, date: str | None, words: str, actor: str | None, remark: str
) -> None:
    """An office with a country is its holder where the time leaves only one."""
    found = [mention for mention in resolve(document(text), [], registry, date=date) if mention.text == words]
    ids = [one.id for one in found[0].actors]

    assert ids == [actor] if actor else not any(one.startswith("person:") for one in ids), remark
