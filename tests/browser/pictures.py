"""Take the pictures of the README: python tests/browser/pictures.py STORE FOLDER [A B]"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from chromium import Browser, serving

WIDTH, HEIGHT = 1280, 860


def main(store: Path, folder: Path, *pair: str) -> None:
    """Home, a dyad and a document, light; and the dyad in the dark and on a telephone."""
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser()
    try:
        with serving(store) as address:
            browser.home = address
            take(browser, folder / "home.png", "/")
            between = "/between/" + "/".join(pair or ("USA", "PRK"))
            take(browser, folder / "dyad.png", between)
            take(browser, folder / "dyad-dark.png", between, dark=True)
            take(browser, folder / "dyad-narrow.png", between, width=360)
            browser.go("/events?order=intensity")
            browser.click("table.events tbody th a")
            take(browser, folder / "event.png", browser.path)
            browser.go("/events?order=intensity")
            browser.click("table.events a.source")
            take(browser, folder / "document.png", browser.path)
            take(browser, folder / "search.png", "/search?q=sanctions")
        with serving(store, "--edit", "--reviewer", "Amina") as address:
            browser.home = address
            take(browser, folder / "review.png", "/review")
    finally:
        browser.close()


def take(browser: Browser, file: Path, address: str, *, width: int = WIDTH, dark: bool = False) -> None:
    """One picture of what a screen shows."""
    browser.size(width, HEIGHT, dark=dark)
    browser.go(address)
    browser.script("document.activeElement.blur()")
    shot = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": False})
    file.write_bytes(base64.b64decode(shot["data"]))
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
