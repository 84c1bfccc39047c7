"""Files of every kind, folders, globs, and what cannot be read."""

from __future__ import annotations

import io
import json
import os
import random
import time
import zipfile
from pathlib import Path

import docx
import duckdb
import pytest

from towhom.errors import UnreadableError
from towhom.reading import files

TEXT = "Seoul thanked Washington. Pyongyang protested."


def make_pdf(pages: list[list[str]], *, encrypted: bool = False) -> bytes:
    """Return a minimal PDF with one text line below the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = "".join(f"BT /F1 11 Tf 60 {740 - 16 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        box = "/MediaBox [0 0 612 792]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {len(objects)} 0 R /Resources {font} >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    extra = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >>")
        extra = f"/Encrypt {len(objects)} 0 R /ID [<{'43' * 16}> <{'43' * 16}>]"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def test_text(tmp_path: Path) -> None:
    """A text file is one document that knows its path."""
    (tmp_path / "a.txt").write_text(TEXT)
    (read,) = files.read(tmp_path / "a.txt", date="2017")

    assert (read.text, read.date, read.path) == (TEXT, "2017", str(tmp_path / "a.txt"))
    assert len(read.sentences) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Marks and legacy encodings are recognized."""
    text = "Le président a reçu l'envoyé à Genève après la crise. Der Außenminister fuhr nach Köln zurück."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))

    assert next(files.read(tmp_path / "a.txt")).text == text


def test_html(tmp_path: Path) -> None:
    """A page brings its title, date, site and address, and leaves its menu behind."""
    body = "".join(f"<p>Seoul and Washington agreed on point {n} of the plan after long talks.</p>" for n in range(6))
    (tmp_path / "a.html").write_text(
        '<html><head><meta charset="utf-8"><title>Talks end - Example Times</title>'
        '<link rel="canonical" href="https://times.example.com/2017/07/talks-end.html">'
        '<meta property="og:site_name" content="Example Times"><meta property="og:title" content="Talks end">'
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"headline": "Talks end", "datePublished": "2017-07-06"}</script></head><body><nav><a href="/">Home</a> '
        f'<a href="/w">World</a></nav><article><h1>Talks end</h1>{body}</article><footer>About us</footer></body>'
        "</html>"
    )
    (read,) = files.read(tmp_path / "a.html", date="1999")

    assert (read.title, read.date, read.source) == ("Talks end", "2017-07-06", "Example Times")
    assert read.url == "https://times.example.com/2017/07/talks-end.html"
    assert "point 5 of the plan" in read.text
    assert "World" not in read.text
    assert "About us" not in read.text


def test_pdf(tmp_path: Path) -> None:
    """Running heads and page numbers go, parted words and wrapped lines are joined."""
    pages = [
        [
            "Journal of Peace",
            f"The two governments of {name} agreed that they would begin a new coopera-",
            f"tion in the border region {name}.",
            str(number),
        ]
        for number, name in enumerate(("Asia", "Africa", "Europe"), 11)
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf(pages))
    (read,) = files.read(tmp_path / "a.pdf")

    assert "Journal" not in read.text
    assert [s.text for s in read.sentences] == [
        f"The two governments of {name} agreed that they would begin a new cooperation in the border region {name}."
        for name in ("Asia", "Africa", "Europe")
    ]
    assert {"page_furniture", "hyphenation"} <= {r.kind for r in read.repairs}


def test_docx(tmp_path: Path) -> None:
    """Paragraphs and tables come in their order."""
    made = docx.Document()
    made.core_properties.title = "The talks"
    made.add_paragraph("Seoul thanked Washington.")
    row = made.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "Date", "Place"
    made.add_paragraph("Pyongyang protested.")
    made.save(str(tmp_path / "a.docx"))
    (read,) = files.read(tmp_path / "a.docx")

    assert read.title == "The talks"
    assert read.text.split("\n\n") == ["Seoul thanked Washington.", "Date | Place", "Pyongyang protested."]


ROWS = [
    {"ID": "x1", "Text": "Seoul thanked Washington.", "Date": "2017-07-06T10:00:00Z", "Source": "Example Times"},
    {"ID": "x2", "Text": "", "Date": "", "Source": ""},
    {"ID": "x3", "Text": "Pyongyang, again, protested.", "Date": "July 7, 2017", "Source": ""},
]


def write_table(path: Path) -> None:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    elif path.suffix == ".parquet":
        values = ", ".join(str(tuple(row.values())) for row in ROWS)
        duckdb.sql(f'SELECT * FROM (VALUES {values}) t("ID", "Text", "Date", "Source")').write_parquet(str(path))
    else:
        mark = "\t" if path.suffix == ".tsv" else ","
        lines = [mark.join(f'"{value}"' for value in row.values()) for row in ROWS]
        path.write_text("\n".join([mark.join(ROWS[0]), *lines]) + "\n")


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet"])
def test_tables(tmp_path: Path, suffix: str) -> None:
    """Columns are found in any case; rows without text are left out; dates come as EDTF."""
    path = tmp_path / f"rows{suffix}"
    write_table(path)
    read = list(files.read(path))

    assert [d.text for d in read] == [ROWS[0]["Text"], ROWS[2]["Text"]]
    assert [(d.date, d.source, d.path) for d in read] == [
        ("2017-07-06", "Example Times", f"{path}#x1"),
        ("2017-07-07", None, f"{path}#x3"),
    ]


def test_columns_by_option(tmp_path: Path) -> None:
    """Other names are given; a wrong one is refused by name."""
    (tmp_path / "a.csv").write_text("Story;When\nSeoul agreed.;2017\n")

    (read,) = files.read(tmp_path / "a.csv", columns={"text": "story", "date": "When"})
    assert (read.text, read.date) == ("Seoul agreed.", "2017")
    with pytest.raises(UnreadableError, match=r"no column 'Body'; it has: Story, When"):
        next(files.read(tmp_path / "a.csv", columns={"text": "Body"}))


def test_tables_are_streamed(tmp_path: Path) -> None:
    """The first row comes before the last is looked at."""
    with (tmp_path / "a.jsonl").open("w") as out:
        out.writelines(json.dumps({"text": f"Row {n}."}) + "\n" for n in range(200_000))
    started = time.perf_counter()

    assert next(files.read(tmp_path / "a.jsonl")).text == "Row 0."
    assert time.perf_counter() - started < 1


def test_bad_lines_are_reported_behind_the_good_ones(tmp_path: Path) -> None:
    """Rows that can be read are; then the file is named with the first bad line."""
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\nnot json\n{"text": "Two."}\n')
    reading = files.read(tmp_path / "a.jsonl")

    assert [next(reading).text, next(reading).text] == ["One.", "Two."]
    with pytest.raises(UnreadableError, match=r"a\.jsonl: 1 of 3 lines .* line 2"):
        next(reading)


NOISE = random.Random(7).randbytes(4000)
BAD = [
    ("empty.txt", b"", "empty file"),
    ("blank.txt", b" \n\n ", "no text"),
    ("noise.txt", NOISE, "binary"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "binary"),
    ("cut.pdf", make_pdf([["Some text."]])[:200], "truncated or damaged PDF"),
    ("locked.pdf", make_pdf([["Some text."]], encrypted=True), "encrypted PDF"),
    ("scan.pdf", make_pdf([[]]), "no text in this PDF"),
    ("noise.docx", NOISE, "not a Word document"),
    ("old.docx", b"\xd0\xcf\x11\xe0" + NOISE, "encrypted or old"),
    ("noise.html", b"\0" * 50 + NOISE, "binary"),
    ("empty.html", b"<html><body></body></html>", "no text in this HTML page"),
    ("table.csv", b"id,when\n1,2017\n", "no text column; it has: id, when"),
    ("head.csv", b"id,when\n", "no text column"),
    ("table.jsonl", b'{"id": 1}\n', "no text column"),
    ("noise.csv", b"\0\1\2\3" * 99, "binary"),
    ("noise.parquet", NOISE, "not a readable Parquet file"),
    ("sheet.xlsx", b"x", "unknown kind of file '.xlsx'"),
    ("README", b"x", "without an extension"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD)
def test_bad_files(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """The error names the file and the reason, in one line."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        list(files.read(tmp_path / name))

    message = str(caught.value)
    assert message.startswith(str(tmp_path / name))
    assert reason in message
    assert "\n" not in message


def test_zip_that_is_no_docx(tmp_path: Path) -> None:
    """Being a zip is not enough."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableError, match="not a Word document"):
        list(files.read(tmp_path / "a.docx"))


def test_missing_and_forbidden(tmp_path: Path) -> None:
    """A path with nothing there, and one that may not be read."""
    with pytest.raises(UnreadableError, match=r"none\.txt: no such file"):
        files.expand([tmp_path / "none.txt"])
    locked = tmp_path / "locked.txt"
    locked.write_text(TEXT)
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UnreadableError, match="permission denied"):
        list(files.read(locked))


def test_nul_bytes_and_wrong_bytes(tmp_path: Path) -> None:
    """Single odd bytes cost neither the file nor the words around them."""
    (tmp_path / "a.txt").write_bytes(b"Seoul thanked\0 Washington.\n\nTokyo \xff agreed with Seoul on the plan.")
    (read,) = files.read(tmp_path / "a.txt")

    assert "Seoul thanked Washington." in read.text
    assert "agreed with Seoul" in read.text


def test_one_long_line(tmp_path: Path) -> None:
    """A line of 5 MB is read in seconds and cut into sentences (50 MB: docs/reading.md)."""
    (tmp_path / "a.txt").write_text("Seoul and Tokyo " * 320_000)
    started = time.perf_counter()
    (read,) = files.read(tmp_path / "a.txt")

    assert time.perf_counter() - started < 20
    assert all(len(s.text) <= 2000 for s in read.sentences)


def test_expand(tmp_path: Path) -> None:
    """Folders are searched to the bottom and in order, globs matched, doubles dropped, hidden files left out."""
    for name in ("b.txt", "a/z.csv", "a/y.html", "c.xyz", ".hidden/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    inside = [tmp_path / "a" / "y.html", tmp_path / "a" / "z.csv", tmp_path / "b.txt"]

    assert files.expand([tmp_path]) == inside
    assert files.expand([tmp_path / "*.txt", tmp_path / "b.txt", tmp_path]) == [inside[2], *inside[:2]]
    assert files.expand([tmp_path / "c.xyz"]) == [tmp_path / "c.xyz"]  # named outright: read says what is wrong


def test_expand_finds_nothing(tmp_path: Path) -> None:
    """A folder or glob without a readable file is an error that names it."""
    (tmp_path / "c.xyz").write_text("x")
    with pytest.raises(UnreadableError, match="no readable file in this folder"):
        files.expand([tmp_path])
    with pytest.raises(UnreadableError, match=r"\*\.pdf: no readable file matches"):
        files.expand([tmp_path / "*.pdf"])


def test_info_box_of_a_page_is_lines(tmp_path: Path) -> None:
    """A row of a name and a value is a line without bars; the line under a table's head goes."""
    rows = "<tr><th>Founded</th><td>9 March 1995</td></tr><tr><th>Seat</th><td>New York</td></tr>"
    prose = "<p>The agency was founded by three governments in order to build two reactors in the North.</p>" * 3
    path = tmp_path / "box.html"
    path.write_text(f"<html><body><article><h1>Agency</h1>{prose}<table>{rows}</table></article></body></html>")
    (read,) = files.read(path)

    assert "Founded: 9 March 1995" in [s.text for s in read.sentences]
    assert "|" not in read.text


def test_a_field_that_only_later_lines_have(tmp_path: Path) -> None:
    """Lines of JSON leave out what is not known; the date of the second must not be lost with it."""
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two.", "date": "2017-07-06"}\n{"text": "Three."}\n')
    assert [document.date for document in files.read(tmp_path / "a.jsonl")] == [None, "2017-07-06", None]
