"""A month of the plan-year."""

import calendar
import datetime as dtm
import functools
import re
from typing import NamedTuple, Self

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


class NotAMonthError(ValueError):
    """What was given is no month such as 2023-06; `written` holds it."""

    def __init__(self, written: object) -> None:
        super().__init__(f"{written!r} is not a month; write it like 2023-06")
        self.written = written


class _YearAndNumber(NamedTuple):
    year: int
    number: int


class Month(_YearAndNumber):
    """A calendar month; compares, hashes and sorts as (year, number), which keeps rating quick."""

    __slots__ = ()

    def __new__(cls, year: int, number: int) -> Self:
        """Refuse what is no month with NotAMonthError."""
        if not (dtm.MINYEAR < year < dtm.MAXYEAR and 1 <= number <= 12):
            raise NotAMonthError((year, number))
        return super().__new__(cls, year, number)

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2023-06`; anything else is NotAMonthError."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise NotAMonthError(written)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: dtm.date) -> Self:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def chinese(self) -> str:
        """The month as people say it: `6月`."""
        return f"{self.number}月"

    @property
    def first_day(self) -> dtm.date:
        """The 1st."""
        return dtm.date(self.year, self.number, 1)

    @property
    def last_day(self) -> dtm.date:
        """The 28th to 31st."""
        return dtm.date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)


@functools.lru_cache(maxsize=256)  # a rating walks the same months for every project
def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Return the months from the first to the last, both included; none when they are swapped."""
    count = (last.year - first.year) * 12 + last.number - first.number + 1
    found = [first] if count > 0 else []
    while len(found) < count:
        found.append(found[-1].next)
    return tuple(found)


def year_of(year: int) -> tuple[Month, ...]:
    """Return the twelve months of a plan-year."""
    return tuple(Month(year, number) for number in range(1, 13))
