"""A month's ledger as a workbook: two columns to be filled in, everything else locked."""

import io
import itertools
import operator
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from papers.ledger import LONGEST_GROUND, SHEET, LedgerPaper, LedgerRow, text_of
from papers.ledger_stub import Stub
from papers.sheet_writing import edge, lock, set_page, write_cell
from papers.widths import lines_of
from rules.project import Milestone

COLUMNS = (
    ("项目编号", 8),
    ("项目名称", 24),
    ("指挥部", 18),
    ("主责单位", 16),
    ("责任人", 8),
    ("计量单位", 9),
    ("本月目标", 11),
    ("上月认定", 9),
    ("自报数", 9),
    ("报送时间", 13),
    ("报送情况", 14),
    ("现认定", 9),
    ("认定数", 11),
    ("依据", 28),
)
HEAD = 3  # the row of the names; the title and a line of facts stand above it
FIGURE, GROUND = len(COLUMNS) - 1, len(COLUMNS)  # the columns to be filled in
STUB = len(COLUMNS) + 1
_FIGURES = frozenset({7, 8, 9, 12, FIGURE})  # set right, the other columns left or in the middle
_WORDS = frozenset({2, 3, 4, GROUND})
_LINE = 15.0  # points that a line of text takes
_FONT = Font(name="仿宋", size=11)
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE8F5")  # as in the township's own workbook
_OPEN_FILL = PatternFill("solid", fgColor="FFE8F3E1")  # of no plate's colour
_STARTS_FORMULA = ("=", "+", "-", "@", "\t")
_MADE = "生成时间：{made_at}　　共{count}个项目　　只填绿底的「认定数」「依据」两栏，空着的不变"
_NOTES = (
    "本表用于认定{month}各项目的累计完成数，一行一个项目，按指挥部排列，情况截至生成时间{made_at}。",
    "只填绿底的「认定数」「依据」两栏；其他单元格已锁定，不要改动，不要增加或删除行。两栏都空着的项目不变。",
    "「认定数」只填数字，按「计量单位」栏的单位填累计完成数；节点类目标从下拉列表选“已完成”或“未完成”。",
    "认定数与自报数相同、不写依据的，就是按自报认定。认定数与自报数不同，或者没有自报数的，必须写依据，如：现场核查。",
    "没有报送、也没有其他依据的，不在本表填写，在督考办群发 /determine，点「按未报」。",
    "填好后保存为Excel工作簿（.xlsx），在督考办群回复机器人发来的这个文件，或者私聊发给机器人；文件名不限。",
    "机器人先列出各项改动，点「确认」才算认定，要么全部生效，要么都不生效；点「取消」作罢。督考办任何一位成员都可以点。",
    "有一个单元格填错，整张表都先不认定，机器人会写明是哪个单元格；改好再发即可，已经填的不用重填。",
    "生成本表以后别人已经认定、退回，或者又重新报送的项目，不会被本表覆盖，会写明是谁、什么时候改的；请发/ledger重新取表。",
    "公布以后本表作废，需要更正的发 /correct。",
)


def xlsx_of(paper: LedgerPaper) -> bytes:
    """Return the file: the sheet 认定 and how it is filled in.

    What people wrote is text in it and never a formula.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    title = f"{paper.organisation}{paper.month.year}年{paper.month.chinese}重点项目挂图作战认定表"
    made = _MADE.format(made_at=paper.made_at, count=len(paper.rows))
    _write_head(sheet, paper, (title, made))
    _write_rows(sheet, paper)
    _write_notes(book.create_sheet("说明"), paper, title)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_head(sheet: Worksheet, paper: LedgerPaper, lines: tuple[str, str]) -> None:
    for number, (words, size) in enumerate(zip(lines, (18, 11), strict=True), start=1):
        cell = write_cell(sheet, number, 1, words)
        cell.font = Font(name="黑体" if number == 1 else "仿宋", size=size)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.merge_cells(
            start_row=number, start_column=1, end_row=number, end_column=len(COLUMNS)
        )
    write_cell(sheet, 1, STUB, Stub.of_title(paper, lines).written())
    for column, (name, width) in enumerate(COLUMNS, start=1):
        cell = write_cell(sheet, HEAD, column, name)
        cell.font = Font(name="黑体", size=11)
        cell.fill = _HEAD_FILL
        cell.border = edge(is_first=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(STUB)].hidden = True
    for number, height in ((1, 32.0), (2, 22.0), (HEAD, 30.0)):
        sheet.row_dimensions[number].height = height


def _write_rows(sheet: Worksheet, paper: LedgerPaper) -> None:
    command, looks = None, _Looks()
    for number, row in enumerate(paper.rows, start=HEAD + 1):
        is_first, command = row.command != command, row.command
        for column, shown in enumerate((*row.shown, None, None), start=1):
            looks.dress(write_cell(sheet, number, column, shown), is_first=is_first)
        write_cell(sheet, number, STUB, Stub.of_row(row, paper.month).written())
        sheet.row_dimensions[number].height = _height(row)
    last = HEAD + max(len(paper.rows), 1)
    _check_input(sheet, paper.rows)
    lock(sheet)
    sheet.protection.autoFilter = False  # these stay allowed
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.freeze_panes = f"C{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(GROUND)}{last}"
    sheet.print_area = f"A1:{get_column_letter(GROUND)}{last}"
    sheet.print_title_rows = f"1:{HEAD}"
    set_page(sheet, "landscape")
    foot = sheet.oddFooter
    if foot is not None:
        foot.left.text, foot.right.text = "填表：　　　　　　　复核：", "第&P页，共&N页"


class _Looks:
    """How the cells of a row look, thought about once for each column: it takes milliseconds."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], StyleArray] = {}

    def dress(self, cell: Cell, *, is_first: bool) -> None:
        """Give a cell the look of its column; a command's first row has a thicker line above."""
        column, styled = cell.column, cast("Any", cell)  # its types leave the idiom out
        if (column, is_first) not in self._known:
            _dress(cell, column, is_first=is_first)
            self._known[column, is_first] = copy(styled._style)  # noqa: SLF001
        styled._style = copy(self._known[column, is_first])  # noqa: SLF001
        is_quoted = isinstance(cell.value, str) and cell.value.startswith(_STARTS_FORMULA)
        cell.quotePrefix = is_quoted  # for when somebody edits it


def _dress(cell: Cell, column: int, *, is_first: bool) -> None:
    across = "left" if column in _WORDS else "right" if column in _FIGURES else "center"
    cell.font = _FONT
    cell.border = edge(is_first=is_first)
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    if column in {FIGURE, GROUND}:
        cell.fill = _OPEN_FILL
        cell.protection = Protection(locked=False)


def _write_notes(sheet: Worksheet, paper: LedgerPaper, title: str) -> None:
    head = write_cell(sheet, 1, 1, f"{title}填写说明")
    head.font = Font(name="黑体", size=16)
    head.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 36
    width = 76
    sheet.column_dimensions["A"].width = width
    month = f"{paper.month.year}年{paper.month.chinese}"
    for number, note in enumerate(_NOTES, start=1):
        words = f"{number}．{note.format(month=month, made_at=paper.made_at)}"
        cell = write_cell(sheet, number + 1, 1, words)
        cell.font = Font(name="仿宋", size=12)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[number + 1].height = 18.0 * lines_of(words, width * 11 / 12) + 6
    lock(sheet)
    set_page(sheet, "portrait")


def _check_input(sheet: Worksheet, rows: Sequence[LedgerRow]) -> None:
    """Let a spreadsheet refuse at once what would be refused when it comes back."""
    numbers = range(HEAD + 1, HEAD + 1 + len(rows))
    is_stage = [isinstance(row.goal, Milestone) for row in rows]
    figures = DataValidation("decimal", "0", operator="greaterThanOrEqual")
    figures.sqref = _cells(FIGURE, itertools.compress(numbers, map(operator.not_, is_stage)))
    figures.error = "请填不小于0的数字，不写单位；没有改动的空着。"
    stages = DataValidation("list", '"已完成,未完成"')
    stages.sqref = _cells(FIGURE, itertools.compress(numbers, is_stage))
    stages.error = "节点类目标请选“已完成”或“未完成”。"
    grounds = DataValidation("textLength", str(LONGEST_GROUND), operator="lessThanOrEqual")
    grounds.sqref = _cells(GROUND, numbers)
    grounds.error = f"依据不超过{LONGEST_GROUND}字。"
    for check in (figures, stages, grounds):
        check.showErrorMessage = check.allowBlank = True
        check.errorTitle = "请改一下"
        if check.sqref:
            sheet.add_data_validation(check)


def _cells(column: int, numbers: Iterable[int]) -> MultiCellRange:
    """Return the cells of a column as few ranges; to add them one by one takes a minute."""
    letter = get_column_letter(column)
    runs = itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    rows = ([number for _, number in run] for _, run in runs)
    return MultiCellRange([CellRange(f"{letter}{run[0]}:{letter}{run[-1]}") for run in rows])


def _height(row: LedgerRow) -> float:
    """Return a row's height in points: for all lines of its cells, and for a pen."""
    widths = (width for _, width in COLUMNS)
    lines = (
        lines_of(text_of(one), width - 1) for one, width in zip(row.shown, widths, strict=False)
    )
    return max(2, *lines) * _LINE + 2
