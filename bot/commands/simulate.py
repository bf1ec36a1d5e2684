"""`guatu simulate`: the cases of a file are rated; no database is needed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.declining import DeclinedError
from bot.commands.printing import print_json
from bot.settings import Settings
from rules.cases import Case, NotACaseError, read_case
from rules.plates import Rules


def simulate(
    *,
    file: Annotated[Path, typer.Argument(metavar="F.json", help="The file of cases.")],
    as_json: Annotated[  # noqa: ARG001 - one shape, asked for or not
        bool, typer.Option("--json", help="JSON lines are printed anyway.")
    ] = False,
) -> None:
    """Rate every case of a file by the settings, and print one JSON object a line.

    Example: guatu simulate cases.json
    """
    rules = Settings.read().rules
    faults = []
    for written in _cases(file):
        try:
            print_json(_rated(read_case(written), rules))
        except NotACaseError as error:
            faults.append(str(error))
            name = written.get("id") if isinstance(written, dict) else None
            print_json({"id": name, "error": str(error)})
    if faults:
        typer.echo(f"{file}: {len(faults)} cases cannot be rated: {'; '.join(faults)}", err=True)
        raise typer.Exit(1)


def _cases(file: Path) -> Sequence[Any]:
    try:
        document = json.loads(file.read_text("utf-8-sig"))
        cases = document["cases"]
    except (ValueError, KeyError, TypeError) as error:
        raise DeclinedError(f'{file} is not a file of cases: write {{"cases": [...]}}') from error
    if not isinstance(cases, list):
        raise DeclinedError(f'{file}: "cases" must be a list')
    return cases


def _rated(case: Case, rules: Rules) -> dict[str, Any]:
    ratings = [
        {"month": str(one.month), "plate": one.plate, "streak": one.streak, "flags": one.flags}
        for one in case.ratings(rules)
    ]
    return {"id": case.id, "ratings": ratings}
