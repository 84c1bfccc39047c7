"""Decisions: a log that loses nothing, that outlives builds, and that the store follows; agreement; export for training."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import towhom
from doubles import RuleCoder, document
from towhom.errors import StoreError
from towhom.measures.reliability import krippendorff_alpha
from towhom.record import Record
from towhom.store import connect, review, review_agreement
from towhom.store.review import Decision
from towhom.store.review_export import annotated
from towhom.store.review_records import Content, find

TEXT = (
    "Washington accused North Korea in 2018. North Korea thanked Japan over THAAD in 2018-06."
    " South Korea and Japan met with each other in 2004."
)
CHECKER = Path(__file__).parents[2] / "training" / "check_sentences.py"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with three events and a position."""
    with towhom.open(tmp_path / "s.duckdb") as store:
        store.add_documents([document(TEXT, title="Paper")], coder=RuleCoder())
    return tmp_path / "s.duckdb"


def event_of(path: Path, type: str) -> str:
    """The event of a type, as the coder left it."""
    with connect.open_reading(path) as connection:
        found = connection.execute("SELECT event FROM events WHERE type = ?", [type]).fetchone()
    assert found is not None
    return str(found[0])


def decision(path: Path, kind: str, record: str, verdict: str, *, by: str = "Amina", **changed: object) -> Decision:
    """A decision on a record of a store, which is kept."""
    with connect.open_reading(path) as connection:
        item = find(connection, kind, record)
    assert item is not None
    after: Content | None = {**item.content, **changed} if verdict == "correct" else None
    made = review.decide(
        kind=kind, record=record, verdict=verdict, reviewer=by, before=item.content, after=after, place=item.place
    )
    review.append(review.log_of(path), [made])
    return made


def types_of(path: Path) -> list[str]:
    """The types of the events as the store shows them."""
    with towhom.open(path) as store:
        return sorted({row["event"]: row["type"] for row in store.events()}.values())


def test_store_follows_decisions_and_keeps_what_the_coder_said(path: Path) -> None:
    with towhom.open(path) as store:
        before = store.fingerprint()
        plain = store.events().columns
    assert "review" not in plain
    decision(path, "event", event_of(path, "ACCUSE"), "reject")
    decision(path, "event", event_of(path, "SUPPORT"), "correct", type="AID", modes=[], edtf="2018-07-01")
    decision(path, "event", event_of(path, "CONSULT"), "confirm")
    with towhom.open(path) as store:
        rows = {row["type"]: row for row in store.events()}
        assert set(rows) == {"AID", "CONSULT"}
        assert (rows["AID"]["review"], rows["AID"]["quad_code"], str(rows["AID"]["latest"])) == (
            "corrected",
            2,
            "2018-07-01",
        )
        assert (rows["CONSULT"]["review"], rows["CONSULT"]["confidence"]) == ("confirmed", 1.0)
        assert len(store.incidents()) == 2
        assert store.fingerprint() == before
    with connect.open_reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (3,)


def test_reviewed_store_stays_locked(path: Path, tmp_path: Path) -> None:
    decision(path, "event", event_of(path, "ACCUSE"), "reject")
    with towhom.open(path) as store:
        for sql in (
            "DELETE FROM changed_events",
            "DETACH coded",
            f"ATTACH '{tmp_path / 'x.db'}'",
            "SELECT * FROM read_csv('/etc/passwd')",
            f"COPY events TO '{tmp_path / 'x.csv'}'",
            "SET enable_external_access = true",
            "INSERT INTO coded.failures VALUES ('a', 'b', 1)",
        ):
            with pytest.raises(StoreError):
                store.sql(sql).rows()
        assert store.sql("SELECT count(*) AS n FROM events").rows() == [{"n": 2}]


def test_undoing_brings_back(path: Path) -> None:
    made = decision(path, "event", event_of(path, "ACCUSE"), "reject")
    assert types_of(path) == ["CONSULT", "SUPPORT"]
    review.append(review.log_of(path), [review.undo(made, reviewer="Amina")])
    assert types_of(path) == ["ACCUSE", "CONSULT", "SUPPORT"]
    assert len(review.read(review.log_of(path))) == 2


def test_who_decided_last_is_followed(path: Path) -> None:
    event = event_of(path, "ACCUSE")
    decision(path, "event", event, "reject")
    last = decision(path, "event", event, "correct", by="Ben", type="REJECT", modes=[])
    assert types_of(path) == ["CONSULT", "REJECT", "SUPPORT"]
    review.append(review.log_of(path), [review.undo(last, reviewer="Ben")])
    assert types_of(path) == ["CONSULT", "SUPPORT"]


def test_events_whose_actor_was_corrected_are_another_country_s(path: Path) -> None:
    with towhom.open(path) as store:
        row = store.sql("SELECT document, start_char, end_char FROM mentions WHERE text = 'Washington'").rows()[0]
    record = f"mention:{row['document']}:{row['start_char']}-{row['end_char']}"
    kenya = {
        "actor": "country:KEN",
        "name": "Kenya",
        "code": "KEN",
        "sectors": ["GOV"],
        "office": None,
        "wikidata": None,
    }
    decision(path, "actor", record, "correct", actors=[kenya])
    with towhom.open(path) as store:
        found = store.events(between=("KEN", "PRK")).rows()
        assert [(each["type"], each["review"]) for each in found] == [("ACCUSE", "corrected")]
        assert not store.events(between=("USA", "PRK")).rows()
    decision(path, "actor", record, "reject")
    with towhom.open(path) as store:
        assert {row["actor_code"] for row in store.events(type="ACCUSE")} == {"---"}


# -- documents that are coded again ---------------------------------------------------------------------------


@dataclass(frozen=True)
class NewCoder:
    """A newer coder: other ids, and perhaps other types; `blind` ones it does not see."""

    version: str = "rules 2"
    types: tuple[tuple[str, str], ...] = ()
    blind: tuple[str, ...] = ()

    def code_documents(self, documents):  # type: ignore[no-untyped-def]
        """Records of the old coder, changed."""
        return [self._changed(record) for record in RuleCoder().code_documents(documents)]

    def _changed(self, record: Record) -> Record:
        types = dict(self.types)
        events = tuple(
            replace(event, id=f"{event.id}-new", type=types.get(event.type, event.type), modes=(), confidence=0.3)
            for event in record.events
            if event.type not in self.blind
        )
        positions = tuple(replace(position, id=f"{position.id}-new") for position in record.positions)
        return replace(record, events=events, positions=positions)


def coded_again(path: Path, coder: NewCoder) -> None:
    """Build the store again with a newer coder."""
    with towhom.open(path) as store:
        summary = store.add_documents([document(TEXT, title="Paper")], coder=coder)
    assert summary.added == 1


def test_decisions_outlive_a_newer_coder(path: Path) -> None:
    accuse, support = event_of(path, "ACCUSE"), event_of(path, "SUPPORT")
    decision(path, "event", accuse, "reject")
    decision(path, "event", support, "correct", type="AID", modes=[])
    decision(path, "date", support, "correct", edtf="2018-06-05")
    coded_again(path, NewCoder())
    with towhom.open(path) as store:
        rows = {row["type"]: row for row in store.events()}
    assert set(rows) == {"AID", "CONSULT"}
    assert (rows["AID"]["event"], rows["AID"]["edtf"]) == (support, "2018-06-05")
    assert rows["CONSULT"]["event"].endswith("-new")


def test_a_confirmed_record_stays_though_the_newer_coder_is_blind_to_it(path: Path) -> None:
    decision(path, "event", event_of(path, "CONSULT"), "confirm")
    decision(path, "event", event_of(path, "ACCUSE"), "reject")
    coded_again(path, NewCoder(blind=("CONSULT", "ACCUSE")))
    with towhom.open(path) as store:
        rows = store.events().rows()
    assert sorted({row["type"] for row in rows}) == ["CONSULT", "SUPPORT"]
    assert {row["review"] for row in rows if row["type"] == "CONSULT"} == {"confirmed"}


def test_position_keeps_its_decision(path: Path) -> None:
    with towhom.open(path) as store:
        position = store.positions().rows()[0]["position"]
    decision(path, "position", position, "reject")
    coded_again(path, NewCoder())
    with towhom.open(path) as store:
        assert not store.positions().rows()


def test_decisions_on_a_text_that_is_gone_change_nothing(path: Path, tmp_path: Path) -> None:
    made = decision(path, "event", event_of(path, "ACCUSE"), "confirm")
    other = tmp_path / "other.duckdb"
    with towhom.open(other) as store:
        store.add_documents([document("Japan met North Korea in 2004.")], coder=RuleCoder())
    review.append(review.log_of(other), [made])
    assert types_of(other) == ["CONSULT"]


# -- the log --------------------------------------------------------------------------------------------------


def made_up(number: int, **fields: object) -> Decision:
    """A decision that is about nothing."""
    place = {"document": "d", "sentence": "s.", "sentence_start": 0, "coder": "c"}
    given = {
        "kind": "event",
        "record": f"e{number}",
        "verdict": "reject",
        "reviewer": "A",
        "before": {},
        "place": place,
    }
    return review.decide(**{**given, **fields})  # type: ignore[arg-type]


def test_a_torn_last_line_is_no_decision_and_is_mended(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first, second = made_up(1), made_up(2)
    review.append(log, [first])
    with log.open("a", encoding="utf-8") as file:
        file.write('{"id": "decision:torn", "kin')
    assert review.read(log) == [first]
    review.append(log, [second])
    assert review.read(log) == [first, second]


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"id": "x"}', "17"])
def test_a_line_that_is_no_decision_is_said(tmp_path: Path, line: str) -> None:
    log = tmp_path / "log"
    review.append(log, [made_up(1)])
    with log.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(StoreError, match="line 2: not a decision"):
        review.read(log)


BAD = [
    {"kind": "spoon"},
    {"verdict": "hug"},
    {"reviewer": "  "},
    {"verdict": "correct"},  # without what is right
    {"verdict": "confirm", "after": {}},
    {"verdict": "undo"},
]


@pytest.mark.parametrize("fields", BAD)
def test_decisions_that_make_no_sense_are_not_made(fields: dict[str, object]) -> None:
    with pytest.raises(StoreError):
        made_up(1, **fields)


def test_logs_are_put_together_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    both = made_up(1)
    review.append(one, [both])
    review.append(other, [both, made_up(2)])
    assert review.merge(one, other) == 1
    assert review.merge(one, other) == 0
    assert len(review.read(one)) == 2
    with pytest.raises(StoreError):
        review.merge(one, tmp_path / "nothing")


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import sys; from pathlib import Path; from towhom.store import review\n"
        "place = {'document': 'd', 'sentence': 's', 'sentence_start': 0, 'coder': 'c'}\n"
        "for n in range(30): review.append(Path(sys.argv[1]), [review.decide(kind='event', record=f'{sys.argv[2]}{n}',"
        " verdict='reject', reviewer='A', before={'long': 'x' * 20000}, place=place)])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(log), name]) for name in "ab"]
    assert [each.wait() for each in running] == [0, 0]
    assert len(review.read(log)) == 60


# -- agreement ------------------------------------------------------------------------------------------------

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": the data of section C (four observers, twelve
# units, missing data), and of section A (two observers, binary) and B (two observers, nominal).
MANY = ["1 2 3 3 2 1 4 1 2 * * *", "1 2 3 3 2 2 4 1 2 5 * 3", "* 3 3 3 2 3 4 2 2 5 1 *", "1 2 3 3 2 4 4 1 2 5 1 *"]
BINARY = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
NOMINAL = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"]


@pytest.mark.parametrize(("table", "alpha"), [(MANY, 0.743), (BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_is_as_published(table: list[str], alpha: float) -> None:
    rows = [line.split() for line in table]
    units = [{n: value for n, value in enumerate(unit) if value != "*"} for unit in zip(*rows, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("units", [[], [{"a": 1}], [{"a": 1, "b": 1}], [{"a": 1, "b": 1}, {"a": 1, "b": 1}]])
def test_alpha_of_what_cannot_vary_is_unknown(units: list[dict[str, int]]) -> None:
    assert krippendorff_alpha(units) is None


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=4), min_size=2, max_size=20))
def test_alpha_has_its_laws(values: list[list[int]]) -> None:
    """At most 1, 1 only without disagreement, the same whoever is called first."""
    units = [dict(enumerate(unit)) for unit in values]
    alpha = krippendorff_alpha(units)
    if alpha is not None:
        assert alpha <= 1 + 1e-9
        assert (alpha > 1 - 1e-9) == all(len(set(unit)) == 1 for unit in values)
        turned = krippendorff_alpha([dict(enumerate(reversed(unit))) for unit in reversed(values)])
        assert turned == pytest.approx(alpha)


def test_reviewers_and_coder_are_compared(path: Path) -> None:
    for type in ("ACCUSE", "SUPPORT", "CONSULT"):
        for reviewer in ("Amina", "Ben"):
            decision(path, "event", event_of(path, type), "confirm", by=reviewer)
    decision(path, "event", event_of(path, "ACCUSE"), "correct", by="Ben", type="REJECT", modes=[])
    every = review.read(review.log_of(path))
    found = {(row["kind"], row["property"]): row for row in review_agreement.agreement(every)}
    assert (found["event", "type"]["same"], found["event", "type"]["records"]) == (2, 3)
    assert found["event", "type"]["alpha_coder"] < 1
    assert found["event", "modality"]["alpha"] is None
    assert [row["said"].keys() for row in review_agreement.disagreements(every)] == [{"Amina", "Ben"}]
    counted = {row["reviewer"]: row for row in review_agreement.verdicts(every)}
    assert (counted["Ben"]["confirmed"], counted["Ben"]["corrected"]) == (2, 1)


# -- export ---------------------------------------------------------------------------------------------------


def sentences_of(path: Path) -> tuple[list[str], dict[str, int]]:
    """What would be exported."""
    with towhom.open(path) as store:
        found = annotated(store.connection, review.read(review.log_of(path)))
    return list(found.records), found.left_out


def test_decided_sentences_are_annotated_and_pass_the_checker(path: Path, tmp_path: Path) -> None:
    decision(
        path, "event", event_of(path, "ACCUSE"), "correct", type="THREATEN", modes=["restrict"], modality="negated"
    )
    decision(path, "event", event_of(path, "CONSULT"), "confirm")
    decision(path, "event", event_of(path, "SUPPORT"), "confirm")
    records, left_out = sentences_of(path)
    assert left_out == {"not all of its events and positions are decided": 1}
    assert records == [
        "[1:USA GOV|Washington] accused [2:PRK GOV|North Korea] <in 2018>.\n"
        '1>2 THREATEN:restrict negated diplomatic "accused"',
        "[1:KOR GOV|South Korea] and [2:JPN GOV|Japan] met with each other <in 2004>.\n"
        '1+2 CONSULT:visit diplomatic "met"',
    ]
    with towhom.open(path) as store:
        position = store.positions().rows()[0]["position"]
    decision(path, "position", position, "confirm")
    records, left_out = sentences_of(path)
    assert (len(records), left_out) == (3, {})
    assert records[1].splitlines()[1:] == ['1>2 SUPPORT diplomatic "thanked"', '1 + "THAAD"', '* weapon "THAAD"']
    file = tmp_path / "sentences.txt"
    file.write_text("".join(f"{record}\n\n" for record in records), encoding="utf-8")
    checked = subprocess.run([sys.executable, CHECKER, file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_sentence_without_any_event_left_is_an_example_too(path: Path) -> None:
    decision(path, "event", event_of(path, "ACCUSE"), "reject")
    assert sentences_of(path) == (["[1:USA GOV|Washington] accused [2:PRK GOV|North Korea] <in 2018>."], {})


def test_signs_of_the_format_in_a_text_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "odd.duckdb"
    text = '{Washington} accused <North Korea> | "again" [1:USA|x] %\tin 2018.'
    with towhom.open(path) as store:
        store.add_documents([document(text)], coder=RuleCoder())
    decision(path, "event", event_of(path, "ACCUSE"), "confirm")
    records, _ = sentences_of(path)
    file = tmp_path / "sentences.txt"
    file.write_text("\n\n".join(records), encoding="utf-8")
    checked = subprocess.run([sys.executable, CHECKER, file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert "1 records" in checked.stdout


def test_a_copy_s_incidents_follow_decisions(path: Path, tmp_path: Path) -> None:
    """As many happenings as when all are grouped anew, none with a record that is gone."""
    from towhom.store.live import Live

    decision(path, "event", event_of(path, "ACCUSE"), "reject")
    decision(path, "event", event_of(path, "SUPPORT"), "correct", type="AID", modes=[])
    with towhom.open(path) as store, Live(path, folder=tmp_path) as live:
        wanted = sorted((row["type"], row["records"]) for row in store.incidents())
        assert wanted == sorted((row["type"], row["records"]) for row in live.store.incidents())
        members = {row["event"] for row in live.store.sql("SELECT event FROM incident_events")}
        assert members == {row["event"] for row in live.store.events()}
        state = live.store.sql("SELECT state FROM incident_state").rows()
        assert len(state) == 1
