"""Projects, their goals, and the version of the plan that is in force."""

import datetime as dtm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from rules.month import Month

PersonName = str
CommandNo = str
UnitName = str
ProjectCode = str


class Milestone(str):
    """A goal that is a stage to be reached, such as 主体封顶 (E2); written `M:主体封顶`."""

    __slots__ = ()


class Stage(StrEnum):
    """Whether a milestone was reached."""

    MET = "met"
    UNMET = "unmet"


Goal = Decimal | Milestone
Value = Decimal | Stage


class NotAGoalError(ValueError):
    """What was given is neither a decimal figure nor a milestone."""

    def __init__(self, written: object) -> None:
        super().__init__(f"{written!r} is neither a decimal figure nor a milestone")
        self.written = written


def read_goal(written: str | None) -> Goal | None:
    """Read `5.8`, `M:封顶` or nothing; a goal of zero is no goal (E10)."""
    if written is None:
        return None
    if written.startswith("M:"):
        return Milestone(written[2:])
    return _decimal(written) or None


def read_value(written: str | None) -> Value | None:
    """Read a figure, `met`, `unmet` or nothing."""
    if written is None or written in set(Stage):
        return None if written is None else Stage(written)
    return _decimal(written)


def write_goal(goal: Goal | None) -> str | None:
    """Write a goal as `read_goal` reads it."""
    if isinstance(goal, Milestone):
        return f"M:{goal}"
    return None if goal is None else plain(goal)


def write_value(value: Value | None) -> str | None:
    """Write a value as `read_value` reads it."""
    if value is None or isinstance(value, Stage):
        return value
    return plain(value)


def plain(figure: Decimal) -> str:
    """Write a figure as people do: no exponent, no trailing zeros, every digit that counts."""
    written = f"{figure:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def _decimal(written: str) -> Decimal:
    try:
        figure = Decimal(written)
    except InvalidOperation as error:
        raise NotAGoalError(written) from error
    if not figure.is_finite():
        raise NotAGoalError(written)
    return figure


class Kind(StrEnum):
    """What a project is: newly built, continued, or a key task that builds nothing."""

    NEW = "new"
    CONTINUING = "continuing"
    KEY_TASK = "key_task"

    @property
    def chinese(self) -> str:
        """The word of the workbook."""
        return {"new": "新建", "continuing": "续建", "key_task": "重点工作"}[self.value]


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a plan-year as the workbook describes it."""

    code: ProjectCode
    name: str
    command: CommandNo
    kind: Kind
    brief: str
    annual_target_text: str
    unit: str
    annual_target: Decimal | None
    starts_on: dtm.date | None
    due_date: dtm.date | None
    lead_unit: UnitName
    responsible_leader: PersonName
    responsible_person: PersonName
    note: str = ""


class Cause(StrEnum):
    """Why a version of the plan exists."""

    YEAR_PLAN = "year_plan"
    ADJUSTMENT = "adjustment"
    EXCEPTION = "exception"  # a second one in the year, by headquarters (E7)


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The goals of some months, since the month in which they begin to hold; 0 is the year plan.

    `progress` tells each month's 形象进度, which is shown and never rated; `annual_target` is the
    year's target that a change brought, None where it stays.
    """

    number: int
    since: Month
    goals: Mapping[Month, Goal | None]
    because: Cause = Cause.YEAR_PLAN
    approved_on: dtm.date | None = None
    progress: Mapping[Month, str] = field(default_factory=dict)
    annual_target: Decimal | None = None


class InForce(NamedTuple):
    """The goal that counts for a month, and the version that set it."""

    goal: Goal | None
    version: PlanVersion | None

    @property
    def is_adjusted(self) -> bool:
        """Tell whether a change that took effect set the goal."""
        return self.version is not None and self.version.number > 0


def in_force(versions: Sequence[PlanVersion], month: Month) -> InForce:
    """Return the goal of a month: the latest version that has begun and names the month (E3).

    Versions come in the order of their approval; a month that a change does not name keeps the
    goal that it had.
    """
    for version in reversed(versions):
        if version.since <= month and month in version.goals:
            return InForce(version.goals[month], version)
    return InForce(None, None)


def annual_target_in_force(
    project: Project, versions: Sequence[PlanVersion], month: Month
) -> Decimal | None:
    """Return the year's target that holds in a month: the last one that a change brought."""
    changed = [one.annual_target for one in versions if one.since <= month and one.annual_target]
    return changed[-1] if changed else project.annual_target
