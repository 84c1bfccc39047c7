"""The example corpus: every file is read, with what its format knows, and the quoted incidents stand in it."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from towhom.reading import Document, files

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPUS = EXAMPLES / "corpus"
FORMATS = {".txt": 11, ".html": 4, ".pdf": 2, ".docx": 2, ".csv": 1, ".jsonl": 1, ".parquet": 1}


@cache
def documents() -> dict[str, Document]:
    """Return the documents by file name; a row's by "FILE#ID"."""
    read = [document for path in files.expand([CORPUS]) for document in files.read(path)]
    return {str(document.path).rsplit("/", 1)[-1]: document for document in read}


def incidents() -> list[dict[str, str]]:
    with (EXAMPLES / "incidents.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def folded(text: str) -> str:
    return " ".join(text.split())


def test_all_formats_are_there() -> None:
    suffixes = [path.suffix for path in files.expand([CORPUS])]
    assert {suffix: suffixes.count(suffix) for suffix in suffixes} == FORMATS


def test_every_file_is_read() -> None:
    read = {name.split("#")[0] for name in documents()}
    assert read == {path.name for path in CORPUS.iterdir()}
    for name, document in documents().items():
        assert len(document.sentences) >= 2, name


@pytest.mark.parametrize(
    ("name", "date", "title", "source"),
    [
        # a page with Open Graph metadata
        ("2000-summit.html", "2000-06-15", "Two Kims sign declaration in Pyongyang", "The Peninsula Courier"),
        # a page with its date in JSON-LD only
        ("2005-joint-statement.html", "2005-09-19", "North Korea pledges to abandon nuclear weapons",
         "Pacific Rim Report"),
        ("2017-opinion.html", "2017-11-24", "Pressure alone is half a policy", "Straits Review"),
        ("kedo.html", "2011-05-02", "Korean Peninsula Energy Development Organization", "Handbook of Korean Affairs"),
        # rows of tables
        ("2003-2006-wires.csv#hw-0610b", "2006-10-14", "Council imposes sanctions on North Korea", "Halla Wire"),
        ("2012-2013-notebook.jsonl#nb-01", "2012-02-29", "Leap Day", "Seoul Notebook"),
        ("2017-2018-missiles.parquet#pr-10", "2018-06-12", "Singapore", "Peninsula Record"),
        # formats that know a title but no date
        ("perry-process.docx", None, "The Perry Process: What Worked and What Did Not", None),
        ("banco-delta-asia.pdf", None,
         "Twenty-Five Million Dollars: Banco Delta Asia and the Price of a Shutdown", None),
        # plain text knows nothing
        ("scraped-page.txt", None, None, None),
    ],
)  # fmt: skip
def test_metadata(name: str, date: str | None, title: str | None, source: str | None) -> None:
    document = documents()[name]
    assert (document.date, document.title, document.source) == (date, title, source)


def test_pages_come_without_their_surroundings() -> None:
    for name in ("2000-summit.html", "2005-joint-statement.html", "2017-opinion.html", "kedo.html"):
        text = documents()[name].text.lower()
        for word in ("cookies", "subscribe", "you may also like", "newsletter", "random entry", "reader17"):
            assert word not in text, name


def test_a_concert_in_another_encoding() -> None:
    """The file is Windows-1252: its dashes and quotation marks are not valid UTF-8."""
    with pytest.raises(UnicodeDecodeError):
        (CORPUS / "2008-concert.txt").read_text(encoding="utf-8")
    assert "“Arirang,”" in documents()["2008-concert.txt"].text


@pytest.mark.parametrize("name", ["banco-delta-asia.pdf", "thaad.pdf"])
def test_print_is_undone(name: str) -> None:
    document = documents()[name]
    assert {"page_furniture", "hyphenation"} <= {repair.kind for repair in document.repairs}
    assert "No. 12" not in document.text
    assert "No. 31" not in document.text
    assert "-\n" not in document.text


def test_damage_of_the_scraped_page_is_recorded() -> None:
    document = documents()["scraped-page.txt"]
    kinds = {repair.kind for repair in document.repairs}
    assert kinds >= {"glued_words", "lost_span", "cut_sentence", "info_box", "repeated_line"}
    assert "In January the North left the treaty." in document.text


@pytest.mark.parametrize("name", ["2002-uranium.txt", "2010-two-attacks.txt", "2018-panmunjom.txt", "chronology.txt"])
def test_clean_text_is_left_alone(name: str) -> None:
    document = documents()[name]
    assert not document.repairs
    assert document.text.strip() == (CORPUS / name).read_text(encoding="utf-8").strip()


def test_quotations_of_incidents_stand_in_their_documents() -> None:
    missing = [
        (row["document"], row["quotation"])
        for row in incidents()
        if folded(row["quotation"]) not in folded(documents()[row["document"]].text)
    ]
    assert not missing


def test_incidents_are_told_by_more_than_one_document() -> None:
    tellers: dict[str, set[str]] = defaultdict(set)
    dates: dict[str, set[str]] = defaultdict(set)
    for row in incidents():
        tellers[row["incident"]].add(row["document"])
        dates[row["incident"]].add(row["date"])
    assert len(tellers) >= 25
    assert min(map(len, tellers.values())) >= 2
    assert {len(days) for days in dates.values()} == {1}
