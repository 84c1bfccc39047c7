"""Every page in every format: it answers, is valid HTML, has what a reader needs, and its links lead somewhere."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urljoin, urlsplit

import duckdb
import pytest
from explorer_checks import check, parse
from starlette.testclient import TestClient

PAGES = [
    "/",
    "/between/USA/PRK",
    "/between/USA/KOR?since=2017&by=month",
    "/between/North%20Korea/person:moon-jae-in",
    "/events",
    "/events?between=USA&between=PRK&type=ACCUSE&order=score",
    "/events?actor=KOR&page=2",
    "/events?about=subject:thaad&since=1990",
    "/actors",
    "/actor/KOR",
    "/actor/person:moon-jae-in",
    "/subjects",
    "/subjects?kind=weapon",
    "/subject/subject:thaad",
    "/positions",
    "/incidents",
    "/incidents?between=USA&min_sources=1&order=date",
    "/documents",
    "/search",
    "/search?q=accused",
    "/about",
    "/docs",
]
# tables that a page shows, and under which name
TABLES = [
    ("/", "dyads"),
    ("/", "actors"),
    ("/", "subjects"),
    ("/between/USA/PRK", "periods"),
    ("/between/USA/PRK", "types"),
    ("/events", "events"),
    ("/actor/KOR", "dealings"),
    ("/actor/KOR", "acts"),
    ("/actors", "actors"),
    ("/subjects", "subjects"),
    ("/subject/subject:thaad", "events"),
    ("/subject/subject:thaad", "mentions"),
    ("/positions", "positions"),
    ("/documents", "documents"),
    ("/incidents", "incidents"),
    ("/search?q=accused", "sentences"),
    ("/about", "runs"),
]


def first(client: TestClient, address: str, pattern: str) -> str:
    """The first link of a page that fits."""
    found = re.search(f'href="({pattern})"', client.get(address).text)
    assert found, (address, pattern)
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_valid_and_usable(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    check(answer.text)


def test_the_way_from_a_number_to_its_sentence(client: TestClient) -> None:
    """Store, dyad, events, event, the sentence in its document: each is a link of the one before."""
    dyad = first(client, "/", r"/between/[^\"?]+")
    events = first(client, dyad, r"/events\?[^\"]+type=[^\"]+")
    event = first(client, events, r"/event/[^\"]+")
    place = first(client, event, r"/document/[^\"]+#event-[^\"]+")
    for address in (dyad, events, event, place):
        check(client.get(address).text)
    page = parse(client.get(place).text)
    anchor = place.partition("#")[2]
    marked = [each for each in page.iter("span") if each.get("id") == anchor]
    assert len(marked) == 1


def test_every_link_of_the_pages_leads_somewhere(client: TestClient) -> None:
    seen: set[tuple[str, int, str]] = set()
    for address in [
        *PAGES,
        first(client, "/events", r"/event/[^\"]+"),
        first(client, "/documents", r"/document/[^\"]+"),
    ]:
        page = parse(client.get(address).text)
        for link in page.iter("a"):
            to = urljoin(address, link.get("href", "")).partition("#")[0]
            parts = urlsplit(to)  # one of each shape
            kind = (
                parts.path.partition("/")[2].partition("/")[0],
                parts.path.count("/"),
                re.sub(r"=[^&]*", "", parts.query),
            )
            if to.startswith("/") and kind not in seen:
                seen.add(kind)
                assert client.get(to).status_code == 200, (address, to)
    assert len(seen) > 25


def test_counts_are_the_number_of_records_behind_them(client: TestClient) -> None:
    """A count of the first page and of the dyad's is the number of events that its link gives."""
    for row in client.get("/api/").json()["tables"]["dyads"][:6]:
        pair = f"between={row['actor_code']}&between={row['recipient_code']}&directed=true&modality=actual,historical"
        assert client.get(f"/api/events?{pair}").json()["events_found"] == row["events"]
        for quad, name in enumerate(
            ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"), 1
        ):
            assert client.get(f"/api/events?{pair}&quad={quad}").json()["events_found"] == row[name]
    told = client.get("/api/between/USA/PRK").json()
    found = client.get("/api/events?between=USA&between=PRK&modality=actual,historical").json()
    assert told["events"] == found["events_found"]
    for row in told["tables"]["types"]:
        way = ("USA", "PRK") if row["actor"] == told["first"] else ("PRK", "USA")
        asked = f"between={way[0]}&between={way[1]}&directed=true&modality=actual,historical&type={row['type']}"
        assert client.get(f"/api/events?{asked}").json()["events_found"] == row["events"]


@pytest.mark.parametrize(("address", "table"), TABLES)
def test_tables_in_all_formats(client: TestClient, address: str, table: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The same rows as JSON, CSV, JSON Lines and Parquet; JSON under /api too."""
    ask = address + ("&" if "?" in address else "?") + f"table={table}&format="
    rows = client.get(ask + "json").json()
    assert rows
    got = client.get(ask + "csv")
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in got.headers["content-disposition"]
    assert len(list(csv.DictReader(io.StringIO(got.text)))) == len(rows)
    assert next(iter(csv.DictReader(io.StringIO(got.text)))).keys() == rows[0].keys()
    (tmp_path / "t.parquet").write_bytes(client.get(ask + "parquet").content)
    kept = duckdb.sql(f"SELECT * FROM '{tmp_path / 't.parquet'}'")
    assert (len(kept.fetchall()), kept.columns) == (len(rows), list(rows[0]))
    assert client.get(ask + "jsonl").text.count("\n") == len(rows) or table in ("events", "acts")
    whole = client.get("/api" + address).json()
    assert whole["tables"][table][0].keys() == rows[0].keys()


def test_suffixes(client: TestClient) -> None:
    assert client.get("/events.csv?type=AID").text == client.get("/events?type=AID&format=csv").text
    assert client.get("/between/USA/PRK.json").json() == client.get("/api/between/USA/PRK").json() | {
        "address": "/between/USA/PRK?format=json"
    }
    assert client.get("/events.json?type=AID").json()["tables"]["events"][0]["type"] == "AID"


def test_files_hold_all_rows_not_the_page(client: TestClient) -> None:
    told = client.get("/api/events").json()
    assert told["rows"] > len(told["tables"]["events"]) == 50
    assert len(list(csv.DictReader(io.StringIO(client.get("/events.csv").text)))) == told["rows"]


def test_paging_gives_every_row_once(client: TestClient) -> None:
    told = client.get("/api/events").json()
    rows = [
        (row["event"], row["actor"], row["recipient"])
        for page in range(1, told["pages"] + 1)
        for row in client.get(f"/api/events?page={page}").json()["tables"]["events"]
    ]
    assert len(rows) == len(set(rows)) == told["rows"]


REFUSED = [
    ("/nothing-here", 404, "Not Found"),
    ("/event/nothing", 404, "No event"),
    ("/document/nothing", 404, "No document"),
    ("/subject/nothing", 404, "No subject"),
    ("/actor/Atlantis", 404, "Atlantis"),
    ("/between/USA/Atlantis", 404, "Atlantis"),
    ("/events?since=someday", 400, "someday"),
    ("/events?type=KISS", 400, "known: AGREE"),
    ("/events?order=price", 400, "known: date"),
    ("/events?between=USA", 400, "two parties"),
    ("/events?quad=x", 400, "not a number"),
    ("/events?page=0", 400, "page"),
    ("/events?page=99999999", 400, "page"),
    ("/events?format=exe", 400, "known: html"),
    ("/events?table=secrets&format=csv", 404, "known: events"),
    ("/between/USA/PRK?by=hour", 400, "by"),
]


@pytest.mark.parametrize(("address", "status", "words"), REFUSED)
def test_refusals_are_pages_that_say_what_is_possible(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    if "format" not in address:
        check(answer.text)
    if address != "/nothing-here" and "format" not in address:
        told = client.get("/api" + address)
        assert told.status_code == status
        assert words in told.json()["error"]


def test_chart_has_links_to_events(client: TestClient) -> None:
    drawn = client.get("/between/USA/PRK/chart.svg?by=year")
    assert drawn.headers["content-type"] == "image/svg+xml"
    link = re.search(r'href="(/events[^"]+)"', drawn.text)
    assert link
    assert client.get(link[1].replace("&amp;", "&")).status_code == 200


def test_document_as_it_was(client: TestClient) -> None:
    """Both shapes of a text, with the damaged place marked."""
    place = next(
        row["document"] for row in client.get("/api/documents").json()["tables"]["documents"] if row["repairs"]
    )
    read, raw = (parse(client.get(f"/document/{place}?as={shape}").text) for shape in ("read", "raw"))
    for page in (read, raw):
        text = "".join(next(page.iter("article")).itertext())
        assert "thanked Washington for THAAD in ." in " ".join(text.split())
        assert [each for each in page.iter("span") if "repair" in (each.get("class") or "").split()]


def test_interface_is_described(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    assert {"/api/", "/api/events", "/api/between/{first}/{second}", "/api/document/{document}"} <= schema[
        "paths"
    ].keys()
    for methods in schema["paths"].values():
        assert methods["get"]["summary"]
    names = {each["name"] for each in schema["paths"]["/api/events"]["get"]["parameters"]}
    assert {"between", "type", "since", "page"} <= names
    text = client.get("/docs").text
    assert "/api/between/{first}/{second}" in text
    assert "http" not in re.sub(r'href="/[^"]*"', "", text).replace("http-equiv", "")


def test_nothing_comes_from_elsewhere(client: TestClient) -> None:
    """Pages load their own files only, and these are there."""
    for address in PAGES:
        for found in re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', client.get(address).text):
            assert found.startswith("/"), (address, found)
            assert client.get(found.replace("&amp;", "&")).status_code == 200
