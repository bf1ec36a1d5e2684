"""What stands in the sheets of the table of allotment: their columns and their rows."""

import datetime as dtm
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papers.allotment import AllotmentPaper, Allotted, days_words
from papers.cell_values import Shown, figure_cell, goal_cell
from rules.month import year_of
from rules.project import Milestone
from rules.timetable import Dated, DateKind

_WORDS, _MIDDLE, _FIGURE = "left", "center", "right"


class Column(NamedTuple):
    """A column's name, its width in characters, and to which side its cells are set."""

    name: str
    width: float
    across: str = _MIDDLE


_MONTHS = tuple(Column(f"{number}月", 8, _FIGURE) for number in range(1, 13))
TABLE = (
    Column("项目编号", 9),
    Column("项目名称", 22, _WORDS),
    Column("指挥部", 14, _WORDS),
    Column("指挥长", 9),
    Column("主责单位", 13, _WORDS),
    Column("责任领导", 9),
    Column("责任人", 9),
    Column("工作内容", 26, _WORDS),
    Column("计量单位", 6),
    Column("年度目标", 15, _WORDS),
    *_MONTHS,
    Column("节点", 44, _WORDS),
)
ROAD = (
    Column("项目编号", 11),
    Column("项目名称", 32, _WORDS),
    Column("指挥部", 20, _WORDS),
    Column("顺序", 7),
    Column("阶段", 52, _WORDS),
    Column("时间", 16),
    Column("责任人", 12),
    Column("情况", 12),
)
DATES = (
    Column("日期", 14),
    Column("项目编号", 11),
    Column("项目名称", 32, _WORDS),
    Column("指挥部", 20, _WORDS),
    Column("类别", 11),
    Column("内容", 46, _WORDS),
    Column("责任单位", 20, _WORDS),
    Column("责任人", 12),
    Column("情况", 12),
)
LEFT = (
    Column("项目编号", 11),
    Column("项目名称", 32, _WORDS),
    Column("指挥部", 20, _WORDS),
    Column("责任人", 12),
    Column("计量单位", 9),
    Column("年度目标", 22, _WORDS),
    Column("认定累计", 12, _FIGURE),
    Column("认定截至", 10),
    Column("还差", 12, _FIGURE),
    Column("剩余月数", 10, _FIGURE),
    Column("月均需", 12, _FIGURE),
    Column("说明", 50, _WORDS),
)
JANUARY = len(TABLE) - 12  # the column of the first month, from 1


def table_rows(paper: AllotmentPaper) -> Iterator[Sequence[Shown]]:
    """Yield a row for each project."""
    yield from map(_table_row, paper.rows, _days(paper))


def _days(paper: AllotmentPaper) -> Iterator[str]:
    """Yield each project's 节点 with their days, a line each."""
    for row in paper.rows:
        stages = [one for one in row.dates if one.kind is DateKind.MILESTONE]
        yield "\n".join(
            f"{_short(one)} {one.what}（{days_words(one, paper.made_on)}）" for one in stages
        )


def _short(one: Dated) -> str:
    return f"{one.day.month}月{one.day.day}日"


def _table_row(row: Allotted, days: str) -> Sequence[Shown]:
    project = row.project
    return (
        project.code,
        project.name,
        row.command,
        row.commander,
        project.lead_unit,
        project.responsible_leader,
        project.responsible_person,
        project.brief,
        project.unit,
        row.annual_target,
        *(None if goal is None else goal_cell(goal) for goal in row.goals),
        days,
    )


def road_rows(paper: AllotmentPaper) -> Iterator[Sequence[Shown]]:
    """Yield the stages of each project in their order."""
    for row in paper.rows:
        project = row.project
        for number, (_, when, stage, person, how) in enumerate(_stages(row, paper), start=1):
            yield project.code, project.name, row.command, number, stage, when, person, how


_Stage = tuple[dtm.date, str, str, str, str]


def _stages(row: Allotted, paper: AllotmentPaper) -> list[_Stage]:
    """Return the stages with their days, when, what, by whom, and how each stands.

    They are the 节点 and the months' milestones; of who has none, the months' 形象进度.
    """
    nodes = [one for one in row.dates if one.kind is DateKind.MILESTONE]
    found = [
        (one.day, str(one.day), one.what, one.person, days_words(one, paper.made_on))
        for one in nodes
    ]
    goals = [str(one) if isinstance(one, Milestone) else "" for one in row.goals]
    found += _of_months(goals, row, paper)
    return sorted(found or _of_months(row.progress, row, paper), key=lambda stage: stage[0])


def _of_months(words: Sequence[str], row: Allotted, paper: AllotmentPaper) -> list[_Stage]:
    person = row.project.responsible_person
    return [
        (month.last_day, f"{month.chinese}底", stage, person, "—")
        for month, stage in zip(year_of(paper.year), words, strict=True)
        if stage
    ]


def date_rows(paper: AllotmentPaper) -> Iterator[Sequence[Shown]]:
    """Yield all dates of all projects, the earliest first."""
    dated = [(one, row) for row in paper.rows for one in row.dates]
    for one, row in sorted(dated, key=lambda pair: pair[0].day):
        project, how = row.project, days_words(one, paper.made_on)
        yield (
            str(one.day),
            *(project.code, project.name, row.command),
            *(one.kind.chinese, one.what, one.unit, one.person, how),
        )


def left_rows(paper: AllotmentPaper) -> Iterator[Sequence[Shown]]:
    """Yield what is left of each project's year."""
    yield from map(_left_row, paper.rows)


def _left_row(row: Allotted) -> Sequence[Shown]:
    project, left = row.project, row.left
    each = left.each if left else None
    return (
        *(project.code, project.name, row.command, project.responsible_person, project.unit),
        row.annual_target,
        "—" if row.figure is None else figure_cell(row.figure),
        f"{row.figure_in}月" if row.figure_in else "—",
        figure_cell(left.gap) if left else "—",
        left.months if left else "—",
        figure_cell(each) if each is not None else "—",
        row.said,
    )
