"""`guatu load`: the township's workbook comes in, or it is told what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import now
from bot.commands.database import migrated
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json, print_table
from bot.flows.load_book import load_book
from bot.settings import Settings
from papers.anomaly import Anomaly, Severity
from papers.workbook import Counts, NotAWorkbookError, Read, read_workbook
from rules.book import Book
from rules.difference import Change, Need

_NEEDS = {
    Need.ADJUSTMENT: "stays as it is: a target changes only by an adjustment that is approved",
    Need.EXIT: "stays in the book: a project leaves only by an approved exit",
    Need.HANDOVER: "stays as it was handed over: use /handover in the chat to change it again",
    Need.CONFIRMATION: "stays as it was decided in the chat: use /support there to change it",
}


def load(
    *,
    file: Annotated[Path, typer.Argument(metavar="F.xlsx", help="The township's workbook.")],
    year: Annotated[
        int | None,
        typer.Option(min=1900, max=9998, help="The plan-year; read from the dates if not given."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be loaded; open no database.")
    ] = False,
    skip_errors: Annotated[
        bool, typer.Option("--skip-errors", help="Leave out the rows and cells with an error.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Load the township's workbook, all of it or nothing.

    With an error in it nothing is loaded, unless --skip-errors leaves those rows and cells out.
    Of a changed workbook only what needs no procedure is taken; targets stay.

    Example: guatu load samples/township.xlsx --dry-run
    """
    settings = Settings.read()
    read = _read(file, year)
    is_refused = read.is_refused and not skip_errors
    is_loaded = not (is_refused or dry_run)
    changes = _keep(read.book, settings) if is_loaded else None
    document = _document(read, changes, is_loaded=is_loaded)
    if not as_json:
        _print_anomalies(read.anomalies)
    if is_refused:
        count = sum(one.severity is Severity.ERROR for one in read.anomalies)
        raise DeclinedError(
            f"{file} has {count} errors, so nothing was loaded; mend them, or leave those rows "
            "and cells out with --skip-errors",
            document,
        )
    if as_json:
        print_json(document)
    else:
        _print_changes(changes or ())
        _print_counts(read, is_loaded=is_loaded)


def _read(file: Path, year: int | None) -> Read:
    content = file.read_bytes()
    try:
        return read_workbook(content, name=file.name, year=year)
    except NotAWorkbookError as error:
        nothing = dict.fromkeys(Counts._fields, 0)
        head: dict[str, Any] = {"year": year, "loaded": False}
        document = head | nothing | {"anomalies": [], "changes": None}
        raise DeclinedError(str(error), document) from error


def _keep(book: Book, settings: Settings) -> tuple[Change, ...]:
    with migrated(settings) as storage, storage.work() as work:
        return load_book(book, work=work, at=now(), settings=settings)


def _document(read: Read, changes: Sequence[Change] | None, *, is_loaded: bool) -> dict[str, Any]:
    return {
        "year": read.book.year,
        "loaded": is_loaded,
        **read.counts._asdict(),
        "anomalies": [_anomaly(one) for one in read.anomalies],
        "changes": None if changes is None else [_change(one) for one in changes],
    }


def _anomaly(one: Anomaly) -> dict[str, str | None]:
    return {
        "sheet": one.sheet,
        "cell": one.cell,
        "severity": one.severity,
        "found": one.found,
        "taken": one.taken,
        "says": one.says,
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "thing": one.thing,
        "name": one.name,
        "part": one.part or None,
        "before": one.before,
        "after": one.after,
        "taken": one.is_taken,
        "needs": one.needs,
        "since": str(one.since) if one.since else None,
    }


def _print_anomalies(anomalies: Sequence[Anomaly]) -> None:
    """Print what a person has to look at; what was put right beyond doubt is only counted."""
    shown = [one for one in anomalies if one.severity is not Severity.INFO]
    if not shown:
        return
    rows = [(one.severity, one.sheet, one.cell, one.found, one.taken, one.says) for one in shown]
    print_table(("severity", "sheet", "cell", "found", "taken", "says"), rows)
    typer.echo()


def _print_changes(changes: Sequence[Change]) -> None:
    if not changes:
        return
    rows = [(one.thing, one.name, one.part, one.before, one.after, _fate(one)) for one in changes]
    print_table(("thing", "name", "part", "before", "after", ""), rows)
    typer.echo()


def _fate(change: Change) -> str:
    if change.needs is not None:
        return _NEEDS[change.needs]
    return f"taken, rated from {change.since}" if change.since else "taken"


def _print_counts(read: Read, *, is_loaded: bool) -> None:
    counts = ", ".join(
        f"{name.replace('_', ' ')} {count}" for name, count in read.counts._asdict().items()
    )
    silent = sum(one.severity is Severity.INFO for one in read.anomalies)
    if silent:
        typer.echo(f"{silent} cells were put right beyond doubt; --json lists them")
    typer.echo(f"{read.book.year}: {'loaded' if is_loaded else 'nothing loaded'}; {counts}")
