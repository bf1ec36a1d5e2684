"""The months of a project as a workbook, written and read cell by cell."""

import io
import json

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from papers.cells.figures import read_figure
from papers.grid import Cell, Grid
from papers.months import MOST_BYTES, SHEET, FilledMonths, MonthsPaper
from papers.opening import MEGABYTE, Bounds, open_table
from papers.sheet_writing import edge, lock, set_page, write_cell
from rules.month import Month
from rules.project import Goal, Milestone, plain

_BOUNDS = Bounds(packed=MOST_BYTES, unpacked=8 * MEGABYTE, text=4 * MEGABYTE)
_COLUMNS = (("月份", 12), ("现月度计划（月末累计）", 26), ("调整后月度计划", 26))
_HEAD, _AFTER, _STUB = 3, 3, 4  # the row of the names, the column to fill in, the hidden one
_MOST_ROWS = 12
_OPEN = PatternFill("solid", fgColor="FFE8F3E1")
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE8F5")
_LONGEST_STAGE = 60  # characters


def xlsx_of(paper: MonthsPaper) -> bytes:
    """Return the file: one column to be filled in, the others locked."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    title = f"{paper.name}（{paper.code}）月度计划"
    note = f"调整后年度目标{paper.annual}　单位：{paper.unit}　只填绿底一栏，存盘后发回给我"
    for number, (words, size) in enumerate(((title, 16), (note, 11)), start=1):
        cell = write_cell(sheet, number, 1, words)
        cell.font = Font(name="黑体" if number == 1 else "仿宋", size=size)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=_AFTER)
        sheet.row_dimensions[number].height = 34
    write_cell(sheet, 1, _STUB, json.dumps({"token": paper.token, "year": _year(paper)}))
    _write_table(sheet, paper)
    sheet.column_dimensions["D"].hidden = True
    sheet.freeze_panes = f"A{_HEAD + 1}"
    lock(sheet)
    set_page(sheet, "portrait")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _year(paper: MonthsPaper) -> int:
    return paper.rows[0].month.year


def _write_table(sheet: Worksheet, paper: MonthsPaper) -> None:
    for column, (name, width) in enumerate(_COLUMNS, start=1):
        cell = write_cell(sheet, _HEAD, column, name)
        cell.font = Font(name="黑体", size=12)
        cell.fill, cell.border = _HEAD_FILL, edge(is_first=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions["ABC"[column - 1]].width = width
    for number, row in enumerate(paper.rows, start=_HEAD + 1):
        shown = (row.month.chinese, _shown(row.before), _shown(row.after))
        for column, value in enumerate(shown, start=1):
            cell = write_cell(sheet, number, column, value)
            cell.font, cell.border = Font(name="仿宋", size=12), edge(is_first=False)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if column == _AFTER:
                cell.fill = _OPEN
                cell.protection = Protection(locked=False)
        is_stage = isinstance(row.before, Milestone)
        stub = json.dumps({"month": str(row.month), "is_stage": is_stage, "unit": paper.unit})
        write_cell(sheet, number, _STUB, stub)
        sheet.row_dimensions[number].height = 24


def _shown(goal: Goal) -> str:
    return str(goal) if isinstance(goal, Milestone) else plain(goal)


def read_months(content: bytes, *, name: str) -> FilledMonths | None:
    """Read a file that came back; None where none such was sent out. NotAWorkbookError."""
    size = {"rows": _HEAD + _MOST_ROWS + 1, "columns": _STUB}
    grid = open_table(content, name=name, sheet=SHEET, bounds=_BOUNDS, **size)
    head = None if grid is None else _stub(grid, 1)
    if grid is None or head is None or not isinstance(head.get("token"), str):
        return None
    goals: dict[Month, Goal] = {}
    mistakes = []
    for row in range(_HEAD + 1, _HEAD + _MOST_ROWS + 1):
        stub = _stub(grid, row)
        if stub is None:
            continue
        month = Month.parse(str(stub["month"]))
        goal, says = _goal(grid.at(row, _AFTER), stub)
        if goal is not None:
            goals[month] = goal
        elif says:
            mistakes.append(f"{SHEET}!{grid.at(row, _AFTER).place}（{month.chinese}）{says}")
    return FilledMonths(str(head["token"]), goals, tuple(mistakes))


def _stub(grid: Grid, row: int) -> dict[str, object] | None:
    """Return what a row was made from; None where nothing of ours stands there."""
    written = str(grid.at(row, _STUB).value or "")
    try:
        found = json.loads(written) if 0 < len(written) < 500 else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    is_row = row > _HEAD and {"month", "is_stage", "unit"} <= found.keys()
    return found if is_row or (row == 1 and "token" in found) else None


def _goal(cell: Cell, stub: dict[str, object]) -> tuple[Goal | None, str]:
    """Read a month's goal, or say what is wrong with it."""
    if cell.is_blank:
        return None, "没有填，请填数字，没有改动的照原来的填"
    if cell.formula is not None or cell.is_error:
        return None, "是公式，请直接填数字或节点名称"
    if stub["is_stage"]:
        return Milestone(cell.text[:_LONGEST_STAGE]), ""
    reading = read_figure(cell, unit=str(stub["unit"]), name="月度计划")
    if reading.value is None:
        return None, reading.finding.says if reading.finding else "看不懂，请填数字"
    return reading.value, ""
