"""A ledger in small, and the hands that fill it in: they know the sheet alone."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from papers.ledger import FilledLedger, LedgerPaper, LedgerRow
from papers.ledger_reading import read_ledger
from papers.ledger_workbook import xlsx_of
from rules.month import Month
from rules.project import Milestone, Stage

JUNE = Month(2023, 6)
ROAD = LedgerRow(
    code="JT01",
    name="禾石路大中修工程",
    command="交通建设指挥部",
    lead_unit="公路站",
    person="韦长河",
    unit="公里",
    goal=Decimal("5.8"),
    last=Decimal("3.7"),
    reported=Decimal(5),
    reported_at="7月1日10:05",
    how_reported="按时",
    determined=None,
    state="/1",
)
SILENT = replace(
    ROAD,
    code="JT03",
    name="农村公路",
    reported=None,
    reported_at="",
    how_reported="未报",
    state="/",
)
SCHOOL = replace(
    ROAD,
    code="MS01",
    name="教学楼",
    command="民生事业指挥部",
    unit="节点",
    goal=Milestone("主体封顶"),
    last=None,
    reported=Stage.UNMET,
    state="/2",
)
CARE = replace(
    ROAD,
    code="MS03",
    name="养老中心",
    command="民生事业指挥部",
    unit="%",
    goal=Decimal(28),
    reported=Decimal(20),
    determined=Decimal("22.5"),
    state="2023-07-04 02:00:00+00:00/3",
)
PAPER = LedgerPaper("禾源镇", JUNE, "7月4日10:00", (ROAD, SILENT, SCHOOL, CARE))
LINES = {"JT01": 4, "JT03": 5, "MS01": 6, "MS03": 7}


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def changed(content: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook after a change of its sheet 认定."""
    book = opened(content)
    change(book["认定"])
    return saved(book)


def filled(content: bytes, input_: Mapping[str, tuple[Any, Any]]) -> bytes:
    """Fill figures and grounds in by code; columns are found by their heads alone."""

    def fill(sheet: Worksheet) -> None:
        (head,) = (row for row in sheet.iter_rows() if row[0].value == "项目编号")
        at = {str(cell.value): number for number, cell in enumerate(head, start=1)}
        for row in range((head[0].row or 0) + 1, sheet.max_row + 1):
            code = str(sheet.cell(row, at["项目编号"]).value)
            if code in input_:
                figure, ground = input_[code]
                sheet.cell(row, at["认定数"]).value = figure
                sheet.cell(row, at["依据"]).value = ground

    return changed(content, fill)


def read_back(content: bytes) -> FilledLedger:
    found = read_ledger(content, name="认定表.xlsx")
    assert isinstance(found, FilledLedger), found
    return found


def sent_back(**input_: tuple[Any, Any]) -> FilledLedger:
    """Return the ledger in small as it is read after it was filled in."""
    return read_back(filled(xlsx_of(PAPER), input_))
