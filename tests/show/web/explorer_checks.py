"""What tests of the explorer share: hostile documents, a client of a store, and what holds for every page."""

from __future__ import annotations

from pathlib import Path

import html5lib
from starlette.testclient import TestClient

import towhom
from doubles import RuleCoder, document
from towhom.reading import Document
from towhom.show.web import Settings, State, create_app

SCRIPT = "<script>alert(1)</script>"
HOSTILE = [
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
    '" onmouseover="alert(1)" x=\'',
    "</title></textarea></script><script>alert(2)</script>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "'; DROP TABLE events; --",
    "‮gnp.exe‬ ⁦x⁩",
    '=HYPERLINK("http://evil.example";"x")',
    "javascript:alert(1)",
    "&lt;b&gt; &amp; \x1b[31mred \x00 \x02 \x03 ]]>",
]
ABOUT = "Washington accused North Korea in 2018. "


def hostile_documents() -> list[Document]:
    """Hostile words as title, source, address, file and text; and a title of a million characters."""
    found = [
        document(
            f"{ABOUT}Japan met Washington over THAAD {words} in 2017.", title=words, source=words, url=words, path=words
        )
        for words in HOSTILE
    ]
    found.append(document(f"{ABOUT}Long.", title="A" * 1_000_000, source="B" * 100_000, path="long.txt"))
    found.append(document(f"{ABOUT}{'word ' * 30_000}North Korea thanked Japan in 2016.", path="longer.txt"))
    return found


def build(path: Path, documents: list[Document]) -> Path:
    """A store of some documents."""
    store = towhom.open(path)
    store.add_documents(documents, coder=RuleCoder())
    store.close()
    return path


def look_at(path: Path, **settings: object) -> tuple[TestClient, State]:
    """A client of an explorer of a store, with its search index made."""
    state = State(settings=Settings(store=path, **settings))  # type: ignore[arg-type]
    state.live.renew()
    return TestClient(create_app(state), base_url="http://localhost:8000"), state


def parse(text: str):  # type: ignore[no-untyped-def]
    """A page as a tree; any parse error of the HTML standard fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def check(text: str):  # type: ignore[no-untyped-def]
    """What holds for every page; gives its tree."""
    page = parse(text)
    assert page.get("lang") == "en"
    assert page.findtext(".//title")
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for label in page.iter("label"):
        target = label.get("for")
        assert target in ids or [*label.iter("input"), *label.iter("select")]
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") in ("col", "row") for cell in table.iter("th"))
    for image in page.iter("img"):
        assert image.get("alt")
    for element in page.iter():
        if isinstance(element.tag, str):
            assert element.get("style") is None
            assert not [name for name in element.attrib if name.startswith("on")]
    skip = next(page.iter("a"))
    assert skip.get("href", "").removeprefix("#") in ids
    return page
