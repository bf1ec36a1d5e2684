"""月度计划: the cumulative goals of twelve months, and the 形象进度 shown beside them (E2)."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from papers.anomaly import Severity, asked, refused
from papers.cells.goals import is_nothing, read_goal
from papers.cells.text import read_text
from papers.cells.units import canonical, read_unit
from papers.columns import ORDINAL, Column, month_columns
from papers.grid import row_place
from papers.index import ProjectIndex
from papers.known import Known
from papers.rows import say_no_codes
from papers.series import Point, sound_points
from papers.sheets.projects import ProjectLine, read_target
from papers.table import Row, Table
from rules.month import Month
from rules.project import Goal, Milestone, PlanVersion, plain

COLUMNS = (
    ORDINAL,
    Column("code", "项目编号", ("编号", "项目代码")),
    Column("name", "项目名称", ("名称", "工程名称")),
    Column("unit", "计量单位", ("单位",), Severity.WARNING),
    Column("target", "年度目标值", ("年度目标", "目标值"), Severity.WARNING),
    Column("row_kind", "计划", ("指标", "内容", "类型", "类别")),
    *month_columns(),
)
_MONTHS = range(1, 13)
_TEXT_ROW = re.compile(r"进度|节点|形象")
_OTHER_ROW = re.compile(r"当月|本月|单月|完成|实际")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan of a project: its line of 项目, its own unit, and what may stand of its goals."""

    row: Row
    line: ProjectLine
    unit: str | None
    goals: Mapping[int, Goal]
    progress: Mapping[int, str]

    def version(self, year: int) -> PlanVersion:
        """Return the plan of the year; a month without a goal is not in it."""
        return PlanVersion(
            number=0,
            since=Month(year, 1),
            goals={Month(year, month): goal for month, goal in self.goals.items()},
            progress={Month(year, month): text for month, text in self.progress.items()},
        )


def read_plans(table: Table, index: ProjectIndex, known: Known) -> tuple[PlanLine, ...]:
    """Return the plans of the projects that 项目 has; those named twice are left out."""
    say_no_codes(table)
    found: dict[int, PlanLine] = {}  # by the line of 项目
    doubled = set()
    for row, texts in _pairs(table):
        plan = _read(row, texts, index, known)
        if plan is None:
            continue
        number = plan.line.row.number
        if number in found:
            says = f"与第{found[number].row.number}行为同一项目，两行都需核对"
            row.say("code" if row.has("code") else "name", refused(says))
            doubled.add(number)
        found.setdefault(number, plan)
    return tuple(plan for number, plan in found.items() if number not in doubled)


def _pairs(table: Table) -> Iterator[tuple[Row, Row | None]]:
    """Yield each row of goals with its row of 形象进度, if that is a row of its own."""
    rows = [row for row in table.rows if _is_wanted(row)]
    for row, after in zip_longest(rows, rows[1:]):
        if not _is_text(row):
            yield row, after if after is not None and _is_text(after) else None


def _is_text(row: Row) -> bool:
    return bool(_TEXT_ROW.search(row.cell("row_kind").text))


def _is_wanted(row: Row) -> bool:
    """Tell goals and texts from other rows of a project, such as 当月目标."""
    kind = row.cell("row_kind")
    if kind.is_blank or _is_text(row) or not _OTHER_ROW.search(kind.text):
        return True
    row.say("row_kind", asked(f"“{kind.text[:20]}”行不是累计目标，未读取，请核对"))
    return False


def _read(row: Row, texts: Row | None, index: ProjectIndex, known: Known) -> PlanLine | None:
    line = index.of_row(row)
    if line is None:
        return None
    _call(row, line, index)
    unit = row.take("unit", read_unit)
    measured = line.unit or unit
    target = row.take("target", functools.partial(read_target, unit=unit or measured))
    is_same = _compare(row, line, unit, target)
    targets = {one for one in (target, line.target) if one is not None}
    goals = _read_goals(row, measured)
    points = _sound(row, goals, frozenset(targets if is_same else ()))
    _check_span(row, line, points, known)
    kept: dict[int, Goal] = {point.month: point.value for point in points}
    kept |= {month: goal for month, goal in goals.items() if isinstance(goal, Milestone)}
    progress = _read_progress(texts or row, is_own=texts is not None)
    return PlanLine(row, line, unit, kept if is_same else {}, progress)


def _sound(row: Row, goals: Mapping[int, Goal], targets: frozenset[Decimal]) -> tuple[Point, ...]:
    points = [
        Point(month, row.cell(f"goal-{month}"), goal)
        for month, goal in goals.items()
        if isinstance(goal, Decimal)
    ]
    return sound_points(
        points,
        targets=targets,
        is_whole=_ends_well(row, points),
        stretch=_stretch(row),
        remarks=row.remarks,
    )


def _call(row: Row, line: ProjectLine, index: ProjectIndex) -> None:
    # A name that 项目 spells otherwise may be how the other sheets call the project.
    name = row.cell("name")
    if not name.is_blank and not row.remarks.is_questioned(name):
        index.call(name.text, line)


def _compare(row: Row, line: ProjectLine, unit: str | None, target: Decimal | None) -> bool:
    """Compare with 项目; False where the units differ, and so nothing can be compared."""
    if unit and line.unit and canonical(unit) != line.unit:
        says = f"该项目在项目表的单位是{line.unit}，这里是{unit}，请核对"
        row.say("unit", refused(says))
        return False
    if target is not None and line.target is not None and target != line.target:
        both = f"项目表为{plain(line.target)}，这里为{plain(target)}"
        row.say("target", refused(f"年度目标值两表不一致：{both}，请核对"))
    return True


def _read_goals(row: Row, unit: str | None) -> dict[int, Goal]:
    found: dict[int, Goal] = {}
    for month in _MONTHS:
        reader = functools.partial(read_goal, unit=unit, name=f"{month}月累计目标")
        goal = row.take(f"goal-{month}", reader)
        if goal is not None:
            found[month] = goal
    return found


def _read_progress(row: Row, *, is_own: bool) -> dict[int, str]:
    """Read the texts: from the columns of the months, or (a row of its own) of their goals."""
    found: dict[int, str] = {}
    for month in _MONTHS:
        text = row.take(f"goal-{month}" if is_own else f"progress-{month}", read_text)
        if text and not is_nothing(text):
            found[month] = text
    return found


def _ends_well(row: Row, points: list[Point]) -> bool:
    """Tell whether the row's last figure could be read."""
    cells = [row.cell(f"goal-{month}") for month in _MONTHS]
    written = [cell for cell in cells if not cell.is_blank and any(map(str.isdigit, cell.text))]
    return bool(written and points) and points[-1].cell == written[-1]


def _stretch(row: Row) -> str:
    columns = [row.cell(f"goal-{m}").column for m in _MONTHS if row.has(f"goal-{m}")]
    return row_place(row.number, min(columns, default=1), max(columns, default=1))


def _check_span(row: Row, line: ProjectLine, points: tuple[Point, ...], known: Known) -> None:
    """Remark on goals before the work begins, and on those that still rise after its end."""
    starts, due = line.starts_on, line.due_date
    for point in points:
        month = (known.year, point.month)
        if starts is not None and month < (starts.year, starts.month):
            says = f"{point.month}月目标早于计划开始日期{starts}，请核对"
            row.remarks.at(point.cell, asked(says))
    last = (9999, 12) if due is None else (due.year, due.month)
    inside = [point for point in points if (known.year, point.month) <= last]
    if len(inside) not in {0, len(points)} and points[-1].value > inside[-1].value:
        late = next(p for p in points if p.value > inside[-1].value)
        says = f"计划完成日期为{due}，{late.month}月目标仍在增加，请核对"
        row.remarks.at(late.cell, asked(says))


def check_planned(index: ProjectIndex, plans: tuple[PlanLine, ...]) -> None:
    """Remark on projects that have no goal in the whole year: they will never be asked."""
    planned = {plan.line.row.number for plan in plans}
    for line in index.lines:
        if line.code and not line.is_doubled and line.row.number not in planned:
            says = f"月度计划中没有{line.code}，该项目将不参与月度考核，请核对"
            line.row.say("code", asked(says))
