"""Charts: what they show adds up, whoever looks, at any width, whatever the texts hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.measures import Agreement, Stance, Tie, series
from towhom.show import charts
from towhom.show.charts import places
from towhom.show.charts.colours import COAST, COLOURS, GRID, GROUND, LAND, SCORE_STEPS, score_step, theme
from towhom.show.charts.network import places as layout
from towhom.show.charts.over_time import describe, table
from towhom.show.charts.spots import LETTER, LINE, spots
from towhom.show.charts.timeline import LANES, Span, packed
from towhom.show.charts.words import label

HOSTILE = "</text><script>alert(1)</script>\u202e{{7*7}}'\"&amp;\x1b[31m"
PNG = b"\x89PNG\r\n\x1a\n"


def event(number: int, first: date | None, last: date | None, *, quad: int = 1, scale: float = 2.5) -> dict[str, Any]:
    return {
        "event": str(number), "earliest": first, "latest": last, "quad_code": quad, "event_scale": scale,
        "modality": "actual",
    }  # fmt: skip


DAY = date(2017, 7, 6)
ONE = series([event(1, DAY, DAY, quad=4, scale=-9.0)], by="year")
NONE = series([event(1, None, None)], by="year")
SPREAD = series([event(n, date(2000 + n, 5, 1), date(2001 + n, 5, 1), quad=1 + n % 4) for n in range(12)], by="month")
TIES = [
    Tie(first="KOR", second="USA", quads=(6, 1, 1, 0), score=3.1),
    Tie(first="PRK", second="USA", quads=(1, 0, 3, 2), score=-4.0),
    Tie(first="FJI", second="USA", quads=(1, 0, 0, 0), score=2.5),
    Tie(first="PRK", second="UNO", quads=(0, 0, 0, 1), score=-6.0),  # on no map
]
STANCES = [
    Stance(thing="t1", name="THAAD", holder="KOR", backs=2, opposes=0),
    Stance(thing="t1", name="THAAD", holder="CHN", backs=0, opposes=3),
    Stance(thing="t2", name=HOSTILE, holder="KOR", backs=1, opposes=1),
]
SPANS = [
    Span(type="ASSAULT", quad_code=4, earliest=DAY, latest=DAY, says=HOSTILE),
    Span(type="CONSULT", quad_code=1, earliest=date(2016, 1, 1), latest=date(2017, 12, 31), link="/e/1"),
    Span(type="CONSULT", quad_code=1, earliest=date(1900, 1, 1), latest=date(2017, 12, 31)),
    Span(type="AID", quad_code=2, earliest=None, latest=DAY),
]
CHANGE = charts.Change(day=date(2005, 1, 1), how="PELT, penalty 3", before=-1.0, after=2.0)


def figures(width: int) -> dict[str, charts.Figure]:
    """Each chart on normal data and on the least that it may be given."""
    return {
        "one event": charts.over_time(ONE, width=width),
        "spread": charts.over_time(SPREAD, width=width, changes=[CHANGE], link=lambda period: f"/x?{period.label}"),
        "no dates": charts.over_time(NONE, width=width),
        "positions": charts.positions(STANCES, width=width, names={"KOR": HOSTILE}),
        "no positions": charts.positions([], width=width),
        "timeline": charts.timeline(SPANS, width=width),
        "no timeline": charts.timeline([], width=width),
        "world": charts.world(TIES, width=width, link=lambda tie: f"/between/{tie.first}/{tie.second}"),
        "one pair": charts.world(TIES[:1], width=width),
        "no pair": charts.world(TIES[3:], width=width),
        "network": charts.events_network(TIES, width=width),
        "no network": charts.events_network([], width=width),
        "alignment": charts.alignment_network([Agreement(first="A", second="B", shared=3, same=0)], width=width),
    }


@pytest.mark.parametrize("width", [340, 760])
def test_every_chart_draws_at_its_width_with_its_text(width: int) -> None:
    """Also from nothing at all; what is drawn is safe under a strict policy and says what it shows."""
    for name, figure in figures(width).items():
        if width > 700 and name not in ("spread", "world", "network", "timeline"):
            continue  # drawing takes time, and what is narrow enough for a phone is for a page
        drawn = charts.svg(figure, theme="auto")
        root = ET.fromstring(drawn)
        tags = {element.tag.partition("}")[2] for element in root.iter()}
        names = {attribute for element in root.iter() for attribute in element.attrib}

        assert charts.size(drawn)[0] <= width, name
        assert tags <= {"svg", "g", "rect", "path", "line", "text", "tspan", "a", "title", "defs", "clipPath"}, name
        assert not [attribute for attribute in names if attribute.startswith("on") or attribute == "style"], name
        assert root.get("aria-label") == figure.text, name
        assert "var(--towhom-ink, #1c1f24)" in drawn or figure.empty, name
        assert figure.title
        assert figure.text
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows), name
        assert "\u202e" not in drawn, name
        assert "\x1b" not in drawn, name


def test_pictures_in_both_themes() -> None:
    figure = charts.over_time(ONE)
    light, dark = (charts.png(figure, theme=name, scale=1) for name in ("light", "dark"))
    assert light.startswith(PNG)
    assert dark.startswith(PNG)
    assert light != dark
    with pytest.raises(ValueError, match="light or dark"):
        charts.png(figure, theme="auto")
    with pytest.raises(ValueError, match="known: light, dark, auto"):
        charts.svg(figure, theme="sepia")


LINKS = [
    ("/between/USA/KOR?since=2017&until=2018", "/between/USA/KOR?since=2017&until=2018"),
    ("#e1", "#e1"),
    ("?year=2017", "?year=2017"),
    # elsewhere, or code
    ("https://example.org/", None),
    ("//example.org/", None),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
]


@pytest.mark.parametrize(("given_link", "kept"), LINKS)
def test_links_lead_to_the_own_site_or_nowhere(given_link: str, kept: str | None) -> None:
    root = ET.fromstring(charts.svg(charts.over_time(ONE, link=lambda _: given_link)))
    found = [link.get("href") for link in root.iter("{http://www.w3.org/2000/svg}a")]
    assert found == ([kept] if kept else [])
    assert root.get("role") == ("group" if kept else "img")


dated = st.builds(
    lambda number, first, days, quad: event(number, first, first + timedelta(days=days), quad=quad),
    st.integers(0, 10**6), st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, 4000), st.integers(1, 4),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(dated, unique_by=lambda row: row["event"]), st.sampled_from(["month", "quarter", "year"]))
def test_text_and_table_add_up_to_the_events(rows: list[dict[str, Any]], by: str) -> None:
    """Nothing is lost between the store's rows and what a reader hears or sees."""
    found = series(rows, by=by)
    shown, said = table(found), describe(found)
    classes = [sum(row["quad_code"] == quad for row in rows if in_series(row)) for quad in (1, 2, 3, 4)]

    for place, number in enumerate(classes, start=1):
        assert sum(row[place] for row in shown.rows) == pytest.approx(number, abs=0.006 * max(len(shown.rows), 1))
    if sum(classes):
        assert said.startswith(f"{sum(classes):,} dated event")
        for number, name in zip(
            classes, ("cooperation in words", "cooperation in deeds", "conflict in words"), strict=False
        ):
            assert (f"{number:,} {name}" in said) == bool(number)
    if undated := len(rows) - sum(classes):
        assert f"{undated:,} event" in said


def in_series(row: dict[str, Any]) -> bool:
    return bool((row["latest"] - row["earliest"]).days < 3660)


def test_an_event_of_unsure_date_is_pale_in_every_period_that_it_may_lie_in() -> None:
    rows = [event(1, date(2017, 12, 1), date(2018, 1, 31)), event(2, date(2018, 1, 5), date(2018, 1, 5))]
    drawn = charts.svg(charts.over_time(series(rows, by="year")))

    assert "2017: 0.5 events, cooperation in words, by shares of uncertain dates" in drawn
    assert "2018: 0.5 events, cooperation in words, by shares of uncertain dates" in drawn
    assert "2018: 1 event, cooperation in words<" in drawn


def test_changes_say_how_they_were_found() -> None:
    figure = charts.over_time(SPREAD, changes=[CHANGE])
    assert "A: change at 2005-01-01, mean score −1.0 before and +2.0 after (PELT, penalty 3)." in figure.text


def test_positions_that_find_no_room_are_counted() -> None:
    many = [Stance(thing=f"t{n}", name=f"thing {n}", holder=f"H{n % 20}", backs=1, opposes=0) for n in range(100)]
    figure = charts.positions(many, width=340)

    assert len(figure.table.rows) == 100
    assert "76 more things and 16 more holders" in figure.note
    assert figure.text.startswith("100 positions, 100 for and 0 against, of 20 holders on 100 things.")


def test_five_thousand_events_are_still_a_picture() -> None:
    """No mark for every event, and none lost without a word."""
    many = [
        Span(type=kind, quad_code=1, earliest=DAY + timedelta(days=n), latest=DAY + timedelta(days=n + 30 * (n % 3)))
        for n in range(2500) for kind in ("CONSULT", "AGREE")
    ]  # fmt: skip
    figure = charts.timeline(many)

    assert figure.text.startswith("5,000 dated events")
    assert re.search(r"[\d,]+ events with the vaguest dates found no room", figure.note)
    assert len(charts.svg(figure)) < 500_000
    assert "the first 400 of 5,000" in figure.table.caption


spans = st.builds(
    lambda first, days: Span(type="AID", quad_code=2, earliest=first, latest=first + timedelta(days=days)),
    st.dates(date(2000, 1, 1), date(2003, 1, 1)), st.integers(1, 400),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(spans, max_size=40))
def test_bars_of_a_lane_do_not_meet(found: list[Span]) -> None:
    lanes, without = packed(found)
    assert len(lanes) <= LANES
    assert sum(map(len, lanes)) + without == len(found)
    for lane in lanes:
        order = sorted((span.earliest, span.latest) for span in lane)
        assert all(one[1] < other[0] for one, other in zip(order, order[1:], strict=False))  # type: ignore[operator] # noqa: RUF007


points = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.just(4.0), st.text("ABC", min_size=1, max_size=5)))


@settings(deadline=None)
@given(points)
def test_labels_do_not_lie_over_each_other_or_outside(found: list[tuple[float, float, float, str]]) -> None:
    boxes = [
        (x - len(text) * LETTER / 2, y - LINE / 2, x + len(text) * LETTER / 2, y + LINE / 2)
        for (_, _, _, text), spot in zip(found, spots(found, width=300, height=200), strict=True)
        if spot is not None for x, y in [spot]
    ]  # fmt: skip
    for place, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[3] <= 200
        for other in boxes[:place]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_a_network_is_the_same_whatever_the_order() -> None:
    assert charts.svg(charts.events_network(TIES)) == charts.svg(charts.events_network(TIES))
    edges = charts.events_network(TIES).chart.to_dict()
    assert edges == charts.events_network(TIES).chart.to_dict()


def test_layout_does_not_depend_on_the_order_of_edges() -> None:
    from towhom.show.charts.network import Edge

    edges = [Edge(first=t.first, second=t.second, weight=t.events, step="", says="") for t in TIES]
    assert layout(edges, width=300, height=200) == layout(edges[::-1], width=300, height=200)


EARTH = [
    # place, x, y; the corners as Equal Earth's paper has them
    ((0.0, 0.0), 0.0, 0.0),
    ((180.0, 0.0), 2.7066, 0.0),
    ((0.0, 90.0), 0.0, 1.3173),
    ((0.0, -90.0), 0.0, -1.3173),
]


@pytest.mark.parametrize(("place", "x", "y"), EARTH)
def test_equal_earth(place: tuple[float, float], x: float, y: float) -> None:
    found = places.equal_earth(place, meridian=0.5 if place[0] == 180.0 else 0.0)
    assert abs(found[0]) == pytest.approx(x, abs=0.01)
    assert found[1] == pytest.approx(y, abs=1e-3)


def test_our_points_lie_where_vega_draws_the_land() -> None:
    """Labels are placed by our own projection, outlines by Vega's: an arc must end at its dots."""
    drawn = ET.fromstring(charts.svg(charts.world(TIES[:1], names={})))
    known = places.middles()
    window = places.view([(known["KOR"], known["USA"], 8)], width=710, height=426)
    arc = next(
        p.get("d") or "" for p in drawn.iter("{http://www.w3.org/2000/svg}path") if p.get("stroke-linecap") == "round"
    )
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", arc)]
    ends = {(round(x), round(y)) for x, y in ((numbers[0], numbers[1]), (numbers[-2], numbers[-1]))}
    for code in ("KOR", "USA"):
        x, y = window.pixels(known[code])
        assert any(abs(x - end[0]) <= 2 and abs(y - end[1]) <= 2 for end in ends)


def test_a_map_is_cut_where_the_least_lies() -> None:
    """Korea and America are neighbours over the Pacific."""
    known = places.middles()
    window = places.view([(known["KOR"], known["USA"], 5)], width=700, height=400)
    assert window.pixels(known["KOR"])[0] < window.pixels(known["USA"])[0]
    assert 0 < window.pixels(known["USA"])[0] < 700


def test_every_country_of_the_registry_is_on_the_map() -> None:
    import csv
    from importlib import resources

    text = resources.files("towhom.actors").joinpath("data/countries.csv").read_text("utf-8")
    assert {row["iso3"] for row in csv.DictReader(text.splitlines())} <= set(places.middles())


@settings(deadline=None)
@given(st.tuples(st.floats(-179, 179), st.floats(-85, 85)), st.tuples(st.floats(-179, 179), st.floats(-85, 85)))
def test_great_circles_end_where_they_should(one: tuple[float, float], other: tuple[float, float]) -> None:
    line = places.great_circle(one, other)
    assert line[0] == pytest.approx(one, abs=1e-3)
    assert line[-1] == pytest.approx(other, abs=1e-3)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out_from_the_ground(dark: bool) -> None:
    """3 to 1 for marks, 4.5 to 1 for words (WCAG 1.4.11, 1.4.3); tints carry words, so these count there."""
    shade = {colour.name: colour.dark if dark else colour.light for colour in COLOURS}
    for name in ("up-deeds", "up-words", "down-words", "down-deeds", "even", "mark"):
        assert contrast(shade[name], shade["ground"]) >= 3, name
    for name in ("ink", "faint", "mark"):
        assert contrast(shade[name], shade["ground"]) >= 4.5, name
    for name in ("up-tint", "down-tint", "even-tint"):
        assert contrast(shade["ink"], shade[name]) >= 4.5, name
    assert contrast(shade["up-words"], shade["up-deeds"]) >= 1.8
    assert contrast(shade["down-words"], shade["down-deeds"]) >= 1.8


def test_no_two_colours_share_a_name_or_a_light_shade() -> None:
    """The light shade is what a theme looks a colour up by."""
    assert len({colour.light for colour in COLOURS}) == len({colour.name for colour in COLOURS}) == len(COLOURS)
    assert theme("dark")[GROUND.light] == GROUND.dark
    assert {LAND, COAST, GRID} <= set(COLOURS)


@given(st.floats(-10, 10))
def test_every_score_has_a_step(score: float) -> None:
    assert score_step(score) in {name for _, name, _ in SCORE_STEPS}


LABELS = [
    ("plain", "plain"),
    ("x" * 100, "x" * 59 + "…"),
    ("a\u202eb\x1b", "a�b�"),
    # right-to-left words keep to their place
    ("\u0633\u0644\u0627\u0645", "\u2068\u0633\u0644\u0627\u0645\u2069"),
]


@pytest.mark.parametrize(("text", "shown"), LABELS)
def test_labels(text: str, shown: str) -> None:
    assert label(text) == shown


def test_a_title_of_a_megabyte_is_cut_at_once() -> None:
    assert len(label("word " * 200_000)) == 60
