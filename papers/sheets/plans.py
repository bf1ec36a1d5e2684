"""月度计划: the cumulative goals of twelve months, and the 形象进度 shown beside them (E2)."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from papers.anomaly import Severity, asked, noted, refused
from papers.cells.goals import read_goal
from papers.cells.text import read_text
from papers.cells.units import canonical, read_unit
from papers.columns import ORDINAL, Column, month_columns
from papers.grid import Cell, row_place
from papers.index import ProjectIndex
from papers.known import Known
from papers.series import Point, sound_points
from papers.sheets.projects import ProjectLine, read_target
from papers.table import Row, Table, merged_blocks
from rules.month import Month
from rules.project import Goal, Milestone, PlanVersion, plain

COLUMNS = (
    ORDINAL,
    Column("code", "项目编号", ("编号", "项目代码"), Severity.WARNING),
    Column("name", "项目名称", ("名称", "工程名称")),
    Column("unit", "计量单位", ("单位",), Severity.WARNING),
    Column("target", "年度目标值", ("年度目标", "目标值"), Severity.WARNING),
    Column("row_kind", "计划", ("指标", "内容", "类型", "类别")),
    *month_columns(),
)
_MONTHS = range(1, 13)
_TEXT_ROW = ("进度", "节点", "形象")


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
    _say_layout(table)
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


def _say_layout(table: Table) -> None:
    """Say that a project takes two rows, or which cells are merged otherwise."""
    if not table.has("row_kind") or not table.rows:
        merged_blocks(table)
        return
    pairs = [m for m in table.grid.merges if m.bottom == m.top + 1 and m.top > table.header.row]
    if pairs:
        top = min(m.top for m in pairs)
        first = [m for m in pairs if m.top == top]
        place = row_place(top, min(m.left for m in first), max(m.right for m in first))
        says = "每个项目占两行（累计目标、形象进度），已按两行一组读取"
        table.remarks.on(f"{place[:-len(str(top))]}{top + 1}", noted(says))


def _pairs(table: Table) -> Iterator[tuple[Row, Row | None]]:
    """Yield each row of goals with its row of 形象进度, if that is a row of its own."""
    goals: Row | None = None
    for row in table.rows:
        is_text = any(word in row.cell("row_kind").text for word in _TEXT_ROW)
        if is_text and goals is not None:
            yield goals, row
            goals = None
        elif not is_text:
            if goals is not None:
                yield goals, None
            goals = row
    if goals is not None:
        yield goals, None


def _read(
    row: Row, texts: Row | None, index: ProjectIndex, known: Known
) -> PlanLine | None:
    line = index.of_row(row)
    if line is None:
        return None
    _call(row, line, index)
    unit = row.take("unit", read_unit)
    measured = line.unit or unit
    target = row.take("target", functools.partial(read_target, unit=unit or measured))
    is_same = _compare(row, line, unit, target)
    goals = _read_goals(row, measured)
    targets = frozenset(one for one in (target, line.target) if one is not None)
    points = [
        Point(month, row.cell(f"goal-{month}"), goal)
        for month, goal in goals.items()
        if isinstance(goal, Decimal)
    ]
    sound = sound_points(
        points,
        targets=targets if is_same else frozenset(),
        is_whole=_ends_well(row, points),
        stretch=_stretch(row),
        remarks=row.remarks,
    )
    kept = {month: goal for month, goal in goals.items() if isinstance(goal, Milestone)}
    kept |= {point.month: point.value for point in sound}
    _check_span(row, line, sound, known)
    goals = dict(sorted(kept.items())) if is_same else {}
    return PlanLine(row, line, unit, goals, _read_progress(texts or row, is_own=texts is None))


def _call(row: Row, line: ProjectLine, index: ProjectIndex) -> None:
    name = row.cell("name")
    if not name.is_blank and not row.remarks.is_questioned(name):
        index.call(name.text, line)


def _compare(
    row: Row, line: ProjectLine, unit: str | None, target: Decimal | None
) -> bool:
    """Compare with 项目; False where the units differ, and so nothing can be compared."""
    if unit and line.unit and canonical(unit) != line.unit:
        says = f"{line.code}在项目表的单位是{line.unit}，这里是{unit}，请核对"
        row.say("unit", refused(says))
        return False
    if target is not None and line.target is not None and target != line.target:
        both = f"项目表为{plain(line.target)}，这里为{plain(target)}"
        row.say("target", refused(f"{line.code}的年度目标值两表不一致：{both}，请核对"))
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
    found: dict[int, str] = {}
    for month in _MONTHS:
        text = row.take(f"progress-{month}" if is_own else f"goal-{month}", read_text)
        if text:
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


def _check_span(
    row: Row, line: ProjectLine, points: tuple[Point, ...], known: Known
) -> None:
    """Remark on goals before the work begins, and on those that still rise after its end."""
    starts, due = line.starts_on, line.due_date
    early = next((p for p in points if starts and Month(known.year, p.month) < Month.of(starts)), None)
    if early is not None:
        says = f"{early.month}月目标早于计划开始日期{starts}，请核对"
        row.remarks.at(early.cell, asked(says))
    if due is None or not points:
        return
    reached = max((p.value for p in points if Month(known.year, p.month) <= Month.of(due)), default=None)
    late = next((p for p in points if reached is not None and p.value > reached), None)
    if late is not None:
        says = f"计划完成日期为{due}，{late.month}月目标仍在增加，请核对"
        row.remarks.at(late.cell, asked(says))


def check_planned(index: ProjectIndex, plans: tuple[PlanLine, ...]) -> None:
    """Remark on projects that have no goal in the whole year: they will never be asked."""
    planned = {plan.line.row.number for plan in plans}
    for line in index.lines:
        if line.code and not line.is_doubled and line.row.number not in planned:
            says = f"月度计划中没有{line.code}，该项目将不参与月度考核，请核对"
            line.row.say("code", asked(says))
