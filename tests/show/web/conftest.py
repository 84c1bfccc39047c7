"""A store with ordinary and one with hostile documents, and clients that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer_checks import build, hostile_documents, look_at
from starlette.testclient import TestClient

from doubles import document, made_up_documents

TEXTS = [
    "Moon Jae-in and Japan met Washington in 2017-07 over the KORUS FTA."
    " North Korea shelled South Korea in 2010-11-23.",
    "Washington and North Korea met with each other in 2018-06-12. an official accused Japan.",
    "South Korean troops thanked Washington for THAAD in . Japan will have aided South Korea in 2019.",
    "Washington accused North Korea in 2018. North Korea thanked Washington in 2018-06. Japan met North Korea in 2004.",
]


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of ordinary documents."""
    return build(
        tmp_path_factory.mktemp("web") / "dealings.duckdb",
        [document(text, path=f"papers/{n}.txt", title=f"Paper {n}", date="2018") for n, text in enumerate(TEXTS)]
        + made_up_documents(150),
    )


@pytest.fixture(scope="session")
def client(path: Path) -> Iterator[TestClient]:
    """A client of the ordinary store."""
    client, state = look_at(path)
    yield client
    state.close()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the hostile store."""
    client, state = look_at(build(tmp_path_factory.mktemp("web") / "hostile.duckdb", hostile_documents()))
    yield client
    state.close()
