"""Review in the explorer: decisions change every view, can be taken back, and cannot be made from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer_checks import build, check, look_at
from starlette.testclient import TestClient

import towhom
from doubles import document
from towhom.show.web import State
from towhom.store import review

TEXTS = [
    "Washington accused North Korea in 2018. North Korea thanked Japan over THAAD in 2018-06.",
    "South Korea shelled North Korea in 2010-11-23. Japan met with South Korea in 2004.",
]
HOME = {"origin": "http://localhost:8000"}


class Reviewer:
    """A browser of somebody who reviews."""

    def __init__(self, client: TestClient, name: str) -> None:
        self.client, self.name = client, name
        page = client.get("/review").text
        if "Who reviews?" in page:
            self.post("/review/sign-in", page=page, reviewer=name, back="/review")

    def post(self, address: str, *, page: str | None = None, headers: dict[str, str] = HOME, **fields: object):  # type: ignore[no-untyped-def]
        """Send a form with the token of a page."""
        token = re.search(r'name="token" value="([^"]+)"', page or self.client.get("/review").text)
        data = {"token": token[1] if token else "", **fields}
        return self.client.post(address, data=data, headers=headers, follow_redirects=False)

    def decide(self, kind: str, record: str, verdict: str, **fields: object):  # type: ignore[no-untyped-def]
        """Decide, and see that it was taken."""
        answer = self.post("/review/decide", kind=kind, record=record, verdict=verdict, back="/review", **fields)
        assert answer.status_code == 303, answer.text
        self.client.app.state.towhom.live.renew()  # type: ignore[attr-defined]
        return answer


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of four events."""
    return build(
        tmp_path / "r.duckdb", [document(text, path=f"{n}.txt", title=f"Paper {n}") for n, text in enumerate(TEXTS)]
    )


@pytest.fixture
def state(store: Path) -> Iterator[State]:
    """An explorer in which people may edit."""
    client, state = look_at(store, edit=True)
    state.client = client  # type: ignore[attr-defined]
    yield state
    state.close()


@pytest.fixture
def editing(store: Path) -> Iterator[TestClient]:
    """A client of an explorer in which people may edit."""
    client, state = look_at(store, edit=True)
    yield client
    state.close()


@pytest.fixture
def amina(editing: TestClient) -> Reviewer:
    """Somebody who said who she is."""
    return Reviewer(editing, "Amina")


def event_of(client: TestClient, type: str) -> str:
    """The event of a type."""
    rows = client.get(f"/api/events?type={type}").json()["tables"]["events"]
    return str(rows[0]["event"])


def fields_of(page: str, **other: str) -> dict[str, object]:
    """What the form of corrections of a page would send, with other values for some fields."""
    form = page[page.index('class="correction"') :]
    form = form[: form.index("</form>")]
    fields: dict[str, object] = {}
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', body)
        fields[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag) and name[1] not in ("token", "back", "verdict"):
            fields[name[1]] = value[1] if value else ""
    return {**fields, **other}


def test_without_edit_there_is_no_way_to_change_anything(store: Path) -> None:
    client, state = look_at(store)
    event = event_of(client, "ACCUSE")
    for address in ("/review", "/review/decide", "/review/undo", "/review/sign-in", f"/review/event/{event}"):
        assert client.get(address).status_code in (404, 405)
        assert client.post(address, data={"verdict": "reject"}, headers=HOME).status_code in (404, 405)
    for route in client.app.routes:  # type: ignore[attr-defined]
        assert not set(getattr(route, "methods", None) or ()) - {"GET", "HEAD"}, route
    page = client.get(f"/event/{event}").text
    assert 'method="post"' not in page
    assert "/review" not in page
    assert not review.log_of(store).exists()
    state.close()


def test_the_name_is_asked_once(editing: TestClient) -> None:
    assert "Who reviews?" in editing.get("/review").text
    Reviewer(editing, "  Amina \x1b[31m  Osei ")
    page = editing.get("/review").text
    assert "you are <bdi>Amina [31m Osei</bdi>" in page
    check(page)


def test_the_least_sure_come_first_and_decided_ones_leave_the_queue(amina: Reviewer) -> None:
    page = amina.client.get("/review").text
    assert "1 of 4 that wait" in page
    record = re.search(r'name="record" value="([^"]+)"', page)
    assert record
    amina.decide("event", record[1], "confirm")
    page = amina.client.get("/review").text
    assert "1 of 3 that wait" in page
    assert record[1] not in page.replace("confirm", "")


@pytest.mark.parametrize("kind", review.KINDS)
@pytest.mark.parametrize("order", ["unsure", "sample", "second"])
def test_every_queue_is_a_valid_page(amina: Reviewer, kind: str, order: str) -> None:
    answer = amina.client.get(f"/review?kind={kind}&order={order}&n=1")
    assert answer.status_code == 200
    check(answer.text)


def test_a_rejected_event_is_counted_nowhere_and_can_be_found(amina: Reviewer, store: Path) -> None:
    client = amina.client
    event = event_of(client, "ACCUSE")
    amina.decide("event", event, "reject", reason="He only warned.")

    assert client.get("/api/").json()["totals"]["events"] == 3
    assert not client.get("/api/events?type=ACCUSE").json()["tables"]["events"]
    answer = client.get(f"/event/{event}")
    assert answer.status_code == 410
    check(answer.text)
    assert "He only warned." in answer.text
    rows = client.get("/api/decisions?verdict=reject").json()["tables"]["decisions"]
    assert [row["record"] for row in rows] == [event]
    opened = towhom.open(store)
    assert len({row["event"] for row in opened.events()}) == 3
    opened.close()


def test_a_corrected_event_wins_in_all_views(amina: Reviewer, store: Path, tmp_path: Path) -> None:
    client = amina.client
    event = event_of(client, "ACCUSE")
    page = client.get(f"/review/event/{event}").text
    check(page)
    fields = fields_of(page, type="THREATEN", mode="THREATEN:restrict", date="May 2018", reason="a threat")
    amina.decide(
        "event", event, "correct", **{k: v for k, v in fields.items() if k not in ("kind", "record", "reason")}
    )

    row = client.get("/api/events?type=THREATEN").json()["tables"]["events"][0]
    assert (row["event"], row["modes"], row["edtf"], row["confidence"]) == (event, ["restrict"], "2018-05", 1.0)
    assert (row["quad_code"], row["review"], row["date_basis"]) == (3, "corrected", "by a reviewer")
    types = client.get("/api/between/USA/PRK").json()["tables"]["types"]
    assert [each["type"] for each in types] == ["THREATEN"]
    assert "corrected" in client.get("/events").text
    page = client.get(f"/event/{event}").text
    check(page)
    assert "<strong>corrected</strong> by <bdi>Amina</bdi>" in page
    assert ",corrected" in client.get("/events.csv?type=THREATEN").text
    with towhom.open(store) as opened:
        line = next(opened.events(type="THREATEN").lines())
        assert line["event"] == ["THREATEN"]
        assert line["edtf"] == "2018-05"


def test_undo_is_a_decision_and_brings_back_what_was(amina: Reviewer, store: Path) -> None:
    event = event_of(amina.client, "ACCUSE")
    amina.decide("event", event, "reject")
    answer = amina.post("/review/undo")
    assert answer.headers["location"] == f"/review/event/{event}"
    amina.client.app.state.towhom.live.renew()  # type: ignore[attr-defined]
    assert amina.client.get(f"/event/{event}").status_code == 200
    log = review.read(review.log_of(store))
    assert [each.verdict for each in log] == ["reject", "undo"]
    assert log[1].undoes == log[0].id
    assert amina.post("/review/undo").status_code == 400


def test_actor_and_recipient_are_turned_round(amina: Reviewer) -> None:
    event = event_of(amina.client, "ASSAULT")
    amina.decide("event", event, "swap")
    row = amina.client.get("/api/events?type=ASSAULT").json()["tables"]["events"][0]
    assert (row["actor_code"], row["recipient_code"]) == ("PRK", "KOR")


def test_a_date_an_actor_and_a_position_are_corrected(amina: Reviewer) -> None:
    client = amina.client
    event = event_of(client, "ASSAULT")
    amina.decide("date", event, "correct", date="24 November 2010")
    assert client.get("/api/events?type=ASSAULT").json()["tables"]["events"][0]["edtf"] == "2010-11-24"
    amina.decide("date", event, "reject")
    row = client.get("/api/events?type=ASSAULT").json()["tables"]["events"][0]
    assert (row["edtf"], row["earliest"], row["review"]) == (None, None, "corrected")

    page = client.get("/review?kind=actor").text
    record = re.search(r'name="record" value="([^"]+)"', page)
    assert record
    amina.decide("actor", record[1], "correct", who="Kenya", code="", sectors="MIL")
    actors = {row["actor"]: row for row in client.get("/api/actors").json()["tables"]["actors"]}
    assert "country:KEN" in actors

    position = client.get("/api/positions").json()["tables"]["positions"][0]
    page = client.get(f"/review/position/{position['position']}").text
    check(page)
    wanted = "-" if position["stance"] == "+" else "+"
    fields = fields_of(page, stance=wanted)
    amina.decide(
        "position", position["position"], "correct", holder=fields["holder"], words=fields["words"], stance=wanted
    )
    row = client.get("/api/positions").json()["tables"]["positions"][0]
    assert (row["stance"], row["review"]) == (wanted, "corrected")
    amina.decide("position", position["position"], "reject")
    assert not client.get("/api/positions").json()["tables"]["positions"]


BAD = [
    # fields that a form could never send, and what is said
    ({"kind": "event", "record": "nothing"}, 404),
    ({"kind": "spoon"}, 404),
    ({"verdict": "destroy"}, 400),
    ({"verdict": "undo"}, 400),
    ({"verdict": "correct", "type": "HUG"}, 400),
    ({"verdict": "correct", "type": "ACCUSE", "modality": "actual"}, 400),  # nobody acts
    ({"token": "other"}, 403),
]


@pytest.mark.parametrize(("fields", "status"), BAD)
def test_what_makes_no_sense_is_refused(amina: Reviewer, store: Path, fields: dict[str, str], status: int) -> None:
    event = event_of(amina.client, "ACCUSE")
    given = {"kind": "event", "record": event, "verdict": "confirm", **fields}
    assert amina.post("/review/decide", **given).status_code == status
    assert not review.log_of(store).exists()


FORGED = [
    ("another site", {"origin": "http://evil.example"}),
    ("another port of this machine", {"origin": "http://localhost:9999"}),
    ("a browser says so", {"origin": "http://localhost:8000", "sec-fetch-site": "cross-site"}),
    ("a sandboxed frame", {"origin": "null"}),
    ("no browser, no header", {}),
]


@pytest.mark.parametrize(("why", "headers"), FORGED)
def test_other_sites_cannot_edit(amina: Reviewer, store: Path, why: str, headers: dict[str, str]) -> None:
    event = event_of(amina.client, "ACCUSE")
    answer = amina.post("/review/decide", headers=headers, kind="event", record=event, verdict="reject")
    assert answer.status_code == 403, why
    assert not review.log_of(store).exists()


def test_forms_have_bounds(amina: Reviewer) -> None:
    assert amina.post("/review/decide", reason="x" * 70_000).status_code == 413
    answer = amina.client.post("/review/decide", json={"verdict": "reject"}, headers=HOME)
    assert answer.status_code == 415
    assert amina.client.get("/review/decide").status_code in (404, 405)
    body = "&".join(f"a{n}=1" for n in range(3_000))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert amina.client.post("/review/decide", content=body, headers={**HOME, **kind}).status_code == 400


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_leads_nowhere_else(amina: Reviewer, back: str) -> None:
    event = event_of(amina.client, "ACCUSE")
    answer = amina.post("/review/decide", kind="event", record=event, verdict="confirm", back=back)
    assert answer.headers["location"] == "/review"


def test_where_others_reach_the_server_a_token_is_needed(store: Path) -> None:
    client, state = look_at(store, edit=True, token="long secret", reviewer="Ben")
    page = client.get("/review").text
    assert "Token that the server printed" in page
    ben = Reviewer(client, "")
    event = event_of(client, "ACCUSE")
    assert ben.post("/review/decide", page=page, kind="event", record=event, verdict="reject").status_code == 403
    assert ben.post("/review/sign-in", page=page, reviewer="Ben", secret="guess").status_code == 403
    assert ben.post("/review/sign-in", page=page, reviewer="Ben", secret="long secret").status_code == 303
    ben.decide("event", event, "reject")
    assert client.get(f"/event/{event}").status_code == 410
    state.close()


def test_reviewers_are_compared(store: Path) -> None:
    clients = [look_at(store, edit=True) for _ in range(2)]
    one, other = (Reviewer(client, name) for (client, _), name in zip(clients, ("Amina", "Ben"), strict=True))
    events = [event_of(one.client, type) for type in ("ACCUSE", "ASSAULT", "CONSULT", "SUPPORT")]
    for event in events:
        one.decide("event", event, "confirm")
    other.client.app.state.towhom.live.renew()  # type: ignore[attr-defined]
    assert "1 of 4 that wait" in other.client.get("/review?order=second").text
    for event in events[:3]:
        other.decide("event", event, "confirm", blind="true")
    other.decide("event", events[3], "reject", blind="true")
    data = other.client.get("/api/agreement").json()["tables"]
    found = {(row["kind"], row["property"]): row for row in data["agreement"]}
    assert found["event", "type"]["records"] == 4
    assert found["event", "type"]["same"] == 3
    assert 0 < found["event", "type"]["alpha"] < 1
    assert {row["says"] for row in data["disagreements"]} >= {"none"}
    for address in ("/agreement", "/decisions", "/decisions?reviewer=Ben&kind=event"):
        check(other.client.get(address).text)
    for _, state in clients:
        state.close()


def test_hostile_words_in_decisions_are_text(amina: Reviewer) -> None:
    script = "<script>alert(1)</script>\"'{{7*7}}"
    event = event_of(amina.client, "ACCUSE")
    amina.decide("event", event, "confirm", reason=script)
    for address in (f"/event/{event}", "/decisions", "/agreement", f"/review/event/{event}"):
        page = amina.client.get(address).text
        check(page)
        assert "<script>alert" not in page
        assert "49" not in page or "{{7*7}}" in page
    amina.decide("event", event, "confirm", reason="=1+1")
    assert "'=1+1" in amina.client.get("/decisions.csv").text
