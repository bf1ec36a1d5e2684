"""Days off: weekends, holidays, and the weekends worked in their place (E30)."""

import datetime as dtm
from dataclasses import dataclass

_DAY = dtm.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A table of days off.

    `off` are weekdays that are holidays, `work` the weekend days that are worked, `years` those
    that the table knows; in any other year there are weekends only, and people are told so.
    """

    off: frozenset[dtm.date] = frozenset()
    work: frozenset[dtm.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_off(self, day: dtm.date) -> bool:
        """Tell whether nobody works on that day."""
        if day in self.work:
            return False
        return day in self.off or day.weekday() >= 5

    def knows(self, year: int) -> bool:
        """Tell whether the holidays of a year are in the table."""
        return year in self.years

    def working_day_from(self, day: dtm.date) -> dtm.date:
        """Return the day itself, or the next one that is worked."""
        while self.is_off(day):
            day += _DAY
        return day

    def working_day_until(self, day: dtm.date) -> dtm.date:
        """Return the day itself, or the last one before it that is worked."""
        while self.is_off(day):
            day -= _DAY
        return day

    def working_day_after(self, day: dtm.date, count: int = 1) -> dtm.date:
        """Return the first worked day after a day, or the one that is so many worked days on."""
        for _ in range(count):
            day = self.working_day_from(day + _DAY)
        return day


WEEKENDS_ONLY = DaysOff()
