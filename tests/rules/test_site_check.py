"""Site checks: what they speak of, and when a report says more (C63, C72)."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rules.project import Goal, Milestone, Stage, Value
from rules.site_check import SiteCheck, latest

DAY = dtm.date(2023, 7, 3)
FOUND = SiteCheck(
    year=2023,
    project="JT01",
    found_on=DAY,
    value=Decimal("5.2"),
    stage="",
    is_announced=False,
    inspectors=("岑春林", "柳艳玲"),
    basis="沿线量测",
    recorded_by="岑春林",
    recorded_at=dtm.datetime(2023, 7, 3, 9, 40, tzinfo=dtm.UTC),
    number=3,
)
ROOFED = replace(FOUND, value=Stage.UNMET, stage="主体封顶")


@pytest.mark.parametrize(
    ("check", "reported", "is_below"),
    [
        pytest.param(FOUND, Decimal("5.21"), True, id="more"),
        pytest.param(FOUND, Decimal("5.20"), False, id="the same"),
        pytest.param(FOUND, Decimal(5), False, id="less"),
        pytest.param(ROOFED, Stage.MET, True, id="a stage that is not reached"),
        pytest.param(ROOFED, Stage.UNMET, False, id="a stage that nobody claims"),
        pytest.param(replace(ROOFED, value=Stage.MET), Stage.MET, False, id="a stage reached"),
        pytest.param(FOUND, Stage.MET, False, id="a stage where a figure was found"),
    ],
)
def test_a_report_of_more_than_was_found_differs(
    check: SiteCheck, reported: Value, *, is_below: bool
) -> None:
    assert check.is_below(reported) is is_below


@pytest.mark.parametrize(
    ("check", "goal", "answers"),
    [
        (FOUND, Decimal("5.8"), True),
        (FOUND, None, False),
        (FOUND, Milestone("主体封顶"), False),
        (ROOFED, Milestone("主体封顶"), True),
        (ROOFED, Milestone("外墙完成"), False),
        (ROOFED, Decimal("5.8"), False),
    ],
)
def test_a_check_speaks_of_what_the_month_asks(
    check: SiteCheck, goal: Goal | None, *, answers: bool
) -> None:
    assert check.answers(goal) is answers


def test_the_latest_day_counts_and_of_one_day_the_last_kept() -> None:
    later = replace(FOUND, found_on=DAY + dtm.timedelta(days=1), number=1)
    again = replace(FOUND, number=4)
    assert latest([FOUND, again], Decimal(1)) == again
    assert latest([later, FOUND, again, ROOFED], Decimal(1)) == later
    assert latest([ROOFED], Decimal(1)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"inspectors": ("岑春林",)},
        {"inspectors": ("岑春林", "岑春林")},
        {"basis": ""},
        {"stage": "主体封顶"},
        {"value": Stage.MET},
    ],
)
def test_a_record_without_two_people_or_a_basis_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"two people|the stage"):
        replace(FOUND, **wrong)
