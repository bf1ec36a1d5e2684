"""`guatu read`: what figure is read from a reply; no database is needed."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.declining import DeclinedError
from bot.commands.printing import print_json
from bot.settings import Settings
from rules.reading import Item, Reading, Terms, read_reply

SAMPLE_YEAR = 2023
_LONGEST = 20  # digits
Json = Mapping[str, Any]


class NotALineError(Exception):
    """A line of a file is no reply, for a reason that is told."""


def read(
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="The reply; after -- where it begins with a hyphen."),
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option(metavar="F.jsonl", help="A file of replies in place of one.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="U", help="The project's unit.")] = None,
    project: Annotated[str | None, typer.Option(metavar="P", help="The project's name.")] = None,
    annual: Annotated[str | None, typer.Option(metavar="N", help="The annual target.")] = None,
    last: Annotated[
        str | None, typer.Option(metavar="N", help="What was determined for the month before.")
    ] = None,
    month: Annotated[
        str | None, typer.Option(metavar="06", help="The month that was asked about.")
    ] = None,
    year: Annotated[
        int, typer.Option(min=1900, max=9998, help="The plan-year, where a reply names one.")
    ] = SAMPLE_YEAR,
    as_json: Annotated[  # noqa: ARG001 - one shape, asked for or not
        bool, typer.Option("--json", help="JSON lines are printed anyway.")
    ] = False,
) -> None:
    """Tell what figure is read from a reply, or why it is asked back: one JSON object a line.

    A line of a file has id, text, unit, and in context project, annual_target, last_cumulative
    and month.

    Example: guatu read --unit 万元 --last 740 本月完成120万，累计860万
    """
    Settings.read()  # nothing of it is needed here, but what is wrong in it stops every command
    known = {"project": project, "annual_target": annual, "last_cumulative": last, "month": month}
    if file is not None:
        if text is not None or unit is not None or any(known.values()):
            raise typer.BadParameter("--file stands alone: each line tells its unit and context")
        _read_file(file, year)
        return
    if text is None or unit is None:
        raise typer.BadParameter("give --unit U and TEXT, or --file F.jsonl")
    try:
        terms = _terms(unit, known, year)
    except NotALineError as error:
        raise typer.BadParameter(str(error)) from error
    print_json(_document(None, read_reply(text, terms)))


def _read_file(file: Path, year: int) -> None:
    """Print a line for a line that is not blank, up to the first that is no reply."""
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        try:
            print_json(_answer(line, year))
        except NotALineError as error:
            raise DeclinedError(
                f"{file}, line {number}: {error}; mend it and run again"
            ) from error


def _lines(file: Path) -> Iterator[str]:
    try:
        content = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeclinedError(f"{file} is not UTF-8; save it as such") from error
    yield from content.split("\n")


def _answer(line: str, year: int) -> Json:
    try:
        written = json.loads(line)
        text, unit, context = written["text"], written["unit"], written.get("context") or {}
        json.dumps(written.get("id"), ensure_ascii=False).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotALineError('not {"id": …, "text": …, "unit": …, "context": {…}}') from error
    if not isinstance(text, str) or not isinstance(unit, str) or not isinstance(context, dict):
        raise NotALineError("text and unit are words, and context is an object")
    return _document(written.get("id"), read_reply(text, _terms(unit, context, year)))


def _terms(unit: str, known: Json, year: int) -> Terms:
    project = known.get("project")
    if project is not None and not isinstance(project, str):
        raise NotALineError("the project is no name")
    return Terms(
        unit=unit,
        project=project,
        annual_target=_decimal(known, "annual_target"),
        last_cumulative=_decimal(known, "last_cumulative"),
        month=_month(known.get("month")),
        year=year,
    )


def _decimal(known: Json, name: str) -> Decimal | None:
    written = known.get(name)
    if written is None:
        return None
    try:
        value = Decimal(str(written))
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite() and abs(value.adjusted()) < _LONGEST:
        return value
    raise NotALineError(f"{name} is no number: {written!r}")


def _month(written: object) -> int | None:
    if written is None:
        return None
    number = str(written)
    if number.isascii() and number.isdecimal() and 1 <= int(number) <= 12:
        return int(number)
    raise NotALineError(f"the month is none from 01 to 12: {written!r}")


def _document(name: object, reading: Reading) -> Json:
    document = {
        "id": name,
        "value": _plain(reading.value),
        "basis": reading.basis,
        "needs_confirmation": reading.needs_confirmation,
        "reason": reading.reason,
        "note": reading.note,
    }
    return document | ({"items": [*map(_item, reading.items)]} if reading.items else {})


def _item(item: Item) -> Json:
    return {"project": item.project, "value": _plain(item.value), "unit": item.unit}


def _plain(value: Decimal | None) -> str | None:
    """Write a figure without an exponent and without noughts at its end."""
    if value is None:
        return None
    written = f"{value:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
