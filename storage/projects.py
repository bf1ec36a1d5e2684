"""Commands and projects of the plan-years, with their plans and what happened to them."""

from collections.abc import Collection as SomeOf

from sqlalchemy import literal
from sqlmodel import col, func, select

from rules.book import Command, DatedMilestone, SupportItem
from rules.lifecycle import LifecycleEvent
from rules.project import CommandNo, PersonName, PlanVersion, Project, ProjectCode
from storage.collection import Collection, as_value
from storage.plans import plan_versions
from storage.tables.book import (
    CommandRow,
    LifecycleEventRow,
    MilestoneRow,
    PlanVersionRow,
    ProjectRow,
    SupportItemRow,
)


class SeenProjects(Collection):
    """What is to be done in a plan-year; everything comes in the workbook's order."""

    def project(self, year: int, code: ProjectCode) -> Project | None:
        """Return one project."""
        row = self._get(ProjectRow, (year, code))
        return None if row is None else as_value(Project, row)

    def projects(
        self,
        year: int,
        *,
        codes: SomeOf[ProjectCode] | None = None,
        commands: SomeOf[CommandNo] | None = None,
    ) -> tuple[Project, ...]:
        """Return a year's projects, or those with some codes, or of some commands."""
        query = select(ProjectRow).where(ProjectRow.year == year)
        if codes is not None:
            query = query.where(col(ProjectRow.code).in_(tuple(codes)))
        if commands is not None:
            query = query.where(col(ProjectRow.command).in_(tuple(commands)))
        rows = self._all(query.order_by(col(ProjectRow.position)))
        return tuple(as_value(Project, row) for row in rows)

    def names(self, year: int, command: CommandNo | None = None) -> dict[ProjectCode, str]:
        """Return the names of a year's projects, or of one command's, by code."""
        query = select(ProjectRow.code, ProjectRow.name).where(ProjectRow.year == year)
        if command is not None:
            query = query.where(ProjectRow.command == command)
        return dict(self._session.exec(query.order_by(col(ProjectRow.position))).all())

    def codes_in(self, year: int, words: str) -> tuple[ProjectCode, ...]:
        """Return the codes that stand in some words, in large or small letters, or nearly so.

        The engine looks, so that no project is loaded; `_` in a code is any letter to it.
        """
        stands = literal(words.upper()).contains(func.upper(ProjectRow.code))
        query = select(ProjectRow.code).where(ProjectRow.year == year, stands)
        return tuple(self._all(query.order_by(col(ProjectRow.position))))

    def projects_of_person(self, year: int, name: PersonName) -> tuple[Project, ...]:
        """Return the projects for which somebody is the responsible person."""
        query = select(ProjectRow).where(
            ProjectRow.year == year, ProjectRow.responsible_person == name
        )
        rows = self._all(query.order_by(col(ProjectRow.position)))
        return tuple(as_value(Project, row) for row in rows)

    def plan(self, year: int, code: ProjectCode) -> tuple[PlanVersion, ...]:
        """Return the versions of a project's plan, the year plan first."""
        return self.plans(year, code).get(code, ())

    def plans(
        self, year: int, code: ProjectCode | None = None
    ) -> dict[ProjectCode, tuple[PlanVersion, ...]]:
        """Return the versions of every project's plan, or of one project's."""
        query = select(PlanVersionRow).where(PlanVersionRow.year == year)
        if code is not None:
            query = query.where(PlanVersionRow.project == code)
        return plan_versions(self._all(query.order_by(col(PlanVersionRow.number))))

    def command(self, year: int, number: CommandNo) -> Command | None:
        """Return one command."""
        row = self._get(CommandRow, (year, number))
        return None if row is None else _command(row)

    def commands(self, year: int) -> tuple[Command, ...]:
        """Return a year's commands."""
        query = select(CommandRow).where(CommandRow.year == year)
        return tuple(map(_command, self._all(query.order_by(col(CommandRow.position)))))

    def support_items(
        self, year: int, project: ProjectCode | None = None
    ) -> tuple[SupportItem, ...]:
        """Return the 保障事项 of a year, or of one project."""
        query = select(SupportItemRow).where(SupportItemRow.year == year)
        if project is not None:
            query = query.where(SupportItemRow.project == project)
        rows = self._all(query.order_by(col(SupportItemRow.position)))
        return tuple(as_value(SupportItem, row) for row in rows)

    def support_items_of(self, year: int, person: PersonName) -> tuple[SupportItem, ...]:
        """Return the 保障事项 of a year that somebody owes."""
        query = select(SupportItemRow).where(
            SupportItemRow.year == year, SupportItemRow.person == person
        )
        rows = self._all(query.order_by(col(SupportItemRow.position)))
        return tuple(as_value(SupportItem, row) for row in rows)

    def milestones(
        self, year: int, project: ProjectCode | None = None
    ) -> tuple[DatedMilestone, ...]:
        """Return the 节点 of a year, or of one project."""
        query = select(MilestoneRow).where(MilestoneRow.year == year)
        if project is not None:
            query = query.where(MilestoneRow.project == project)
        rows = self._all(query.order_by(col(MilestoneRow.position)))
        return tuple(as_value(DatedMilestone, row) for row in rows)

    def lifecycle_events(self, year: int, code: ProjectCode) -> tuple[LifecycleEvent, ...]:
        """Return what happened to a project in a year, in the order in which it was kept."""
        query = select(LifecycleEventRow).where(
            LifecycleEventRow.year == year, LifecycleEventRow.project == code
        )
        rows = self._all(query.order_by(col(LifecycleEventRow.id)))
        return tuple(lifecycle_event(row) for row in rows)


def lifecycle_event(row: LifecycleEventRow) -> LifecycleEvent:
    """Return the event of a row."""
    parts = {name: getattr(row, name) for name in LifecycleEvent._fields}
    return LifecycleEvent(**parts)


def _command(row: CommandRow) -> Command:
    return as_value(Command, row, deputies=tuple(row.deputies), units=tuple(row.units))
