import datetime as dtm
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from papers.assessment import AssessmentPaper
from papers.assessment_workbook import xlsx_of
from rules.assessment import assess, by_command, ranked
from rules.determination import Ground
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import Milestone, Project
from rules.trace import Origin, Traced
from tests.bot.stage_book import PROJECTS
from tests.rules.test_assessment import CHANGE, PLAN, year

JT01, JT02, *_ = PROJECTS


def book(paper: AssessmentPaper) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(paper)))


def paper(*projects: Project, shown: str = "蓝黄红") -> AssessmentPaper:
    assessed = tuple(
        assess(one, (PLAN, CHANGE), year(one, shown, ["1", "2", "9.5"])) for one in projects
    )
    return AssessmentPaper("禾源镇", 2023, assessed, {"06": "交通建设指挥部"})


def cells(sheet: str, found: openpyxl.Workbook) -> list[list[object]]:
    return [[cell.value for cell in row] for row in found[sheet].iter_rows(min_row=2)]


def test_each_project_has_its_row_with_the_original_target_beside_the_adjusted_one() -> None:
    head, first, second = cells("项目", book(paper(JT01, JT02)))
    shown = dict(zip(head, first, strict=True))
    assert (
        shown
        | {
            "项目编号": "JT01",
            "指挥部": "交通建设指挥部",
            "原年度目标": 12.4,
            "调整后目标": 10,
            "完成（自报）": 9.5,
            "认定": 9.5,
            "认定截至": "3月",
            "年终认定": "未完成",
            "最长连续未完成": 2,
            "目标调整": "7月20日批准",
            "责任人任期": "韦长河（1—3月：蓝1黄1红1）",
        }
        == shown
    )
    assert second[1] == "JT02"


def test_no_cell_of_a_row_is_empty() -> None:
    empty = AssessmentPaper("禾源镇", 2023, (assess(JT01, (), []),), {})
    for row in cells("项目", book(empty)):
        assert None not in row


def test_groups_stand_on_their_own_sheets() -> None:
    found = book(paper(JT01, JT02))
    assert found.sheetnames == ["项目", "逐月", "指挥部", "主责单位", "责任人", "说明"]
    assert cells("指挥部", found)[1] == ["交通建设指挥部", 2, 0, 2, 2, 2, 0, 0, "33.3%"]
    assert [row[0] for row in cells("责任人", found)[1:]] == ["俞振邦", "韦长河"]


@pytest.mark.parametrize("is_ranked", [False, True])
def test_commands_are_ranked_only_where_it_is_switched_on(is_ranked: bool) -> None:  # noqa: FBT001
    plain = paper(JT01)
    places = ranked(by_command(plain.projects).values()) if is_ranked else ()
    found = book(AssessmentPaper("禾源镇", 2023, plain.projects, plain.commands, places))
    assert ("名次" in cells("指挥部", found)[0]) is is_ranked


@pytest.mark.parametrize("written", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_what_people_wrote_is_never_a_formula(written: str) -> None:
    found = book(paper(replace(JT01, name=written)))
    cell = found["项目"].cell(3, 3)
    assert (cell.value, cell.data_type) == (written, "s")


def test_a_figure_of_many_digits_loses_none() -> None:
    exact = Decimal("1234567890123456.78")
    assessed = assess(JT01, (PLAN,), year(JT01, "蓝", [str(exact)]))
    found = book(AssessmentPaper("禾源镇", 2023, (assessed,), {}))
    assert found["项目"].cell(3, 11).value == "1234567890123456.78"


MARCH = Rated(
    Month(2023, 3), None, 1, (Flag.PENDING,), NoPlate.PENDING, goal=Milestone("=1+1"), value=None
)
TRACED = Traced(
    project="JT01",
    name="+cmd",
    unit="公里",
    person="韦长河",
    rated=MARCH,
    version=2,
    approved_on=dtm.date(2023, 2, 20),
    reported=Decimal("5.8"),
    is_late=True,
    reply=Origin("韦长河", dtm.datetime(2023, 4, 4, 8, 30, tzinfo=dtm.UTC), 31, "-100/7"),
    ground=Ground.OPEN,
    note="退回重报",
    corrections=(1, 3),
)


def months(*traced: Traced) -> list[list[object]]:
    return cells("逐月", book(AssessmentPaper("禾源镇", 2023, (), {}, months=traced)))[1:]


def test_each_month_has_its_row_with_where_its_figures_come_from() -> None:
    assert months(TRACED) == [
        [
            *("JT01", "+cmd", "3月", "韦长河", "公里", "节点：=1+1"),
            "第2次调整（2023年2月20日批准）",
            *(5.8, "韦长河", "2023-04-04 08:30（迟报）", "-100/7", 31),
            *("—", "待认定：退回重报", "—", "—", "—", "无牌（待认定）", "—", "第1号、第3号"),
        ]
    ]


def test_a_ground_that_speaks_of_a_false_report_stays_in_the_journal() -> None:
    """E39: the file is handed on."""
    found = Origin("岑春林", None, 40)
    rated = MARCH._replace(plate=Plate.YELLOW, no_plate=None, value=Decimal(5))
    one = replace(TRACED, rated=rated, ground=Ground.OFFICE, note="发现虚报", finding=found)
    (row,) = months(one)
    assert row[12:18] == [5, "督考办认定", "岑春林", "—", 40, "黄牌"]


def test_a_completed_project_says_so_where_nobody_found_anything() -> None:
    rated = MARCH._replace(plate=Plate.BLUE, no_plate=None, flags=(Flag.COMPLETED,))
    (row,) = months(replace(TRACED, rated=rated, ground=None, note=""))
    assert row[13] == "完工核定"
