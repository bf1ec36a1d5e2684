"""Plates: blue for a goal met, yellow for one missed, red for one missed again (C50 to C52)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from rules.determination import Determination, Ground
from rules.lifecycle import ALWAYS_IN, LifecycleEvent, Standing, standing
from rules.month import Month, months_between
from rules.project import Goal, InForce, Milestone, PlanVersion, Stage, Value, in_force


class Plate(StrEnum):
    """The colour that a project shows for a month."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"

    @property
    def chinese(self) -> str:
        """The word that stands on it."""
        return {"blue": "蓝", "yellow": "黄", "red": "红"}[self.value]


BY_STREAK = (Plate.BLUE, Plate.YELLOW, Plate.RED)  # the last holds for every longer streak


class Flag(StrEnum):
    """What is to be known beside a plate, or in its place; `CASES.md` says when each is set."""

    ADJUSTED_TARGET = "adjusted_target"
    ADJUSTMENT_PENDING = "adjustment_pending"  # set by who knows of requests (E6)
    BY_REPORT = "by_report"
    COMPLETED = "completed"
    DETERMINED = "determined"
    LATE = "late"
    NO_TARGET = "no_target"
    NOT_ACTIVE = "not_active"
    OVER_FULFILLED = "over_fulfilled"
    PENDING = "pending"
    UNREPORTED = "unreported"


class NoPlate(StrEnum):
    """Why a month has no plate."""

    NOT_ACTIVE = "not_active"
    NO_TARGET = "no_target"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Rules:
    """The readings that the township's text leaves open, as settings decide them.

    `carries_over_new_year` E19, `no_target_breaks` E10 and E11, `change_resets_streak` E5.
    """

    carries_over_new_year: bool = False
    no_target_breaks: bool = False
    change_resets_streak: bool = False


class Filed(NamedTuple):
    """The report that counts for a month: its value, and whether it came after the close (E13)."""

    value: Value | None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rating of one project rests on; `first` is the first month that is rated.

    `imported` are the plates of months before it, from paper, as the office confirmed them (E38);
    None where a month had no plate.
    """

    first: Month
    plan: tuple[PlanVersion, ...]
    reports: Mapping[Month, Filed] = field(default_factory=lambda: MappingProxyType({}))
    determinations: Mapping[Month, Determination] = field(
        default_factory=lambda: MappingProxyType({})
    )
    events: tuple[LifecycleEvent, ...] = ()
    imported: Mapping[Month, Plate | None] = field(default_factory=lambda: MappingProxyType({}))


class Rated(NamedTuple):
    """A month with its plate or the reason for none; `streak` counts missed months in a row."""

    month: Month
    plate: Plate | None
    streak: int
    flags: tuple[Flag, ...]
    no_plate: NoPlate | None = None
    goal: Goal | None = None
    version: PlanVersion | None = None
    value: Value | None = None


class _Compared(NamedTuple):
    """The value that is held against the goal, and where it comes from."""

    value: Value | None
    source: Flag | None
    is_met: bool


def met(*, goal: Goal, value: Value | None) -> bool:
    """Tell whether a goal is met; exactly met counts, nothing is rounded (99.96 of 100 is not).

    Nothing done meets nothing, and neither does a figure where a milestone was set (E23, E26).
    """
    if isinstance(goal, Milestone):
        return value is Stage.MET
    return isinstance(value, Decimal) and value >= goal


def rate(facts: Facts, *, through: Month, rules: Rules) -> tuple[Rated, ...]:
    """Rate every month from the first one to `through`, in order (`CASES.md`, E1 to E21)."""
    rated: list[Rated] = []
    streak = _brought_along(facts, rules)
    for month in months_between(facts.first, through):
        stands = standing(facts.events, month) if facts.events else ALWAYS_IN
        target = in_force(facts.plan, month)
        streak = _carried(streak, month, stands=stands, target=target, rules=rules)
        one = _rate_month(month, streak, facts=facts, stands=stands, target=target)
        streak = 0 if rules.no_target_breaks and _is_blank(one) else one.streak
        rated.append(one if streak == one.streak else one._replace(streak=streak))
    return tuple(rated)


def _brought_along(facts: Facts, rules: Rules) -> int:
    """Return the streak that imported plates bring to the first month that is rated (E38).

    They count back from the month before it without a gap: what nobody imported is nobody's miss.
    A red one was preceded by a miss, whether that was imported or not (C52).
    """
    streak, month = 0, facts.first.previous
    while month in facts.imported:
        plate = facts.imported[month]
        is_blank = plate is None and not rules.no_target_breaks
        if not is_blank and plate not in {Plate.YELLOW, Plate.RED}:
            break
        is_first = month.previous not in facts.imported
        streak += 0 if plate is None else 2 if is_first and plate is Plate.RED else 1
        if month.number == 1 and not rules.carries_over_new_year:
            break
        month = month.previous
    return streak


def _carried(streak: int, month: Month, *, stands: Standing, target: InForce, rules: Rules) -> int:
    """Return the streak with which a month begins."""
    if not streak:
        return 0
    is_new_year = month.number == 1 and not rules.carries_over_new_year
    is_new_goal = rules.change_resets_streak and target.is_adjusted
    if is_new_year or stands.has_just_entered:
        return 0
    began_now = is_new_goal and target.version is not None and target.version.since == month
    return 0 if began_now else streak


def _is_blank(rated: Rated) -> bool:
    return rated.no_plate in {NoPlate.NO_TARGET, NoPlate.NOT_ACTIVE}


def _rate_month(
    month: Month, streak: int, *, facts: Facts, stands: Standing, target: InForce
) -> Rated:
    """Rate one month, given the streak of those before it."""
    goal, version = target
    if not stands.is_active:
        return _without(month, streak, NoPlate.NOT_ACTIVE, target)
    if not goal and not isinstance(goal, Milestone):
        return _without(month, streak, NoPlate.NO_TARGET, target)
    found = facts.determinations.get(month)
    if found is not None and found.ground is Ground.OPEN:
        return _without(month, streak, NoPlate.PENDING, target)
    filed = facts.reports.get(month)
    compared = _compare(month, goal, found=found, filed=filed, facts=facts, stands=stands)
    streak = 0 if compared.is_met else streak + 1
    plate = BY_STREAK[min(streak, 2)]
    flags = _flags(goal, compared, is_late=filed is not None and filed.is_late, target=target)
    return Rated(month, plate, streak, flags, None, goal, version, compared.value)


def _without(month: Month, streak: int, why: NoPlate, target: InForce) -> Rated:
    return Rated(month, None, streak, (Flag(why.value),), why, target.goal, target.version)


def _compare(
    month: Month,
    goal: Goal,
    *,
    found: Determination | None,
    filed: Filed | None,
    facts: Facts,
    stands: Standing,
) -> _Compared:
    """Choose the value: the office's, an on-time report's, a verified completion's, or none."""
    if found is not None:
        source = Flag.BY_REPORT if found.ground is Ground.REPORT else Flag.DETERMINED
        is_met = met(goal=goal, value=found.value)
        return _Compared(found.value, None if found.value is None else source, is_met)
    if filed is not None and not filed.is_late and filed.value is not None:
        return _Compared(filed.value, None, met(goal=goal, value=filed.value))
    if stands.completed_since is None:
        return _Compared(None, None, is_met=False)
    done = _completed_as(month, stands.completed_since, facts, stands)
    # A completion was verified as a whole: a stage within it is reached, whatever its unit.
    is_whole = isinstance(goal, Milestone) and isinstance(done, Decimal)
    return _Compared(done, Flag.COMPLETED, is_whole or met(goal=goal, value=done))


def _completed_as(month: Month, since: Month, facts: Facts, stands: Standing) -> Value | None:
    """Return the completion's value, or the office's latest later determination (E20)."""
    later = [
        (at, found.value)
        for at, found in facts.determinations.items()
        if since <= at < month and found.value is not None
    ]
    return max(later)[1] if later else stands.completed_as


def _flags(goal: Goal, compared: _Compared, *, is_late: bool, target: InForce) -> tuple[Flag, ...]:
    """Return the flags of a month with a plate, sorted."""
    value, source, is_met = compared
    is_over = is_met and isinstance(value, Decimal) and isinstance(goal, Decimal) and value > goal
    if source is None and value is not None and not (is_over or is_late or target.is_adjusted):
        return ()
    flags = [source] if source else []
    if target.is_adjusted:
        flags.append(Flag.ADJUSTED_TARGET)
    if is_late:
        flags.append(Flag.LATE)
    if is_over:
        flags.append(Flag.OVER_FULFILLED)
    if value is None:
        flags.append(Flag.UNREPORTED)
    return tuple(sorted(flags))
