"""What rows of several sheets have in common: numbers of their own, dates of the plan-year."""

import datetime as dtm
from collections.abc import Iterator

from papers.anomaly import Severity, asked, refused
from papers.cells.text import read_code
from papers.known import Known
from papers.table import Row, Table


def numbered(table: Table) -> Iterator[tuple[Row, str | None]]:
    """Yield the rows with their numbers; a number that was there before is None, with an error.

    Without a column of numbers, rows are counted.
    """
    seen: set[str] = set()
    for at, row in enumerate(table.rows, start=1):
        number = row.take("number", read_code, blank=Severity.ERROR)
        number = number if row.has("number") else str(at)
        if number in seen:
            row.say("number", refused(f"{row.name('number')}{number}重复出现，请改正"))
            number = None
        seen |= {number or ""}
        yield row, number


def check_year(row: Row, key: str, day: dtm.date | None, known: Known) -> None:
    """Remark on a date that lies outside the plan-year; it is kept as written."""
    if day is not None and known.checks_years and day.year != known.year:
        says = f"{row.name(key)}为{day.year}年，不在{known.year}年计划年度内，请核对"
        row.say(key, asked(says))


def say_no_codes(table: Table) -> None:
    """Say that the sheet has no codes, so that its rows are matched by name."""
    if table.has("code"):
        return
    name = table.header.columns.get("name")
    heading = None if name is None else table.header.heading_at(name)
    if heading is None:
        says = "表头缺少“项目编号”列，也没有“项目名称”列，请补上后重新提交"
        table.remarks.on(None, refused(says))
    else:
        table.remarks.at(heading.cell, asked("没有项目编号列，按项目名称匹配，请补上项目编号"))
