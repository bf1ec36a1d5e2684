"""A month without a year is the one that people mean, also when the year has just ended."""

import pytest

from bot.months import month_named, read_month
from bot.refusals import UnknownMonthError
from rules.cycle import Cycle
from rules.month import Month
from rules.schedule import Phase
from storage.engine import Storage
from tests.storage.samples import NOON, book

DECEMBER, JANUARY = Month(2023, 12), Month(2024, 1)


def asked(storage: Storage, *months: Month) -> None:
    with storage.work() as work:
        for year in dict.fromkeys(month.year for month in months):
            work.book.put(book(year=year), NOON)
        for month in months:
            work.cycles.put(Cycle(month).ran(Phase.ASK, NOON))


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("1月", JANUARY),
        ("12月", DECEMBER),  # this year's is still to come
        ("12", DECEMBER),
        ("2月", Month(2024, 2)),  # the year before it was not asked
        ("2024-12", Month(2024, 12)),
        ("2023年11月", Month(2023, 11)),
    ],
)
def test_after_the_year_has_ended_last_years_months_are_meant(
    storage: Storage, written: str, month: Month
) -> None:
    asked(storage, DECEMBER, JANUARY)
    with storage.look() as look:
        assert month_named(written, look=look) == month


def test_within_a_year_it_is_this_years(storage: Storage) -> None:
    asked(storage, DECEMBER)
    with storage.look() as look:
        assert read_month("12月", look=look) == DECEMBER
        assert read_month("6月", look=look) == Month(2023, 6)


def test_what_is_no_month_is_none(storage: Storage) -> None:
    asked(storage, DECEMBER)
    with storage.look() as look:
        assert month_named(" ", look=look) is None
        for written in ("13月", "0月", "去年"):
            assert read_month(written, look=look) is None
            with pytest.raises(UnknownMonthError):
                month_named(written, look=look)
