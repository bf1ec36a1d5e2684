"""The table of allotment (配档表): what, who and by when for a year, with its dates (C06, C33)."""

import datetime as dtm
from dataclasses import dataclass
from decimal import Decimal

from rules.back_schedule import Left, days_left
from rules.project import Goal, PersonName, Project
from rules.timetable import Dated, DateKind


@dataclass(frozen=True, slots=True)
class Allotted:
    """A project with its year: `goals` and `progress` (形象进度) have an entry for each month.

    `adjusted` are the numbers of the months whose target a change has set; `figure` is what was
    determined last, in the month `figure_in`; `left` is None where nothing is reckoned; `said`
    tells in a sentence what is left, or why nothing is.
    """

    project: Project
    command: str
    commander: PersonName
    annual_target: str
    goals: tuple[Goal | None, ...]
    adjusted: tuple[int, ...]
    progress: tuple[str, ...]
    dates: tuple[Dated, ...]
    figure: Decimal | None
    figure_in: int | None
    left: Left | None
    said: str


@dataclass(frozen=True, slots=True)
class AllotmentPaper:
    """A year's projects by command and then code, as they stand on a day.

    `scope` names what is shown: the whole, a command, a project.
    """

    organisation: str
    year: int
    scope: str
    made_on: dtm.date
    rows: tuple[Allotted, ...]


def days_words(one: Dated, on: dtm.date) -> str:
    """Say how a date stands on a day: 余5天, 今天到期, 逾期3天, 已完成."""
    left = days_left(one.day, on)
    if one.is_done:
        return "已完成"
    if one.days_overdue(on):
        return f"逾期{one.days_overdue(on)}天"
    if left >= 0:
        return f"余{left}天" if left else "今天到期"
    return "已到期" if one.kind is DateKind.TARGET else "—"
