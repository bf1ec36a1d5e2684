"""Target changes: which of those that were applied for take effect, and from when (E3 to E7)."""

import datetime as dtm
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules.month import Month
from rules.project import Cause, Goal, PlanVersion


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A change of goals with what it went through; `approved_on` is headquarters' day."""

    approved_on: dtm.date | None
    requested_effective: Month
    goals: Mapping[Month, Goal | None]
    has_all_steps: bool
    is_exception: bool = False


def effective(requested: Month, approved_on: dtm.date) -> Month:
    """Return the month from which a change applies: the later of the two (E3)."""
    return max(requested, Month.of(approved_on))


def plan_with(plan: PlanVersion, changes: Iterable[TargetChange]) -> tuple[PlanVersion, ...]:
    """Return the year plan and a version for each change that takes effect.

    It takes effect with all four steps (C57 to C60) and as the first of the calendar year of its
    approval, or as headquarters' exception (E7); it applies from the later of the requested month
    and the month of approval (E3), and goals that it names for earlier months are ignored.
    """
    versions = [plan]
    years: set[int] = set()
    for approved_on, change in _approved(changes):
        if approved_on.year in years and not change.is_exception:
            continue
        years.add(approved_on.year)
        since = effective(change.requested_effective, approved_on)
        goals = {month: goal for month, goal in change.goals.items() if month >= since}
        because = Cause.EXCEPTION if change.is_exception else Cause.ADJUSTMENT
        versions.append(PlanVersion(len(versions), since, goals, because, approved_on))
    return tuple(versions)


def _approved(changes: Iterable[TargetChange]) -> Sequence[tuple[dtm.date, TargetChange]]:
    complete = [(c.approved_on, c) for c in changes if c.approved_on and c.has_all_steps]
    return sorted(complete, key=lambda pair: (pair[0], pair[1].requested_effective))
