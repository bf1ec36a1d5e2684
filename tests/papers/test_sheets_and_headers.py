"""Sheets and columns are found under other names, and missed by name."""

import pytest

from papers.anomaly import Severity
from papers.workbook import read_workbook
from tests.papers.small_book import SHEETS, changed, only, read, saved, small_workbook, told


@pytest.mark.parametrize("title", SHEETS)
def test_a_missing_sheet_is_named(title: str) -> None:
    book = small_workbook()
    book.remove(book[title])
    found = read(book)
    missed = next(one for one in found.anomalies if one.sheet is None)
    assert (missed.cell, missed.severity) == (None, Severity.ERROR)
    assert f"“{title}”" in missed.says
    assert found.is_refused


@pytest.mark.parametrize(
    ("title", "new", "severity"),
    [
        pytest.param("人员", "人员表", "info", id="a longer name"),
        pytest.param("项目", "项目 ", "info", id="a space behind"),
        pytest.param("项目", "2023年重点项目清单", "info", id="the name inside"),
        pytest.param("月度计划", "项目月度计划", "info", id="two names inside"),
        pytest.param("保障事项", "3.保障事项", "info", id="numbered"),
        pytest.param("节点", "Sheet6", "warning", id="known by its header"),
    ],
)
def test_a_sheet_is_found_under_another_name(title: str, new: str, severity: str) -> None:
    book = small_workbook()
    book[title].title = new
    found = read(book)
    assert told(found) == [(f"{new}!*", severity)]
    assert found.counts == read(small_workbook()).counts


@pytest.mark.parametrize("title", ["Sheet3", "项目 (2)", "项目备份"])
def test_a_sheet_of_something_else_is_passed_over(title: str) -> None:
    book = small_workbook()
    book.create_sheet(title)["B2"] = "临时计算"
    anomaly = only(read(book))
    assert (anomaly.sheet, anomaly.cell, anomaly.severity) == (title, None, Severity.WARNING)


def test_an_empty_sheet_of_no_name_is_not_worth_a_word() -> None:
    book = small_workbook()
    book.create_sheet("Sheet2")
    assert read(book).anomalies == ()


def test_of_two_sheets_the_better_named_is_read() -> None:
    book = small_workbook()
    book.copy_worksheet(book["项目"]).title = "项目表"
    assert told(read(book)) == [("项目表!*", "warning")]


def test_a_hidden_sheet_is_read_and_told() -> None:
    book = small_workbook()
    book["节点"].sheet_state = "hidden"
    assert told(read(book)) == [("节点!*", "warning")]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param("项目!M1", "责任人", id="the person who answers"),
        pytest.param("项目!J1", "计划完成日期", id="the due date"),
        pytest.param("项目!A1", "项目编号", id="the code"),
        pytest.param("指挥部!C1", "指挥长", id="the commander"),
        pytest.param("人员!D1", "角色", id="the roles"),
        pytest.param("月度计划!I1", "3月累计目标", id="a month"),
        pytest.param("保障事项!I1", "状态", id="the state"),
        pytest.param("节点!E1", "计划完成日期", id="a milestone's date"),
    ],
)
def test_a_missing_column_is_named(place: str, name: str) -> None:
    found = changed({place: None})
    sheet = place.split("!", maxsplit=1)[0]
    missed = [one for one in found.anomalies if one.cell is None and f"“{name}”" in one.says]
    assert [(one.sheet, one.severity) for one in missed] == [(sheet, Severity.ERROR)]


@pytest.mark.parametrize(
    ("place", "heading", "severity"),
    [
        pytest.param("保障事项!H1", "时限", None, id="a short form"),
        pytest.param("项目!D1", "类别", None, id="another short form"),
        pytest.param("项目!K1", "主责单位（盖章）", None, id="a remark in brackets"),
        pytest.param("保障事项!I1", "进展", "info", id="another word"),
        pytest.param("项目!J1", "完成时限", "info", id="another word for the due date"),
        pytest.param("项目!M1", "责 任 人", "info", id="spaces"),
        pytest.param("项目!C1", "所属\n指挥部", "info", id="a line break"),
        pytest.param("月度计划!Y1", "１１月累计目标", "info", id="full width"),
        pytest.param("月度计划!Y1", "十一月累计目标", "info", id="Chinese numerals"),
        pytest.param("月度计划!Y1", "11月", None, id="the month alone"),
        pytest.param("月度计划!Y1", "2023年11月份目标", None, id="with the year"),
    ],
)
def test_a_heading_is_recognised(place: str, heading: str, severity: str | None) -> None:
    found = changed({place: heading})
    assert told(found) == ([(place, severity)] if severity else [])
    assert found.counts == read(small_workbook()).counts


def test_a_strange_column_is_passed_over_with_a_warning() -> None:
    assert told(changed({"项目!O1": "总投资", "项目!O2": 3000})) == [("项目!O1", "warning")]


def test_a_column_that_comes_twice_is_read_once() -> None:
    found = changed({"项目!O1": "责任人", "项目!O2": "卫宏伟"})
    assert told(found) == [("项目!O1", "warning")]
    assert found.book.projects[0].responsible_person == "韦长河"


def test_a_sheet_without_a_header_is_an_error() -> None:
    book = small_workbook()
    book["节点"].delete_rows(1)
    assert ("节点!*", "error") in told(read(book))


def test_a_sheet_without_rows_is_an_error() -> None:
    book = small_workbook()
    book["节点"].delete_rows(2, 2)
    assert told(read(book)) == [("节点!*", "error")]


def test_a_header_may_stand_lower_and_in_two_rows() -> None:
    book = small_workbook()
    sheet = book["项目"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "禾源镇重点项目"
    sheet.merge_cells("A1:N1")
    sheet["F2"] = "年度目标"
    sheet.merge_cells("F2:H2")
    sheet["F3"], sheet["G3"], sheet["H3"] = "目标内容", "单位", "目标值"
    found = read(book)
    assert told(found) == [("项目!A1:N1", "info"), ("项目!F2:H2", "info")]
    assert found.book.projects == read(small_workbook()).book.projects


def test_months_may_stand_over_pairs_of_columns() -> None:
    book = small_workbook()
    sheet = book["月度计划"]
    sheet.insert_rows(1)
    for month in range(1, 13):
        column = 3 + month * 2
        sheet.cell(1, column, f"{month}月")
        sheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 1)
        sheet.cell(2, column, "累计目标")
        sheet.cell(2, column + 1, "形象进度")
    found = read(book)
    assert told(found) == [("月度计划!E1:F1", "info")]
    assert found.book.plans == read(small_workbook()).book.plans


def test_a_workbook_with_macros_is_read_without_them() -> None:
    found = read_workbook(saved(small_workbook()), name="作战表.xlsm")
    assert not found.is_refused
