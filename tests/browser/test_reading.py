"""A reader in Chromium: from the store to the sentence, at any width, in the dark, with the keyboard, without barriers."""

from __future__ import annotations

import csv
import io
import urllib.request

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install -e '.[dev]'")
from chromium import MISSING, Browser
from explorer_checks import check

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (apt-get install)")

# Every kind of page; links are followed to those whose address has an id.
PAGES = [
    "/",
    "/between/USA/PRK",
    "/events",
    "/events?type=ACCUSE&between=USA&between=PRK",
    "/incidents",
    "/actors",
    "/actor/KOR",
    "/actor/person:moon-jae-in",
    "/subjects",
    "/subject/subject:thaad",
    "/positions",
    "/documents",
    "/search?q=accused",
    "/decisions",
    "/agreement",
    "/about",
    "/docs",
    "/nothing",
]
FOLLOWED = [  # page, link on it
    ("/events", "table.events tbody th a"),
    ("/incidents", "main table tbody th a, main li a[href^='/incident/']"),
    ("/documents", "table tbody th a"),
]


def test_the_way_from_the_store_to_the_sentence_and_the_subject(reader: Browser) -> None:
    """Each step is a link of the page before: dyad, a point in its chart, an event, the sentence, what it is about."""
    reader.click("a[href^='/between/']")
    assert reader.path.startswith("/between/")
    assert reader.all("figure[data-chart] svg a"), "the chart has no links"
    point = reader.all("figure[data-chart] svg a")[-1]
    reader.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", point)
    reader.leave(lambda: reader.script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", point))
    assert reader.path.startswith("/events?")
    assert "0 events" not in reader.text
    reader.click("table.events tbody th a")
    assert reader.path.startswith("/event/")
    id = reader.path.removeprefix("/event/")
    reader.click("blockquote footer a")
    assert reader.path.startswith("/document/")
    assert reader.path.endswith(f"#event-{id}")
    marked = reader.one(f"[id='event-{id}'] + .mark")
    assert "event" in (marked.get_attribute("class") or "").split()
    assert reader.script(
        "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight", marked
    )


def test_from_a_document_to_the_subject(reader: Browser) -> None:
    reader.go("/subject/subject:thaad")
    reader.click("main a[href^='/document/']")
    reader.click(".mark.subject[href^='/subject/']")
    assert reader.path.startswith("/subject/")
    assert reader.all("table.events tbody tr")


def test_search_with_the_keyboard(reader: Browser) -> None:
    reader.press("/")
    field = reader.one("#search")
    assert reader.script("return document.activeElement === arguments[0]", field)
    field.send_keys("THAAD")
    reader.leave(field.submit)
    assert reader.path.startswith("/search?q=THAAD")
    assert {each.text for each in reader.all("main mark")} == {"THAAD"}


def test_rows_with_the_keyboard(reader: Browser) -> None:
    reader.go("/events")
    reader.press("jjk")
    assert reader.script("return document.activeElement === document.querySelector('table.rows tbody tr')")
    reader.leave(lambda: reader.script("document.activeElement.querySelector('th a').click()"))
    assert reader.path.startswith("/event/")


def test_a_table_as_csv(reader: Browser) -> None:
    """The link of a page gives all rows of its filter, the page the first fifty."""
    reader.go("/events?type=ACCUSE")
    link = next(each for each in reader.all(".files a") if each.text == "CSV")
    with urllib.request.urlopen(str(link.get_attribute("href"))) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode())))
    assert len(rows) >= len(reader.all("table.events tbody tr")) == 50
    assert {row["type"] for row in rows} == {"ACCUSE"}


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_barriers_at_any_width_and_in_the_dark(reader: Browser, address: str) -> None:
    reader.go(address)
    look_at(reader, address)


@pytest.mark.parametrize(("address", "link"), FOLLOWED)
def test_page_behind_a_link_has_no_barriers(reader: Browser, address: str, link: str) -> None:
    reader.go(address)
    reader.click(link)
    look_at(reader, reader.path)


def look_at(browser: Browser, address: str) -> None:
    """Axe in both themes, no sideways scrolling on a telephone, valid HTML, readable without style."""
    assert browser.violations() == []
    browser.size(1280, dark=True)
    assert browser.script("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 26)"
    assert browser.violations() == []
    browser.size(360, 740)
    browser.go(browser.path)
    widths = browser.script("return [document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1] == 360, widths
    if address == "/nothing":
        browser.messages()  # says that the page is not there
        return
    with urllib.request.urlopen(browser.home + browser.path.partition("#")[0]) as answer:
        check(answer.read().decode())


def test_the_theme_can_be_chosen_and_is_remembered(reader: Browser) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert reader.script(ground) == "rgb(255, 255, 255)"
    reader.one("#theme").click()
    assert reader.script(ground) == "rgb(20, 23, 26)"
    reader.go("/events")
    assert reader.script(ground) == "rgb(20, 23, 26)"


def test_without_edit_no_page_has_a_form_that_changes_anything(reader: Browser) -> None:
    reader.go("/events")
    reader.click("table.events tbody th a")
    assert not reader.all("form[method=post], [data-key]")
    here = reader.path
    reader.press("cxeu")
    assert reader.path == here
