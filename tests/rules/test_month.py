"""A month of the plan-year."""

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.month import Month, NotAMonthError, months_between, year_of

MONTHS = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))


@given(MONTHS)
def test_a_month_is_read_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    "written", ["2023-13", "2023-00", "2023-6", "23-06", "2023/06", "2023-06-01", "", " 2023-06"]
)
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(NotAMonthError) as refused:
        Month.parse(written)
    assert "write it like 2023-06" in str(refused.value)


@pytest.mark.parametrize(("year", "number"), [(2023, 0), (2023, 13), (0, 1), (9999, 12)])
def test_no_month_is_built_wrong(year: int, number: int) -> None:
    with pytest.raises(NotAMonthError):
        Month(year, number)


@given(MONTHS)
def test_the_month_after_and_the_month_before_undo_each_other(month: Month) -> None:
    assert month.next.previous == month.previous.next == month
    assert month.previous < month < month.next


@given(MONTHS)
def test_the_next_month_begins_the_day_after_the_last(month: Month) -> None:
    assert month.last_day + dtm.timedelta(days=1) == month.next.first_day
    assert Month.of(month.last_day) == Month.of(month.first_day) == month


@pytest.mark.parametrize(
    ("month", "last"),
    [(Month(2023, 2), 28), (Month(2024, 2), 29), (Month(2023, 4), 30), (Month(2023, 12), 31)],
    ids=str,
)
def test_the_last_day_is_the_calendars(month: Month, last: int) -> None:
    assert month.last_day.day == last


@given(MONTHS, st.integers(0, 30))
def test_between_two_months_none_is_left_out(first: Month, count: int) -> None:
    last = first
    for _ in range(count):
        last = last.next
    found = months_between(first, last)
    assert (len(found), found[0], found[-1]) == (count + 1, first, last)
    assert months_between(last.next, first) == ()


def test_a_year_has_twelve_months() -> None:
    assert year_of(2023) == months_between(Month(2023, 1), Month(2023, 12))


def test_people_say_a_month_without_its_year() -> None:
    assert Month(2023, 6).chinese == "6月"
