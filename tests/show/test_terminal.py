"""The pages of the terminal: what they say, at any width, with any text."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

import towhom
from doubles import RuleCoder, document, made_up_documents
from towhom.measures import Point, period_of
from towhom.show.bars import ASCII, UNICODE, cells, diverging
from towhom.show.incidents import IncidentList
from towhom.show.listing import EventList
from towhom.show.overview import OverviewPage, overview
from towhom.show.relationship import Deed, relationship
from towhom.show.terminal import Page, amount, folded, when
from towhom.store import Store

TEXT = (
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA. South Korean troops thanked Washington for"
    " THAAD in 2018-06-12. Washington accused South Korea. South Korea will have aided Washington in 2019."
)


def printed(page: Any, *, width: int = 100, encoding: str = "utf-8") -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    Console(file=file, width=width, highlight=False, markup=False, emoji=False).print(page)
    file.flush()
    return file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def filled(store: Store) -> Store:
    store.add_documents([document(TEXT, title="A [bold]title[/bold] \x1b[2J")], coder=RuleCoder())
    return store


def test_a_relationship_says_what_there_is(filled: Store) -> None:
    page = printed(Page(relationship(filled, "USA", "South Korea"), name="k.duckdb"))

    for words in (
        "United States and South Korea",
        "3 events in 1 document; 2017 to 2018; 1 without a usable date; not counted: 1 planned",
        "South Korea → United States  2 events",
        "United States → South Korea  1 event",
        "Moon Jae-in (KOR) → United States  CONSULT:visit +4.0",
        "«thanked»",
        "THAAD",
        "KORUS FTA agreement 1",
    ):
        assert words in page
    assert "aided" not in page, "what was planned is counted, not shown as done"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    store = towhom.open(tmp_path_factory.mktemp("store") / "pages.duckdb")
    store.add_documents(made_up_documents(30), coder=RuleCoder())
    return [
        Page(relationship(store, "USA", "KOR"), name="k"),
        OverviewPage(overview(store), path=Path("k")),
        EventList(store.events(limit=30).rows()),
        IncidentList([store.incident(row["incident"]) for row in store.incidents(order="sources", limit=5)]),
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 140, 250])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_pages_fit_any_width_and_encoding(pages: list[Any], width: int, encoding: str) -> None:
    for page in pages:
        text = printed(page, width=width, encoding="utf-8") if encoding == "utf-8" else printed_ascii(page, width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert "\x1b" not in text


def printed_ascii(page: Any, width: int) -> str:
    """As on a terminal without Unicode: our own signs must exist in ASCII (quotes and dots of texts may not)."""
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace", newline="")
    Console(file=file, width=width, highlight=False, markup=False, emoji=False, safe_box=True).print(page)
    file.flush()
    text = file.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert not [sign for sign in "░█│↔→⋮" if f"\\u{ord(sign):04x}" in text]
    signs = {"\\xab": "<", "\\xbb": ">", "\\u2026": ".", "\\xd7": "x", "\\xb7": ".", "\\u2500": "-"}
    for escape, sign in signs.items():
        text = text.replace(escape, sign)
    return str(text)


def test_text_is_neither_markup_nor_command(store: Store) -> None:
    """Markup of rich and escape sequences in texts and names come out as text."""
    text = "[red]Japan[/red] thanked Washington \x1b[31m for [bold]THAAD[/bold] in 2017."
    store.add_documents([document(text, title="[blink]t[/blink]")], coder=RuleCoder())
    page = printed(Page(relationship(store, "JPN", "USA"), name="[bold]name"), width=200)

    assert "[red]Japan[/red] «thanked» Washington �[31m for [bold]THAAD[/bold]" in page
    assert "[bold]name" in page
    assert "\x1b" not in page


def test_nothing_between_them(filled: Store) -> None:
    page = printed(Page(relationship(filled, "KOR", "CHN"), name="k"))
    assert "No dealings between them in this store." in page


def test_an_empty_store(store: Store) -> None:
    store.add_documents([], coder=RuleCoder())
    assert "0 documents, 0 sentences, 0 events, 0 positions" in printed(OverviewPage(overview(store), path=Path("k")))
    assert printed(EventList([])) == "0 events\n"


BARS = [
    # (verbal up, material up, verbal down, material down), cells an event -> conflict, cooperation
    ((2, 1, 0, 0), 1.0, "", "█░░"),
    ((0, 0, 2, 1), 1.0, "░░█", ""),
    # something is never nothing
    ((0.1, 0, 0, 0.1), 1.0, "█", "░"),
    ((0.01, 0, 0, 0), 1.0, "", ""),
]


@pytest.mark.parametrize(("quads", "scale", "conflict", "cooperation"), BARS)
def test_bars(quads: tuple[float, float, float, float], scale: float, conflict: str, cooperation: str) -> None:
    assert diverging(quads, scale=scale, glyphs=UNICODE) == (conflict, cooperation)


def test_ascii_bars() -> None:
    assert diverging((1, 1, 1, 1), scale=2, glyphs=ASCII) == ("--##", "##--")
    assert cells(0, scale=5) == 0


def test_long_gaps_are_folded() -> None:
    def point(year: int, events: float) -> Point:
        return Point(period=period_of(date(year, 1, 1), by="year"), quads=(events, 0, 0, 0), score=0)

    years = {1994: 1, 1995: 0, 1996: 1, 1997: 0, 1998: 0, 1999: 0, 2000: 1}
    shown = list(folded([point(year, events) for year, events in years.items()]))
    assert [p and p.period.label for p in shown] == ["1994", "1995", "1996", None, "2000"]


WHENS = [
    (None, None, None, "no date"),
    ("2017-07-06", date(2017, 7, 6), date(2017, 7, 6), "2017-07-06"),
    # too long for the column: the years that it spans, open where the text leaves it open
    ("2017-05-10/2017-06-30", date(2017, 5, 10), date(2017, 6, 30), "2017"),
    ("[2017-07,2018-07]", date(2017, 7, 1), date(2018, 7, 31), "2017-2018"),
    ("[2017-01-20..]", date(2017, 1, 20), None, "from 2017"),
    ("[..2022-05-10]", None, date(2022, 5, 10), "up to 2022"),
    ("[XXXX-04,XXXX-05]", None, None, "[XXXX-04,…"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "shown"), WHENS)
def test_when(edtf: str | None, earliest: date | None, latest: date | None, shown: str) -> None:
    deed = Deed(
        event="e", edtf=edtf, earliest=earliest, latest=latest, actors=("A",), recipients=(), reciprocal=False, type="AID",
        modes=(), modality="actual", quad_code=2, score=10.0, confidence=1.0, text="A aids.", start=2, end=6, place="p",
    )  # fmt: skip
    assert when(deed) == shown
    assert len(when(deed)) <= 10


def test_amounts() -> None:
    assert [amount(n) for n in (0, 0.01, 0.25, 1, 2.02, 1234)] == ["", "<0.1", "0.2", "1", "2", "1,234"]
