"""A user's own actors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from towhom.actors.dictionaries import petrarch_day, split_code
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.errors import UnreadableError
from towhom.reading import Document

PETRARCH = """# comment
<!-- a comment
     over two lines -->
ELDORIA_ [XEL] ; old style comment
+ELDORIAN_
+NEW ELDORIA

JOHN_Q_EXAMPLE_ # somebody
+JACK_EXAMPLE_
\t[XELELI <19991231]
\t[XELGOV 20000101-071231]
\t[XELOPP >20080101]

NOBODY_SAYS_WHO_
"""

DATED = [
    # before, within and after the dated codes
    ("1995", "ELI"),
    ("2003", "GOV"),
    ("2015", "OPP"),
]


@pytest.mark.parametrize(("date", "sector"), DATED)
def test_petrarch(tmp_path: Path, document: Callable[..., Document], date: str, sector: str) -> None:
    """Synonyms and dated codes of an actor dictionary."""
    path = tmp_path / "own.actors.txt"
    path.write_text(PETRARCH)
    registry = Registry.load(extra=[path])

    mentions = resolve(document("Jack Example met New Eldoria."), [], registry, date=date)

    assert [(mention.actors[0].code, mention.actors[0].sectors[:1]) for mention in mentions] == [
        ("XEL", (sector,)),
        ("XEL", ()),
    ]


def test_csv(tmp_path: Path, document: Callable[..., Document]) -> None:
    """The simplest file: name, code, sector; the user's own goes before the packaged tables."""
    path = tmp_path / "own.csv"
    path.write_text("name,code,sector\nReuters,KEN,BUS\nZorblatt Club,XKX,SOC\n")

    mentions = resolve(document("Reuters sued the Zorblatt Club."), [], Registry.load(extra=[path]))

    assert [(mention.actors[0].code, mention.actors[0].sectors) for mention in mentions] == [
        ("KEN", ("BUS",)),
        ("KOS", ("SOC",)),
    ]


BAD = [
    ("own.csv", "title,code\nX,KOR\n", "needs the columns name and code"),
    ("own.csv", "name,code\nX,Korea\n", "own.csv:2: code 'Korea'"),
    ("own.txt", "X_ [12]\n", "own.txt:1: not a code"),
]


@pytest.mark.parametrize(("name", "text", "message"), BAD)
def test_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    """The message names the file, the line and what is wrong."""
    path = tmp_path / name
    path.write_text(text)

    with pytest.raises(UnreadableError, match=message):
        Registry.load(extra=[path])


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(UnreadableError, match=r"gone\.csv"):
        Registry.load(extra=[tmp_path / "gone.csv"])


CODES = [
    ("USAGOV", ("USA", ("GOV",))),
    # CAMEO's MED are media, PLOVER's are medics
    ("ISRMED", ("ISR", ("JRN",))),
    ("IGOUNO", ("UNO", ())),
    # religions and group codes are dropped
    ("PSEREBHMS", ("PSE", ("REB",))),
    ("PALINS", ("PSE", ("REB",))),
]


@pytest.mark.parametrize(("code", "expected"), CODES)
def test_codes(code: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """CAMEO codes in PLOVER's terms."""
    assert split_code(code) == expected


@pytest.mark.parametrize(("digits", "day"), [("450703", 19450703), ("071231", 20071231), ("18970101", 18970101)])
def test_days(digits: str, day: int) -> None:
    """YYMMDD and YYYYMMDD may stand side by side."""
    assert petrarch_day(digits) == day
