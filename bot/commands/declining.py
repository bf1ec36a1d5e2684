"""How a command declines: one sentence on stderr that says what to do, and exit status 1."""

from typing import Any

import typer
from typer.core import TyperCommand

from bot.commands.printing import print_json


class DeclinedError(Exception):
    """A command declines in a sentence; `document` is what it prints with `--json` besides."""

    def __init__(self, sentence: str, document: dict[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.document = document or {}


class DecliningCommand(TyperCommand):
    """A command whose user is never shown a traceback for what he can mend himself."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override] # typer's own class
        """Run it; what it declines is told, and with `--json` printed as `error` too."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = sentence_of(error)
            if sentence is None:
                raise
            if ctx.params.get("as_json"):
                document = error.document if isinstance(error, DeclinedError) else {}
                print_json(document | {"error": sentence})
            typer.echo(sentence, err=True)
            raise typer.Exit(1) from error


def sentence_of(error: Exception) -> str | None:
    """Return what the operator is told of an error; None for a fault of ours."""
    if isinstance(error, DeclinedError):
        return error.sentence
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}; check the path and its permissions"
    return _sentence_of_ours(error)


def _sentence_of_ours(error: Exception) -> str | None:
    from bot.settings import SettingsError
    from bot.wording.refusals import on_the_line
    from papers.workbook import NotAWorkbookError
    from rules.refusal import RefusalError
    from storage.copies import CopyError
    from storage.engine import BusyError
    from storage.migrations import NewerDatabaseError

    match error:
        case RefusalError():
            return on_the_line(error)
        case SettingsError() | NewerDatabaseError() | NotAWorkbookError() | CopyError():
            return str(error)
        case BusyError():
            why = " ".join(str(error).split())
            return f"the database cannot be used: {why}; see GUATU_DATABASE_URL, or try again"
        case _:
            return None
