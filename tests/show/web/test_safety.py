"""Who is answered, what answers carry, and what cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from explorer_checks import look_at
from fastapi import Depends
from starlette.testclient import TestClient

from towhom.errors import TooSlowError
from towhom.show.web.safety import TOKEN, Guard, may_edit


async def nothing(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    """An application that does nothing."""


HOSTS = [
    # host to listen on, further names, Host header, whether it is answered
    ("127.0.0.1", (), "127.0.0.1:8000", True),
    ("127.0.0.1", (), "localhost", True),
    ("127.0.0.1", (), "LOCALHOST:8000", True),
    ("127.0.0.1", (), "[::1]:8000", True),
    # a page elsewhere whose name points here (DNS rebinding)
    ("127.0.0.1", (), "evil.example", False),
    ("127.0.0.1", (), "evil.example:8000", False),
    ("127.0.0.1", (), "localhost.evil.example", False),
    ("127.0.0.1", (), "127.0.0.1.evil.example", False),
    # another address that leads here is not loopback
    ("127.0.0.1", (), "192.168.1.5", False),
    ("127.0.0.1", (), "", False),
    ("127.0.0.1", (), "evil@localhost", False),
    ("127.0.0.1", (), "localhost/evil", False),
    ("127.0.0.1", (), "[::1", False),
    # where others were let in on purpose: addresses cannot be rebound, names must be given
    ("0.0.0.0", (), "192.168.1.5:8000", True),
    ("0.0.0.0", (), "evil.example", False),
    ("0.0.0.0", ("korea.example",), "korea.example:8000", True),
    ("korea.example", (), "korea.example", True),
]


@pytest.mark.parametrize(("host", "names", "header", "expected"), HOSTS)
def test_names(host: str, names: tuple[str, ...], header: str, expected: bool) -> None:
    assert Guard(nothing, host=host, names=names).answers_to(header) is expected


def test_other_names_are_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "dealings" not in answer.text


@pytest.mark.parametrize(
    "address", ["/", "/events.csv", "/api/", "/static/explorer.css", "/nope", "/events?since=x", "/docs"]
)
def test_headers(client: TestClient, address: str) -> None:
    """On whatever is answered, errors and files too."""
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    """Without --edit there is no route that takes anything."""
    for address in ("/", "/events", "/api/events", "/event/x"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(
    "address", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fstate.py", "/static//etc/passwd"]
)
def test_only_static_files(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_store_cannot_be_reached_around_the_queries(path: Path) -> None:
    _, state = look_at(path)
    connection = state.live.store.connection.cursor()
    for sql in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "INSTALL httpfs",
        "ATTACH '/tmp/x.duckdb'",
        "COPY events TO '/tmp/x.csv'",
        "SET enable_external_access = true",
        "DELETE FROM events",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|read-only|cannot|not allowed"):
            connection.execute(sql)
    state.close()


SLOW = "SELECT count(*) AS n FROM range(100000000) a, range(1000) b WHERE hash(a.range, b.range) = 1"


def test_slow_queries_are_stopped(path: Path) -> None:
    client, state = look_at(path, seconds=0.2)
    with pytest.raises(TooSlowError, match="ask for less"):
        state.live.store.sql(SLOW).rows()
    assert client.get("/events").status_code in (200, 503)  # and the next one goes on
    state.close()


def test_slow_facets_are_left_out_and_say_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from towhom.show.web.routers import event

    monkeypatch.setitem(event.FACETS, "slow", f"({SLOW})")
    client, state = look_at(path, facet_seconds=0.05)
    answer = client.get("/events?type=AID")
    assert answer.status_code == 200
    assert "counting took too long" in answer.text
    state.close()


def test_files_have_bounds(path: Path) -> None:
    client, state = look_at(path, most_rows=10)
    answer = client.get("/events.csv")
    assert answer.status_code == 413
    assert "ask for less" in answer.text
    assert client.get("/events.csv?document=none").status_code == 200
    state.close()


EDITS = [
    # settings, headers, whether an edit is let through
    ({"edit": False}, {"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}, False),
    ({"edit": True}, {"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}, True),
    # a form on another page
    ({"edit": True}, {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}, False),
    ({"edit": True}, {"origin": "http://evil.example"}, False),
    ({"edit": True}, {"origin": "null"}, False),
    # neither a browser's page nor a program that says so
    ({"edit": True}, {}, False),
    ({"edit": True}, {TOKEN: "anything"}, True),
    # where others reach the server, the token is asked for
    ({"edit": True, "token": "s3cret"}, {"origin": "http://localhost:8000"}, False),
    ({"edit": True, "token": "s3cret"}, {TOKEN: "wrong"}, False),
    ({"edit": True, "token": "s3cret"}, {TOKEN: "s3cret"}, True),
    ({"edit": True, "token": "s3cret"}, {"origin": "http://localhost:8000", "cookie": f"{TOKEN}=s3cret"}, True),
]


def test_edits(path: Path) -> None:
    """May an edit pass? For a route that uses `may_edit`, as those of a review do."""
    for settings, headers, expected in EDITS:
        client, state = look_at(path, **settings)

        @client.app.post("/edit", dependencies=[Depends(may_edit)])  # type: ignore[attr-defined]
        def edit() -> str:
            return "done"

        assert (client.post("/edit", headers=headers).status_code == 200) is expected, (settings, headers)
        state.close()
