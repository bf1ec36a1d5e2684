"""Target changes: which take effect, and from when (C57 to C61, E3 to E7)."""

import datetime as dtm
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.change import TargetChange, plan_with
from rules.month import Month, year_of
from rules.project import Cause, Goal, Milestone, PlanVersion, in_force

YEAR = year_of(2023)
PLAN = PlanVersion(0, YEAR[0], {month: Decimal(10 * month.number) for month in YEAR})
MAY, JUNE, JULY = YEAR[4:7]


def change(
    approved_on: dtm.date | None,
    effective: Month,
    goals: Mapping[Month, Goal | None],
    *,
    has_all_steps: bool = True,
    is_exception: bool = False,
) -> TargetChange:
    return TargetChange(approved_on, effective, goals, has_all_steps, is_exception)


def goals(*changes: TargetChange) -> list[Goal | None]:
    """Return the goals of May, June and July."""
    versions = plan_with(PLAN, changes)
    return [in_force(versions, month).goal for month in (MAY, JUNE, JULY)]


IN_JUNE = dtm.date(2023, 6, 12)
LOWER = {MAY: Decimal(40), JUNE: Decimal(45), JULY: Decimal(50)}


@pytest.mark.parametrize(
    ("made", "found"),
    [
        pytest.param(change(IN_JUNE, MAY, LOWER), [50, 45, 50], id="never before its approval"),
        pytest.param(
            change(IN_JUNE, JULY, LOWER), [50, 60, 50], id="never before it is asked for"
        ),
        pytest.param(
            change(IN_JUNE, JUNE, {JULY: Decimal(50)}), [50, 60, 50], id="only what it names"
        ),
        pytest.param(
            change(IN_JUNE, JUNE, {JUNE: None}), [50, None, 70], id="a goal is taken away"
        ),
        pytest.param(
            change(IN_JUNE, JUNE, {JUNE: Milestone("封顶")}),
            [50, "封顶", 70],
            id="a stage instead",
        ),
        pytest.param(
            change(IN_JUNE, JUNE, LOWER, has_all_steps=False), [50, 60, 70], id="a step is missing"
        ),
        pytest.param(change(None, JUNE, LOWER), [50, 60, 70], id="not approved"),
    ],
)
def test_a_change_holds_from_the_later_of_its_months(
    made: TargetChange, found: list[Goal | None]
) -> None:
    assert goals(made) == found


@pytest.mark.parametrize(
    ("second", "july"),
    [
        pytest.param(
            change(dtm.date(2023, 7, 3), JULY, {JULY: Decimal(1)}), 50, id="a second one"
        ),
        pytest.param(
            change(dtm.date(2023, 7, 3), JULY, {JULY: Decimal(1)}, is_exception=True),
            1,
            id="as headquarters' exception",
        ),
        pytest.param(
            change(dtm.date(2022, 12, 30), JULY, {JULY: Decimal(1)}), 50, id="in another year"
        ),
    ],
)
def test_only_the_first_of_a_calendar_year_takes_effect(second: TargetChange, july: int) -> None:
    assert goals(change(IN_JUNE, JUNE, LOWER), second)[2] == july


def test_one_that_lacks_a_step_does_not_use_up_the_year() -> None:
    failed = change(dtm.date(2023, 5, 3), MAY, {MAY: Decimal(1)}, has_all_steps=False)
    assert goals(failed, change(IN_JUNE, JUNE, LOWER)) == [50, 45, 50]


def test_a_version_tells_why_it_exists() -> None:
    made = (
        change(IN_JUNE, JUNE, LOWER),
        change(dtm.date(2023, 7, 3), JULY, {JULY: Decimal(1)}, is_exception=True),
    )
    versions = plan_with(PLAN, made)
    assert [one.because for one in versions] == [
        *(Cause.YEAR_PLAN, Cause.ADJUSTMENT, Cause.EXCEPTION)
    ]
    assert versions[1].approved_on == IN_JUNE


@given(st.dates(dtm.date(2023, 1, 1), dtm.date(2023, 12, 31)), st.sampled_from(YEAR))
def test_no_month_before_the_approval_is_ever_touched(approved: dtm.date, asked: Month) -> None:
    """E3 and E4: published colours are never rewritten."""
    versions = plan_with(PLAN, [change(approved, asked, dict.fromkeys(YEAR, Decimal(1)))])
    since = max(Month.of(approved), asked)
    touched = [month for month in YEAR if in_force(versions, month).goal == 1]
    assert touched == [month for month in YEAR if month >= since]
    assert all(in_force(versions, month).is_adjusted for month in touched)
