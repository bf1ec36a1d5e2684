"""`guatu backup`: a whole copy of the database, while the bot goes on."""

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import now
from bot.commands.database import present
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json
from bot.commands.progress import progress
from bot.settings import Settings
from storage.backup import back_up


def backup(
    *,
    out: Annotated[Path, typer.Argument(metavar="F", help="The file to be written.")],
    as_json: AsJson = False,
) -> None:
    """Write a whole copy of the database into a new file; `guatu run` may go on meanwhile.

    SQLite is copied by its online backup, PostgreSQL by pg_dump, which must be on the PATH.

    Example: guatu backup guatu-2023-06-30.copy
    """
    settings = Settings.read()
    with present(settings), progress("copying") as told:
        copy = back_up(settings.database_url, out, at=now(), told=told)
    if as_json:
        print_json(
            {
                "out": str(copy.file),
                "bytes": copy.size,
                "engine": copy.dialect,
                "at": copy.at.isoformat(),
            }
        )
    else:
        typer.echo(
            f"{copy.file}: {copy.size:,} bytes, of {settings.local(copy.at):%Y-%m-%d %H:%M}"
        )
