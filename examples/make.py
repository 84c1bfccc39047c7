"""Build the Word, PDF and Parquet files of examples/corpus from their sources.

    pip install python-docx duckdb fpdf2 pyphen
    python examples/make.py

The built files are committed; fpdf2 and pyphen are needed here only. Same sources and same versions of the
packages give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import duckdb
import pyphen
from fpdf import FPDF

HERE = Path(__file__).parent
SOURCES, CORPUS = HERE / "sources", HERE / "corpus"
WORD = ("perry-process", "alliance-lecture")
PRINT = {
    "banco-delta-asia": "Papers on Sanctions and Statecraft, No. 12",
    "thaad": "Northeast Asia Security Notes, No. 31",
}
TABLES = ("2017-2018-missiles",)
WRITTEN = datetime(2020, 1, 1, tzinfo=UTC)
PAGE = (148.0, 210.0)  # A5, in millimetres
SHORTEST_PARTED = 7  # letters of a word that may be parted at the end of a line


def main() -> None:
    """Build all."""
    for name in WORD:
        (CORPUS / f"{name}.docx").write_bytes(word(name))
    for name, head in PRINT.items():
        (CORPUS / f"{name}.pdf").write_bytes(printed(name, head))
    for name in TABLES:
        parquet(name)


def blocks(name: str) -> Iterator[str]:
    """Yield the paragraphs of a source: the title first, headings with "# " before them."""
    yield from (SOURCES / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")


def word(name: str) -> bytes:
    """Return a Word document with title, headings and paragraphs."""
    title, *rest = blocks(name)
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "towhom examples"
    document.core_properties.created = document.core_properties.modified = WRITTEN
    document.add_heading(title, level=0)
    for block in rest:
        if block.startswith("# "):
            document.add_heading(block[2:], level=1)
        else:
            document.add_paragraph(block)
    made = io.BytesIO()
    document.save(made)
    return _same_times(made)


def _same_times(made: io.BytesIO) -> bytes:
    """Pack a Word document again with one time for all its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            info = zipfile.ZipInfo(part, WRITTEN.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return packed.getvalue()


class Booklet(FPDF):
    """Small pages with a running head and page numbers."""

    def __init__(self, head: str) -> None:
        super().__init__(format=PAGE)
        self.head = head

    def header(self) -> None:
        self.set_font("Helvetica", "I", 8)
        self.cell(0, 8, self.head, align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Helvetica", "", 8)
        self.cell(0, 8, f"- {self.page_no()} -", align="C")


def printed(name: str, head: str) -> bytes:
    """Return a PDF with running heads, page numbers and words parted at line ends."""
    title, *rest = blocks(name)
    booklet = Booklet(head)
    booklet.set_title(title)
    booklet.set_creation_date(WRITTEN)
    booklet.set_auto_page_break(True, margin=20)
    booklet.add_page()
    booklet.set_font("Times", "B", 15)
    booklet.multi_cell(0, 8, title, align="L", new_x="LMARGIN", new_y="NEXT")
    for block in rest:
        booklet.ln(3)
        if block.startswith("# "):
            booklet.set_font("Times", "B", 12)
            booklet.multi_cell(0, 6, block[2:], align="L", new_x="LMARGIN", new_y="NEXT")
        else:
            booklet.set_font("Times", "", 11)
            booklet.multi_cell(0, 5.2, _parted(block), align="J", new_x="LMARGIN", new_y="NEXT")
    return bytes(booklet.output())


def _parted(block: str) -> str:
    """Return a paragraph with soft hyphens where long words may be parted."""
    syllables = pyphen.Pyphen(lang="en_US")
    words = block.split(" ")
    return " ".join(
        syllables.inserted(word, "\xad") if len(word) >= SHORTEST_PARTED and word.isalpha() else word for word in words
    )


def parquet(name: str) -> None:
    """Write a Parquet table from JSON Lines."""
    source, target = SOURCES / f"{name}.jsonl", CORPUS / f"{name}.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_json_auto('{source}')) TO '{target}' (FORMAT parquet)")


if __name__ == "__main__":
    main()
