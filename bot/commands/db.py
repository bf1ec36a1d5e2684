"""`guatu db`: the database's schema."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.database import migrated
from bot.settings import Settings


class Deed(StrEnum):
    """What can be done to the schema."""

    UPGRADE = "upgrade"


def db(deed: Annotated[Deed, typer.Argument(help="What to do.")]) -> None:
    """Bring the database to the newest schema, as `guatu run` does at its start.

    Example: guatu db upgrade
    """
    del deed  # there is one
    with migrated(Settings.read()):
        typer.echo("the database has the newest schema")
