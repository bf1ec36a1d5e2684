"""The ledger goes out: a sheet that an office fills in and prints."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from papers.ledger import LedgerPaper
from papers.ledger_workbook import xlsx_of
from rules.project import Milestone
from tests.papers.ledgers import CARE, PAPER, ROAD, SCHOOL, opened

TRICKS = ("=HYPERLINK(1)", "+86", "-1+1", "@SUM(A1)", "\t=1+1", "#REF!")


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    found: Worksheet = opened(xlsx_of(PAPER))["认定"]
    return found


def test_a_row_shows_a_project_as_it_stands(sheet: Worksheet) -> None:
    head, first, *_ = sheet.iter_rows(min_row=3, max_col=14, values_only=True)
    assert dict(zip(head, first, strict=True)) == {
        "项目编号": "JT01",
        "项目名称": "禾石路大中修工程",
        "指挥部": "交通建设指挥部",
        "主责单位": "公路站",
        "责任人": "韦长河",
        "计量单位": "公里",
        "本月目标": 5.8,
        "上月认定": 3.7,
        "自报数": 5,
        "报送时间": "7月1日10:05",
        "报送情况": "按时",
        "现认定": None,
        "认定数": None,
        "依据": None,
    }
    assert sheet["A1"].value == "禾源镇2023年6月重点项目挂图作战认定表"
    assert "7月4日10:00" in str(sheet["A2"].value)


def test_a_stage_stands_there_in_words(sheet: Worksheet) -> None:
    assert [sheet.cell(6, column).value for column in (7, 8, 9)] == [
        "节点：主体封顶",
        None,
        "未完成",
    ]


def test_only_the_two_columns_of_the_input_are_open(sheet: Worksheet) -> None:
    is_open = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert is_open == {f"{column}{row}" for column in "MN" for row in range(4, 8)}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.autoFilter  # which means that filtering stays allowed


def test_a_spreadsheet_checks_what_is_typed(sheet: Worksheet) -> None:
    checks = {
        str(one.sqref): (one.type, one.operator, one.formula1)
        for one in sheet.data_validations.dataValidation
    }
    assert checks == {
        "M4:M5 M7": ("decimal", "greaterThanOrEqual", "0"),
        "M6": ("list", None, '"已完成,未完成"'),
        "N4:N7": ("textLength", "lessThanOrEqual", "200"),
    }


def test_it_is_made_to_be_scrolled_filtered_and_printed(sheet: Worksheet) -> None:
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:N7"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["O"].hidden


def test_a_command_begins_with_a_thicker_line(sheet: Worksheet) -> None:
    tops = [sheet.cell(row, 1).border.top.style for row in range(4, 8)]
    assert tops == ["medium", "thin", "medium", "thin"]


def test_another_sheet_says_how_it_is_filled_in_and_sent_back() -> None:
    notes = opened(xlsx_of(PAPER))["说明"]
    words = "".join(str(row[0]) for row in notes.iter_rows(values_only=True))
    for one in ("2023年6月", "「认定数」", "「依据」", ".xlsx", "「确认」", "/ledger", "/correct"):
        assert one in words
    assert notes.protection.sheet


@pytest.mark.parametrize("trick", TRICKS)
def test_what_people_wrote_never_becomes_a_formula(trick: str) -> None:
    road = replace(
        ROAD,
        name=trick,
        command=trick,
        lead_unit=trick,
        person=trick,
        unit=trick,
        reported_at=trick,
        how_reported=trick,
    )
    school = replace(SCHOOL, goal=Milestone(trick))
    book = opened(xlsx_of(LedgerPaper(trick, PAPER.month, trick, (road, school))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    kinds = {cell.data_type for cell in cells if cell.value is not None}
    assert kinds <= {"s", "n"}
    shown = [cell.value for cell in cells if cell.value == trick]
    assert len(shown) == 7
    is_quoted = {cell.quotePrefix for cell in cells if cell.value == trick}
    assert is_quoted == {not trick.startswith("#")}


def test_what_no_cell_can_hold_is_left_out() -> None:
    odd = replace(ROAD, name="路\x0b\x00桥")
    sheet = opened(xlsx_of(replace(PAPER, rows=(odd,))))["认定"]
    assert sheet["B4"].value == "路桥"


def test_a_figure_that_a_spreadsheet_would_round_is_text() -> None:
    long = replace(CARE, reported=Decimal("12345678901234.56"))
    sheet = opened(xlsx_of(replace(PAPER, rows=(long,))))["认定"]
    assert sheet["I4"].value == "12345678901234.56"


def test_a_month_with_nothing_to_determine_is_a_sheet_too() -> None:
    sheet = opened(xlsx_of(replace(PAPER, rows=())))["认定"]
    assert sheet.max_row == 3
