"""`guatu paper`: a paper as a file, as it was issued or as it stands."""

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
from bot.issued_papers import kind_of, letters_about
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
from rules.issued import IssuedPaper
from rules.month import Month
from storage.work import Look


class Kind(StrEnum):
    """The papers."""

    BULLETIN = "bulletin"
    WARNING = "warning"
    APPLICATION = "application"
    LEDGER = "ledger"
    ASSESSMENT = "assessment"
    ALLOTMENT = "allotment"
    BRIEFING = "briefing"


class Paper(NamedTuple):
    """A paper's view as a recipe holds it, its number and its version as `--json` prints them."""

    kind: str
    view: str
    number: str
    version: int


def paper(
    kind: Annotated[Kind, typer.Argument(help="Which paper.")],
    which: Annotated[
        str,
        typer.Argument(
            metavar="CODE|YYYY-MM|YYYY",
            help="A project's code (application), a month, or a year.",
        ),
    ],
    *,
    project: Annotated[
        str | None, typer.Option(metavar="CODE", help="Whose warning, with `warning`.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="F.docx|.xlsx|.pdf", help="The file to write.")],
    as_json: AsJson = False,
) -> None:
    """Write a paper: docx or pdf, xlsx for a ledger, an assessment and a table of allotment.

    A bulletin and a warning are those that were issued, by their last correction; the application
    is the latest one of a project; the ledger is what the office fills in and sends back.

    Example: guatu paper warning 2023-06 --project JT03 --out warning.docx
    """
    written = _ending(kind, out)
    if (project is not None) is not (kind is Kind.WARNING):
        raise typer.BadParameter("a warning needs --project CODE, and no other paper does")
    settings = Settings.read()
    with present(settings) as storage, storage.look() as look:
        if kind in {Kind.BULLETIN, Kind.WARNING}:
            found = _issued(month_of(which), project, look=look)
        else:
            found = _found(kind, which, look=look, settings=settings)
    with Console(stderr=True).status("writing"):
        out.write_bytes(_written(found, written, settings))
    if as_json:
        print_json(_document(out, found))
    else:
        typer.echo(f"{out}: {found.number}")


def _ending(kind: Kind, out: Path) -> str:
    """Return the format that a file's name asks for, which the paper must have."""
    written = out.suffix.removeprefix(".").lower()
    formats = KINDS["warning_red" if kind is Kind.WARNING else kind].formats
    if written not in formats:
        endings = " or ".join(f".{one}" for one in formats)
        raise DeclinedError(f"{out}: the file's name of this paper must end in {endings}")
    if not out.parent.is_dir():
        raise DeclinedError(f"{out.parent} is no folder; make it first")
    return written


def _issued(month: Month, project: str | None, *, look: Look) -> Paper:
    """Return a month's bulletin, or the letter about a project, as it was issued."""
    if look.editions.head(month) is None:
        raise DeclinedError(f"{month} is not published yet; nothing was written")
    bulletin = look.issued_papers.bulletin(month)
    if bulletin is None:
        raise DeclinedError(
            f"{month} was published before papers were issued: no number was given to it, and "
            "nothing was written"
        )
    paper = bulletin if project is None else _letter(month, project.upper(), look=look)
    return Paper(kind_of(paper), paper.view, paper.full_number, paper.correction + 1)


def _letter(month: Month, code: str, *, look: Look) -> IssuedPaper:
    if look.book.project(month.year, code) is None:
        raise UnknownProjectError(code)
    found = sorted(letters_about(month, code, look=look), key=lambda one: one.correction)
    if not found:
        raise DeclinedError(f"{code} had no warning in {month}; nothing was written")
    standing = [one for one in found if not one.withdrawn_by]
    if not standing:
        raise DeclinedError(
            f"{code} has no warning in {month} any more: {found[-1].full_number} was withdrawn by "
            f"correction {found[-1].withdrawn_by}; nothing was written"
        )
    return standing[-1]


def _found(kind: Kind, which: str, *, look: Look, settings: Settings) -> Paper:
    if kind is Kind.ASSESSMENT:
        assessment = assessment_of(_year(which), look=look, settings=settings)
        return Paper(kind, view_of(assessment), which, 1)
    if kind is Kind.ALLOTMENT:
        on = settings.day(now())
        allotment = allotment_of(_year(which), look=look, on=on, settings=settings)
        return Paper(kind, view_of(allotment), which, 1)
    if kind is Kind.BRIEFING:
        briefing = _briefing(month_of(which), look=look, settings=settings)
        return Paper(kind, view_of(briefing), which, 1)
    if kind is Kind.LEDGER:
        ledger = _ledger(month_of(which), look=look, settings=settings)
        return Paper(kind, view_of(ledger), which, 1)
    year = look.book.year_in_force()
    project = look.book.project(year, which.upper())
    if project is None:
        raise UnknownProjectError(which)
    for request in reversed(look.requests.of_project(project.code)):
        application = request.application
        if isinstance(application, Application):
            number = signing.number(settings.name, request.year, request.number)
            view = application_paper(request, application, project, look=look, settings=settings)
            return Paper(kind, view_of(view), number, application.revision)
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


def _written(found: Paper, written: str, settings: Settings) -> bytes:
    from papers.filling import BrokenTemplateError
    from papers.pdf import LibreOfficeFailedError, LibreOfficeMissingError

    try:
        return write(found.kind, found.view, written, templates=settings.templates)
    except (LibreOfficeMissingError, LibreOfficeFailedError, BrokenTemplateError) as error:
        raise DeclinedError(str(error)) from error


def _document(out: Path, found: Paper) -> dict[str, Any]:
    return {"out": str(out), "number": found.number, "version": found.version}
