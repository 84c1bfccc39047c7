"""A store, two servers (one to read, one to review) and one browser for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import document, made_up_documents

TEXTS = [
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA."
    " North Korea shelled South Korea in 2010-11-23.",
    "Washington and North Korea met with each other in 2018-06-12. an official accused Japan.",
    "South Korean troops thanked Washington for THAAD in . Japan will have aided South Korea in 2019.",
    "Washington accused North Korea in 2018. North Korea thanked Washington in 2018-06. Japan met North Korea in 2004.",
]


@pytest.fixture(scope="session")
def make_store(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Makes a store of some eighty documents."""
    from explorer_checks import build

    def make(name: str) -> Path:
        papers = [
            document(text, path=f"papers/{n}.txt", title=f"Paper {n}", date="2018") for n, text in enumerate(TEXTS)
        ]
        return build(tmp_path_factory.mktemp("browser") / name, papers + made_up_documents(80))

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all."""
    from chromium import Browser

    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def reading(make_store) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The address of an explorer to read."""
    from chromium import serving

    with serving(make_store("dealings.duckdb")) as address:
        yield address


@pytest.fixture(scope="session")
def reviewing(make_store) -> Iterator[tuple[str, Path]]:  # type: ignore[no-untyped-def]
    """The address of an explorer to review in, and its store."""
    from chromium import serving

    store = make_store("reviewed.duckdb")
    with serving(store, "--edit") as address:
        yield address, store


@pytest.fixture
def reader(chromium, reading: str):  # type: ignore[no-untyped-def]
    """A browser on a desk."""
    yield from _fresh(chromium, reading)


@pytest.fixture
def reviewer(chromium, reviewing: tuple[str, Path]):  # type: ignore[no-untyped-def]
    """A browser of somebody who reviews and has said who she is."""
    for browser in _fresh(chromium, reviewing[0]):
        browser.go("/review")
        browser.one("input[name=reviewer]").send_keys("Amina")
        browser.click("main form button")
        browser.store = reviewing[1]
        yield browser


def _fresh(chromium, address: str):  # type: ignore[no-untyped-def]
    """The browser without memory; what a test leaves in the console is its failure."""
    chromium.home = address
    chromium.driver.delete_all_cookies()
    chromium.size(1280)
    chromium.go("/")
    chromium.script("localStorage.clear()")
    chromium.messages(), chromium.asked_for()
    yield chromium
    host = address.removeprefix("http://")
    assert chromium.messages() == []
    assert chromium.asked_for() <= {host}
