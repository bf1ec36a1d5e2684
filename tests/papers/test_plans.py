"""The monthly plan: cumulative figures that rise to the annual target, in the project's unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.grid import Cell
from papers.remarks import Remarks
from papers.series import Point, sound_points
from rules.month import Month
from rules.project import Milestone
from tests.papers.small_book import Changes, changed, only, read, small_workbook, told

ERROR, WARNING, INFO = "error", "warning", "info"


def month_cell(month: int, row: int = 2) -> str:
    """Return where a month's goal stands: 1月 is in column E, each month has two."""
    at = 3 + 2 * month
    column = chr(64 + at) if at <= 26 else f"A{chr(64 + at - 26)}"
    return f"月度计划!{column}{row}"


@pytest.mark.parametrize(
    ("month", "written", "severity", "goal"),
    [
        pytest.param(5, "/", INFO, None, id="a stroke"),
        pytest.param(5, "无", INFO, None, id="a word for nothing"),
        pytest.param(5, None, None, None, id="blank"),
        pytest.param(5, "汛期停工", WARNING, None, id="a reason"),
        pytest.param(5, 0, WARNING, None, id="a zero after figures"),
        pytest.param(1, 0, WARNING, None, id="a zero before the start"),
        pytest.param(5, "主体完工", ERROR, None, id="words"),
        pytest.param(5, "约4", ERROR, None, id="about"),
        pytest.param(5, " 3.7", INFO, "3.7", id="a space before"),
        pytest.param(5, "3.7公里（预计）", WARNING, "3.7", id="a remark"),
        pytest.param(5, 1.2, ERROR, None, id="less than the month before"),
        pytest.param(5, 13, ERROR, None, id="more than the year's"),
        pytest.param(10, 12, ERROR, None, id="not the annual target at last"),
        pytest.param(2, 0.2, WARNING, "0.2", id="before work begins"),
    ],
)
def test_a_months_goal_is_checked(
    month: int, written: object, severity: str | None, goal: str | None
) -> None:
    place = month_cell(month)
    found = changed({place: written})
    expected = INFO if (month, written) == (1, 0) else severity
    assert told(found) == ([(place, expected)] if expected else [])
    kept = found.book.plans["JT01"].goals.get(Month(2023, month))
    assert (None if kept is None else str(kept)) == goal


def test_a_milestone_is_a_goal() -> None:
    found = changed({month_cell(5): "M：主体封顶"})
    assert found.anomalies == ()
    assert found.book.plans["JT01"].goals[Month(2023, 5)] == Milestone("主体封顶")


def test_a_stroke_is_no_progress() -> None:
    plan = changed({"月度计划!J2": "/", "月度计划!L2": "基层完成"}).book.plans["JT01"]
    assert Month(2023, 3) not in plan.progress
    assert plan.progress[Month(2023, 4)] == "基层完成"


def test_zero_is_no_goal_before_the_first() -> None:
    anomaly = only(changed({month_cell(1): 0}))
    assert (anomaly.severity, anomaly.taken) == (INFO, None)


def test_figures_by_the_month_are_asked_about_once() -> None:
    by_month = (100, 200, 300, 400, 300, 300, 300, 250, 200, 200, 100, 100)
    goals = {month_cell(n, 3): one for n, one in enumerate(by_month, start=1)}
    found = changed(goals)
    assert told(found) == [("月度计划!E3:AA3", ERROR)]
    assert found.book.plans["JT02"].goals == {}


def test_a_row_that_rises_and_falls_is_asked_about_once() -> None:
    found = changed({month_cell(n, 3): 900 - n for n in range(1, 13)})
    assert told(found) == [("月度计划!E3:AA3", ERROR)]


def test_goals_that_rise_after_the_due_date_are_shown() -> None:
    found = changed({month_cell(10): 12, month_cell(11): 12.4})
    assert told(found) == [(month_cell(11), WARNING)]


def test_goals_that_stay_after_the_due_date_are_not_worth_a_word() -> None:
    assert changed({month_cell(11): 12.4, month_cell(12): 12.4}).anomalies == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"月度计划!B2": "禾石路工程"}, [("月度计划!B2", WARNING)], id="name"),
        pytest.param(
            {"月度计划!B4": '"清四乱"专项整治工作'}, [("月度计划!B4", INFO)], id="quotes"
        ),
        pytest.param({"月度计划!C2": "万元"}, [("月度计划!C2", ERROR)], id="unit"),
        pytest.param({"月度计划!C2": "km"}, [("月度计划!C2", INFO)], id="unit by another name"),
        pytest.param({"月度计划!D2": 12}, [("月度计划!D2", ERROR)], id="annual target"),
        pytest.param(
            {"月度计划!A2": "JT09"}, [("月度计划!A2", WARNING)], id="code, known by name"
        ),
        pytest.param(
            {"月度计划!A2": "XX99", "月度计划!B2": "绿道项目"},
            [("项目!A2", WARNING), ("月度计划!A2", ERROR)],
            id="unknown project",
        ),
        pytest.param(
            {"月度计划!A3": "JT01", "月度计划!B3": None},
            [("项目!A3", WARNING), ("月度计划!A3", ERROR), ("月度计划!C3", ERROR)],
            id="the same project twice",
        ),
    ],
)
def test_the_plan_is_compared_with_the_projects(
    changes: Changes, expected: list[tuple[str, str]]
) -> None:
    assert [one for one in told(changed(changes)) if one in expected] == expected


def test_goals_in_another_unit_are_left_out() -> None:
    assert changed({"月度计划!C2": "万元"}).book.plans["JT01"].goals == {}


def test_without_codes_the_plan_is_matched_by_name() -> None:
    book = small_workbook()
    book["月度计划"].delete_cols(1)
    found = read(book)
    assert told(found) == [("月度计划!A1", WARNING)]
    assert found.book.plans == read(small_workbook()).book.plans


def test_a_project_without_a_plan_is_kept_and_told() -> None:
    book = small_workbook()
    book["月度计划"].delete_rows(4)
    found = read(book)
    assert told(found) == [("项目!A4", WARNING)]
    assert found.book.plans["SL01"].goals == {}


@given(
    st.lists(st.integers(0, 50), max_size=12),
    st.frozensets(st.integers(1, 50).map(Decimal), max_size=2),
)
def test_what_stands_never_falls(values: list[int], targets: frozenset[Decimal]) -> None:
    points = [Point(n, Cell(2, n), Decimal(one)) for n, one in enumerate(values, start=1)]
    remarks = Remarks("月度计划")
    kept = sound_points(points, targets=targets, is_whole=True, stretch="A2:L2", remarks=remarks)
    figures = [one.value for one in kept]
    assert figures == sorted(figures)
    assert all(figures)
    assert len(kept) == len(points) or remarks.anomalies
