"""The months: which of their phases have run."""

import datetime as dtm
from typing import Any

from sqlmodel import col, select

from rules.cycle import Cycle
from rules.month import Month
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.months import CycleRow
from storage.values import dump, load


class SeenCycles(Collection):
    """How far each month is."""

    def get(self, month: Month) -> Cycle:
        """Return a month's cycle, an empty one where nothing ran; in a unit of work it is held."""
        self._hold("cycle", month)
        return self._found(month)

    def seen(self, month: Month) -> Cycle:
        """Return a month's cycle, which stays so until a unit of work ends; others see it too.

        So answers do not wait for each other, only for a phase. Who has it like this cannot hold
        it any more: that must come first.
        """
        self._hold("cycle", month, is_shared=True)
        return self._found(month)

    def _found(self, month: Month) -> Cycle:
        row = self._get(CycleRow, (month,))
        return Cycle(month) if row is None else _cycle(row)

    def asked(self) -> tuple[Month, ...]:
        """Return the months that were asked, in order."""
        query = select(col(CycleRow.month)).where(col(CycleRow.asked_at).is_not(None))
        return tuple(self._all(query.order_by(col(CycleRow.month))))

    def first_asked(self) -> Month | None:
        """Return the first month that was asked; ratings begin with it."""
        return min(self.asked(), default=None)

    def latest_asked(self) -> Month | None:
        """Return the last month that was asked."""
        return max(self.asked(), default=None)

    def oldest_closed_unpublished(self) -> Month | None:
        """Return the month that the office works on."""
        query = select(col(CycleRow.month)).where(
            col(CycleRow.closed_at).is_not(None), col(CycleRow.published_at).is_(None)
        )
        return self._first(query.order_by(col(CycleRow.month)))

    def closed_at(self, month: Month) -> dtm.datetime | None:
        """Return when a month was closed, None for not yet; nobody is kept from closing it."""
        return self._found(month).closed_at

    def latest_published(self) -> Month | None:
        """Return the last month that was published."""
        query = select(col(CycleRow.month)).where(col(CycleRow.published_at).is_not(None))
        return self._first(query.order_by(col(CycleRow.month).desc()))


class Cycles(SeenCycles, Changing):
    """The months, to be carried on."""

    def put(self, cycle: Cycle) -> None:
        """Keep how far a month is."""
        self._hold("cycle", cycle.month)
        self._put(as_row(CycleRow, cycle, reminded_at=dump(cycle.reminded_at)))


def _cycle(row: CycleRow) -> Cycle:
    kind: Any = tuple[dtm.datetime, ...]
    return as_value(Cycle, row, reminded_at=load(kind, row.reminded_at))
