"""When a month's phases are due."""

import datetime as dtm
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from rules.days_off import DaysOff
from rules.month import Month

_WRITTEN = re.compile(
    r"(?:(?P<last>last)|(?P<next>\+)?(?P<day>[0-9]{1,2})) +(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})"
)


MORNING, NIGHT = dtm.time(8), dtm.time(21)  # between them somebody may be reminded late
HALT = dtm.timedelta(minutes=10)  # a phase later than this was missed, not merely slow


class Phase(StrEnum):
    """What happens to a month, in this order; reminders may come several times."""

    ASK = "ask"
    REMIND = "remind"
    CLOSE = "close"
    BRIEF = "brief"
    PUBLISH = "publish"


class NotAnInstantError(ValueError):
    """A phase's instant is not written like `last 09:00`, `28 09:00` or `+3 17:00`."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"{written!r} is no due instant; write `last 09:00`, `28 09:00` or `+3 17:00`"
        )
        self.written = written


@dataclass(frozen=True, slots=True)
class Instant:
    """A day and an hour, told from a month: day `last`, a day of it, or (`+`) of the next."""

    day: int | Literal["last"]
    hour: dtm.time
    in_next_month: bool = False

    @classmethod
    def parse(cls, written: str) -> "Instant":
        """Read `last 09:00`, `28 09:00` or `+3 17:00`; anything else is NotAnInstantError."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None or int(found["h"]) > 23 or int(found["m"]) > 59:
            raise NotAnInstantError(written)
        hour = dtm.time(int(found["h"]), int(found["m"]))
        if found["last"]:
            return cls("last", hour)
        if not 1 <= int(found["day"]) <= 31:
            raise NotAnInstantError(written)
        return cls(int(found["day"]), hour, in_next_month=bool(found["next"]))

    def day_for(self, month: Month) -> dtm.date:
        """Return the day before days off are minded; the 31st of a short month is its last."""
        base = month.next if self.in_next_month else month
        if self.day == "last":
            return base.last_day
        return base.first_day.replace(day=min(self.day, base.last_day.day))


@dataclass(frozen=True, slots=True)
class Schedule:
    """The instants of every month's phases, as the settings name them."""

    ask: Instant
    remind: tuple[Instant, ...]
    close: Instant
    brief: Instant
    publish: Instant
    zone: dtm.tzinfo


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A phase of a month and its instant (aware).

    In doubt: it may have run already, in a time that a restored copy knows nothing of.
    """

    at: dtm.datetime
    month: Month
    phase: Phase
    is_in_doubt: bool = False


def due_instants(month: Month, *, schedule: Schedule, days_off: DaysOff) -> tuple[Due, ...]:
    """Return a month's phases in the order of their instants (E30).

    Asking moves back to a working day, everything else forward; reminders that coincide are one,
    and only those between the asking and the close remain; close, brief and publish come on
    different working days.
    """
    ask = _at(days_off.working_day_until(schedule.ask.day_for(month)), schedule.ask, schedule)
    close_day = days_off.working_day_from(schedule.close.day_for(month))
    close = _at(close_day, schedule.close, schedule)
    reminders = {
        _at(days_off.working_day_from(instant.day_for(month)), instant, schedule)
        for instant in schedule.remind
    }
    later = following(month, close_day, schedule=schedule, days_off=days_off)
    return (
        Due(ask, month, Phase.ASK),
        *(Due(at, month, Phase.REMIND) for at in sorted(reminders) if ask < at < close),
        Due(close, month, Phase.CLOSE),
        *later,
    )


def following(
    month: Month, close_day: dtm.date, *, schedule: Schedule, days_off: DaysOff
) -> tuple[Due, Due]:
    """Return brief and publish, each at the earliest a working day after the one before it.

    `close_day` is the day of the close as it is: after a halt it may be later than planned (E31).
    """
    brief_day = max(
        days_off.working_day_from(schedule.brief.day_for(month)),
        days_off.working_day_after(close_day),
    )
    publish_day = max(
        days_off.working_day_from(schedule.publish.day_for(month)),
        days_off.working_day_after(brief_day),
    )
    return (
        Due(_at(brief_day, schedule.brief, schedule), month, Phase.BRIEF),
        Due(_at(publish_day, schedule.publish, schedule), month, Phase.PUBLISH),
    )


def waking(at: dtm.datetime, zone: dtm.tzinfo) -> dtm.datetime:
    """Return an instant itself by day, else the morning after it: at night nobody is chased."""
    local = at.astimezone(zone)
    if MORNING <= local.time() < NIGHT:
        return at
    day = local.date() if local.time() < MORNING else local.date() + dtm.timedelta(days=1)
    return dtm.datetime.combine(day, MORNING, zone).astimezone(dtm.UTC)


def _at(day: dtm.date, instant: Instant, schedule: Schedule) -> dtm.datetime:
    """Return an instant of a day; an hour that the zone leaves out is the one after it.

    Of an hour that comes twice it is the first. Python compares instants of one zone by their
    hours, so that one that does not exist would stand before others that come earlier.
    """
    written = dtm.datetime.combine(day, instant.hour, schedule.zone)
    return written.astimezone(dtm.UTC).astimezone(schedule.zone)
