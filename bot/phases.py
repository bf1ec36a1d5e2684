"""What every phase of a month has in common: that it may run, and that it runs once."""

from dataclasses import dataclass

from bot.refusals import YearNotLoadedError
from rules.cycle import Cycle
from rules.month import Month
from rules.schedule import Phase
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
