"""The table of allotment as a workbook: the table itself, the road, the dates, what is left."""

import io
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from papers.allotment import AllotmentPaper
from papers.allotment_rows import (
    DATES,
    JANUARY,
    LEFT,
    ROAD,
    TABLE,
    Column,
    date_rows,
    left_rows,
    road_rows,
    table_rows,
)
from papers.cell_values import Shown
from papers.sheet_writing import edge, set_page, write_cell
from papers.widths import lines_of

HEAD = 3  # the row of the names; the title and a line of facts stand above it
ADJUSTED = "▲"
_LINE = 16.0  # points that a line of text takes
_FONT = Font(name="仿宋", size=11)
_CHANGED = Font(name="黑体", size=11)
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE8F5")
_MADE = "截至{day}　　共{count}个项目"
_OF_TABLE = "　　月份栏为月末累计目标，带▲的为批准调整后的目标"


_NOTES = (
    "“配档表”一行一个项目：干什么、谁来干、到什么时候。空着的栏目是年度工作簿里没有填的。",
    "月份栏是月末累计目标，以现在执行的为准；带▲的月份由批准的调整确定，原目标见 /why。",
    "“路线图”按先后列出每个项目的阶段：节点、节点类月度目标；都没有的，列各月形象进度。",
    "“时间表”按日期列出节点、保障事项、月度目标、完成时限；当天24时到期，从第二天起计逾期天数。",
    "月度目标到期以后由督考办认定、标牌，不算逾期；节点和形象进度不参加标牌。",
    "“倒排”：还差＝年度目标－最近一次认定的累计数；剩余月数只算还没有过完、有月度目标的月份。",
    "“月均需”＝还差÷剩余月数，进到一位小数，照此完成就够。不同计量单位的数不相加。",
    "暂停、退出、完工、已达到年度目标和没有数量目标的项目不算月均需，“说明”里写明原因。",
)


def xlsx_of(paper: AllotmentPaper) -> bytes:
    """Return the file: 配档表, 路线图, 时间表, 倒排 and how they are read.

    What people wrote is text in it and never a formula.
    """
    book = Workbook()
    first = book.worksheets[0]
    first.title = "配档表"
    _fill(first, paper, TABLE, table_rows(paper), by="指挥部")
    _fill(book.create_sheet("路线图"), paper, ROAD, road_rows(paper), by="项目编号")
    _fill(book.create_sheet("时间表"), paper, DATES, date_rows(paper), by="日期")
    _fill(book.create_sheet("倒排"), paper, LEFT, left_rows(paper), by="指挥部")
    _write_notes(book.create_sheet("说明"), paper)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(
    sheet: Worksheet,
    paper: AllotmentPaper,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Shown]],
    *,
    by: str,
) -> None:
    """Write a sheet whose rows belong together by a column."""
    _write_head(sheet, paper, columns)
    looks, last, group = _Looks(columns), HEAD, None
    place = [one.name for one in columns].index(by)
    is_table = columns is TABLE
    adjusted = [set(row.adjusted) for row in paper.rows] if is_table else []
    for last, row in enumerate(rows, start=HEAD + 1):
        is_first, group = row[place] != group, row[place]
        for column, shown in enumerate(row, start=1):
            looks.dress(write_cell(sheet, last, column, shown), is_first=is_first)
        if is_table:
            _mark(sheet, last, adjusted[last - HEAD - 1])
        sheet.row_dimensions[last].height = _height(row, columns, least=2 if is_table else 1)
    letter = get_column_letter(len(columns))
    sheet.freeze_panes = f"C{HEAD + 1}" if is_table else f"A{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{letter}{max(last, HEAD + 1)}"
    sheet.print_area = f"A1:{letter}{max(last, HEAD + 1)}"
    sheet.print_title_rows = f"1:{HEAD}"
    set_page(sheet, "landscape", paper="A3")
    foot = sheet.oddFooter
    if foot is not None:
        foot.right.text = "第&P页，共&N页"


def _write_head(sheet: Worksheet, paper: AllotmentPaper, columns: Sequence[Column]) -> None:
    title = f"{paper.organisation}{paper.year}年重点项目挂图作战{sheet.title}"
    if paper.scope:
        title += f"（{paper.scope}）"
    made = _MADE.format(day=paper.made_on, count=len(paper.rows))
    made += _OF_TABLE if columns is TABLE else ""
    for number, (words, size) in enumerate(((title, 18), (made, 11)), start=1):
        cell = write_cell(sheet, number, 1, words)
        cell.font = Font(name="黑体" if number == 1 else "仿宋", size=size)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.merge_cells(
            start_row=number, start_column=1, end_row=number, end_column=len(columns)
        )
    for number, column in enumerate(columns, start=1):
        cell = write_cell(sheet, HEAD, number, column.name)
        cell.font = Font(name="黑体", size=11)
        cell.fill, cell.border = _HEAD_FILL, edge(is_first=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, height in ((1, 32.0), (2, 22.0), (HEAD, 30.0)):
        sheet.row_dimensions[number].height = height


def _mark(sheet: Worksheet, number: int, adjusted: set[int]) -> None:
    """Mark the months whose target a change has set; a figure stays a figure."""
    for month in adjusted:
        cell = sheet.cell(number, JANUARY - 1 + month)
        if isinstance(cell.value, str):
            cell.value = f"{cell.value}{ADJUSTED}"
            cell.data_type = "s"
        elif cell.value is not None:
            cell.number_format = f'General"{ADJUSTED}"'
        cell.font = _CHANGED


class _Looks:
    """How the cells of a row look, thought about once for each column: it takes milliseconds."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._known: dict[tuple[int, bool], StyleArray] = {}

    def dress(self, cell: Cell, *, is_first: bool) -> None:
        """Give a cell the look of its column; a group's first row has a thicker line above."""
        column, styled = cell.column, cast("Any", cell)  # its types leave the idiom out
        if (column, is_first) not in self._known:
            cell.font, cell.border = _FONT, edge(is_first=is_first)
            across: Any = self._columns[column - 1].across
            cell.alignment = Alignment(
                horizontal=across,
                vertical="center",
                wrap_text=True,
                indent=int(across == "left"),
            )
            self._known[column, is_first] = copy(styled._style)  # noqa: SLF001
        styled._style = copy(self._known[column, is_first])  # noqa: SLF001


def _write_notes(sheet: Worksheet, paper: AllotmentPaper) -> None:
    head = write_cell(sheet, 1, 1, f"{paper.organisation}{paper.year}年配档表说明")
    head.font = Font(name="黑体", size=16)
    sheet.row_dimensions[1].height = 36
    sheet.column_dimensions["A"].width = 100
    for number, note in enumerate(_NOTES, start=1):
        cell = write_cell(sheet, number + 1, 1, f"{number}．{note}")
        cell.font = Font(name="仿宋", size=12)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[number + 1].height = 18.0 * lines_of(note, 90) + 6
    set_page(sheet, "landscape", paper="A3")


def _height(row: Sequence[Shown], columns: Sequence[Column], *, least: int) -> float:
    """Return a row's height in points, for all lines of its cells."""
    counts = (
        sum(lines_of(line, column.width - 2.5) for line in str(shown).split("\n"))
        for shown, column in zip(row, columns, strict=True)
        if shown is not None
    )
    return max(least, *counts) * _LINE + 6
