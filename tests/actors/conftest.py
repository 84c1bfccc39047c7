"""One registry for all tests of the room, and documents built by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from towhom.actors.registry import Registry
from towhom.reading import Document, Sentence


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The packaged tables, read once."""
    return Registry.load()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Sentences -> a document."""

    def build(*texts: str, date: str | None = None) -> Document:
        sentences, at = [], 0
        for index, text in enumerate(texts):
            sentences.append(Sentence(index=index, start=at, end=at + len(text), text=text))
            at += len(text) + 1
        joined = " ".join(texts)
        return Document(id="test", raw=joined, text=joined, date=date, sentences=tuple(sentences))

    return build
