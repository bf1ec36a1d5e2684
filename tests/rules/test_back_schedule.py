"""倒排: what is left of a year's target, and what each month must bring (C36, C37)."""

import datetime as dtm
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.back_schedule import (
    Left,
    NothingToDo,
    back_schedule,
    days_left,
    months_ahead,
)
from rules.lifecycle import ALWAYS_IN, LifecycleEvent, Standing, Step, standing
from rules.month import Month
from rules.project import Goal, Milestone

JULY = dtm.date(2023, 7, 10)
FIGURES = st.decimals(0, 100_000, places=2)
MONTHS = st.integers(1, 12)
EVERY_MONTH: list[Goal | None] = [Decimal(number) for number in range(1, 13)]


def reckon(
    target: str | None = "2750",
    done: str | None = "2630",
    *,
    months: int = 2,
    goals: list[Goal | None] = EVERY_MONTH,
    stands: Standing = ALWAYS_IN,
) -> Left | NothingToDo:
    return back_schedule(
        target=None if target is None else Decimal(target),
        done=None if done is None else Decimal(done),
        goals=goals,
        standing=stands,
        months=months,
    )


def stands(*steps: Step) -> Standing:
    return standing([LifecycleEvent(step, Month(2023, 3)) for step in steps], Month(2023, 7))


def test_what_is_left_is_shared_among_the_months_that_are_left() -> None:
    """C36: 还差120万元，剩2个月，月均需60万元."""
    left = reckon()
    assert left == Left(Decimal(120), 2)
    assert left.each == Decimal(60)


@pytest.mark.parametrize(
    ("target", "done", "months", "wanted"),
    [
        pytest.param("12.4", "5.2", 5, (Decimal("7.2"), Decimal("1.5")), id="rounded up"),
        pytest.param("12.4", None, 4, (Decimal("12.4"), Decimal("3.1")), id="nothing done yet"),
        pytest.param("12.4", "12.39", 6, (Decimal("0.01"), Decimal("0.1")), id="very little"),
        pytest.param("12.4", "5.2", 0, (Decimal("7.2"), None), id="no month left"),
    ],
)
def test_figures(
    target: str, done: str | None, months: int, wanted: tuple[Decimal, Decimal | None]
) -> None:
    left = reckon(target, done, months=months)
    assert isinstance(left, Left)
    assert (left.gap, left.each) == wanted


@pytest.mark.parametrize(
    ("found", "why"),
    [
        pytest.param(reckon(done="2750"), NothingToDo.REACHED, id="just reached"),
        pytest.param(reckon(done="2800"), NothingToDo.REACHED, id="exceeded"),
        pytest.param(reckon(None), NothingToDo.NO_FIGURE, id="a target in words"),
        pytest.param(reckon(None, goals=[Milestone("封顶")]), NothingToDo.STAGES, id="stages"),
        pytest.param(reckon(stands=stands(Step.SUSPEND)), NothingToDo.SUSPENDED, id="suspended"),
        pytest.param(reckon(stands=stands(Step.EXIT)), NothingToDo.EXITED, id="exited"),
        pytest.param(reckon(stands=stands(Step.COMPLETED)), NothingToDo.COMPLETED, id="done"),
        pytest.param(reckon(stands=Standing(is_in=False)), NothingToDo.NOT_IN, id="not in yet"),
        pytest.param(
            reckon(stands=stands(Step.SUSPEND, Step.RESUME)), Left(Decimal(120), 2), id="resumed"
        ),
    ],
)
def test_where_nothing_is_reckoned_it_is_known_why(
    found: Left | NothingToDo, why: Left | NothingToDo
) -> None:
    assert found == why


@given(FIGURES, FIGURES, MONTHS)
def test_what_each_month_must_bring_suffices_and_a_tenth_less_does_not(
    target: Decimal, done: Decimal, months: int
) -> None:
    left = reckon(str(target), str(done), months=months)
    if isinstance(left, Left):
        assert left.each is not None
        assert left.each * months >= left.gap == target - done
        assert (left.each - Decimal("0.1")) * months < left.gap
    else:
        assert (left, done >= target) == (NothingToDo.REACHED, True)


@given(FIGURES, FIGURES, FIGURES, MONTHS)
def test_who_has_done_more_never_needs_more(
    target: Decimal, done: Decimal, more: Decimal, months: int
) -> None:
    before = reckon(str(target), str(done), months=months)
    after = reckon(str(target), str(done + more), months=months)
    if isinstance(after, Left):
        assert isinstance(before, Left)
        assert (after.gap, after.each or 0) <= (before.gap, before.each or 0)


SPRING: list[Goal | None] = [None, None, Decimal(1), Decimal(2), None, Decimal(3)]
SUMMER_STOP = [*SPRING, None, None, Decimal(5), Decimal(6), None, None]


@pytest.mark.parametrize(
    ("after", "on", "due", "numbers"),
    [
        pytest.param(None, dtm.date(2023, 1, 5), None, [3, 4, 6, 9, 10], id="the whole year"),
        pytest.param(5, dtm.date(2023, 6, 30), None, [6, 9, 10], id="on its last day it counts"),
        pytest.param(5, dtm.date(2023, 7, 1), None, [9, 10], id="over, determined or not"),
        pytest.param(6, dtm.date(2023, 6, 10), None, [9, 10], id="determined before it is over"),
        pytest.param(6, JULY, dtm.date(2023, 9, 1), [9], id="to its own due month"),
        pytest.param(6, JULY, dtm.date(2023, 8, 31), [], id="due before"),
        pytest.param(6, JULY, dtm.date(2024, 3, 1), [9, 10], id="due next year"),
        pytest.param(None, dtm.date(2022, 12, 1), None, [3, 4, 6, 9, 10], id="before the year"),
        pytest.param(None, dtm.date(2024, 1, 1), None, [], id="after the year"),
    ],
)
def test_only_a_month_with_a_target_that_is_not_over_is_left(
    after: int | None, on: dtm.date, due: dtm.date | None, numbers: list[int]
) -> None:
    month = Month(2023, after) if after else None
    found = months_ahead(2023, SUMMER_STOP, after=month, on=on, due=due)
    assert [one.number for one in found] == numbers


def test_a_thing_is_overdue_from_the_day_after() -> None:
    """E40."""
    days = [days_left(JULY, JULY + dtm.timedelta(days=late)) for late in (-5, 0, 1)]
    assert days == [5, 0, -1]
