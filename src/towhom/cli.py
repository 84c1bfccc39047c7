"""The command line: one function a command, no logic. The library raises; here it is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

import towhom
from towhom.errors import TowhomError

if TYPE_CHECKING:
    from rich.console import Console

    from towhom.store import Failure, Store, Table
    from towhom.store.coding import Coder

SKIPPED, USAGE, STOPPED = 1, 2, 130  # exit codes


class Commands(TyperGroup):
    """The commands, where every error that is not a bug is one line on standard error."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except TowhomError as error:
            _stop(str(error), USAGE)
        except BrokenPipeError:
            # whoever read our output has seen enough; leave nothing for the interpreter to flush at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _stop(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "), USAGE)
        except KeyboardInterrupt:
            _stop("stopped; what a store has is kept, and the same command goes on from there", STOPPED)
        return done


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What events can be written as."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


class PositionFormat(StrEnum):
    """What positions can be written as."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    dna = "dna"


class ReportFormat(StrEnum):
    """What a report can be written as."""

    html = "html"
    md = "md"
    pdf = "pdf"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Files, folders or globs: .txt .html .pdf .docx .csv .tsv .jsonl .parquet; - reads standard input.",
    ),
]
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="The store: one DuckDB file.")]
Between = Annotated[
    tuple[str, str] | None,
    typer.Option("--between", metavar="A B", help="Two parties: codes (USA KOR), or names of countries or actors."),
]
DocumentDate = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Date of documents that bring none: 2017-07-06, 2017-07 …")
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="Where a table keeps text, id, date, title, source or url."),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only what may have been on or after this date.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what may have been on or before this date.")]


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Who did what to whom, when, by whose account: from any pile of documents, offline."""
    if version:
        typer.echo(f"towhom {towhom.__version__}")
        raise typer.Exit


@app.command()
def code(
    files: Files,
    date: DocumentDate = None,
    column: Columns = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file, not to the terminal.")
    ] = None,
) -> None:
    """Read documents and write their events as PLOVER 2.0 JSON Lines, one event a line. Keeps nothing.

    towhom code page.html

    towhom code --date 2017-07-06 *.txt -o events.jsonl

    curl -s https://example.org/news | towhom code - | jq .event
    """
    from towhom.store import export, plover, sources
    from towhom.store.coding import code_stream
    from towhom.store.sources import Failure

    found = sources.read_all(files, date=date, columns=_columns(column))
    coder, skipped = load_coder(), 0
    with _writing(output) as file:
        for item in code_stream(coder, found):
            if isinstance(item, Failure):
                skipped += 1
                _tell_failure(item)
                continue
            for line in plover.lines_of(item, coder=coder.version):
                file.write(export.json_line(line) + "\n")
            file.flush()
    if skipped:
        raise typer.Exit(SKIPPED)


@app.command()
def build(store: StorePath, files: Files, date: DocumentDate = None, column: Columns = None) -> None:
    """Read, code and keep documents in a store. Safe to repeat, to interrupt and to resume.

    towhom build korea.duckdb papers/

    towhom build korea.duckdb news.csv --column text=body --column date=published
    """
    from towhom.show.progress import progress_on
    from towhom.show.terminal import number

    opened = towhom.open(store)
    coder = load_coder()
    with progress_on(_console(stderr=True)) as show:
        done = opened.add(files, coder=coder, date=date, columns=_columns(column), on_progress=show)
    for failure in done.failures:
        _tell_failure(failure)
    kept = f"{number(done.added, 'document')} added with {number(done.events, 'event')}"
    known = f"; {done.skipped:,} stood there already" if done.skipped else ""
    skipped = f"; {done.failed:,} skipped" if done.failed else ""
    typer.echo(f"{store}: {kept}{known}{skipped}")
    if done.failed:
        raise typer.Exit(SKIPPED)


@app.command()
def show(store: StorePath, between: Between = None, since: Since = None, until: Until = None) -> None:
    """Show a store in the terminal: who deals with whom or, with --between, one relationship.

    towhom show korea.duckdb

    towhom show korea.duckdb --between USA "North Korea" --since 2017
    """
    from towhom.show.overview import OverviewPage, overview
    from towhom.show.relationship import relationship
    from towhom.show.terminal import Page

    opened = _existing(store)
    if between:
        page = Page(relationship(opened, *between, since=since, until=until), name=store.name)
        _console().print(page)
    elif since or until:
        raise typer.BadParameter("--since and --until go with --between")
    else:
        _console().print(OverviewPage(overview(opened), path=store))


@app.command()
def events(
    store: StorePath,
    between: Between = None,
    actor: Annotated[str | None, typer.Option(metavar="A", help="Who acts: a code or a name.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="A", help="Who is acted upon: a code or a name.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPES", help="PLOVER types: ASSAULT, CONSULT:visit,AID")] = None,
    modality: Annotated[
        str | None, typer.Option(metavar="NAMES", help="actual,historical,future,hypothetical,negated")
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="SUBJECT", help="A subject that the sentence names.")] = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out what is less sure.")] = 0.0,
    directed: Annotated[
        bool, typer.Option(help="--between from A to B only; reciprocal events stand both ways.")
    ] = False,
    order: Annotated[
        str, typer.Option(help="date, latest, intensity, confidence, score, type, actor, recipient, text.")
    ] = "date",
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many rows.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write them.")] = Format.table,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file.")] = None,
) -> None:
    """List the events in a store, each with its sentence: one row an event and pair of parties.

    towhom events korea.duckdb --between USA KOR --since 2017 --type CONSULT,AGREE

    towhom events korea.duckdb --actor PRK --format csv -o prk.csv

    As jsonl: PLOVER 2.0, one line an event. CSV is safe to open in a spreadsheet.
    """
    found = _existing(store).events(
        between=between, actor=actor, recipient=recipient, type=type, modality=modality, about=about, since=since,
        until=until, min_confidence=min_confidence, directed=directed, order=order, limit=limit,
    )  # fmt: skip
    if format is Format.table:
        from towhom.show.listing import EventList

        with _writing(output) as file:
            _console(file=file).print(EventList(found.rows()))
        return
    _write_table(found, format, output)


@app.command()
def serve(
    store: StorePath,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine reach it only if you say so.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="Further names that browsers know it by.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Let people confirm, correct and reject records; kept beside the store.")
    ] = False,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --edit: who reviews; asked in the browser if not given.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(help="With --edit: a secret that edits need; made up where others can reach the server."),
    ] = None,
) -> None:
    """Look at a store in the browser: everything in it, each number down to its sentence.

    towhom serve korea.duckdb

    towhom serve korea.duckdb --edit --reviewer Amina

    A build may go on beside it; its results appear. Without --edit nothing can be changed.
    """
    from towhom.show.web import Settings, secret_for, serve

    settings = Settings(
        store=store, host=host, port=port, names=tuple(name or ()), edit=edit, reviewer=reviewer,
        token=secret_for(host, token) if edit else None,
    )  # fmt: skip
    secret = f"\nToken for edits: {settings.token}" if settings.token else ""
    serve(settings, on_start=lambda address: typer.echo(f"{store}: {address} (stop with Ctrl-C){secret}"))


@app.command()
def review(
    store: StorePath,
    merge: Annotated[
        Path | None, typer.Option(metavar="LOG", help="Add the decisions of another log: other.duckdb.review")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write decisions: .txt annotated sentences for training, .csv or .jsonl."),
    ] = None,
) -> None:
    """Say what reviewers decided on a store, and how far they agree; or write their decisions to a file.

    towhom review korea.duckdb

    towhom review korea.duckdb --export sentences.txt

    Reviewing is done in the browser: towhom serve korea.duckdb --edit
    """
    from towhom.show import reviews
    from towhom.show.plain import plain
    from towhom.store import review as log

    opened = _existing(store)
    if merge is not None:
        typer.echo(f"{log.merge(log.log_of(store), merge):,} decisions added from {merge}")
        opened.close()
    if export is not None:
        text, said = reviews.exported(opened, format=export.suffix.lstrip(".").lower())
        _write_whole(export, text.encode())
        for line in [str(export), *said]:
            typer.echo(plain(line))
    elif merge is None:
        for line in reviews.summary(log.read(log.log_of(store))):
            typer.echo(plain(line))


@app.command()
def report(
    store: StorePath,
    between: Annotated[
        tuple[str, str],
        typer.Option("--between", metavar="A B", help="Two parties: codes (USA KOR), or names of countries or actors."),
    ],
    since: Since = None,
    until: Until = None,
    format: Annotated[
        ReportFormat | None, typer.Option("--format", "-f", help="html, md or pdf; by the file's name unless given.")
    ] = None,
    quote: Annotated[
        int, typer.Option(min=0, metavar="N", help="Quote so many events and positions at most, the strongest first.")
    ] = 1_000,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file.")] = None,
) -> None:
    """Write what a store knows of two parties as one file that opens anywhere, offline.

    towhom report korea.duckdb --between USA KOR -o report.html

    towhom report korea.duckdb --between USA "North Korea" --since 2017 -o report.pdf

    The same store gives the same file, byte for byte. PDF needs the extra: pip install "towhom[pdf]".
    """
    from towhom.show import report as reports

    wanted = format.value if format else reports.format_of(output)
    content = reports.gather(_existing(store), *between, since=since, until=until, most=quote)
    file = reports.written(content, format=wanted)
    if output is not None:
        _write_whole(output, file)
    elif wanted == "pdf":
        raise typer.BadParameter("pdf needs a file: -o report.pdf")
    else:
        sys.stdout.buffer.write(file)


@app.command()
def incidents(
    store: StorePath,
    between: Between = None,
    since: Since = None,
    until: Until = None,
    sources: Annotated[int, typer.Option(min=1, help="Only what so many documents tell.")] = 1,
    why: Annotated[bool, typer.Option("--why", help="With the records of each, and why they are one.")] = False,
    judgements: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Pairs that a reviewer judged: one,other,judgement.")
    ] = None,
    order: Annotated[str, typer.Option(help="date, latest or sources.")] = "date",
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write them.")] = Format.table,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file.")] = None,
) -> None:
    """List happenings: records of several sentences and documents that tell the same are one.

    towhom incidents korea.duckdb --between USA PRK --order sources --limit 20

    towhom incidents korea.duckdb --sources 2 --why
    """
    from towhom.show.incidents import IncidentList
    from towhom.store.incidents import read_judgements

    opened = _existing(store)
    must, cannot = read_judgements(judgements) if judgements else ([], [])
    found = opened.incidents(
        between=between, since=since, until=until, min_sources=sources, order=order, limit=limit, must=must,
        cannot=cannot,
    )  # fmt: skip
    if format is Format.table:
        rows = found.rows()
        if why:
            rows = [opened.incident(row["incident"], must=must, cannot=cannot) for row in rows]
        with _writing(output) as file:
            _console(file=file).print(IncidentList(rows))
        return
    _write_table(found, format, output)


@app.command()
def positions(
    store: StorePath,
    holder: Annotated[str | None, typer.Option(metavar="A", help="Whose: a code or a name.")] = None,
    about: Annotated[
        str | None, typer.Option(metavar="SUBJECT", help="A subject's id, or words of the object.")
    ] = None,
    format: Annotated[PositionFormat, typer.Option("--format", "-f", help="dna: DNA's event list.")] = (
        PositionFormat.table
    ),
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file.")] = None,
) -> None:
    """List who backs or opposes what, each with its sentence and what it rests on.

    towhom positions korea.duckdb --holder KOR --about THAAD

    towhom positions korea.duckdb --format dna -o statements.csv
    """
    from towhom.measures.discourse_files import write_statements
    from towhom.show.stands import PositionList

    found = _existing(store).positions(holder=holder, about=about)
    with _writing(output) as file:
        if format is PositionFormat.table:
            _console(file=file).print(PositionList(found.rows()))
        elif format is PositionFormat.dna:
            write_statements(file, found)
        else:
            {PositionFormat.csv: found.to_csv, PositionFormat.jsonl: found.to_jsonl}[format](file)


@app.command()
def network(
    store: StorePath,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="Write to this file.")],
    kind: Annotated[str, typer.Option(help="congruence, conflict, subtract, affiliation or events.")] = "congruence",
    by: Annotated[str, typer.Option(help="Holders: country or actor.")] = "country",
    about: Annotated[
        str | None, typer.Option(metavar="SUBJECT", help="A subject's id, or words of the object.")
    ] = None,
    duplicates: Annotated[
        str, typer.Option(help="Where saying it again does not count: include, document, week, month, year or across.")
    ] = "document",
    normalization: Annotated[str, typer.Option(help="no, average, jaccard or cosine.")] = "no",
    since: Since = None,
    until: Until = None,
    window: Annotated[int | None, typer.Option(min=1, help="A moving window of so many units.")] = None,
    unit: Annotated[str, typer.Option(help="Of the window: week, month, quarter or year.")] = "month",
    format: Annotated[str, typer.Option("--format", "-f", help="graphml, gexf, csv or matrix.")] = "graphml",
) -> None:
    """Write who stands with whom, as discourse network analysis has it, or who deals with whom.

    towhom network korea.duckdb --kind congruence --normalization average -o allies.graphml

    towhom network korea.duckdb --kind subtract --window 6 --unit month --format csv -o over-time.csv
    """
    from towhom.measures.discourse_files import write_networks
    from towhom.show.networks import networks

    made = networks(
        _existing(store), kind=kind, by=by, about=about, duplicates=duplicates, normalization=normalization,
        since=since, until=until, window=window, unit=unit,
    )  # fmt: skip
    for path in write_networks(made, output, format):
        typer.echo(path)


@app.command()
def actors(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A name, title or phrase.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When it was said.")] = None,
) -> None:
    """Say who is meant by a name, and why.

    towhom actors "President Moon" --on 2018-04-27

    towhom actors Pyongyang
    """
    from towhom.actors import explain
    from towhom.dates.edtf import normalize_user_date
    from towhom.show.listing import ExplanationList

    _console().print(ExplanationList(explain(" ".join(name), on=normalize_user_date(on) if on else None)))


def _write_table(found: Table, format: Format, output: Path | None) -> None:
    """Write rows as CSV, JSON Lines or Parquet."""
    if format is Format.parquet:
        if output is None:
            raise typer.BadParameter("parquet needs a file: -o events.parquet")
        found.to_parquet(output)
        return
    with _writing(output) as file:
        {Format.csv: found.to_csv, Format.jsonl: found.to_jsonl}[format](file)


def load_coder() -> Coder:
    """The coder that `code` and `build` use; tests put their own here."""
    coder: Coder = towhom.Coder()
    return coder


def _existing(path: Path) -> Store:
    """A store to read; one that is not there is an error here, not in the first query."""
    store: Store = towhom.open(path)
    _ = store.connection
    return store


def _columns(given: list[str] | None) -> dict[str, str] | None:
    """FIELD=NAME options as a mapping."""
    pairs = [each.partition("=") for each in given or []]
    for field, equals, name in pairs:
        if not (field and equals and name):
            raise typer.BadParameter(f"--column takes FIELD=NAME, as text=body; not {field + equals + name!r}")
    return {field: name for field, _, name in pairs} or None


def _console(*, stderr: bool = False, file: IO[str] | None = None) -> Console:
    from towhom.show.console import PlainConsole

    return PlainConsole(stderr=stderr, file=file)


@contextmanager
def _writing(output: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that is there whole or not at all."""
    if output is None:
        yield sys.stdout
        return
    draft = output.with_name(f".{output.name}.new-{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(draft, output)
    finally:
        draft.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    draft = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _tell_failure(failure: Failure) -> None:
    from towhom.show.plain import plain

    typer.echo(plain(f"towhom: skipped {failure.path}: {failure.reason}"), err=True)


def main() -> None:
    """Run the command line."""
    _make_robust()
    app()


def _make_robust() -> None:
    """A name that the terminal cannot show is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _stop(message: str, status: int) -> NoReturn:
    from towhom.show.plain import plain

    print(plain(f"towhom: {message}"), file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
