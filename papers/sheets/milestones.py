"""节点: the dated stages of a project, shown and never rated (E2)."""

import functools

from papers.anomaly import Severity, asked
from papers.cells.dates import read_date
from papers.cells.people import read_person
from papers.cells.text import read_name, read_text
from papers.columns import ORDINAL, Column
from papers.index import ProjectIndex
from papers.known import Known
from papers.rows import check_year, numbered, say_no_codes
from papers.sheets.projects import ProjectLine
from papers.table import Row, Table
from rules.book import DatedMilestone

_STATES = ("已完成", "未到期", "逾期未完成")
COLUMNS = (
    Column("number", "节点编号", ("编号", *ORDINAL.headings)),
    Column("code", "项目编号", ("项目代码",)),
    Column("name", "项目名称", ("项目",)),
    Column("what", "节点名称", ("节点", "节点内容", "里程碑", "时间节点内容"), Severity.ERROR),
    Column(
        "due",
        "计划完成日期",
        ("完成时限", "计划日期", "完成时间", "计划完成时间", "节点日期", "时限"),
        Severity.ERROR,
    ),
    Column("person", "责任人", ("主要责任人",)),
    Column("done", "实际完成日期", ("实际完成时间", "实际日期")),
    Column("state", "状态", ("进展", "完成情况")),
)


def read_milestones(table: Table, index: ProjectIndex, known: Known) -> tuple[DatedMilestone, ...]:
    """Return the milestones; those of unknown projects are left out."""
    say_no_codes(table)
    found = []
    for row, number in numbered(table):
        line = index.of_row(row)
        milestone = _read(row, known, number, line)
        if milestone is not None:
            found.append(milestone)
    return tuple(found)


def _read(
    row: Row, known: Known, number: str | None, line: ProjectLine | None
) -> DatedMilestone | None:
    name = row.take("what", read_name, blank=Severity.ERROR)
    due = functools.partial(read_date, year=known.year, name="计划完成日期")
    due_date = row.take("due", due, blank=Severity.ERROR, why="（到日）")
    check_year(row, "due", due_date, known)
    done = functools.partial(read_date, year=known.year, name="实际完成日期")
    done_on = row.take("done", done)
    reader = functools.partial(read_person, known=known.people, name="责任人")
    person = row.take("person", reader) or ""
    state = row.take("state", read_text) or ""
    _check_state(row, state, is_done=done_on is not None)
    if number is None or name is None or line is None:
        return None
    return DatedMilestone(
        number=number,
        project=line.code or "",
        name=name,
        due_date=due_date,
        person=person,
        done_on=done_on,
        state=state,
    )


def _check_state(row: Row, state: str, *, is_done: bool) -> None:
    """Remark on a state that contradicts the date; it is shown as written."""
    if state and state not in _STATES:
        says = f"状态“{state[:20]}”不规范，请填写已完成、未到期或逾期未完成"
        row.say("state", asked(says))
    elif is_done and state and state != "已完成":
        row.say("state", asked(f"已填实际完成日期，状态却为“{state}”，请核对"))
    elif state == "已完成" and row.has("done") and row.cell("done").is_blank:
        row.say("state", asked("状态为已完成，却没有实际完成日期，请补填"))
