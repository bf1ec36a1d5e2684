"""The table of allotment of a year: every project with its dates and what is left (C06, C36)."""

import datetime as dtm
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.refusals import YearNotLoadedError
from bot.settings import Settings
from bot.wording import planning
from papers.allotment import AllotmentPaper, Allotted
from rules.back_schedule import Left, NothingToDo, back_schedule, months_ahead
from rules.book import Command, DatedMilestone, SupportItem, by_project
from rules.lifecycle import standing
from rules.month import Month, year_of
from rules.plates import Facts
from rules.project import (
    CommandNo,
    PlanVersion,
    Project,
    ProjectCode,
    annual_target_in_force,
    in_force,
)
from rules.timetable import timetable
from storage.work import Look


def allotment_of(
    year: int,
    *,
    look: Look,
    on: dtm.date,
    settings: Settings,
    scope: str = "",
    commands: Collection[CommandNo] | None = None,
    codes: Collection[ProjectCode] | None = None,
) -> AllotmentPaper:
    """Return a year's projects as they stand on a day, or those of some commands, or some codes.

    YearNotLoadedError.
    """
    if look.book.loaded_at(year) is None:
        raise YearNotLoadedError(Month(year, 1))
    projects = look.book.projects(year, codes=codes, commands=commands)
    sources = _Sources(
        year=year,
        on=on,
        published=look.editions.months(year),
        facts=look.facts.of(year, [one.code for one in projects]),
        plans=look.book.plans(year),
        commands={one.number: one for one in look.book.commands(year)},
        milestones=by_project(look.book.milestones(year)),
        supports=by_project(look.book.support_items(year)),
    )
    ordered = sorted(projects, key=lambda one: (one.command, one.code))
    rows = tuple(map(sources.allotted, ordered))
    return AllotmentPaper(settings.name, year, scope, on, rows)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a table of allotment is made of, read at once for all projects."""

    year: int
    on: dtm.date
    published: Collection[Month]
    facts: Mapping[ProjectCode, Facts]
    plans: Mapping[ProjectCode, tuple[PlanVersion, ...]]
    commands: Mapping[CommandNo, Command]
    milestones: Mapping[ProjectCode, list[DatedMilestone]]
    supports: Mapping[ProjectCode, list[SupportItem]]

    def allotted(self, project: Project) -> Allotted:
        """Return a project's row."""
        code, month = project.code, self._month()
        plan, command = self.plans.get(code, ()), self.commands.get(project.command)
        targets = [in_force(plan, one) for one in year_of(self.year)]
        goals = tuple(one.goal for one in targets)
        figure_in, figure = _last_figure(self.facts[code], self.published)
        stands = standing(self.facts[code].events, month)
        target = annual_target_in_force(project, plan, month)
        ahead = months_ahead(self.year, goals, after=figure_in, on=self.on, due=project.due_date)
        left = back_schedule(
            target=target, done=figure, goals=goals, standing=stands, months=len(ahead)
        )
        dates = timetable(
            project,
            goals,
            year=self.year,
            milestones=self.milestones.get(code, ()),
            supports=self.supports.get(code, ()),
            standing=stands,
            is_reached=left is NothingToDo.REACHED,
        )
        return Allotted(
            project=project,
            command=command.name if command else project.command,
            commander=command.commander if command else "",
            annual_target=planning.annual_target(project, target),
            goals=goals,
            adjusted=tuple(n for n, one in enumerate(targets, start=1) if one.is_adjusted),
            progress=tuple(_progress(plan, one) for one in year_of(self.year)),
            dates=dates,
            figure=figure,
            figure_in=figure_in.number if figure_in else None,
            left=left if isinstance(left, Left) else None,
            said=planning.left(left, project, stands, figure_in=figure_in, figure=figure),
        )

    def _month(self) -> Month:
        """Return the month of the day, or the nearest one of the year."""
        year = year_of(self.year)
        return min(max(Month.of(self.on), year[0]), year[-1])


def _last_figure(
    facts: Facts, published: Collection[Month]
) -> tuple[Month | None, Decimal | None]:
    """Return what was published last of a year, and of which month."""
    for month in sorted(published, reverse=True):
        found = facts.determinations.get(month)
        if found is not None and isinstance(found.value, Decimal):
            return month, found.value
    return None, None


def _progress(plan: tuple[PlanVersion, ...], month: Month) -> str:
    return plan[0].progress.get(month, "") if plan else ""
