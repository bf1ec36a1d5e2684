"""`guatu restore`: a copy takes the database's place, and what was there is kept."""

import datetime as dtm
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import now
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json
from bot.commands.progress import progress
from bot.settings import Settings
from storage.alone import NotAloneError, alone
from storage.restore import Restored
from storage.restore import restore as put_back


def restore(
    *,
    file: Annotated[Path, typer.Argument(metavar="F", help="A copy that `guatu backup` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Put a copy in the place of the database; what is there is kept beside it.

    `guatu run` must not work on it meanwhile. What was open in the copy may have been said since:
    it is not said again, and `guatu outbox` lists it.

    Example: guatu restore guatu-2023-06-30.copy
    """
    settings = Settings.read()
    at = settings.local(now())
    try:
        with alone(settings.database_url, "polling"), progress("restoring") as told:
            restored = put_back(settings.database_url, file, at=at, told=told)
    except NotAloneError as error:
        raise DeclinedError("guatu run works on this database; stop it first") from error
    if as_json:
        print_json(_document(restored))
    else:
        _print(restored, settings)


def _document(restored: Restored) -> dict[str, Any]:
    copied_at = restored.copied_at
    return {
        "restored": str(restored.file),
        "engine": restored.dialect,
        "copied_at": None if copied_at is None else copied_at.isoformat(),
        "at": restored.at.astimezone(dtm.UTC).isoformat(),
        "kept": None if restored.kept is None else str(restored.kept),
        "unknown": restored.unknown,
    }


def _print(restored: Restored, settings: Settings) -> None:
    of = (
        f", as of {settings.local(restored.copied_at):%Y-%m-%d %H:%M}"
        if restored.copied_at
        else ""
    )
    typer.echo(f"{restored.file} is restored{of}")
    if restored.kept is not None:
        typer.echo(f"what was there before is in {restored.kept}")
    if restored.unknown:
        typer.echo(
            f"{restored.unknown} messages may have been sent since; `guatu outbox` lists them"
        )
