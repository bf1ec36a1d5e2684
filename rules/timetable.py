"""The timetable (时间表) of a project: every day by which something is to be there (C06, C37)."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.back_schedule import days_left
from rules.book import DatedMilestone, SupportItem, SupportState
from rules.lifecycle import ALWAYS_IN, Standing
from rules.month import year_of
from rules.project import Goal, Milestone, PersonName, Project, ProjectCode, UnitName, plain


class DateKind(StrEnum):
    """What is due; of one day, in this order."""

    MILESTONE = "milestone"
    SUPPORT = "support"
    TARGET = "target"
    PROJECT = "project"

    @property
    def chinese(self) -> str:
        """The word of the township."""
        return _CHINESE[self]


_CHINESE = {
    DateKind.MILESTONE: "节点",
    DateKind.SUPPORT: "保障事项",
    DateKind.TARGET: "月度目标",
    DateKind.PROJECT: "完成时限",
}
_DONE = "已完成"  # as the workbook writes it


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that is to be there by the end of a day; `is_open`: it is not, and is waited for.

    A month's target is never overdue: the month is rated instead (E2).
    """

    day: dtm.date
    kind: DateKind
    project: ProjectCode
    what: str
    unit: UnitName
    person: PersonName
    is_done: bool
    is_open: bool

    def days_overdue(self, on: dtm.date) -> int:
        """Return for how many days it has been overdue, from the day after its own (E40)."""
        return max(-days_left(self.day, on), 0) if self.is_open else 0


def is_done(milestone: DatedMilestone) -> bool:
    """Tell whether a 节点 was reached, by its date or by the workbook's word."""
    return milestone.done_on is not None or milestone.state == _DONE


def timetable(
    project: Project,
    goals: Sequence[Goal | None],
    *,
    year: int,
    milestones: Sequence[DatedMilestone] = (),
    supports: Sequence[SupportItem] = (),
    standing: Standing = ALWAYS_IN,
    is_reached: bool = False,
) -> tuple[Dated, ...]:
    """Return all dates of a project in the plan-year, the earliest first.

    `goals` are the year's twelve that are in force; `is_reached` tells that the year's target is.
    Of a project that pauses only its support items are waited for, of one that is out or
    completed nothing is.
    """
    waits = standing.is_in and standing.completed_since is None
    works = waits and not standing.is_suspended
    found = [
        *(_milestone(one, project, works=works) for one in milestones if one.due_date),
        *(_support(one, waits=waits) for one in supports if one.due_date),
        *_targets(project, goals, year, works=works),
    ]
    if project.due_date is not None:
        done = is_reached or standing.completed_since is not None
        found.append(_whole(project, project.due_date, is_done=done, works=works))
    kinds = list(DateKind)
    return tuple(sorted(found, key=lambda one: (one.day, kinds.index(one.kind))))


def _milestone(one: DatedMilestone, project: Project, *, works: bool) -> Dated:
    return Dated(
        day=one.due_date or dtm.date.max,
        kind=DateKind.MILESTONE,
        project=project.code,
        what=one.name,
        unit=project.lead_unit,
        person=one.person or project.responsible_person,
        is_done=is_done(one),
        is_open=works and not is_done(one),
    )


def _support(one: SupportItem, *, waits: bool) -> Dated:
    closed = one.state is SupportState.CLOSED
    return Dated(
        day=one.due_date or dtm.date.max,
        kind=DateKind.SUPPORT,
        project=one.project,
        what=f"{one.category}：{one.what}" if one.category else one.what,
        unit=one.department,
        person=one.person,
        is_done=closed,
        is_open=waits and not closed,
    )


def _targets(
    project: Project, goals: Sequence[Goal | None], year: int, *, works: bool
) -> list[Dated]:
    """Return the end of every month that has a target; whether it was met is the rating's."""
    return [
        Dated(
            day=month.last_day,
            kind=DateKind.TARGET,
            project=project.code,
            what=target_words(goal, project.unit),
            unit=project.lead_unit,
            person=project.responsible_person,
            is_done=False,
            is_open=False,
        )
        for month, goal in zip(year_of(year), goals, strict=True)
        if goal is not None and works
    ]


def target_words(goal: Goal, unit: str) -> str:
    """Tell a month's target: `累计5.8公里`, `节点：主体封顶`."""
    return f"节点：{goal}" if isinstance(goal, Milestone) else f"累计{plain(goal)}{unit}"


def _whole(project: Project, day: dtm.date, *, is_done: bool, works: bool) -> Dated:
    return Dated(
        day=day,
        kind=DateKind.PROJECT,
        project=project.code,
        what=project.annual_target_text,
        unit=project.lead_unit,
        person=project.responsible_person,
        is_done=is_done,
        is_open=works and not is_done,
    )
