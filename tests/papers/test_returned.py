"""A workbook that comes in is told by its sheets."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from papers.checked import CheckedBook
from papers.ledger import FilledLedger, NoLedger
from papers.ledger_workbook import xlsx_of
from papers.months import FilledMonths, MonthRow, MonthsPaper
from papers.months_workbook import xlsx_of as months_of
from papers.opening import MEGABYTE
from papers.returned_reading import read_returned
from rules.month import Month
from rules.project import Milestone
from tests.papers.ledgers import PAPER
from tests.papers.small_book import saved, small_workbook

SAMPLE = Path(__file__).parents[2] / "samples" / "township.xlsx"
ROW = MonthRow(Month(2023, 7), Milestone("主体封顶"), Milestone("主体封顶"))


def sheets(*titles: str) -> bytes:
    book = Workbook()
    for title in titles:
        book.create_sheet(title)
    return saved(book)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(xlsx_of(PAPER), FilledLedger, id="a ledger"),
        pytest.param(
            months_of(MonthsPaper("JT01", "禾石路", "公里", "12", "a", (ROW,))),
            FilledMonths,
            id="the months of an application",
        ),
        pytest.param(SAMPLE.read_bytes(), CheckedBook, id="the year's workbook"),
        pytest.param(saved(small_workbook()), CheckedBook, id="a small one"),
        pytest.param(sheets("人员名单"), NoLedger, id="a list of people"),
        pytest.param(sheets("月度计划"), NoLedger, id="a plan alone"),
        pytest.param(sheets("项目", "人员"), NoLedger, id="one that tells of no year"),
        pytest.param(b"nothing", NoLedger, id="no workbook"),
    ],
)
def test_it_is_told_by_its_sheets(content: bytes, kind: type) -> None:
    assert type(read_returned(content, name="填好了.xlsx")) is kind


def test_the_years_workbook_may_be_larger_than_an_applications_months() -> None:
    book = small_workbook()
    for row in range(2, 40):
        note = "".join(chr(0x4E00 + (row * 7919 + at * 104729) % 20000) for at in range(25000))
        book["项目"].cell(row, 30, note)
    content = saved(book)
    assert len(content) > MEGABYTE
    assert isinstance(read_returned(content, name="作战表.xlsx"), CheckedBook)
