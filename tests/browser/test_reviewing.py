"""A reviewer in Chromium: decisions with single keys, seen everywhere at once, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install -e '.[dev]'")
from chromium import MISSING, Browser
from selenium.webdriver.support.ui import Select

from towhom.store import review

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (apt-get install)")


class Reviewing(Browser):
    """A browser of somebody who reviews."""

    store: Path


def verdicts(browser: Reviewing) -> list[str]:
    """What the log has."""
    return [each.verdict for each in review.read(review.log_of(browser.store))]


def record(browser: Browser) -> str:
    """The record that is shown."""
    return str(browser.one("form.verdicts input[name=record]").get_attribute("value"))


def key(browser: Browser, letter: str) -> None:
    """Press a key that leads to another page."""
    browser.leave(lambda: browser.press(letter))


def test_a_queue_is_worked_through_with_single_keys(reviewer: Reviewing) -> None:
    before = verdicts(reviewer)
    first = record(reviewer)
    key(reviewer, "j")
    second = record(reviewer)
    assert second != first
    key(reviewer, "k")
    assert record(reviewer) == first
    key(reviewer, "c")
    assert record(reviewer) == second, "the next comes by itself"
    key(reviewer, "x")
    assert verdicts(reviewer) == [*before, "confirm", "reject"]
    key(reviewer, "u")
    assert reviewer.path == f"/review/event/{second}"
    assert "taken back" in reviewer.text
    assert verdicts(reviewer) == [*before, "confirm", "reject", "undo"]


def test_an_event_is_corrected_on_its_page_and_the_correction_undone(reviewer: Reviewing) -> None:
    reviewer.go("/events?type=THREATEN")
    assert "0 events" in reviewer.text
    reviewer.go("/events?type=ASSAULT&order=text")
    reviewer.click("table.events tbody th a")
    page = reviewer.path
    reviewer.press("e")
    assert reviewer.script("return document.activeElement.name") == "type"
    Select(reviewer.one("#type")).select_by_visible_text("THREATEN")
    shown = [each for each in reviewer.all("fieldset.modes") if each.is_displayed()]
    assert [each.get_attribute("data-type") for each in shown] == ["THREATEN"]
    reviewer.script("arguments[0].click()", reviewer.one("input[value='THREATEN:violence']"))
    reviewer.one("form.correction input[name=reason]").send_keys("They only said so.")
    reviewer.click("form.correction button[type=submit]")
    assert reviewer.path == page
    assert reviewer.one("h1").text == "THREATEN: violence"
    assert "They only said so." in reviewer.text
    assert reviewer.violations() == []
    reviewer.go("/events?type=THREATEN")
    assert "1 event," in reviewer.text
    assert reviewer.one(".reviewed").text == "corrected"
    reviewer.go(page)
    key(reviewer, "u")
    reviewer.go("/events?type=THREATEN")
    assert "0 events" in reviewer.text


def test_keys_do_not_decide_while_somebody_types(reviewer: Reviewing) -> None:
    before = verdicts(reviewer)
    reviewer.press("r")
    field = reviewer.script("return document.activeElement")
    assert field.get_attribute("name") == "reason"
    field.send_keys("cxu")
    assert field.get_attribute("value") == "cxu"
    assert verdicts(reviewer) == before


@pytest.mark.parametrize("kind", review.KINDS)
def test_review_has_no_barriers_at_any_width_and_in_the_dark(reviewer: Reviewing, kind: str) -> None:
    for dark in (False, True):
        reviewer.size(1280, dark=dark)
        reviewer.go(f"/review?kind={kind}&order=sample")
        reviewer.press("e")
        assert reviewer.violations() == []
    reviewer.size(360, 740)
    reviewer.go(f"/review?kind={kind}&order=sample")
    reviewer.script("document.querySelector('details.correct').open = true")
    widths = reviewer.script("return [document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1] == 360, widths


@pytest.mark.parametrize("address", ["/decisions", "/agreement"])
def test_what_was_decided_has_no_barriers(reviewer: Reviewing, address: str) -> None:
    key(reviewer, "c")
    for dark in (False, True):
        reviewer.size(1280, dark=dark)
        reviewer.go(address)
        assert reviewer.all("table tbody tr")
        assert reviewer.violations() == []
    reviewer.size(360, 740)
    reviewer.go(address)
    assert reviewer.script("return document.documentElement.scrollWidth") <= 360
