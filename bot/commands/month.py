"""`guatu month`: a phase of a month runs now, by hand; `guatu run` delivers what it queued."""

from typing import Annotated

import typer

from bot.clock import now
from bot.commands.database import migrated
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson, MonthWritten, month_of
from bot.commands.printing import print_json
from bot.compose import by_hand
from bot.phases import Ran
from bot.settings import Settings
from bot.wording.refusals import on_the_line
from rules.month import Month
from rules.refusal import RefusalError
from rules.schedule import Phase


def month(
    phase: Annotated[Phase, typer.Argument(help="What to run.")],
    written: MonthWritten,
    *,
    as_json: AsJson = False,
) -> None:
    """Run a phase of a month now, whatever the date; a second time nothing is said.

    Example: guatu month ask 2023-06
    """
    chosen = month_of(written)
    told = {"month": str(chosen), "phase": phase, "queued": 0, "already": False}
    try:
        ran = _run(phase, chosen, Settings.read())
    except RefusalError as refusal:
        raise DeclinedError(on_the_line(refusal), told) from refusal
    if as_json:
        print_json(told | {"queued": ran.queued, "already": ran.already})
    elif ran.already:
        typer.echo(f"{chosen}: {phase} had run before; nothing is said")
    else:
        typer.echo(f"{chosen}: {phase} ran; {ran.queued} messages are queued")


def _run(phase: Phase, chosen: Month, settings: Settings) -> Ran:
    with migrated(settings) as storage, storage.work() as work:
        return by_hand(phase, chosen, work=work, at=now(), settings=settings)
