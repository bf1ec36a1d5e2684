"""Determinations: what the office found (认定); every one is kept, the latest counts."""

import datetime as dtm
from collections.abc import Collection as SomeOf
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, delete, select

from rules.determination import Determination
from rules.month import Month
from rules.project import PersonName, ProjectCode, Value
from storage.collection import Changing, Collection
from storage.tables.months import DeterminationRow, ProposalRow


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding that waits for its 「确认」."""

    id: int
    month: Month
    project: ProjectCode
    value: Value | None
    note: str
    by: PersonName
    at: dtm.datetime


class SeenDeterminations(Collection):
    """What was found."""

    def get(self, month: Month, project: ProjectCode) -> Determination | None:
        """Return the finding that counts; in a unit of work the project's month is held."""
        found = self.history(month, project)
        return found[-1] if found else None

    def of(
        self, month: Month, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, Determination]:
        """Return the finding that counts for each project, or of some, that has one."""
        query = select(DeterminationRow).where(DeterminationRow.month == month)
        if codes is not None:
            query = query.where(col(DeterminationRow.project).in_(tuple(codes)))
        rows = self._all(query.order_by(col(DeterminationRow.id)))
        return {row.project: determination(row) for row in rows}

    def history(self, month: Month, project: ProjectCode) -> tuple[Determination, ...]:
        """Return all findings about a project's month, the first one first."""
        self._hold("determination", month, project)
        query = select(DeterminationRow).where(
            DeterminationRow.month == month, DeterminationRow.project == project
        )
        return tuple(map(determination, self._all(query.order_by(col(DeterminationRow.id)))))

    def last_before(self, month: Month, project: ProjectCode) -> Value | None:
        """Return what was found for the latest earlier month of the plan-year with a value.

        Figures are cumulative in the plan-year: January begins anew.
        """
        query = select(DeterminationRow).where(
            DeterminationRow.project == project,
            DeterminationRow.month >= Month(month.year, 1),
            DeterminationRow.month < month,
        )
        order = (col(DeterminationRow.month), col(DeterminationRow.id))
        counting = {row.month: row.value for row in self._all(query.order_by(*order))}
        values = [value for value in counting.values() if value is not None]
        return values[-1] if values else None

    def proposal(self, id_: int) -> Proposal | None:
        """Return a proposal that is not decided yet; in a unit of work it is held."""
        row = self._held(select(ProposalRow).where(ProposalRow.id == id_))
        if row is None:
            return None
        return _proposal(row)

    def proposals(self, ids: SomeOf[int]) -> tuple[Proposal, ...]:
        """Return those of some proposals that are not decided yet, in order of their ids."""
        query = select(ProposalRow).where(col(ProposalRow.id).in_(tuple(ids)))
        rows = self._all(query.order_by(col(ProposalRow.id)))
        return tuple(map(_proposal, rows))


class Determinations(SeenDeterminations, Changing):
    """The findings, to be made."""

    def put(self, month: Month, project: ProjectCode, found: Determination) -> None:
        """Keep a finding; those before it stay in the history."""
        self._hold("determination", month, project)
        self._add(_row(month, project, found))

    def put_all(self, month: Month, found: Mapping[ProjectCode, Determination]) -> None:
        """Keep the findings of a month, whose cycle the unit holds: they may be very many."""
        self._add(*(_row(month, project, one) for project, one in found.items()))

    def propose(
        self,
        month: Month,
        project: ProjectCode,
        value: Value | None,
        *,
        note: str = "",
        by: PersonName,
        at: dtm.datetime,
    ) -> int:
        """Keep a finding that waits for 「确认」; return its id."""
        row = ProposalRow(
            month=month, project=project, value=value, note=note, person=by, proposed_at=at
        )
        self._add(row)
        return row.id or 0

    def propose_all(
        self,
        month: Month,
        found: Mapping[ProjectCode, tuple[Value, str]],
        *,
        by: PersonName,
        at: dtm.datetime,
    ) -> tuple[int, ...]:
        """Keep findings with their grounds that wait for one 「确认」; return their ids."""
        rows = [
            ProposalRow(
                month=month, project=project, value=value, note=note, person=by, proposed_at=at
            )
            for project, (value, note) in found.items()
        ]
        self._add(*rows)
        return tuple(row.id or 0 for row in rows)

    def drop_proposals(self, ids: SomeOf[int]) -> None:
        """Let proposals go that were made together."""
        self._run(delete(ProposalRow).where(col(ProposalRow.id).in_(tuple(ids))))

    def drop_proposal(self, id_: int) -> bool:
        """Let a proposal go, decided or not; False when it has gone already."""
        return bool(self._run(delete(ProposalRow).where(col(ProposalRow.id) == id_)))


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        id=row.id or 0,
        month=row.month,
        project=row.project,
        value=row.value,
        note=row.note,
        by=row.person,
        at=row.proposed_at,
    )


def _row(month: Month, project: ProjectCode, found: Determination) -> DeterminationRow:
    return DeterminationRow(
        month=month,
        project=project,
        value=found.value,
        ground=found.ground,
        person=found.by,
        found_at=found.at,
        note=found.note,
    )


def determination(row: DeterminationRow) -> Determination:
    """Return the finding of a row."""
    return Determination(row.value, row.ground, row.person, row.found_at, row.note)
