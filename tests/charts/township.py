"""A board of the sample township with made-up results, as the pictures show it."""

import datetime as dtm
import functools
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from charts.views import (
    BoardView,
    CardView,
    Change,
    CommandRows,
    MonthCell,
    Overdue,
    ProjectRow,
    Square,
    Stamp,
    State,
    SupportRow,
    SupportView,
    TrendCommand,
    TrendRow,
    TrendView,
)
from rules.plates import NoPlate, Plate
from rules.project import Kind

SAMPLE = Path(__file__).parents[2] / "samples" / "township.xlsx"
STAMP = Stamp(
    organisation="禾源镇",
    year=2023,
    month=6,
    data_date=dtm.date(2023, 6, 30),
    issue=6,
    digest="4cb0ff12a97e",
)
DONE: dict[str, dict[int, str | None]] = {  # what differs from the plan; None: not reported
    "SL03": {4: "806", 5: "1070", 6: "1330"},
    "JT02": {5: "1080", 6: "1310"},
    "ZQ01": {5: "318", 6: "389"},
    "ZS01": {6: "14774"},
    "XC03": {6: "6.1"},
    "JT01": {6: "5.2"},
    "JT03": {6: "6.5"},
    "MS03": {6: None},
    "WL02": {6: None},
    "GY01": {6: "4900"},
    "GY02": {6: "4910"},
    "GY03": {6: "1805"},
    "ZQ02": {6: "238"},
    "SH02": {6: "91"},
    "RJ01": {6: "51"},
    "JJ01": {6: "288"},
}
TAGS = {
    "GY03": "迟报",
    "JT01": "核查认定",
    "SL01": "调整申请中",
    "ZQ04": "已完工",
    "RJ02": "已完工",
    "NY02": "更正1",
}


@functools.cache
def _book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(SAMPLE, data_only=True)


def _sheet(name: str) -> list[dict[str, Any]]:
    head, *rows = _book()[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def _decimal(found: object) -> Decimal | None:
    return None if found in {None, 0} else Decimal(str(found))


def months(code: str, plan: dict[str, Any]) -> tuple[MonthCell, ...]:
    """Return the twelve months, rated to June; each is met exactly unless DONE says otherwise."""
    cells: list[MonthCell] = []
    streak = 0
    for number in range(1, 13):
        goal = _decimal(plan[f"{number}月累计目标"])
        if goal is None or number > STAMP.month:
            cells.append(MonthCell(goal))
            continue
        written = DONE.get(code, {}).get(number, str(goal))
        value = None if written is None else Decimal(written)
        streak = 0 if value is not None and value >= goal else streak + 1
        plate = (Plate.BLUE, Plate.YELLOW, Plate.RED)[min(streak, 2)]
        flag = TAGS.get(code, "") if number == STAMP.month else ""
        cells.append(MonthCell(goal, value, plate, streak, flag, is_unreported=value is None))
    return tuple(cells)


def _overdue(code: str, items: list[dict[str, Any]]) -> Overdue | None:
    open_items = [
        item
        for item in items
        if item["项目编号"] == code
        and item["状态"] != "已办结"
        and item["完成时限"].date() < STAMP.data_date
    ]
    if not open_items:
        return None
    worst = min(open_items, key=lambda item: item["完成时限"])
    due = worst["完成时限"].date()
    return Overdue(
        days=(STAMP.data_date - due).days,
        item=worst["保障事项"],
        category=worst["保障类别"],
        department=worst["责任部门"],
        person=worst["责任人"],
        due_date=due,
        status=worst["状态"],
        others=len(open_items) - 1,
    )


def _row(project: dict[str, Any], plan: dict[str, Any], items: list[dict[str, Any]]) -> ProjectRow:
    code = project["项目编号"]
    cells = months(code, plan)
    return ProjectRow(
        code=code,
        name=project["项目名称"],
        brief=project["基本情况"],
        annual_target_text=project["年度目标"],
        annual_target=_decimal(project["年度目标值"]),
        unit=project["计量单位"],
        months=cells,
        lead_unit=project["主责单位"],
        responsible_person=project["责任人"],
        responsible_leader=project["责任领导"],
        physical_progress=plan["6月形象进度"] or "",
        no_plate=None if cells[5].goal else NoPlate.NO_TARGET,
        tags=(TAGS[code],) if code in TAGS else (),
        overdue=_overdue(code, items),
    )


@functools.cache
def board() -> BoardView:
    """Return the board for June: 48 in, 43 rated."""
    plans = {plan["项目编号"]: plan for plan in _sheet("月度计划")}
    items, projects = _sheet("保障事项"), _sheet("项目")
    commands = tuple(
        CommandRows(
            command["编号"],
            command["指挥部名称"],
            command["指挥长"],
            tuple(command["副指挥长"].split("、")),
            tuple(
                _row(project, plans[project["项目编号"]], items)
                for project in projects
                if project["所属指挥部"] == command["指挥部名称"]
            ),
        )
        for command in _sheet("指挥部")
    )
    return BoardView(STAMP, commands, Change(5, blue=1, yellow=-2, red=1))


@functools.cache
def cards() -> dict[str, CardView]:
    """Return the card of each project for June, by code."""
    dues = {project["项目编号"]: project for project in _sheet("项目")}
    return {
        row.code: CardView(
            STAMP,
            command.name,
            Kind(next(kind for kind in Kind if kind.chinese == dues[row.code]["项目类别"])),
            row,
            due_date=dues[row.code]["计划完成日期"].date(),
            is_completed="已完工" in row.tags,
        )
        for command in board().commands
        for row in command.rows
    }


@functools.cache
def support() -> SupportView:
    """Return the support items of June beside the plates of their projects."""
    rows = {row.code: row for row in board().rows}
    items = _sheet("保障事项")
    closed = [item for item in items if item["状态"] == "已办结"]
    found = tuple(
        _support_row(item, rows[item["项目编号"]]) for item in items if item not in closed
    )
    return SupportView(STAMP, found, closed=len(closed))


def _support_row(item: dict[str, Any], row: ProjectRow) -> SupportRow:
    june = row.at(STAMP.month)
    return SupportRow(
        number=item["事项编号"],
        code=row.code,
        project=row.name,
        category=item["保障类别"],
        what=item["保障事项"],
        department=item["责任部门"],
        person=item["责任人"],
        status=item["状态"].removesuffix("（逾期）"),
        due_date=item["完成时限"].date(),
        plate=june.plate,
        streak=june.streak,
        no_plate=row.no_plate,
    )


@functools.cache
def trend(last: int = 6) -> TrendView:
    """Return the plates of January to a month; from July on, each is as half a year before."""
    months = tuple(range(1, last + 1))
    commands = tuple(
        TrendCommand(
            command.name,
            tuple(
                TrendRow(row.code, tuple(_square(row, (month - 1) % 6 + 1) for month in months))
                for row in command.rows
            ),
        )
        for command in board().commands
    )
    return TrendView(replace(STAMP, month=last, issue=last), months, commands)


def _square(row: ProjectRow, month: int) -> Square:
    plate = row.at(month).plate
    return Square(plate.value) if plate else Square.NONE


def as_draft(view: BoardView) -> BoardView:
    """Return the same month before its publication: proposals in place of plates."""
    return replace(
        view,
        stamp=replace(view.stamp, state=State.DRAFT),
        commands=tuple(
            replace(command, rows=tuple(draft_row(row) for row in command.rows))
            for command in view.commands
        ),
    )


def draft_row(row: ProjectRow) -> ProjectRow:
    """Return a row whose June plate is only proposed."""
    june = row.at(STAMP.month)
    cells = (*row.months[:5], replace(june, plate=None), *row.months[6:])
    return replace(row, months=cells, proposal=june.plate)
