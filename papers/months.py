"""A project's months as a small workbook: sent out, filled in, and read when it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.month import Month
from rules.project import Goal, ProjectCode

SHEET = "月度计划"
MOST_BYTES = 1024 * 1024  # ours has a hundredth of it


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month with the goal that holds and the one that is asked for so far."""

    month: Month
    before: Goal
    after: Goal


@dataclass(frozen=True, slots=True)
class MonthsPaper:
    """The months that may change; `token` tells a program for which form it was made."""

    code: ProjectCode
    name: str
    unit: str
    annual: str
    token: str
    rows: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True)
class FilledMonths:
    """What came back: the goals by month, and what is wrong, each a sentence with its cell."""

    token: str
    goals: Mapping[Month, Goal]
    mistakes: tuple[str, ...]
