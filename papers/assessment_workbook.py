"""The year-end assessment as a workbook, for spreadsheets and for paper."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from papers import assessment_months
from papers.assessment import AssessmentPaper
from papers.cell_values import Shown, goal_cell, value_cell
from rules.assessment import Group, Tally, Tenure, by_command, by_person, by_unit

_THIN = Side(style="thin", color="FF999999")
_EDGE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="FFE7E6E6")
_MONTHS = ("蓝牌月", "黄牌月", "红牌月", "待认定月", "无牌月")
_PROJECTS = (
    ("序号", 6),
    ("项目编号", 10),
    ("项目名称", 30),
    ("指挥部", 18),
    ("主责单位", 16),
    ("责任人", 10),
    ("计量单位", 9),
    ("原年度目标", 13),
    ("调整后目标", 13),
    ("完成（自报）", 13),
    ("认定", 13),
    ("认定截至", 10),
    ("年终认定", 10),
    *((name, 8) for name in _MONTHS),
    ("最长连续未完成", 10),
    ("目标调整", 18),
    ("更正月份", 14),
    ("责任人任期", 34),
)
_GROUPS = (("项目数", 9), ("完成数", 9), *((name, 9) for name in _MONTHS), ("蓝牌率", 10))
_NOTES = (
    "“原年度目标”是年初计划，“调整后目标”是经总指挥部批准后的目标；年终认定按调整后的目标（实施意见三（三））。",
    "“认定”是全年最后一个有认定数的月份的累计数；各月标识以最后一次公布或更正为准。",
    "“年终认定”：认定数达到调整后目标为“完成”，否则为“未完成”；没有认定数的为“未认定”。",
    "连续未完成月数跟着项目走；任期按各月公布时的责任人划分，个人的月数只算本人任期内的月份。",
    "不同计量单位的数不相加；不按回复快慢评分。",
    "“逐月”列出各月的目标、自报和认定从哪里来，“项目”表里的每个数都能查到那一次回复。",
    "“自报消息”是群（私聊）号和消息号，“记录号”是操作记录的行号，用 guatu journal 可以查到。",
)


def xlsx_of(paper: AssessmentPaper) -> bytes:
    """Return the file: a sheet each for projects, their months, commands, units, people, notes.

    What people wrote is text in it and never a formula.
    """
    book = Workbook()
    title = f"{paper.organisation}{paper.year}年重点项目挂图作战年终认定表"
    first = book.worksheets[0]
    first.title = "项目"
    _fill(first, title, _PROJECTS, _project_rows(paper))
    months = assessment_months.rows(paper.months)
    _fill(book.create_sheet("逐月"), title, assessment_months.HEAD, months)
    named = by_command(paper.projects)
    commands = [(paper.commands.get(number, number), one) for number, one in named.items()]
    places = {one.group.name: one.place for one in paper.ranking}
    _fill_groups(book, title, "指挥部", commands, [places.get(number) for number in named])
    _fill_groups(book, title, "主责单位", list(by_unit(paper.projects).items()))
    _fill_groups(book, title, "责任人", list(by_person(paper.projects).items()))
    notes = book.create_sheet("说明")
    for number, note in enumerate(_NOTES, start=1):
        _write(notes.cell(number, 1), f"{number}. {note}", is_edged=False)
    notes.column_dimensions["A"].width = 110
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _project_rows(paper: AssessmentPaper) -> Iterable[Sequence[Shown]]:
    for number, one in enumerate(paper.projects, start=1):
        project = one.project
        yield (
            number,
            project.code,
            project.name,
            paper.commands.get(project.command, project.command),
            project.lead_unit,
            project.responsible_person,
            project.unit,
            goal_cell(one.original),
            goal_cell(one.adjusted),
            value_cell(one.reported),
            value_cell(one.determined),
            one.determined_in.chinese if one.determined_in else "—",
            {True: "完成", False: "未完成", None: "未认定"}[one.is_met],
            *_months(one.tally),
            one.longest_streak,
            "、".join(f"{day.month}月{day.day}日批准" for day in one.adjusted_on) or "—",
            "、".join(month.chinese for month in one.corrections) or "—",
            "；".join(map(_tenure, one.tenures)) or "—",
        )


def _fill_groups(
    book: Workbook,
    title: str,
    name: str,
    groups: Sequence[tuple[str, Group]],
    places: Sequence[int | None] = (),
) -> None:
    is_ranked = any(places)
    head = ((name, 26), *_GROUPS, *((("名次", 8),) if is_ranked else ()))
    rows = [
        (
            shown,
            one.projects,
            one.met,
            *_months(one.tally),
            _share(one.tally),
            *((places[number],) if is_ranked else ()),
        )
        for number, (shown, one) in enumerate(groups)
    ]
    _fill(book.create_sheet(name), title, head, rows)


def _fill(
    sheet: Worksheet,
    title: str,
    head: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Shown]],
) -> None:
    """Write a title, a head that stays in sight, and the rows."""
    _write(sheet.cell(1, 1), title, is_edged=False)
    sheet.cell(1, 1).font = Font(name="宋体", size=16, bold=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    for column, (name, width) in enumerate(head, start=1):
        _write(sheet.cell(2, column), name)
        sheet.cell(2, column).font = Font(name="宋体", size=11, bold=True)
        sheet.cell(2, column).fill = _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 2
    for last, row in enumerate(rows, start=3):
        for column, shown in enumerate(row, start=1):
            _write(sheet.cell(last, column), shown)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(head))}{last}"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(cell: Cell | MergedCell, shown: Shown, *, is_edged: bool = True) -> None:
    if isinstance(cell, MergedCell):
        return
    cell.value = shown
    if isinstance(shown, str):
        cell.data_type = "s"  # whatever it begins with
    cell.font = Font(name="宋体", size=11)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    if is_edged:
        cell.border = _EDGE
    else:
        cell.alignment = Alignment(vertical="center")


def _months(tally: Tally) -> tuple[int, ...]:
    return (tally.blue, tally.yellow, tally.red, tally.pending, tally.none)


def _share(tally: Tally) -> str:
    """Return the share of blue months with one decimal; of no month it is no number."""
    return f"{tally.blue / tally.rated:.1%}" if tally.rated else "—"


def _tenure(one: Tenure) -> str:
    span = "" if one.first == one.last else f"{one.first.number}—"
    span += one.last.chinese
    tally = one.tally
    return f"{one.person}（{span}：蓝{tally.blue}黄{tally.yellow}红{tally.red}）"
