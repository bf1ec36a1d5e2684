"""`guatu paper`: a paper as a file: an application, a month's ledger, a year's tables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from rich.console import Console

from bot.allotting import allotment_of
from bot.application_form import application_paper
from bot.assessing import assessment_of
from bot.briefing import briefing_of
from bot.clock import now
from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson, month_of
from bot.commands.printing import print_json
from bot.ledger import ledger_of
from bot.paper_kinds import KINDS, view_of, write
from bot.refusals import NotClosedYetError, UnknownProjectError, YearNotLoadedError
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from bot.wording import signing
from papers.briefing import BriefingPaper
from papers.ledger import LedgerPaper
from rules.application import Application
from rules.cycle import MonthState
from rules.month import Month
from storage.work import Look


class Kind(StrEnum):
    """The papers."""

    APPLICATION = "application"
    LEDGER = "ledger"
    ASSESSMENT = "assessment"
    ALLOTMENT = "allotment"
    BRIEFING = "briefing"


class Paper(NamedTuple):
    """A paper's view, its number and its version as `--json` prints them."""

    view: object
    number: str
    version: int


def paper(
    kind: Annotated[Kind, typer.Argument(help="Which paper.")],
    which: Annotated[
        str,
        typer.Argument(
            metavar="CODE|YYYY-MM|YYYY",
            help="A project's code, a month, or a year.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="F.docx|.xlsx|.pdf", help="The file to write.")],
    as_json: AsJson = False,
) -> None:
    """Write a paper: an application or a briefing (docx, pdf), a ledger or a year's table (xlsx).

    The application is the latest one of a project; the ledger is what the office fills in and
    sends back to the bot.

    Example: guatu paper application JT01 --out application.docx
    """
    written = out.suffix.removeprefix(".").lower()
    formats = KINDS[kind].formats
    if written not in formats:
        endings = " or ".join(f".{one}" for one in formats)
        raise DeclinedError(f"{out}: the file's name of this paper must end in {endings}")
    if not out.parent.is_dir():
        raise DeclinedError(f"{out.parent} is no folder; make it first")
    settings = Settings.read()
    with present(settings) as storage, storage.look() as look:
        found = _found(kind, which, look=look, settings=settings)
    with Console(stderr=True).status("writing"):
        out.write_bytes(_written(kind, found.view, written))
    if as_json:
        print_json(_document(out, found))
    else:
        typer.echo(f"{out}: {found.number}")


def _found(kind: Kind, which: str, *, look: Look, settings: Settings) -> Paper:
    if kind is Kind.ASSESSMENT:
        return Paper(assessment_of(_year(which), look=look, settings=settings), which, 1)
    if kind is Kind.ALLOTMENT:
        on = settings.day(now())
        return Paper(allotment_of(_year(which), look=look, on=on, settings=settings), which, 1)
    if kind is Kind.BRIEFING:
        return Paper(_briefing(month_of(which), look=look, settings=settings), which, 1)
    if kind is Kind.LEDGER:
        return Paper(_ledger(month_of(which), look=look, settings=settings), which, 1)
    year = look.book.year_in_force()
    project = look.book.project(year, which.upper())
    if project is None:
        raise UnknownProjectError(which)
    for request in reversed(look.requests.of_project(project.code)):
        application = request.application
        if isinstance(application, Application):
            number = signing.number(settings.name, request.year, request.number)
            view = application_paper(request, application, project, look=look, settings=settings)
            return Paper(view, number, application.revision)
    raise DeclinedError(f"{project.code}: nobody has applied for another target")


def _year(which: str) -> int:
    if not (which.isascii() and which.isdecimal() and len(which) == 4):
        raise typer.BadParameter("write the year of the paper, such as 2023")
    return int(which)


def _ledger(month: Month, *, look: Look, settings: Settings) -> LedgerPaper:
    """Return the ledger of a month that was closed."""
    sheet = _closed(month, look=look, settings=settings)
    return ledger_of(sheet, look=look, at=now(), settings=settings)


def _closed(month: Month, *, look: Look, settings: Settings) -> MonthSheet:
    """Return the sheet of a month; YearNotLoadedError, NotClosedYetError."""
    if look.book.loaded_at(month.year) is None:
        raise YearNotLoadedError(month)
    sheet = sheet_of(look, month, settings)
    if sheet.state is MonthState.OPEN:
        raise NotClosedYetError(month)
    return sheet


def _briefing(month: Month, *, look: Look, settings: Settings) -> BriefingPaper:
    """Return the briefing of a month that is closed and not published."""
    sheet = _closed(month, look=look, settings=settings)
    if sheet.state is MonthState.PUBLISHED:
        raise DeclinedError(f"{month} is published; the briefing is of a draft")
    return briefing_of(sheet, look=look, at=now(), settings=settings)


def _written(kind: Kind, view: object, written: str) -> bytes:
    from papers.pdf import LibreOfficeFailedError, LibreOfficeMissingError

    try:
        return write(kind, view_of(view), written)
    except (LibreOfficeMissingError, LibreOfficeFailedError) as error:
        raise DeclinedError(str(error)) from error


def _document(out: Path, found: Paper) -> dict[str, Any]:
    return {"out": str(out), "number": found.number, "version": found.version}
