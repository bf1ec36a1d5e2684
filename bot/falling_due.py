"""What falls due: each phase of a month runs once, in one transaction with its effects."""

import datetime as dtm
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.logs import fault
from bot.meters import Meters
from bot.patience import backoff
from rules.month import Month
from rules.refusal import RefusalError
from rules.schedule import Due, Phase
from storage.engine import BusyError, Storage
from storage.work import Work

RunPhase = Callable[[Due, Work, dtm.datetime], None]
_LONGEST_HALT = dtm.timedelta(minutes=5)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Halt:
    """A month whose phase failed; nothing of it runs before `until`."""

    attempts: int
    until: dtm.datetime

    def is_over(self, at: dtm.datetime) -> bool:
        """Tell whether it is over; if it seems too long, the clock was put back."""
        return not at < self.until <= at + _LONGEST_HALT


class FallingDue:
    """Runs due phases in the order of their instants; a failing month does not hold others up."""

    def __init__(
        self, storage: Storage, phases: Mapping[Phase, RunPhase], *, meters: Meters | None = None
    ) -> None:
        self._storage = storage
        self._phases = phases
        self._meters = meters or Meters()
        self._halted: dict[Month, _Halt] = {}

    def run(self, at: dtm.datetime) -> dtm.datetime | None:
        """Run all that is due; return the next instant with something due. BusyError."""
        while self._run_one(at):
            pass
        with self._storage.look() as look:
            following = look.due.next_at()
        halts = [halt.until for halt in self._halted.values()]
        if following is None:
            return None
        return following if following > at else min(halts, default=following)

    def _run_one(self, at: dtm.datetime) -> bool:
        """Run the first phase that may run now; tell whether there was one."""
        claimed: Due | None = None
        queued = 0
        try:
            with self._storage.work() as work:
                claimed = self._claim(work, at)
                if claimed is not None:
                    work.outbox.follows_from(in_doubt=_may_have_been_said(claimed))
                    self._phases[claimed.phase](claimed, work, at)
                    queued = work.outbox.queued
        except BusyError:
            raise
        except RefusalError as refusal:
            self._let_go(claimed, refusal, at)
        except Exception as error:  # noqa: BLE001 - the other months go on
            self._halt(claimed, error, at)
        else:
            if claimed is not None:
                self._ran(claimed, queued)
        return claimed is not None

    def _claim(self, work: Work, at: dtm.datetime) -> Due | None:
        for due in work.due.ready(at):
            halt = self._halted.get(due.month)
            if (halt is None or halt.is_over(at)) and work.due.done(due, at):
                return due
        return None

    def _ran(self, due: Due, notices: int) -> None:
        self._halted.pop(due.month, None)
        self._meters.ran(due.phase)
        log.info("a phase ran", month=str(due.month), phase=due.phase, notices=notices)

    def _let_go(self, due: Due | None, refusal: RefusalError, at: dtm.datetime) -> None:
        """Count a phase as done that the month's state does not allow any more."""
        if due is None:
            raise refusal
        with self._storage.work() as work:
            work.due.done(due, at)
        log.warning(
            "a phase was refused", month=str(due.month), phase=due.phase, because=fault(refusal)
        )

    def _halt(self, due: Due | None, error: Exception, at: dtm.datetime) -> None:
        if due is None:
            raise error
        before = self._halted.get(due.month)
        attempts = before.attempts + 1 if before else 1
        until = at + backoff(attempts, longest=_LONGEST_HALT)
        self._halted[due.month] = _Halt(attempts, until)
        log.error(
            "a phase failed and is tried again",
            month=str(due.month),
            phase=due.phase,
            attempts=attempts,
            fault=fault(error),
        )


def _may_have_been_said(due: Due) -> bool:
    """Tell whether what a phase says is held; a publication in doubt asks before it speaks."""
    return due.is_in_doubt and due.phase is not Phase.PUBLISH
