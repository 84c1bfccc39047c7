"""The account that bench/sample.py gives: which records count as what the careful reader wrote down."""

import importlib.util
import sys
from pathlib import Path

import pytest

from towhom.actors import Actor, Mention
from towhom.dates import Time
from towhom.events import Event
from towhom.positions import Position
from towhom.reading import Repair

ROOT = Path(__file__).parents[2]
PAGES = {
    "us-korea": ROOT.parent / "shared/samples/us-korea.txt",
    "damaged-page": ROOT / "tests/data/damaged-page.txt",
}
SENTENCE = "Seoul and Washington met Pyongyang's envoys."


@pytest.fixture(scope="module")
def matching():
    spec = importlib.util.spec_from_file_location("matching", ROOT / "bench/matching.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["matching"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["matching"]


def mention(party):
    code, _, sector = party.partition("/")
    actor = Actor(id=f"text:{party}", name=party, code=code, sectors=(sector,) if sector else ())
    return Mention(
        sentence=0, start=0, end=1, text=party, actors=(actor,), kind="name", confidence=1.0, reason="test"
    )  # fmt: skip


def event(what, number=0, edtf=None):
    """Build an event from "KOR+USA > PRK AGREE"; a dot stands for no recipient."""
    actors, _, recipients, kind = what.split()
    return Event(
        id=f"e{number}", document="d", sentence=0, type=kind, modes=(), contexts=(), modality="actual",
        actors=tuple(map(mention, actors.split("+"))),
        recipients=() if recipients == "." else tuple(map(mention, recipients.split("+"))),
        reciprocal=False, quad_code=1, event_scale=1.0, trigger="met", start=0, end=3,
        time=Time(edtf=edtf, earliest=None, latest=None, basis=""), text=SENTENCE, confidence=1.0,
    )  # fmt: skip


def row(what, also="", words="Seoul and Washington", coders="12"):
    actors, _, recipients, kind = what.split()
    return {
        "words": words, "actors": actors, "recipients": recipients.strip("."), "type": kind, "also": also,
        "coders": coders,
    }  # fmt: skip


MEETINGS = [
    # the same
    ("KOR > PRK ACCUSE", ["KOR > PRK ACCUSE"], True),
    # direction turned round
    ("KOR > PRK ACCUSE", ["PRK > KOR ACCUSE"], False),
    # another type
    ("KOR > PRK ACCUSE", ["KOR > PRK REQUEST"], False),
    # one party too many, one too few
    ("KOR > PRK ACCUSE", ["KOR > PRK+USA ACCUSE"], False),
    ("KOR+USA > PRK ACCUSE", ["KOR > PRK ACCUSE"], False),
    # an act of two as two events
    ("KOR+USA > PRK ACCUSE", ["KOR > PRK ACCUSE", "USA > PRK ACCUSE"], True),
    # a mutual act as one event, as two, and as half of it
    ("KOR+USA > . AGREE", ["USA+KOR > . AGREE"], True),
    ("KOR+USA > . AGREE", ["USA > KOR AGREE", "KOR > USA AGREE"], True),
    ("KOR+USA > . AGREE", ["USA > KOR AGREE"], False),
    # a visit: both sides may stand as actors, the host alone may not
    ("PRK > USA CONSULT", ["USA+PRK > . CONSULT"], True),
    ("PRK > USA CONSULT", ["USA > PRK CONSULT"], False),
    # but who accuses whom is never mutual
    ("PRK > USA ACCUSE", ["USA+PRK > . ACCUSE"], False),
    # parties that may be missing
    ("KOR > USA? REJECT", ["KOR > . REJECT"], True),
    ("KOR > USA? REJECT", ["KOR > USA REJECT"], True),
    ("KOR > USA? REJECT", ["KOR > PRK REJECT"], False),
    ("KOR+USA > PRK? AGREE", ["KOR+USA > . AGREE"], True),
    # sectors tell who is who within a country, and nowhere else
    ("USA/LEG > USA/GOV REQUEST", ["USA/GOV > USA/LEG REQUEST"], False),
    ("USA/LEG > USA/GOV REQUEST", ["USA/LEG > USA/GOV REQUEST"], True),
    ("KOR/BUS > PRK AGREE", ["KOR/GOV > PRK AGREE"], True),
]


@pytest.mark.parametrize(("wanted", "found", "met"), MEETINGS)
def test_a_dealing_is_met_by_right_parties_direction_and_type(matching, wanted, found, met):
    events = [event(what, number) for number, what in enumerate(found)]
    given = matching.assign([row(wanted)], events)
    assert (list(given) == [0]) is met
    if met:
        assert matching.spare([row(wanted)], events, given) == []


def test_no_event_stands_for_two_dealings(matching):
    """The dealing whose first choice of type it is gets it, whatever the order."""
    rows = [row("KOR > PRK REQUEST", also="ACCUSE"), row("KOR > PRK ACCUSE")]
    given = matching.assign(rows, [event("KOR > PRK ACCUSE")])
    assert list(given) == [1]


def test_an_event_of_another_sentence_is_none_of_the_row(matching):
    assert matching.assign([row("KOR > PRK ACCUSE", words="Tokyo met")], [event("KOR > PRK ACCUSE")]) == {}


DATES = [
    ("2017-07-06", "2017-07", "2017-07-06", "right", "as narrow as the page allows"),
    ("2017-07", "2017-07", "2017-07-06", "right", "the widest that the page supports"),
    ("2017", "2017-07", "2017-07-06", "wide", "the page says more"),
    ("2016-07", "2017-07", "2017-07-06", "wrong", "leaves the truth out"),
    (None, "2017-07", "2017-07-06", "none", "no date"),
    ("XXXX-07", "2017-07", "2017-07-06", "wide", "no year where the page has one"),
    ("XXXX-09", "XXXX-09", "2005-09", "right", "no year where the page has none"),
    ("XXXX-08", "XXXX-09", "2005-09", "wrong", "another month"),
    ("2006-09", "XXXX-09", "2005-09", "wrong", "a year of its own making"),
    ("[2016-07,2017-07]", "[2017-07,2018-07]", "2017-07-06", "wide", "one year too early among others"),
    ("[2017-07..2018-07-01]", "2017-01-20/2021-01-20", "2017-07-06", "right", "an open choice within a term"),
    ("nonsense", "2017-07", "2017-07-06", "wrong", "no EDTF"),
]


@pytest.mark.parametrize(("found", "widest", "truth", "verdict", "remark"), DATES)
def test_a_date_is_right_where_it_is_true_and_no_wider_than_the_page(
    matching, found, widest, truth, verdict, remark
):  # fmt: skip
    assert matching.dated({"edtf": widest, "truth": truth}, found) == verdict, remark


STANDS = [
    ("KOR", "+", "the deployment of THAAD", True),
    ("KOR", "-", "the deployment of THAAD", False),  # the other way round
    ("PRK", "+", "the deployment of THAAD", False),  # another holder
    ("KOR", "+", "the war", False),  # another object
    ("KOR", "+", "of the", False),  # no object at all
]


@pytest.mark.parametrize(("holder", "stance", "words", "met"), STANDS)
def test_a_position_is_holder_stance_and_object(matching, holder, stance, words, met):
    position = Position(
        id="p", document="d", sentence=0, holder=mention(holder), stance=stance, object=words, start=0, end=1,
        subject=None, text=SENTENCE, confidence=1.0,
    )  # fmt: skip
    wanted = {"words": "and Washington", "holder": "KOR", "stance": "+", "object": "peace|THAAD deployment"}
    assert bool(matching.stands(wanted, [position])) is met


def test_each_damaged_place_needs_a_repair_of_its_own(matching):
    raw = "In Aprilthe State Department spoke."
    glued = Repair(
        kind="glued_words", start=3, end=12, raw_start=3, raw_end=11, before="Aprilthe", after="April the",
        confidence=1.0,
    )  # fmt: skip
    rows = [
        {"words": "In Aprilthe", "kind": "lost_span", "also": "glued_words"},
        {"words": "Aprilthe State", "kind": "glued_words", "also": ""},
        {"words": "Department spoke", "kind": "glued_words", "also": ""},
    ]
    assert matching.mark(rows, [glued], raw) == {1: glued}


@pytest.mark.parametrize("name", PAGES)
def test_the_files_fit_their_page(matching, name):
    """Every row's words stand once on the page, its labels are known and its dates contain the truth."""
    if not PAGES[name].exists():
        pytest.skip(f"{PAGES[name]} is not there")
    bench = matching.load(PAGES[name], ROOT / f"bench/{name}.csv")
    assert list(matching.faults(bench)) == []
    assert len(bench.dealings) >= 40


def test_faults_are_told(matching):
    good = row("KOR > PRK ACCUSE") | {"reciprocal": "0", "modality": "actual", "edtf": "2017", "truth": "2017-07"}
    bad = [
        good | {"words": "Tokyo"}, good | {"type": "SCOLD"}, good | {"modality": "maybe"}, good | {"truth": "2018"},
        good | {"edtf": "Monday"}, good | {"actors": "Korea"}, good | {"coders": "3"},
    ]  # fmt: skip
    assert list(matching.faults(matching.Bench(SENTENCE, [good], [], []))) == []
    for one in bad:
        assert len(list(matching.faults(matching.Bench(SENTENCE, [one], [], [])))) == 1, one
    damage = {"words": "Seoul", "kind": "rust", "also": "", "coders": "12", "note": ""}
    assert len(list(matching.faults(matching.Bench(SENTENCE, [], [], [damage])))) == 1
