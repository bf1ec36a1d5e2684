"""Back-scheduling (倒排): what is left of a year's target, what each month must bring (C36)."""

import datetime as dtm
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rules.lifecycle import Standing, Step
from rules.month import Month, year_of
from rules.project import Goal, Milestone

_TENTHS = 10


class NothingToDo(StrEnum):
    """Why nothing is reckoned: there is nothing to do, or nothing to reckon with."""

    NOT_IN = "not_in"
    EXITED = "exited"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    STAGES = "stages"  # milestones alone
    NO_FIGURE = "no_figure"  # the year's target is none
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a year's target, and in how many months with a target it is to be done."""

    gap: Decimal
    months: int

    @property
    def each(self) -> Decimal | None:
        """What each month must bring, rounded up to a tenth so that it suffices; None in none."""
        return raised(Fraction(self.gap) / self.months) if self.months else None


def raised(figure: Fraction) -> Decimal:
    """Round up to one decimal."""
    return Decimal(math.ceil(figure * _TENTHS)) / _TENTHS


def back_schedule(
    *,
    target: Decimal | None,
    done: Decimal | None,
    goals: Sequence[Goal | None],
    standing: Standing,
    months: int,
) -> Left | NothingToDo:
    """Reckon what is left of a target, from the cumulative figure that was determined last.

    `goals` are those of the year, `months` how many of them are left (`months_ahead`); without a
    figure nothing is done yet.
    """
    resting = _resting(standing)
    if resting is not None:
        return resting
    if target is None:
        is_stages = any(isinstance(goal, Milestone) for goal in goals)
        return NothingToDo.STAGES if is_stages else NothingToDo.NO_FIGURE
    gap = target - (done or 0)
    return Left(gap, months) if gap > 0 else NothingToDo.REACHED


def _resting(standing: Standing) -> NothingToDo | None:
    if not standing.is_in:
        is_out = standing.last is not None and standing.last.step is Step.EXIT
        return NothingToDo.EXITED if is_out else NothingToDo.NOT_IN
    if standing.completed_since is not None:
        return NothingToDo.COMPLETED
    return NothingToDo.SUSPENDED if standing.is_suspended else None


def months_ahead(
    year: int,
    goals: Sequence[Goal | None],
    *,
    after: Month | None,
    on: dtm.date,
    due: dtm.date | None,
) -> tuple[Month, ...]:
    """Return the months of a year that have a target and can still bring something.

    They lie `after` the month whose figure counts, are not over `on` the day, and begin before
    the project's own `due` date has passed; a month without a target is none to work in (E10).
    """
    return tuple(
        month
        for month, goal in zip(year_of(year), goals, strict=True)
        if goal is not None
        and (after is None or month > after)
        and month.last_day >= on
        and (due is None or month.first_day <= due)
    )


def days_left(due: dtm.date, on: dtm.date) -> int:
    """Return the days to a due date; it is due at 24:00, negative from the day after (E40)."""
    return (due - on).days
