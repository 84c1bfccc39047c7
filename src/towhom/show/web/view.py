"""A view: what one address shows, whatever the format. Topics say what; here it becomes HTML, JSON, CSV or Parquet."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, HTMLResponse, Response

from towhom.show.web.safety import FORMATS
from towhom.show.web.state import State
from towhom.store import Table, export

Rows = Sequence[Mapping[str, Any]]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page. JSON gives `facts` and all `tables`; CSV, JSON Lines and Parquet one of the tables.

    Rows of `whole` stand in for those of `tables` in files, where a page shows only some of them.
    """

    template: str
    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Table | Rows] = field(default_factory=dict)
    whole: Mapping[str, Table | Rows] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)  # for the template alone
    more: Callable[[], Mapping[str, Any]] = dict  # facts that only programs ask for
    status: int = 200


class Topic:
    """The routes of one topic: each view is a page at its address and JSON under /api at the same address."""

    def __init__(self, name: str) -> None:
        self.pages = APIRouter(include_in_schema=False)
        self.api = APIRouter(prefix="/api", tags=[name])

    def view(self, path: str) -> Callable[[Callable[..., View]], Callable[..., View]]:
        """Register a function that returns a View; its parameters are the address's and the query's."""

        def register(make: Callable[..., View]) -> Callable[..., View]:
            made = Depends(make)

            def page(request: Request, view: View = made) -> Response:
                return answer(request, view, format=request.query_params.get("format", "html"))

            def data(request: Request, view: View = made) -> Response:
                return answer(request, view, format=request.query_params.get("format", "json"))

            self.pages.get(path, name=make.__name__, response_class=HTMLResponse)(page)
            text = (make.__doc__ or "").strip()
            self.api.get(path, name=f"api_{make.__name__}", summary=text.partition("\n")[0], description=text)(data)
            return make

        return register


def answer(request: Request, view: View, *, format: str) -> Response:
    """A view in a format."""
    state: State = request.app.state.towhom
    if format == "html":
        return _html(request, view, state)
    if format not in FORMATS:
        raise HTTPException(400, f"No format {format[:20]!r}; known: html, {', '.join(FORMATS)}.")
    if format == "json" and "table" not in request.query_params:
        return Response(to_json(request, view), media_type=TYPES["json"], status_code=view.status)
    name, rows = _table(request, view)
    if isinstance(rows, Table) and format != "json":
        _check_size(rows, state.settings.most_rows)
    filename = re.sub(r"[^A-Za-z0-9]+", "-", f"{request.url.path}-{name}").strip("-")[:100] + f".{format}"
    return _file(rows, format=format, filename=filename)


def _html(request: Request, view: View, state: State) -> Response:
    page = state.templates.get_template(view.template)
    text = page.render(
        **view.facts,
        **view.tables,
        **view.extra,
        title=view.title,
        downloads=_downloads(request, view),
        here=request.url.path,
        edition=state.live.edition,
        trouble=state.live.trouble,
    )
    return HTMLResponse(text, status_code=view.status)


def _downloads(request: Request, view: View) -> dict[str, dict[str, str]]:
    """For each table of a page the addresses of its files."""
    found: dict[str, dict[str, str]] = {}
    for name in view.tables:
        formats = [each for each in FORMATS if each != "jsonl" or name == "events"]
        found[name] = {
            each: str(request.url.include_query_params(format=each, table=name).replace(scheme="", netloc=""))
            for each in formats
        }
    return found


def _table(request: Request, view: View) -> tuple[str, Rows | Table]:
    name = request.query_params.get("table") or next(iter(view.tables), "")
    if name not in view.tables:
        raise HTTPException(404, f"No table {name[:40]!r} here; known: {', '.join(view.tables) or 'none'}.")
    return name, view.whole.get(name, view.tables[name])


def _check_size(rows: Table, most: int) -> None:
    number = len(rows)
    if number > most:
        raise HTTPException(
            413,
            f"{number:,} rows are more than a file from here may hold ({most:,}); ask for less, or use towhom events.",
        )


def to_json(request: Request, view: View) -> str:
    """Facts and tables of a view, with where the other formats are."""
    content = {
        "title": view.title,
        "address": str(request.url.replace(scheme="", netloc="")),
        **view.facts,
        **view.more(),
        "tables": {name: list(rows) for name, rows in view.tables.items()},
    }
    return export.json_line(plain(content))


def plain(value: Any) -> Any:
    """Dataclasses and tuples as JSON knows them."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _file(rows: Rows | Table, *, format: str, filename: str) -> Response:
    """A table as a file: written whole beside everything else, sent, and removed."""
    with tempfile.NamedTemporaryFile(prefix="towhom-", suffix=f".{format}", delete=False) as made:
        path = Path(made.name)
    try:
        write(rows, path, format=format)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=TYPES[format], filename=filename, background=BackgroundTask(path.unlink))


def write(rows: Rows | Table, path: Path, *, format: str) -> None:
    """Write rows to a file in a format."""
    if isinstance(rows, Table):
        rows = rows.within(None)
        if format == "json":
            path.write_text(json.dumps([json.loads(export.json_line(row)) for row in rows]), encoding="utf-8")
        else:
            {"csv": rows.to_csv, "jsonl": rows.to_jsonl, "parquet": rows.to_parquet}[format](path)
        return
    simple: list[dict[str, Any]] = [plain(dict(row)) for row in rows]
    columns = list(dict.fromkeys(name for row in simple for name in row))
    if format == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            export.write_csv(file, columns, ([row.get(name) for name in columns] for row in simple), safe=True)
    elif format == "parquet":
        kinds = [(name, kind_of([row.get(name) for row in simple])) for name in columns]
        export.write_parquet(
            path, kinds, [[[_cell(row.get(name)) for name in columns] for row in simple]] * bool(simple)
        )
    else:
        lines = [export.json_line(row) for row in simple]
        path.write_text("[" + ",\n".join(lines) + "]\n" if format == "json" else "\n".join([*lines, ""]), "utf-8")


def kind_of(values: Iterable[Any]) -> str:
    """The DuckDB type of a column of plain values."""
    kinds = {type(value) for value in values if value is not None}
    for kind, name in ((bool, "BOOLEAN"), (int, "BIGINT"), (date, "DATE"), (datetime, "TIMESTAMP")):
        if kinds == {kind}:
            return name
    if kinds and kinds <= {int, float}:
        return "DOUBLE"
    return "VARCHAR[]" if kinds == {list} else "VARCHAR"


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each) for each in value]
    return json.dumps(value, default=str) if isinstance(value, dict) else value
