"""Figures, months and instants as a township office writes them."""

import datetime as dtm
from collections.abc import Iterable
from decimal import Decimal

from rules.month import Month
from rules.plates import Plate
from rules.project import Goal, Milestone, Project, Stage, Value, plain


def amount(value: Value, unit: str) -> str:
    """Write a value with its unit: `5.8公里`, `46%`; a milestone's in words."""
    if isinstance(value, Stage):
        return "已完成" if value is Stage.MET else "未完成"
    return f"{plain(value)}{unit}"


def target(goal: Goal, unit: str) -> str:
    """Write a month's target; a milestone stands in quotes."""
    if isinstance(goal, Milestone):
        return f"「{goal}」"
    return f"{plain(goal)}{unit}"


def done_of(value: Value | None, goal: Goal | None, unit: str) -> str:
    """Write done and target, `1310/1530万元`; without a value 未报."""
    if goal is None:
        return "—" if value is None else amount(value, unit)
    if value is None:
        return f"未报／目标{target(goal, unit)}"
    if isinstance(value, Decimal) and isinstance(goal, Decimal):
        return f"{plain(value)}/{plain(goal)}{unit}"
    return f"{amount(value, unit)}／目标{target(goal, unit)}"


def project_name(project: Project) -> str:
    """Name a project with its code in full-width brackets: `禾石路大中修工程（JT01）`."""
    return f"{project.name}（{project.code}）"


def project_month(project: Project, month: Month) -> str:
    """Name a project's month: `禾石路大中修工程（JT01）6月`."""
    return f"{project_name(project)}{month.chinese}"


def plate_word(plate: Plate | None, streak: int = 0) -> str:
    """Name a plate; a red one with its months in a row."""
    if plate is None:
        return "无牌"
    if plate is Plate.RED:
        return f"红牌（连续{streak}个月）"
    return f"{plate.chinese}牌"


def day_and_hour(at: dtm.datetime) -> str:
    """Write an instant of the township's zone: `7月3日17:00`."""
    return f"{at.month}月{at.day}日{at:%H:%M}"


def listed(parts: Iterable[str]) -> str:
    """Join with 、."""
    return "、".join(parts)
