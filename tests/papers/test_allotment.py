"""The table of allotment: time, task and person of a whole year, for screens and for A3 (C06)."""

import json
from dataclasses import replace
from typing import Any

import pytest

from papers.allotment import AllotmentPaper, days_words
from papers.allotment_workbook import xlsx_of
from storage.values import dump, load
from tests.papers.allotments import DATES, JT01, ON, PAPER, PROJECT
from tests.papers.ledgers import opened


def sheet(name: str, paper: AllotmentPaper = PAPER) -> Any:
    return opened(xlsx_of(paper))[name]


def cells(name: str, paper: AllotmentPaper = PAPER) -> list[list[object]]:
    """Return the rows of a sheet from its head on."""
    return [list(row) for row in sheet(name, paper).iter_rows(min_row=3, values_only=True)]


def test_a_row_says_what_by_whom_and_by_when() -> None:
    head, first, *_ = cells("配档表")
    shown = dict(zip(head, first, strict=True))
    nodes = shown.pop("节点")
    assert shown == {
        "项目编号": "JT01",
        "项目名称": "禾石路大中修工程",
        "指挥部": "交通建设指挥部",
        "指挥长": "卫宏伟",
        "主责单位": "公路站",
        "责任领导": "卫宏伟",
        "责任人": "韦长河",
        "工作内容": "路面铣刨重铺12.4公里",
        "计量单位": "公里",
        "年度目标": "完成12.4公里",
        **{f"{n}月": None for n in (1, 2, 3, 8, 11, 12)},
        "4月": 1.2,
        "5月": 3.7,
        "6月": 5.8,
        "7月": 8,
        "9月": 11,
        "10月": 12.4,
    }
    assert str(nodes).splitlines() == [
        "3月20日 施工图批复（已完成）",
        "7月9日 基层完成（逾期1天）",
        "7月10日 面层完成（今天到期）",
    ]


def test_an_adjusted_target_is_marked_and_stays_a_figure() -> None:
    table = sheet("配档表")
    formats = {column: table[f"{column}4"].number_format for column in "PST"}
    assert formats == {"P": "General", "S": 'General"▲"', "T": 'General"▲"'}
    assert table["T4"].value == 12.4
    assert (table["P5"].value, table["P5"].data_type) == ("节点：=主体封顶▲", "s")


def test_the_road_has_the_stages_of_each_project_in_order() -> None:
    head, *rows = cells("路线图")
    assert [[row[0], *row[3:]] for row in rows] == [
        ["JT01", 1, "施工图批复", "2023-03-20", "韦长河", "已完成"],
        ["JT01", 2, "基层完成", "2023-07-09", "韦长河", "逾期1天"],
        ["JT01", 3, "面层完成", "2023-07-10", "韦长河", "今天到期"],
        ["MS01", 1, "=主体封顶", "6月底", "韦长河", "—"],
        ["MS02", 1, "完成勘察", "3月底", "韦长河", "—"],
        ["MS02", 2, "完成设计", "9月底", "韦长河", "—"],
    ]
    assert head[3:] == ["顺序", "阶段", "时间", "责任人", "情况"]


def test_the_timetable_has_every_date_with_its_days() -> None:
    """C37, E40: overdue from the day after; a month's target is rated and never overdue."""
    rows = [row for row in cells("时间表") if row[1] == "JT01"]
    assert [[row[0], row[4], row[5], row[8]] for row in rows] == [
        ["2023-03-20", "节点", "施工图批复", "已完成"],
        ["2023-04-30", "月度目标", "累计1.2公里", "已到期"],
        ["2023-05-31", "月度目标", "累计3.7公里", "已到期"],
        ["2023-06-30", "保障事项", "用地：取土场批复", "已完成"],
        ["2023-06-30", "月度目标", "累计5.8公里", "已到期"],
        ["2023-07-01", "保障事项", "水电路气讯：线路迁改", "逾期9天"],
        ["2023-07-09", "节点", "基层完成", "逾期1天"],
        ["2023-07-10", "节点", "面层完成", "今天到期"],
        ["2023-07-31", "月度目标", "累计8公里", "余21天"],
        ["2023-09-30", "月度目标", "累计11公里", "余82天"],
        ["2023-10-31", "月度目标", "累计12.4公里", "余113天"],
        ["2023-10-31", "完成时限", "完成12.4公里", "余113天"],
    ]
    assert rows[5][6:8] == ["供电所", "马景行"]


def test_what_is_left_stands_in_figures_and_in_words() -> None:
    _, first, second, _ = cells("倒排")
    assert first[6:] == [5.2, "6月", 7.2, 3, 2.4, JT01.said]
    assert second[6:11] == ["—"] * 5


def test_it_is_set_up_for_the_screen_and_for_a3() -> None:
    book = opened(xlsx_of(PAPER))
    assert book.sheetnames == ["配档表", "路线图", "时间表", "倒排", "说明"]
    for one in book.worksheets[:4]:
        assert str(one.page_setup.paperSize) == one.PAPERSIZE_A3
        assert one.page_setup.orientation == "landscape"
        assert one.print_title_rows == "$1:$3"
        assert one.freeze_panes in {"A4", "C4"}
        assert one.auto_filter.ref.startswith("A3:")


@pytest.mark.parametrize("written", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_what_people_wrote_is_never_a_formula(written: str) -> None:
    project = replace(PROJECT, name=written, brief=written, lead_unit=written)
    dates = tuple(replace(one, what=written, person=written) for one in DATES)
    paper = replace(PAPER, rows=(replace(JT01, project=project, dates=dates, said=written),))
    book = opened(xlsx_of(paper))
    assert [
        (one.title, cell.coordinate)
        for one in book.worksheets
        for row in one.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ] == []


def test_its_recipe_gives_the_same_paper_back() -> None:
    assert load(AllotmentPaper, json.loads(json.dumps(dump(PAPER)))) == PAPER


def test_an_empty_year_has_its_heads_alone() -> None:
    assert len(cells("配档表", replace(PAPER, rows=()))) == 1


def test_a_date_of_a_project_at_rest_is_not_overdue() -> None:
    late = next(one for one in DATES if one.what == "基层完成")
    assert days_words(late, ON) == "逾期1天"
    assert days_words(replace(late, is_open=False), ON) == "—"
