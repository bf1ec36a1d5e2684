"""Days off: weekends, holidays, and the weekends worked in their place (E30)."""

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days_off import WEEKENDS_ONLY, DaysOff

OCTOBER = DaysOff(
    off=frozenset(dtm.date(2023, 10, day) for day in (2, 3, 4, 5, 6)),
    work=frozenset({dtm.date(2023, 10, 7), dtm.date(2023, 10, 8)}),
    years=frozenset({2023}),
)
DAYS = st.dates(dtm.date(2023, 1, 1), dtm.date(2023, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        pytest.param(1, True, id="a Sunday of the holiday"),
        pytest.param(2, True, id="a Monday of the holiday"),
        pytest.param(7, False, id="a Saturday that is worked"),
        pytest.param(9, False, id="a Monday"),
        pytest.param(14, True, id="a Saturday"),
    ],
)
def test_nobody_works_on_a_day_off(day: int, is_off: bool) -> None:  # noqa: FBT001
    assert OCTOBER.is_off(dtm.date(2023, 10, day)) is is_off


@given(DAYS)
def test_working_days_are_found_on_either_side(day: dtm.date) -> None:
    before, after = OCTOBER.working_day_until(day), OCTOBER.working_day_from(day)
    assert before <= day <= after
    assert not OCTOBER.is_off(before)
    assert not OCTOBER.is_off(after)
    assert (before == after == day) is not OCTOBER.is_off(day)


@given(DAYS)
def test_the_working_day_after_is_later(day: dtm.date) -> None:
    assert OCTOBER.working_day_after(day) > day


def test_a_year_that_is_not_in_the_table_has_weekends_only() -> None:
    assert (OCTOBER.knows(2023), OCTOBER.knows(2024)) == (True, False)
    assert not WEEKENDS_ONLY.is_off(dtm.date(2023, 10, 2))
