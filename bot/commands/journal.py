"""`guatu journal`: what changed, who did it, in which post; and whether the record is whole."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json, print_table
from bot.replay import replay
from bot.settings import Settings
from storage.journal import Entry

_SHOWN = 5  # mismatches that are named


def journal(
    *,
    project: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only the lines of this project.")
    ] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Check the chain, and compute what was published again; 1 if wrong."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what changed and who did it, the oldest first.

    Example: guatu journal --project JT01
    """
    settings = Settings.read()
    with present(settings) as storage, storage.look() as look:
        entries = look.journal.entries(project)
        broken = look.journal.verify() if verify else None
        otherwise = replay(look) if verify and broken is None else ()
    if as_json:
        print_json([_line(entry) for entry in entries])
    elif not verify:
        _print(entries, settings)
    if broken is not None:
        raise DeclinedError(f"line {broken} of the journal is not as it was written, or missing")
    if otherwise:
        first = "; ".join(map(str, otherwise[:_SHOWN]))
        raise DeclinedError(f"published otherwise than the journal tells: {first}")
    if verify and not as_json:
        typer.echo("the chain of hashes is whole, and every published month is as it tells")


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor or None,
        "post": entry.post or None,
        "what": entry.what,
        "month": str(entry.month) if entry.month else None,
        "project": entry.project,
        "figure": entry.figure,
        "facts": dict(entry.facts),
        "source": entry.source,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def _print(entries: Sequence[Entry], settings: Settings) -> None:
    rows = (
        (
            entry.number,
            f"{settings.local(entry.at):%Y-%m-%d %H:%M:%S}",
            entry.actor,
            entry.post,
            entry.what,
            entry.month,
            entry.project,
            entry.figure,
        )
        for entry in entries
    )
    print_table(("no.", "at", "who", "post", "what", "month", "project", "figure"), rows)
