"""Whatever a document holds is shown as text: in every page, and in files that others open."""

from __future__ import annotations

import csv
import io
import re

import pytest
from explorer_checks import ABOUT, HOSTILE, SCRIPT, check, parse
from starlette.testclient import TestClient

BIGGEST = 700_000  # bytes of a page, whatever the documents hold


def addresses(client: TestClient) -> list[str]:
    """All kinds of pages, and every document, event and subject of the hostile store."""
    documents = client.get("/api/documents").json()["tables"]["documents"]
    events = client.get("/api/events?order=text").json()["tables"]["events"]
    found = ["/", "/events", "/actors", "/subjects", "/positions", "/documents", "/about", "/between/USA/PRK"]
    found += ["/search?q=THAAD", "/search?q=script", "/search?q=alert", "/actor/USA", "/subject/subject:thaad"]
    found += [f"/document/{row['document']}" for row in documents]
    found += [f"/document/{row['document']}?as=raw" for row in documents]
    found += [f"/event/{row['event']}" for row in events[:10]]
    return found


def test_documents_are_text_on_every_page(hostile: TestClient) -> None:
    for address in addresses(hostile):
        answer = hostile.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) < BIGGEST, address
        page = check(answer.text)
        scripts = [each.get("src") for each in page.iter("script")]
        assert scripts == ["/static/theme.js", "/static/explorer.js"], address
        assert not [*page.iter("svg"), *page.iter("iframe"), *page.iter("object"), *page.iter("embed")], address
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f‪-‮⁦-⁩]", answer.text), address
        for link in page.iter("a"):
            assert re.match(r"[/#?]|https?://", link.get("href", "")), (address, link.get("href"))
        assert "49" not in "".join(page.find(".//h1").itertext())  # {{7*7}}


def test_hostile_words_can_be_read(hostile: TestClient) -> None:
    """They are not dropped either: the page's text has them as they were written."""
    text = "".join(parse(hostile.get("/documents").text).itertext())
    for words in (SCRIPT, "{{7*7}}", "'; DROP TABLE events; --", '=HYPERLINK("http://evil.example";"x")'):
        assert words in text


ECHOES = [
    "/search?q={}",
    "/events?about={}",
    "/events?since={}",
    "/actor/{}",
    "/event/{}",
    "/document/{}",
    "/{}",
    "/positions?about={}",
]


@pytest.mark.parametrize("address", ECHOES)
def test_addresses_are_text_too(hostile: TestClient, address: str) -> None:
    """What stands in the address comes back as text, if at all."""
    from urllib.parse import quote

    for words in (SCRIPT, " ".join(HOSTILE[1:5]), " ".join(HOSTILE[5:])):
        answer = hostile.get(address.format(quote(words.replace("\x00", ""), safe="")))
        assert answer.status_code in (200, 400, 404)
        check(answer.text)
        assert SCRIPT not in answer.text


def test_spreadsheets_run_nothing(hostile: TestClient) -> None:
    csv.field_size_limit(2_000_000)
    for table, address in (("documents", "/documents.csv"), ("events", "/events.csv"), ("subjects", "/subjects.csv")):
        rows = list(csv.reader(io.StringIO(hostile.get(address).text)))
        assert len(rows) > 1, table
        for row in rows[1:]:
            for cell in row:
                assert not re.match(r"\s*[=@]|[\t\r]|[+\-](?![\d.]|$|-)", cell), cell[:50]


def test_no_sql_from_outside(hostile: TestClient) -> None:
    before = hostile.get("/api/").json()["totals"]
    for words in (
        "'; DROP TABLE events; --",
        "x' OR '1'='1",
        '"',
        "%",
        "*",
        "AND OR NOT",
        '"unclosed',
        "a* b*",
        "NEAR(a b)",
    ):
        for name in ("q", "about", "actor", "document", "type", "order", "context", "since"):
            assert hostile.get("/search" if name == "q" else "/events", params={name: words}).status_code in (
                200,
                400,
                404,
            )
    assert hostile.get("/api/").json()["totals"] == before
    assert hostile.get("/api/events", params={"about": "x' OR '1'='1"}).json()["rows"] == 0


def test_search_finds_and_marks(hostile: TestClient) -> None:
    page = parse(hostile.get("/search?q=accusing").text)  # another form of the word
    marked = {"".join(each.itertext()) for each in page.iter("mark")}
    assert marked == {"accused"}
    assert ABOUT.strip() in "".join(page.itertext())
