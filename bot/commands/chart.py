"""`guatu chart`: a month's pictures as files, as published or as a draft without colours."""

import struct
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple, cast

import typer
from rich.console import Console

from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson, MonthWritten, month_of
from bot.commands.printing import print_json
from bot.refusals import UnknownProjectError, YearNotLoadedError
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.support_view import support_view
from bot.trend_view import trend_view
from bot.views import board_view, card_view
from charts import recipe
from charts.views import BoardView, View
from rules.month import Month
from storage.work import Look

_FORMATS = ("png", "pdf", "svg")


class Kind(StrEnum):
    """The pictures: the phone's set, the board for the wall, one project's card, and others."""

    PROGRESS = "progress"
    WALL = "wall"
    CARD = "card"
    SUPPORT = "support"
    TREND = "trend"


class Paper(StrEnum):
    """The sizes of a wall board."""

    A3 = "a3"
    A0 = "a0"


class Wish(NamedTuple):
    """Which picture is wanted: of all, of a command, or of a project."""

    kind: Kind
    month: Month
    project: str | None
    command: str | None
    paper: Paper | None

    @property
    def recipe(self) -> str:
        """The kind of recipe that draws it."""
        return "wall-a0" if self.paper is Paper.A0 else self.kind


def chart(
    kind: Annotated[Kind, typer.Argument(help="Which picture.")],
    written: MonthWritten,
    *,
    out: Annotated[Path, typer.Option(metavar="F.png|.pdf|.svg", help="The file to write.")],
    project: Annotated[
        str | None, typer.Option(metavar="CODE", help="The project of a card.")
    ] = None,
    command: Annotated[
        str | None, typer.Option(metavar="N", help="Only this command's projects.")
    ] = None,
    paper: Annotated[
        Paper | None, typer.Option(help="The size of a wall board; a3 if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw a month's picture; several pages of PNG or SVG are written as F-1.png, F-2.png.

    Before the publication it is a draft without colours. A trend has the published months of the
    year, up to the one given.

    Example: guatu chart progress 2023-06 --out progress.png
    """
    wish = Wish(kind, month_of(written), project, command, paper)
    _check(wish)
    settings = Settings.read()
    _check_place(out)
    with present(settings) as storage, storage.look() as look:
        view = _view(wish, look=look, settings=settings)
    with Console(stderr=True).status("drawing"):
        document = _write(wish.recipe, view, out)
    if as_json:
        print_json(document)
    else:
        count = document["pages"]
        typer.echo(f"{out}: {count} {'page' if count == 1 else 'pages'}")


def _check(wish: Wish) -> None:
    """Refuse what does not go together."""
    is_card = wish.kind is Kind.CARD
    if is_card and wish.project is None:
        raise typer.BadParameter("a card is of one project; add --project CODE")
    if not is_card and wish.project is not None:
        raise typer.BadParameter("--project goes with card")
    if wish.paper is not None and wish.kind is not Kind.WALL:
        raise typer.BadParameter("--paper goes with wall")
    if wish.kind not in {Kind.PROGRESS, Kind.WALL} and wish.command is not None:
        raise typer.BadParameter("--command goes with progress and wall")


def _check_place(out: Path) -> None:
    if _format(out) not in _FORMATS:
        raise DeclinedError(f"{out}: the file's name must end in .png, .pdf or .svg")
    if not out.parent.is_dir():
        raise DeclinedError(f"{out.parent} is no folder; make it first")


def _format(out: Path) -> str:
    return out.suffix.removeprefix(".").lower()


def _view(wish: Wish, *, look: Look, settings: Settings) -> View:
    """Return what is to be drawn; YearNotLoadedError, UnknownProjectError."""
    if wish.month.year not in look.book.years():
        raise YearNotLoadedError(wish.month)
    if wish.kind is Kind.TREND:
        return trend_view(wish.month, look=look, settings=settings)
    sheet = sheet_of(look, wish.month, settings)
    if wish.kind is Kind.SUPPORT:
        return support_view(sheet, look=look, settings=settings)
    if wish.kind is Kind.CARD:
        line = sheet.line(wish.project or "")
        if line is None:
            raise UnknownProjectError(wish.project or "")
        return card_view(line, sheet, look=look, settings=settings)
    board = board_view(sheet, look=look, settings=settings)
    return board if wish.command is None else _of_command(board, wish.command)


def _of_command(board: BoardView, number: str) -> BoardView:
    """Return a board with one command alone; what changed of all plates is not its matter.

    The number may be written without its zero.
    """
    named = number.lstrip("0")
    commands = tuple(one for one in board.commands if one.number.lstrip("0") == named)
    if not commands:
        known = ", ".join(command.number for command in board.commands)
        raise DeclinedError(f"no command {number} has projects in this month; there are {known}")
    stamp = replace(board.stamp, correction="")
    return replace(board, stamp=stamp, commands=commands, change=None)


def _write(kind: str, view: View, out: Path) -> dict[str, Any]:
    """Draw and write all pages; return what `--json` prints."""
    written = _format(out)
    drawn = recipe.draw(kind, view, cast("recipe.Format", written))
    for file, page in zip(_files(out, len(drawn)), drawn, strict=True):
        file.write_bytes(page)
    width, height = _pixels(drawn[0]) if written == "png" else _points(kind, view)
    return {
        "out": str(out),
        "width": width,
        "height": height,
        "pages": len(recipe.pages(kind, view)),
        "version": view.stamp.version,
    }


def _files(out: Path, count: int) -> list[Path]:
    """Return where the pages go: F.png, or F-1.png, F-2.png of several."""
    if count == 1:
        return [out]
    return [out.with_stem(f"{out.stem}-{number}") for number in range(1, count + 1)]


def _pixels(png: bytes) -> tuple[int, int]:
    """Return a PNG's width and height, which stand at the head of its first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _points(kind: str, view: View) -> tuple[int, int]:
    """Return the first page's width and height in points, 72 to an inch."""
    page = recipe.sheet(kind, view, 1)
    return round(page.width), round(page.height)
