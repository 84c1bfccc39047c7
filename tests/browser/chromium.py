"""A Chromium that talks to nobody but the server under test, and the server: `towhom serve` in its own process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = [name for name, found in (("chromium", BROWSER), ("chromium-driver", DRIVER)) if not found]
PATIENCE = 20  # seconds
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
    "--disable-component-update", "--no-first-run", "--disable-extensions", "--hide-scrollbars", "--lang=en",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip


@cache
def axe_source() -> str:
    """axe-core, to be put into a page."""
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """The explorer of a store on a free port; its address."""
    command = [sys.executable, "-m", "towhom.cli", "serve", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().split(": ")[1].split(" (")[0].rstrip("/")
        finally:
            running.terminate()
            running.stdout.close()


class Browser:
    """One window. `go` and `click` wait until the page is there."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = BROWSER or ""
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER or ""))
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(PATIENCE)
        self.home = ""

    def close(self) -> None:
        """Close the window and the browser."""
        self.driver.quit()

    def size(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """The size of the screen, and what the system's theme is."""
        mobile = width < 600
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [theme]})

    def go(self, address: str) -> None:
        """Open a page of the server."""
        self.driver.get(self.home + address)
        self.ready()

    def ready(self) -> None:
        """Wait until the page is there and its charts are drawn."""
        self.wait(
            "return document.readyState === 'complete' && !document.querySelector('figure[data-chart] > noscript')"
        )

    def wait(self, script: str) -> Any:
        """Wait until a script gives something."""
        return WebDriverWait(self.driver, PATIENCE).until(lambda driver: driver.execute_script(script))

    def all(self, selector: str) -> list[WebElement]:
        """The elements that fit."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The first element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        """Follow a link or press a button, and wait for the page that it leads to."""
        element = self.one(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        self.leave(element.click)

    def press(self, keys: str) -> None:
        """Press keys on the page, one after the other."""
        for key in keys:
            self.one("body").send_keys(key)

    def leave(self, act: Any) -> None:
        """Do something that leads to another page, and wait for it."""
        self.driver.execute_script("window.left = false")
        act()
        self.wait("return window.left === undefined")
        self.ready()

    @property
    def path(self) -> str:
        """Path, query and anchor of the page."""
        parts = urlsplit(self.driver.current_url)
        return (
            parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return str(self.one("body").text)

    def script(self, script: str, *arguments: Any) -> Any:
        """What a script gives."""
        return self.driver.execute_script(script, *arguments)

    def messages(self) -> list[str]:
        """Warnings and errors of the console since last asked."""
        return [each["message"] for each in self.driver.get_log("browser") if each["level"] in ("WARNING", "SEVERE")]

    def asked_for(self) -> set[str]:
        """Hosts that were asked for anything since last asked."""
        found = set()
        for each in self.driver.get_log("performance"):
            message = json.loads(each["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = urlsplit(message["params"]["request"]["url"])
                if url.scheme not in ("data", "blob", "about", "chrome"):
                    found.add(url.netloc)
        return found

    def violations(self) -> list[str]:
        """What axe-core finds to be a serious or critical barrier, with the element."""
        self.driver.execute_script(axe_source())
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations), (e) => done([{error: String(e)}]))"
        )
        assert not any("error" in each for each in found), found
        return [
            f"{each['impact']} {each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"][:3]
        ]
