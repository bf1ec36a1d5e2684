"""What is due: each phase of a month once, claimed in the transaction of its effects."""

import datetime as dtm
from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import col, func, select

from rules.month import Month
from rules.schedule import Due, Phase
from storage.collection import Changing, Collection
from storage.tables.months import DueRow

_ORDER = tuple(Phase)


class SeenDues(Collection):
    """What the schedule has before it."""

    def of(self, month: Month) -> tuple[Due, ...]:
        """Return all phases of a month that were planned, done ones too, by their instants."""
        rows = self._all(select(DueRow).where(DueRow.month == month))
        return tuple(map(_due, sorted(rows, key=_order)))

    def next_at(self) -> dtm.datetime | None:
        """Return the instant of the next phase that has not run, in the past after a halt."""
        return self._first(select(func.min(DueRow.due_at)).where(col(DueRow.done_at).is_(None)))

    def overdue(self, at: dtm.datetime) -> int:
        """Return how many phases are due at an instant and have not run."""
        late = (col(DueRow.done_at).is_(None)) & (col(DueRow.due_at) <= at)
        return self._first(select(func.count()).select_from(DueRow).where(late)) or 0


class Dues(SeenDues, Changing):
    """What the schedule has before it, to be planned, moved and claimed."""

    def plan(self, dues: Iterable[Due]) -> None:
        """Plan phases, each once; what has run or was moved stays as it is.

        A phase that has not run follows a schedule that was changed; a reminder that is not
        planned yet comes beside those that are, since a month may have several.
        """
        for due in dues:
            self._hold("due", due.month)
            rows = self._of(due.month, due.phase)
            if any(row.planned_at == due.at for row in rows):
                continue
            if not rows or due.phase is Phase.REMIND:
                self._add(
                    DueRow(month=due.month, phase=due.phase, planned_at=due.at, due_at=due.at)
                )
            elif rows[0].done_at is None:
                rows[0].planned_at = rows[0].due_at = due.at
                self._add(rows[0])

    def ready(self, at: dtm.datetime) -> tuple[Due, ...]:
        """Return what is due and has not run, in order; others wait until this unit ends."""
        query = select(DueRow).where(col(DueRow.done_at).is_(None), DueRow.due_at <= at)
        rows = self._all(query.order_by(col(DueRow.due_at), col(DueRow.id)).with_for_update())
        return tuple(map(_due, sorted(rows, key=_order)))

    def done(self, due: Due, at: dtm.datetime) -> bool:
        """Claim a phase for good; False when another unit was quicker."""
        here = (col(DueRow.month) == due.month) & (col(DueRow.phase) == due.phase)
        is_open = (col(DueRow.due_at) == due.at) & col(DueRow.done_at).is_(None)
        return self._run(update(DueRow).where(here & is_open).values(done_at=at)) > 0

    def done_by_hand(self, month: Month, phase: Phase, at: dtm.datetime) -> None:
        """Claim what the schedule still has of a phase that somebody ran by hand."""
        here = (col(DueRow.month) == month) & (col(DueRow.phase) == phase)
        is_open = col(DueRow.done_at).is_(None)
        self._run(update(DueRow).where(here & is_open).values(done_at=at))

    def move(self, month: Month, phase: Phase, to: dtm.datetime) -> None:
        """Move a phase that has not run to another instant, whatever the schedule says."""
        here = (col(DueRow.month) == month) & (col(DueRow.phase) == phase)
        is_open = col(DueRow.done_at).is_(None)
        self._run(update(DueRow).where(here & is_open).values(due_at=to))

    def put_off(self, due: Due, to: dtm.datetime) -> None:
        """Let a claimed phase come again at another instant: what it waits for is not there."""
        here = (col(DueRow.month) == due.month) & (col(DueRow.phase) == due.phase)
        same = here & (col(DueRow.due_at) == due.at)
        self._run(update(DueRow).where(same).values(done_at=None, due_at=to))

    def doubt(self, at: dtm.datetime) -> None:
        """Keep that what is due and has not run may have run: a copy was restored."""
        missed = col(DueRow.done_at).is_(None) & (col(DueRow.due_at) <= at)
        self._run(update(DueRow).where(missed).values(in_doubt=True))

    def _of(self, month: Month, phase: Phase) -> list[DueRow]:
        query = select(DueRow).where(DueRow.month == month, DueRow.phase == phase)
        return list(self._all(query.order_by(col(DueRow.id))))


def _due(row: DueRow) -> Due:
    return Due(row.due_at, row.month, row.phase, row.in_doubt)


def _order(row: DueRow) -> tuple[dtm.datetime, int]:
    return row.due_at, _ORDER.index(row.phase)
