"""The book of a plan-year: what the township's workbook says, as one value."""

import datetime as dtm
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rules.posts import Post, Role
from rules.project import CommandNo, PersonName, PlanVersion, Project, ProjectCode, UnitName


@dataclass(frozen=True, slots=True)
class Command:
    """One 作战指挥部 (C31); the posts of its people are in the book."""

    number: CommandNo
    name: str
    commander: PersonName
    deputies: tuple[PersonName, ...]
    units: tuple[UnitName, ...]
    liaison: PersonName | None
    group_name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the township; the name is unique in a book."""

    name: PersonName
    unit: UnitName = ""
    title: str = ""
    note: str = ""


class SupportState(StrEnum):
    """How far a support item is; overdue is told from the date, not from this."""

    CLOSED = "closed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"

    @property
    def chinese(self) -> str:
        """The state as the workbook writes it."""
        return _STATES[self]


_STATES = {
    SupportState.CLOSED: "已办结",
    SupportState.IN_PROGRESS: "办理中",
    SupportState.NOT_STARTED: "未启动",
}
SUPPORT_CATEGORIES = ("用地", "资金", "手续审批", "征迁", "水电路气讯", "要素")


@dataclass(frozen=True, slots=True)
class SupportItem:
    """One 保障事项 that a project waits for (C48)."""

    number: str
    project: ProjectCode
    category: str
    what: str
    department: UnitName
    person: PersonName
    due_date: dtm.date | None
    state: SupportState
    note: str = ""

    def days_overdue(self, on: dtm.date) -> int:
        """Return for how many days it has been overdue; due at 24:00 of its day (E40)."""
        if self.due_date is None or self.state is SupportState.CLOSED:
            return 0
        return max((on - self.due_date).days, 0)


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """One 节点: shown with its date, never rated (E2)."""

    number: str
    project: ProjectCode
    name: str
    due_date: dtm.date | None
    person: PersonName
    done_on: dtm.date | None
    state: str = ""


_Item = TypeVar("_Item", DatedMilestone, SupportItem)


def by_project(items: Iterable[_Item]) -> Mapping[ProjectCode, list[_Item]]:
    """Return what each project has that has any, in order."""
    found: dict[ProjectCode, list[_Item]] = {}
    for item in items:
        found.setdefault(item.project, []).append(item)
    return found


@dataclass(frozen=True, slots=True)
class Book:
    """A plan-year whole: commands and projects in the workbook's order."""

    year: int
    commands: tuple[Command, ...]
    people: tuple[Person, ...]
    projects: tuple[Project, ...]
    plans: Mapping[ProjectCode, PlanVersion]
    posts: tuple[Post, ...]
    support_items: tuple[SupportItem, ...] = ()
    milestones: tuple[DatedMilestone, ...] = ()

    @property
    def targets(self) -> int:
        """How many monthly goals there are."""
        return sum(g is not None for plan in self.plans.values() for g in plan.goals.values())


def posts_of_tables(
    commands: tuple[Command, ...], projects: tuple[Project, ...], people: tuple[Person, ...]
) -> tuple[Post, ...]:
    """Return the posts that follow from 指挥部, 项目 and the units of 人员, without repeats."""
    found: dict[Post, None] = {}
    for command in commands:
        found[Post(command.commander, Role.COMMANDER, command=command.number)] = None
        for deputy in command.deputies:
            found[Post(deputy, Role.DEPUTY_COMMANDER, command=command.number)] = None
        if command.liaison:
            found[Post(command.liaison, Role.LIAISON, command=command.number)] = None
    for one in projects:
        for name, role in _answerable(one):
            post = Post(name, role, one.command, project=one.code, unit=one.lead_unit)
            found[post] = None
    for person in people:
        if person.unit:
            found[Post(person.name, Role.UNIT_STAFF, unit=person.unit)] = None
    return tuple(found)


def _answerable(project: Project) -> tuple[tuple[PersonName, Role], ...]:
    return (
        (project.responsible_person, Role.RESPONSIBLE_PERSON),
        (project.responsible_leader, Role.RESPONSIBLE_LEADER),
    )
