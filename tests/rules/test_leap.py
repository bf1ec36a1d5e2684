"""A figure that rises by more than three times what its month was to bring is a leap."""

from decimal import Decimal

import pytest

from rules.leap import is_leap
from rules.project import Goal, Milestone, Stage, Value


@pytest.mark.parametrize(
    ("value", "last", "goal", "before", "leaps"),
    [
        pytest.param("9.7", "3.7", "5.7", "3.7", False, id="three times exactly"),
        pytest.param("9.71", "3.7", "5.7", "3.7", True, id="more than three times"),
        pytest.param("4", "3.7", "3.7", "3.7", False, id="the plan adds nothing"),
        pytest.param("9", None, "5.7", "3.7", False, id="nothing to compare with"),
        pytest.param("100", "0", "10", None, True, id="in January the year begins at nothing"),
        pytest.param("30", "0", "10", None, False, id="in January, three times"),
    ],
)
def test_a_leap_is_told_from_the_months_plan(
    value: str,
    last: str | None,
    goal: str,
    before: str | None,
    leaps: bool,  # noqa: FBT001
) -> None:
    assert leaps is is_leap(
        Decimal(value),
        last=None if last is None else Decimal(last),
        goal=Decimal(goal),
        goal_before=None if before is None else Decimal(before),
    )


@pytest.mark.parametrize(
    ("value", "last", "goal"),
    [
        (Stage.MET, Decimal(1), Milestone("封顶")),
        (Decimal(9), Stage.MET, Decimal(1)),
        (Decimal(9), Decimal(1), Milestone("封顶")),
    ],
)
def test_stages_do_not_leap(value: Value, last: Value, goal: Goal) -> None:
    assert not is_leap(value, last=last, goal=goal, goal_before=Decimal(0))
