"""What every phase of a month has in common: that it may run, and that it runs once."""

import datetime as dtm
from dataclasses import dataclass

from bot.refusals import YearNotLoadedError
from rules.cycle import Cycle
from rules.month import Month
from rules.schedule import HALT, Phase
from storage.work import Look


@dataclass(frozen=True, slots=True)
class Ran:
    """What a phase did: how many notices it queued; `already` when it had run before."""

    queued: int = 0
    already: bool = False


ALREADY = Ran(already=True)


def begin(month: Month, phase: Phase, *, look: Look) -> Cycle | None:
    """Return the month's cycle, or None when the phase has run.

    YearNotLoadedError and WrongOrderError where it may not run.
    """
    if month.year not in look.book.years():
        raise YearNotLoadedError(month)
    cycle = look.cycles.get(month)
    cycle.check(phase)
    return None if cycle.has_run(phase) else cycle


def is_deaf(at: dtm.datetime, *, look: Look) -> bool:
    """Tell whether something may have been said that we could not hear yet.

    Where nobody ever listened, nothing is known of it.
    """
    heard_until = look.watch.heard_until()
    return heard_until is not None and at - heard_until > HALT
