"""A month's state: planned, asked, closed, published (C35); illegal jumps are refused."""

import datetime as dtm
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.month import Month
from rules.refusal import RefusalError
from rules.schedule import Phase


class MonthState(StrEnum):
    """How far a month is; `determined` is closed with nothing open on the desk."""

    OPEN = "open"
    CLOSED = "closed"
    DETERMINED = "determined"
    PUBLISHED = "published"


class WrongOrderError(RefusalError):
    """A phase cannot run now: `needs` must have run before, or `after` has run already."""

    def __init__(
        self, month: Month, phase: Phase, *, needs: Phase | None = None, after: Phase | None = None
    ) -> None:
        super().__init__(month, phase)
        self.month = month
        self.phase = phase
        self.needs = needs
        self.after = after


@dataclass(frozen=True, slots=True)
class Cycle:
    """The phases of a month that have run, each with its instant (aware).

    `closes_at` is the close instant as stored; None when the month was asked after it had passed,
    or has not been asked. What a hand ran is done for the schedule too.
    """

    month: Month
    asked_at: dtm.datetime | None = None
    closes_at: dtm.datetime | None = None
    reminded_at: tuple[dtm.datetime, ...] = ()
    reminded_by_hand: bool = False
    closed_at: dtm.datetime | None = None
    briefed_at: dtm.datetime | None = None
    published_at: dtm.datetime | None = None

    def has_run(self, phase: Phase) -> bool:
        """Tell whether a phase ran; a reminder counts only when a hand ran it."""
        if phase is Phase.REMIND:
            return self.reminded_by_hand
        return self._at(phase) is not None

    def check(self, phase: Phase) -> None:
        """Refuse a phase that is out of order with WrongOrderError.

        A repeated one passes, but nobody is asked or reminded after the close.
        """
        if self.has_run(phase) and Phase.CLOSE not in _AFTER[phase]:
            return
        needs = _NEEDS.get(phase)
        if needs is not None and not self.has_run(needs):
            raise WrongOrderError(self.month, phase, needs=needs)
        for later in _AFTER[phase]:
            if self.has_run(later):
                raise WrongOrderError(self.month, phase, after=later)

    def ran(self, phase: Phase, at: dtm.datetime, *, by_hand: bool = False) -> "Cycle":
        """Return the cycle after a phase; a close by hand makes its second the close instant."""
        match phase:
            case Phase.ASK:
                return replace(self, asked_at=at)
            case Phase.REMIND:
                by_hand = by_hand or self.reminded_by_hand
                reminded_at = (*self.reminded_at, at)
                return replace(self, reminded_at=reminded_at, reminded_by_hand=by_hand)
            case Phase.CLOSE if by_hand:
                # The platform's messages carry whole seconds: those of this one came after.
                return replace(self, closed_at=at, closes_at=at.replace(microsecond=0))
            case Phase.CLOSE:
                return replace(self, closed_at=at)
            case Phase.BRIEF:
                return replace(self, briefed_at=at)
            case Phase.PUBLISH:
                return replace(self, published_at=at)

    def is_on_time(self, said_at: dtm.datetime) -> bool:
        """Tell whether a message of that time came before the close instant (E13)."""
        return self.closes_at is None or said_at < self.closes_at

    def _at(self, phase: Phase) -> dtm.datetime | None:
        found: dtm.datetime | None = getattr(self, _FIELD[phase])
        return found


_FIELD = {
    Phase.ASK: "asked_at",
    Phase.CLOSE: "closed_at",
    Phase.BRIEF: "briefed_at",
    Phase.PUBLISH: "published_at",
}
_NEEDS = {
    Phase.REMIND: Phase.ASK,
    Phase.CLOSE: Phase.ASK,
    Phase.BRIEF: Phase.CLOSE,
    Phase.PUBLISH: Phase.CLOSE,
}
_AFTER = {
    Phase.ASK: (Phase.CLOSE,),
    Phase.REMIND: (Phase.CLOSE,),
    Phase.CLOSE: (),
    Phase.BRIEF: (Phase.PUBLISH,),
    Phase.PUBLISH: (),
}
