"""`guatu rehearse`: two months on a built-in chat server, with no token."""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot import logs
from bot.rehearsal.performance import Performance, Summary
from bot.settings import Settings
from papers.workbook import NotAWorkbookError, read_workbook
from rules.book import Book
from rules.month import Month, NotAMonthError

SAMPLE = Path(__file__).parents[2] / "samples" / "township.xlsx"
SAMPLE_MONTH = "2023-06"


def rehearse(
    *,
    workbook: Annotated[Path, typer.Option(help="The township's workbook.")] = SAMPLE,
    month: Annotated[str, typer.Option(help="The month to rehearse, after the one before it.")] = (
        SAMPLE_MONTH
    ),
    out: Annotated[Path, typer.Option(help="The folder for the page and the pictures.")] = Path(
        "rehearsal"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Rehearse two months of a township with people who are played, and write what they saw.

    Example: guatu rehearse --workbook samples/township.xlsx --month 2023-06 --out rehearsal
    """
    settings = Settings.read()
    book, chosen = _book(workbook), _month(month)
    if chosen.year != book.year:
        _refuse(f"{workbook} is the book of {book.year}; choose a --month of that year")
    logs.set_up(settings.log_format)
    logging.disable(logging.WARNING)  # what happened is on the page, not in the terminal
    summary = _perform(book, chosen, settings=settings, out=out)
    _print(summary, out, as_json=as_json)


def _book(workbook: Path) -> Book:
    try:
        read = read_workbook(workbook.read_bytes(), name=workbook.name)
    except (OSError, NotAWorkbookError) as error:
        _refuse(f"{workbook}: {error}")
    if read.is_refused:
        _refuse(f"{workbook} has errors; `guatu load --dry-run {workbook}` lists them")
    return read.book


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except NotAMonthError as error:
        raise typer.BadParameter(str(error)) from error


def _perform(book: Book, month: Month, *, settings: Settings, out: Path) -> Summary:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("rehearsing", total=1.0)

        def tell(share: float, doing: str) -> None:
            bar.update(task, completed=share, description=doing)

        performance = Performance(book, month, settings=settings, out=out, progress=tell)
        return asyncio.run(performance.play())


def _print(summary: Summary, out: Path, *, as_json: bool) -> None:
    """Print the month's figures, and what to look at."""
    figures = summary.figures
    told = {
        "out": str(out),
        "month": str(figures.month),
        "asked": figures.asked,
        "replied": figures.replied,
        "determined": figures.determined,
        "blue": figures.blue,
        "yellow": figures.yellow,
        "red": figures.red,
        "none": figures.none,
        "messages": summary.messages,
        "pictures": summary.pictures,
    }
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(
        f"{figures.month}: asked {figures.asked}, replied {figures.replied}, "
        f"determined {figures.determined}; blue {figures.blue}, yellow {figures.yellow}, "
        f"red {figures.red}, none {figures.none}; "
        f"{summary.messages} messages, {summary.pictures} pictures\n"
        f"Look at {out / 'index.html'}\n"
    )


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(1)
