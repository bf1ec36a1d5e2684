"""`guatu`: the command line; a command is imported when it is called, so that help stays quick."""

import importlib
import io
import sys
from collections.abc import Mapping
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

# Each stands in bot/commands/NAME.py as a function of its name.
COMMANDS: Mapping[str, str] = {
    "load": "Load the township's workbook, or tell what is wrong with it.",
    "invite": "List the codes that bind people and groups.",
    "run": "Receive, ask, remind, close, publish and answer, until SIGTERM.",
    "month": "Run a phase of a month now: ask, remind, close, brief, publish.",
    "ratings": "List every project's target, figure and plate in a month.",
    "chart": "Draw a month's pictures: progress, wall, card, support, trend.",
    "paper": "Write a paper: a target change's application, a year's assessment.",
    "read": "Tell what figure is read from a reply.",
    "simulate": "Rate the cases of a file.",
    "inbox": "Show what came in, and what was not understood.",
    "outbox": "Show what is to be said, and what did not arrive.",
    "journal": "List what changed and who did it; check the chain of hashes.",
    "doctor": "Check the settings, the database and the bot's token.",
    "backup": "Write a whole copy of the database, while the bot goes on.",
    "restore": "Put a copy in the database's place; what was there is kept.",
    "db": "Bring the database to the newest schema.",
    "rehearse": "Play two months on a built-in chat server, with no token.",
}


class LateCommand(TyperCommand):
    """A name and a line of help, until it is called."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Import the command and hand over to it."""
        return load_command(str(self.name)).make_context(*args, **more)


class LateGroup(TyperGroup):
    """The commands, none of them imported."""

    def __init__(self, **how: Any) -> None:
        late = {name: LateCommand(name, short_help=told) for name, told in COMMANDS.items()}
        super().__init__(**how | {"commands": late})


def load_command(name: str) -> TyperCommand:
    """Import a command, which tells its refusals in a sentence."""
    from bot.commands.declining import DecliningCommand

    module = importlib.import_module(f"bot.commands.{name}")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=DecliningCommand)(getattr(module, name))
    return cast("TyperCommand", typer.main.get_command(alone))


app = typer.Typer(
    cls=LateGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def guatu() -> None:
    """Run a township's wall-chart operations (挂图作战) in its chat groups.

    Settings are read from GUATU_… in the environment, then from .env. Begin with: guatu rehearse
    """


def main() -> None:
    """Run the command that was typed; the exit status is 0, 1 (refused) or 2 (wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the terminal's language says
    app(prog_name="guatu")


if __name__ == "__main__":
    main()
