"""A report as PDF, typeset by Typst: no browser, no network, no system libraries; tagged for screen readers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from importlib.util import find_spec
from typing import Any

from towhom.errors import TowhomError
from towhom.show.charts import DataTable, Figure, svg
from towhom.show.charts.colours import FONT
from towhom.show.charts.words import signed
from towhom.show.report import words
from towhom.show.report.figures import charts_of
from towhom.show.report.gather import Content, Event, Position, Quotation
from towhom.show.report.page import SIDES, by_year
from towhom.show.report.summary import summary

PRINTED = 640  # pixels of a chart on a page
TYPST_FONT = "Libertinus Serif"  # comes with Typst; narrower than the font that charts are measured with


class PdfError(TowhomError):
    """A PDF that cannot be made; the message says what can be done."""


def pdf(content: Content) -> bytes:
    """Typeset a report. Raises PdfError where the extra `pdf` is not installed."""
    if find_spec("typst") is None:
        raise PdfError('a PDF needs Typst: pip install "towhom[pdf]"; or write html and print it from a browser')
    import typst

    charts, data = _data(content)
    template = resources.files("towhom.show.report").joinpath("templates/report.typ").read_bytes()
    inputs = {"report": json.dumps(data, ensure_ascii=False, sort_keys=True), **charts}
    try:
        return bytes(typst.compile(template, sys_inputs=inputs, format="pdf"))
    except (RuntimeError, ValueError) as error:
        raise PdfError(f"Typst cannot set this report: {' '.join(str(error).split())}") from error


def _data(content: Content) -> tuple[dict[str, str], dict[str, Any]]:
    """The charts as SVG, by name, and everything else as plain data."""
    charts, drawings = charts_of(content), {}
    figures: dict[str, list[dict[str, Any]]] = {}
    for name, draw in (("time", charts.time), ("timeline", charts.timeline), ("stands", charts.positions)):
        figures[name] = []
        if draw is not None:
            shown = draw(PRINTED)
            drawings[name] = svg(shown).replace(FONT, TYPST_FONT)
            figures[name].append(_figure(shown, name))
    return drawings, figures | {
        "title": content.title,
        "under": words.under_title(content),
        "summary": summary(content),
        "directions": [_direction(each) for each in content.found.directions],
        "events_note": words.events_note(content) and f"{words.events_note(content)} {words.all_events(content)}",
        "years": [
            {"heading": year, "events": [_event(event, content) for event in events]}
            for year, events in by_year(content.events)
        ],
        "positions_note": words.positions_note(content),
        "positions": [_position(each, content) for each in content.positions],
        "subjects": _subjects(content),
        "method": [*words.METHOD, words.damage(content)],
        "runs": _runs(content),
        "settings": f"Settings and thresholds of the last build: {content.runs[-1].settings}" if content.runs else "",
        "sources": [
            {"number": source.number, "line": words.source_line(source), "place": words.source_place(source)}
            for source in content.sources
        ],
    }


def _figure(shown: Figure, name: str) -> dict[str, Any]:
    return {"name": name, "text": shown.text, "note": shown.note, "table": _plain(shown.table)}


def _plain(shown: DataTable) -> dict[str, Any]:
    return _table(shown.caption, shown.columns, [["" if c is None else str(c) for c in row] for row in shown.rows])


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> dict[str, Any]:
    """A table; the first `words` columns are words, the others numbers."""
    return {
        "caption": caption, "columns": list(columns), "rows": [list(row) for row in rows],
        "numbers": list(range(words, len(columns))),
    }  # fmt: skip


def _direction(found: Any) -> dict[str, Any]:
    rows = [[type, f"{number:,}", signed(mean)] for type, number, mean in found.types]
    return _table(f"{found.actor} towards {found.recipient}", ("PLOVER type", "events", "mean score"), rows)


def _quotation(quoted: Quotation, content: Content) -> dict[str, Any]:
    source = words.quoted_from(content, quoted)
    return {
        "before": quoted.before, "words": quoted.words, "after": quoted.after, "source": quoted.source,
        "start": quoted.start, "end": quoted.end, "title": ", ".join(filter(None, (source.title, source.date))),
    }  # fmt: skip


def _event(event: Event, content: Content) -> dict[str, Any]:
    modality = f", {event.modality}" if event.modality != "actual" else ""
    return {
        "side": SIDES[event.quad_code], "when": event.when, "edtf": event.edtf, "who": words.who(event),
        "what": f"{event.what}, {signed(event.score)}{modality}", "confidence": f"{event.confidence:.2f}",
        "quotation": _quotation(event.quotation, content), "basis": event.basis,
        "number": event.number, "together": words.also_told(event),
    }  # fmt: skip


def _position(position: Position, content: Content) -> dict[str, Any]:
    return {
        "side": "up words" if position.stance == "for" else "down words", "when": "", "edtf": "", "basis": "", "number": "",
        "together": "",
        "who": position.holder, "what": f"{position.stance} {position.on}", "confidence": f"{position.confidence:.2f}",
        "quotation": _quotation(position.quotation, content),
    }  # fmt: skip


def _subjects(content: Content) -> dict[str, Any]:
    rows = [[name, kind, f"{events:,}"] for name, kind, events in content.subjects]
    caption = words.subjects_caption(content)
    return _table(caption, ("subject", "kind", "events"), rows, words=2)


def _runs(content: Content) -> dict[str, Any]:
    columns = ("run", "towhom", "coder and model", "started", "ended", "coded", "known", "skipped")
    rows = [
        [str(r.number), r.towhom, r.coder, r.started, r.ended, f"{r.added:,}", f"{r.skipped:,}", f"{r.failed:,}"]
        for r in content.runs
    ]
    return _table("Builds of the store, with the coder and its settings", columns, rows, words=5)
