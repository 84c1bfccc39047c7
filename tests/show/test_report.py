"""The report: its numbers are the store's, its file stands alone, its texts are text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest

import towhom
from doubles import RuleCoder, document, made_up_documents
from towhom import cli
from towhom.show import report as reports
from towhom.show.report.dates import PRECISIONS, in_words, precision
from towhom.show.report.markdown import escape
from towhom.show.report.summary import summary
from towhom.show.report.writing import ReportError, shorter, written
from towhom.store import Store

HOSTILE = (
    "Washington thanked South Korea for THAAD <script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7 * 7 }} "
    "<svg onload=alert(3)> \u202eevil\u202c [click](javascript:alert(4)) `code` | cell | https://evil.example/ in 2017-07."
)
TITLE = "</title><h1>Taken over</h1> \u202e" + "A" * 1_000_000
VOID = {"meta", "img", "br", "hr", "link", "input", "path", "rect", "line"}


class Page(HTMLParser):
    """What a browser would make of a page: tags, attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = towhom.open(tmp_path_factory.mktemp("report") / "made up.duckdb")
    store.add_documents(made_up_documents(40), coder=RuleCoder())
    return store


@pytest.fixture(scope="module")
def content(filled: Store) -> reports.Content:
    return reports.gather(filled, "USA", "South Korea")


@pytest.fixture(scope="module")
def page(content: reports.Content) -> str:
    return reports.html(content)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the charts out of pages, for tests that are not about them: drawing takes seconds."""
    monkeypatch.setattr("towhom.show.report.page.svg", lambda figure, theme: '<svg role="img" aria-label="x"></svg>')


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> reports.Content:
    store = towhom.open(tmp_path_factory.mktemp("report") / "<b>bad.duckdb")
    store.add_documents([document(HOSTILE, title=TITLE, url="javascript:alert(5)", path="=cmd|x")], coder=RuleCoder())
    return reports.gather(store, "USA", "KOR")


def test_its_numbers_are_the_stores(filled: Store, content: reports.Content, page: str) -> None:
    sql = """SELECT count(DISTINCT event) AS n, count(DISTINCT document) AS documents
             FROM events_flat WHERE modality IN ('actual', 'historical')
             AND ((actor_code = 'USA' AND recipient_code = 'KOR') OR (actor_code = 'KOR' AND recipient_code = 'USA'))"""
    expected = filled.sql(sql).rows()[0]
    sentences = summary(content)

    assert sentences[0].startswith(
        f"{expected['n']} events between them took place by the account of {expected['documents']} of the store's 40 documents"
    )
    assert sum(content.found.quads.values()) == expected["n"] == len(content.events)
    assert sum(number for _, number in content.exactness) == expected["n"]
    assert len(content.spans) == content.found.incidents <= expected["n"]
    assert sum(each.backs + each.opposes for each in content.stances) == len(content.positions)
    text = Page(page).text
    for sentence in sentences:
        assert sentence in text


def test_counted_sentences(content: reports.Content) -> None:
    """Every number of the summary is a sum of what the report tells one by one."""
    sentences = " ".join(summary(content))
    for quad, name in ((1, "cooperation in words"), (4, "conflict in deeds")):
        number = sum(event.quad_code == quad for event in content.events)
        assert f"{number} of {name}" in sentences
    days = sum(event.exact == PRECISIONS[0] for event in content.events)
    assert f"{days} to the day" in sentences
    mutual = sum(event.reciprocal for event in content.events)
    assert f"{mutual} events of these are mutual" in sentences


def test_every_event_has_its_sentence_document_date_and_offsets(content: reports.Content, filled: Store) -> None:
    texts = {row["document"]: filled.document(row["document"])["text"] for row in filled.documents()}
    for event in content.events:
        quoted = event.quotation
        source = content.sources[quoted.source - 1]
        assert source.number == quoted.source
        assert texts[source.document][quoted.start : quoted.end] == quoted.words
        assert quoted.before + quoted.words + quoted.after in texts[source.document]


def test_the_file_stands_alone(page: str) -> None:
    """Nothing is fetched, nothing runs: no scripts, links inside the file only, one style sheet that the policy names."""
    read = Page(page)
    for attributes in [attributes for _, attributes in read.tags]:
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in ("src", "href", "xlink:href", "action", "data", "poster", "srcset"):
                assert value.startswith("#"), value
    assert not read.all("script", "iframe", "object", "embed", "form", "base", "link", "img")
    policy = next(a["content"] for a in read.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "@import" not in page
    assert "url(" not in page


def test_links_inside_lead_somewhere(page: str) -> None:
    read = Page(page)
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in read.all("a")} <= set(ids)


def test_headings_tables_and_pictures_can_be_heard(page: str) -> None:
    read = Page(page)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))  # noqa: RUF007
    assert len(read.all("caption")) == len(read.all("table"))
    assert all(a.get("scope") in ("col", "row") for a in read.all("th"))
    assert all(a.get("role") == "img" and a.get("aria-label") for a in read.all("svg"))
    assert read.all("html")[0]["lang"] == "en"


def test_the_same_store_gives_the_same_file(filled: Store, page: str, tmp_path: Path) -> None:
    filled.close()
    copy = towhom.open(shutil.copy(filled.path, tmp_path))
    assert reports.html(reports.gather(copy, "USA", "South Korea")) == page


def test_texts_are_text_in_html(hostile: reports.Content) -> None:
    page = reports.html(hostile)
    read = Page(page)
    assert not read.all("script", "img", "iframe", "form", "b")
    assert len(read.all("h1")) == 1
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in read.text, "it is shown, not dropped"
    assert "{{ 7 * 7 }}" in read.text
    assert not re.search("[\u202a-\u202e\x00-\x08\x0b-\x1f]", page)
    assert len(page) < 200_000, "a title of a megabyte is cut"


def test_texts_are_text_in_markdown(hostile: reports.Content) -> None:
    text = written(hostile, format="md").decode()
    assert not re.search(r"(?<!\\)<", text)
    assert "\\[click\\](javascript:alert(4))" in text
    assert "https:\\/\\/evil" in text
    assert "\\| cell \\|" in text
    assert "\u202e" not in text


ESCAPES = [
    ("plain words, 2.5 – and more.", "plain words, 2.5 – and more."),
    ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
    ("<b> &amp; | \\", "\\<b\\> \\&amp; \\| \\\\"),
    ("![i](u) [a](b)", "\\!\\[i\\](u) \\[a\\](b)"),
    # beginnings of headings, lists, rules
    ("# head", "\\# head"),
    ("1. one", "1\\. one"),
    ("2) two", "2\\) two"),
    ("- item", "\\- item"),
    ("=====", "\\====="),
    # addresses become no links
    ("see http://x.org and WWW.x.org", "see http:\\/\\/x.org and WWW\\.x.org"),
]


@pytest.mark.parametrize(("text", "escaped"), ESCAPES)
def test_markdown_escapes(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_nothing_between_them(filled: Store, undrawn: None) -> None:
    for format in ("html", "md"):
        text = written(reports.gather(filled, "CHN", "FRA"), format=format).decode()
        assert "tell of no dealings between them that took place" in text
        assert "No events." in text


def test_what_is_not_quoted_is_counted(filled: Store, content: reports.Content, undrawn: None) -> None:
    few = reports.gather(filled, "USA", "KOR", most=2)
    assert len(few.events) == 2
    assert few.events_left_out == len(content.events) - 2
    strengths = sorted((abs(event.score) for event in content.events), reverse=True)
    assert sorted((abs(event.score) for event in few.events), reverse=True) == strengths[:2]
    text = Page(reports.html(few)).text
    assert f"The 2 events with the strongest scores are told here; {few.events_left_out} more are in the store" in text
    assert 'towhom events made up.duckdb --between "USA" "KOR" --format csv' in text
    assert summary(few) == summary(content), "cutting changes no figure"


def test_a_report_never_outgrows_a_mail(content: reports.Content) -> None:
    """What would be too large quotes less, and says so."""
    whole = written(content, format="md")
    cut = written(content, format="md", largest=len(whole) - 1)
    assert len(cut) < len(whole)
    assert "more are in the store" in cut.decode()
    once = shorter(content)
    assert len(once.events) + once.events_left_out == len(content.events)


def test_the_longest_sentences_stay_under_five_megabytes(content: reports.Content, undrawn: None) -> None:
    """A thousand events with sentences as long as they may be, of signs that HTML writes with five."""
    event = content.events[0]
    long = replace(event.quotation, before="&" * 300, words="'" * 300, after="\U0001f600" * 300)
    many = tuple(replace(event, number=n, id=f"event:{n}", quotation=long) for n in range(1, 3_001))
    file = written(replace(content, events=many, positions=()), format="html")
    assert len(file) < 5_000_000


DATES = [
    (None, None, "no date", "not at all"),
    (date(2017, 7, 6), date(2017, 7, 6), "6 July 2017", "to the day"),
    (date(2017, 7, 1), date(2017, 7, 31), "July 2017", "to the month"),
    (date(2017, 1, 1), date(2017, 12, 31), "2017", "to the year"),
    (date(2016, 1, 1), date(2017, 12, 31), "between 2016 and 2017", "within ten years"),
    (date(2017, 1, 20), date(2017, 6, 30), "between 20 January 2017 and June 2017", "to the year"),
    (date(2017, 7, 1), date(2017, 7, 5), "between July 2017 and 5 July 2017", "to the month"),
    (date(2017, 1, 20), None, "from 20 January 2017", "open or longer than ten years"),
    (None, date(2022, 5, 10), "up to 10 May 2022", "open or longer than ten years"),
    (date(1953, 7, 27), date(2017, 7, 27), "between 27 July 1953 and 27 July 2017", "open or longer than ten years"),
]


@pytest.mark.parametrize(("earliest", "latest", "shown", "exact"), DATES)
def test_dates(earliest: date | None, latest: date | None, shown: str, exact: str) -> None:
    assert in_words(earliest, latest) == shown
    assert precision(earliest, latest) == exact


@pytest.mark.skipif(find_spec("typst") is None, reason="needs the extra pdf")
def test_pdf(hostile: reports.Content) -> None:
    """Typst sets it, texts are text, and the same content gives the same bytes."""
    import pypdfium2

    file = written(hostile, format="pdf")
    opened = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    opened.close()
    assert file.startswith(b"%PDF-")
    assert written(hostile, format="pdf") == file
    assert "<script>alert(1)</script>" in text
    assert "Made" not in text[:20]


def test_pdf_without_its_extra(content: reports.Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towhom.show.report.pdf.find_spec", lambda name: None)
    with pytest.raises(towhom.errors.TowhomError, match=r'pip install "towhom\[pdf\]"'):
        written(content, format="pdf")


def test_unknown_format(content: reports.Content) -> None:
    with pytest.raises(ReportError, match="known: html, md, pdf"):
        written(content, format="docx")


NAMES = [("r.html", "html"), ("r.MD", "md"), ("r.markdown", "md"), ("r.pdf", "pdf"), ("r.txt", "html"), ("r", "html")]


@pytest.mark.parametrize(("name", "format"), NAMES)
def test_format_by_name(name: str, format: str) -> None:
    assert reports.format_of(Path(name)) == format


def test_the_command_writes_a_whole_file(
    filled: Store, content: reports.Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report.md"
    command = ["towhom", "report", str(filled.path), "--between", "USA", "South Korea", "-o", str(out)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    assert out.read_bytes() == written(content, format="md")
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_charts_are_not_loaded_before_they_are_needed() -> None:
    """`import towhom` and the command line cost no Altair."""
    script = "import sys, json, towhom, towhom.cli; print(json.dumps([m for m in ('altair', 'vl_convert', 'networkx') if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=120)
    assert json.loads(done.stdout) == []
