"""Rows that are no data are passed over and told; merged, hidden and commented cells too."""

import pytest
from openpyxl.comments import Comment

from tests.papers.small_book import changed, only, read, small_workbook, told


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        pytest.param({"A5": "合计", "H5": 2862.4}, "A5", id="a total"),
        pytest.param({"B5": "小 计"}, "B5", id="a subtotal with a space"),
        pytest.param({"A5": "注：本表为年度数。"}, "A5", id="a note"),
        pytest.param({"A5": "填表人：岑春林"}, "A5", id="who filled it in"),
        pytest.param({"A5": "填表人：岑春林", "M5": "审核：秦振邦"}, "A5", id="who signs it"),
        pytest.param({"Q5": "核对过"}, "Q5", id="beside the table"),
        pytest.param(
            {"A5": "项目编号", "B5": "项目名称", "C5": "所属指挥部", "D5": "项目类别"},
            "A5:N5",
            id="the header again",
        ),
    ],
)
def test_a_row_that_is_no_project_is_passed_over(cells: dict[str, object], place: str) -> None:
    found = changed({f"项目!{cell}": value for cell, value in cells.items()})
    assert told(found) == [(f"项目!{place}", "info")]
    assert len(found.book.projects) == 3


def test_blank_rows_between_are_told_together() -> None:
    book = small_workbook()
    book["项目"].insert_rows(3, 2)
    found = read(book)
    assert told(found) == [("项目!A3:N4", "info")]
    assert len(found.book.projects) == 3


def test_numbered_rows_without_anything_else_are_blank() -> None:
    book = small_workbook()
    sheet = book["项目"]
    sheet.insert_cols(1)
    sheet["A1"] = "序号"
    for row in range(2, 9):
        sheet.cell(row, 1, row - 1)
    assert read(book).anomalies == ()


def test_a_merged_command_is_that_of_every_row() -> None:
    book = small_workbook()
    book["项目"].merge_cells("C2:C3")
    found = read(book)
    assert told(found) == [("项目!C2:C3", "info")]
    assert [one.command for one in found.book.projects] == ["01", "01", "02"]


def test_a_fault_of_merged_cells_is_told_once() -> None:
    book = small_workbook()
    book["项目"]["C2"] = "没有这个指挥部"
    book["项目"].merge_cells("C2:C3")
    assert told(read(book)) == [("项目!C2:C3", "info"), ("项目!C2", "error")]


def test_a_hidden_row_is_read_and_told() -> None:
    book = small_workbook()
    book["项目"].row_dimensions[3].hidden = True
    found = read(book)
    assert told(found) == [("项目!A3", "warning")]
    assert len(found.book.projects) == 3


def test_a_hidden_column_is_read_and_told() -> None:
    book = small_workbook()
    book["项目"].column_dimensions["H"].hidden = True
    assert told(read(book)) == [("项目!H1", "warning")]


def test_a_comment_is_no_data() -> None:
    book = small_workbook()
    book["项目"]["H2"].comment = Comment("再快一点", "书记")
    assert told(read(book)) == [("项目!H2", "info")]


@pytest.mark.parametrize(
    ("note", "severity"),
    [
        pytest.param("单位：万元", "warning", id="rows name other units"),
        pytest.param("填报单位：党政办公室", "info", id="who reports"),
    ],
)
def test_a_caption_is_passed_over(note: str, severity: str) -> None:
    book = small_workbook()
    book["项目"].insert_rows(1)
    book["项目"]["N1"] = note
    assert told(read(book)) == [("项目!N1", severity)]


def test_two_rows_of_a_project_are_read_as_a_pair() -> None:
    book = small_workbook()
    sheet = book["月度计划"]
    goals = [(row[0].value, *(cell.value for cell in row[1:])) for row in sheet["A2:AB4"]]
    sheet.delete_rows(1, 9)
    sheet.append(
        ("项目编号", "项目名称", "单位", "年度目标值", "计划", *(f"{n}月" for n in range(1, 13)))
    )
    for line in goals:
        sheet.append((*line[:4], "累计目标", *line[4::2]))
        sheet.append((None, None, None, None, "形象进度", *line[5::2]))
        for column in "ABCD":
            sheet.merge_cells(f"{column}{sheet.max_row - 1}:{column}{sheet.max_row}")
    found = read(book)
    assert told(found) == [("月度计划!A2:D3", "info")]
    assert found.book.plans == read(small_workbook()).book.plans


def test_a_row_of_the_months_own_goals_is_not_taken_for_cumulative_ones() -> None:
    book = small_workbook()
    sheet = book["月度计划"]
    sheet.insert_cols(5)
    sheet["E1"], sheet["E2"] = "计划", "累计目标"
    sheet.append(
        ("JT01", "禾石路大中修工程", "公里", 12.4, "当月目标", None, None, None, None, 0.5)
    )
    anomaly = only(read(book))
    assert (anomaly.cell, anomaly.severity.value) == ("E5", "warning")
