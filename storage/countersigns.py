"""Countersigns (核签): what commanders said to the drafts of their commands."""

from collections.abc import Collection as SomeOf

from sqlmodel import col, select

from rules.countersign import Countersign
from rules.month import Month
from rules.project import CommandNo, ProjectCode
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.months import CountersignRow


class SeenCountersigns(Collection):
    """What was said to drafts."""

    def of(self, month: Month, command: CommandNo | None = None) -> tuple[Countersign, ...]:
        """Return what was said to a month's drafts, or to one command's, in that order."""
        query = select(CountersignRow).where(CountersignRow.month == month)
        if command is not None:
            query = query.where(CountersignRow.command == command)
        return tuple(map(_countersign, self._all(query.order_by(col(CountersignRow.at)))))

    def objections(
        self, month: Month, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, Countersign]:
        """Return the objections to what is proposed for a month's projects, or for some."""
        query = select(CountersignRow).where(
            CountersignRow.month == month, CountersignRow.project != ""
        )
        if codes is not None:
            query = query.where(col(CountersignRow.project).in_(tuple(codes)))
        return {row.project: _countersign(row) for row in self._all(query)}


class Countersigns(SeenCountersigns, Changing):
    """What is said to drafts, to be kept."""

    def put(self, said: Countersign) -> bool:
        """Keep it; False when the same was said already, by whomever, which stays."""
        row = as_row(CountersignRow, said, project=said.project or "")
        return self._add_if_new(row)


def _countersign(row: CountersignRow) -> Countersign:
    return as_value(Countersign, row, project=row.project or None)
