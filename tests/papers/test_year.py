"""The plan-year: that of most dates, or the one that is given."""

import datetime as dtm

import pytest
from openpyxl import Workbook

from papers.anomaly import Severity
from papers.workbook import NotAWorkbookError
from tests.papers.small_book import changed, only, read, small_workbook, told


def dateless() -> Workbook:
    book = small_workbook()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = "12月31日" if isinstance(cell.value, dtm.date) else cell.value
    return book


def test_the_year_given_is_that_of_the_dates() -> None:
    assert read(small_workbook(), year=2023).anomalies == ()


def test_a_year_given_against_the_dates_is_one_error() -> None:
    anomaly = only(read(small_workbook(), year=2024))
    assert (anomaly.sheet, anomaly.cell, anomaly.severity) == (None, None, Severity.ERROR)
    assert "2024" in anomaly.says
    assert "2023" in anomaly.says


def test_one_date_of_another_year_does_not_change_the_year() -> None:
    found = changed({"项目!J3": dtm.date(2024, 11, 30)})
    assert (found.book.year, told(found)) == (2023, [("项目!J3", "warning")])


def test_text_dates_tell_the_year_too() -> None:
    book = dateless()
    book["项目"]["J2"] = "2025.10.31"
    assert read(book).book.year == 2025


def test_without_dates_a_title_tells_the_year() -> None:
    book = dateless()
    book["项目"].insert_rows(1)
    book["项目"]["A1"] = "禾源镇2025年重点项目挂图作战一览表"
    assert read(book).book.year == 2025


def test_a_year_that_is_given_holds_for_dates_without_one() -> None:
    assert read(dateless(), year=2026).book.projects[0].due_date == dtm.date(2026, 12, 31)


@pytest.mark.parametrize("year", [1, 1999, 9999])
def test_a_year_beyond_reason_is_refused(year: int) -> None:
    with pytest.raises(NotAWorkbookError, match="年度"):
        read(small_workbook(), year=year)


@pytest.mark.parametrize("year", [1900, 9999])
def test_a_date_beyond_reason_is_a_warning(year: int) -> None:
    found = changed({"节点!E2": dtm.date(year, 12, 31)})
    assert (found.book.year, told(found)) == (2023, [("节点!E2", "warning")])


def test_a_due_date_at_the_end_of_all_days_is_a_warning() -> None:
    assert told(changed({"项目!J2": dtm.date(9999, 12, 31)})) == [("项目!J2", "warning")]


def test_a_workbook_that_tells_no_year_is_refused() -> None:
    with pytest.raises(NotAWorkbookError, match="年度"):
        read(dateless())
