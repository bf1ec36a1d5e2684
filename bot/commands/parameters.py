"""Parameters that several commands take."""

from typing import Annotated

import typer

from rules.month import Month, NotAMonthError


def month_of(written: str) -> Month:
    """Read `2023-06`; anything else is wrong usage."""
    try:
        return Month.parse(written)
    except NotAMonthError as error:
        raise typer.BadParameter(str(error)) from error


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
MonthWritten = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month.")]
Retry = Annotated[
    int | None, typer.Option("--retry", metavar="ID", help="Take this one up again.")
]
Drop = Annotated[int | None, typer.Option("--drop", metavar="ID", help="Let this one go.")]


def only_one(*, retry: int | None, drop: int | None) -> None:
    """Refuse to take up and to let go in one call."""
    if retry is not None and drop is not None:
        raise typer.BadParameter("give --retry or --drop, not both")
