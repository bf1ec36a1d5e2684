"""保障事项: what a project waits for, from whom and by when (C48)."""

import functools

from papers.anomaly import Reading, Severity, asked, noted
from papers.cells.choices import read_state
from papers.cells.dates import read_date
from papers.cells.people import read_person
from papers.cells.text import read_name, read_text
from papers.columns import ORDINAL, Column
from papers.grid import Cell, squeezed
from papers.index import ProjectIndex
from papers.known import Known
from papers.rows import check_year, numbered, say_no_codes
from papers.sheets.projects import ProjectLine
from papers.table import Row, Table
from rules.book import SUPPORT_CATEGORIES, SupportItem, SupportState

COLUMNS = (
    Column("number", "事项编号", ("编号", *ORDINAL.headings)),
    Column("code", "项目编号", ("项目代码",)),
    Column("name", "项目名称", ("项目",)),
    Column("category", "保障类别", ("类别", "要素类别")),
    Column("what", "保障事项", ("事项", "事项内容", "需保障事项"), Severity.ERROR),
    Column("department", "责任部门", ("服务保障单位", "保障单位", "责任单位"), Severity.ERROR),
    Column("person", "责任人", ("保障责任人",), Severity.ERROR),
    Column("due", "完成时限", ("时限", "完成时间", "办结时限", "完成日期"), Severity.ERROR),
    Column("state", "状态", ("进展", "办理情况", "办理状态", "进度"), Severity.ERROR),
    Column("note", "备注", ("说明",)),
)


def read_support(table: Table, index: ProjectIndex, known: Known) -> tuple[SupportItem, ...]:
    """Return the items; those of unknown projects are left out."""
    say_no_codes(table)
    found = []
    for row, number in numbered(table):
        line = index.of_row(row)
        item = _read(row, known, number, line)
        if item is not None:
            found.append(item)
    return tuple(found)


def _read(
    row: Row, known: Known, number: str | None, line: ProjectLine | None
) -> SupportItem | None:
    category, what = _read_what(row)
    department = _read_department(row, known)
    reader = functools.partial(read_person, known=known.people, name="责任人")
    person = row.take("person", reader, blank=Severity.ERROR)
    due = functools.partial(read_date, year=known.year, name="完成时限")
    due_date = row.take("due", due, blank=Severity.ERROR, why="（到日）")
    check_year(row, "due", due_date, known)
    state = row.take("state", read_state, blank=Severity.WARNING)
    if row.cell("state").is_blank:
        state = SupportState.NOT_STARTED
    note = row.take("note", read_text) or ""
    if number is None or line is None or what is None or state is None:
        return None
    return SupportItem(
        number=number,
        project=line.code or "",
        category=category,
        what=what,
        department=department,
        person=person or "",
        due_date=due_date,
        state=state,
        note=note,
    )


def _read_what(row: Row) -> tuple[str, str | None]:
    """Return category and item; without a column, the category stands before a colon."""
    what = row.take("what", read_text, blank=Severity.ERROR)
    if row.has("category"):
        return row.take("category", _read_category, blank=Severity.WARNING) or "", what
    before, colon, after = (what or "").replace("：", ":").partition(":")
    if colon and before in SUPPORT_CATEGORIES and after:
        return before, after
    return "", what


def _read_category(cell: Cell) -> Reading[str]:
    word = squeezed(cell.text)
    if word not in SUPPORT_CATEGORIES:
        says = f"保障类别“{word[:20]}”不在规定类别之内，原样保留，请核对"
        return Reading(word, asked(says, word))
    return Reading(word, None if word == cell.value else noted(f"已识别为“{word}”", word))


def _read_department(row: Row, known: Known) -> str:
    unit = row.take("department", read_name, blank=Severity.ERROR)
    if not unit or known.people is None:
        return unit or ""
    if "、" in unit or "," in unit or "，" in unit:
        row.say("department", asked(f"责任部门“{unit}”不止一个，请明确牵头部门"))
    elif unit not in known.units:
        says = f"“{unit}”不在人员、单位范围内，按镇外单位保留，无法在群内提醒"
        row.say("department", asked(says, unit))
    return unit
