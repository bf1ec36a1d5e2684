"""The application for another target: what is asked for, and what it must hold (C56 to C62)."""

import datetime as dtm
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache

from rules.change import effective
from rules.month import Month
from rules.project import (
    Cause,
    Goal,
    Milestone,
    PersonName,
    PlanVersion,
    ProjectCode,
    UnitName,
    in_force,
    write_goal,
)
from rules.wordlists import read_wordlist

SHORTEST_REASON = 10  # characters: less tells nobody what happened
Goals = Mapping[Month, Goal]


class Category(StrEnum):
    """Why a target cannot be kept: objective causes alone (C56)."""

    DISASTER = "disaster"
    POLICY = "policy"
    PLANNING = "planning"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        """The word of the form."""
        return _CATEGORIES[self]


_CATEGORIES = {
    Category.DISASTER: "自然灾害",
    Category.POLICY: "上级政策",
    Category.PLANNING: "规划变更",
    Category.OTHER: "其他客观原因",
}


@dataclass(frozen=True, slots=True)
class Targets:
    """A year's target and its months; `annual` None where the project has stages alone."""

    annual: Decimal | None
    goals: Goals


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or file that was handed in; `file` is how the platform knows it."""

    name: str
    file: str
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for, word for word as it is signed; `digest` is the SHA-256 of it all.

    `before` and `after` are the targets of the months from `since` on; `exceptional_because` is
    why a second change of the year is asked for (C61, E7). `revision` counts from 1: what was
    returned comes back as the next one.
    """

    project: ProjectCode
    revision: int
    unit: UnitName
    applicant: PersonName
    filed_on: dtm.date
    before: Targets
    after: Targets
    since: Month
    category: Category
    reason: str
    evidence: tuple[Evidence, ...] = ()
    exceptional_because: str = ""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self._canonical()).hexdigest())

    @property
    def is_exception(self) -> bool:
        """Tell whether it is a second one in a year."""
        return bool(self.exceptional_because)

    def _canonical(self) -> bytes:
        facts = [
            self.project,
            self.revision,
            self.unit,
            self.applicant,
            self.filed_on.isoformat(),
            _written(self.before),
            _written(self.after),
            str(self.since),
            self.category,
            self.reason,
            [[one.name, one.file, one.is_photo] for one in self.evidence],
            self.exceptional_because,
        ]
        return json.dumps(facts, ensure_ascii=False).encode()


class ReasonTooShortError(ValueError):
    """A reason that tells nothing."""


class SubjectiveReasonError(ValueError):
    """A reason that lies with the unit itself; `words` are those that say so (C56)."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class UnevenTargetsError(ValueError):
    """Months that cannot be: `month` is below the one before it, or not the year's end."""

    def __init__(self, month: Month, goal: Decimal, bound: Decimal) -> None:
        super().__init__(month, goal, bound)
        self.month = month
        self.goal = goal
        self.bound = bound


class NothingChangesError(ValueError):
    """The targets that are asked for are those that hold."""


def check_reason(reason: str) -> None:
    """Refuse a reason that is empty, or names what the unit itself has failed to do (C56)."""
    said = "".join(reason.split())
    if len(said) < SHORTEST_REASON:
        raise ReasonTooShortError
    for words in _subjective():
        if words in said:
            raise SubjectiveReasonError(words)


def check_targets(before: Targets, after: Targets) -> None:
    """Refuse months that fall, that do not end at the year's target, or that change nothing."""
    if (before.annual, dict(before.goals)) == (after.annual, dict(after.goals)):
        raise NothingChangesError
    highest: Decimal | None = None
    last: Month | None = None
    for month in sorted(after.goals):
        goal = after.goals[month]
        if isinstance(goal, Milestone):
            continue
        if highest is not None and goal < highest:
            raise UnevenTargetsError(month, goal, highest)
        highest, last = goal, month
    if last is None or highest is None or after.annual is None:
        return
    if highest > after.annual or (highest != after.annual and reaches_the_annual_target(before)):
        raise UnevenTargetsError(last, highest, after.annual)


def reaches_the_annual_target(targets: Targets) -> bool:
    """Tell whether the last month with a figure is to reach the year's target."""
    figures = [goal for _, goal in sorted(targets.goals.items()) if isinstance(goal, Decimal)]
    return bool(figures) and figures[-1] == targets.annual


def targets_from(versions: Sequence[PlanVersion], annual: Decimal | None, since: Month) -> Targets:
    """Return the targets that hold from a month to the year's end; `annual` is the book's."""
    goals = {}
    for number in range(since.number, 13):
        month = Month(since.year, number)
        goal = in_force(versions, month).goal
        if goal:
            goals[month] = goal
    changed = [one.annual_target for one in versions if one.annual_target is not None]
    return Targets(changed[-1] if changed else annual, goals)


def proposed(before: Targets, annual: Decimal, *, done: Decimal) -> Goals:
    """Spread a new year's target over the months that are left, in proportion to the old ones.

    `done` is the target of the month before, from which the rest is counted. Figures keep as many
    places as the old and the new ones have; stages stay, and where the last month was the year's
    target it is the new one.
    """
    figures = {m: goal for m, goal in sorted(before.goals.items()) if isinstance(goal, Decimal)}
    if not figures:
        return before.goals
    is_whole = reaches_the_annual_target(before)
    end = max(figures.values()) if is_whole or before.annual is None else before.annual
    known = (*figures.values(), annual, end)
    step = Decimal(1).scaleb(min(_exponent(one) for one in known))
    floor = min(done, annual)
    goals: dict[Month, Goal] = dict(before.goals)
    for month, goal in figures.items():
        share = (goal - done) / (end - done) if end > done else Decimal(1)
        figure = floor + (annual - floor) * max(share, Decimal(0))
        goals[month] = min(max(figure.quantize(step, ROUND_HALF_UP), step), annual)
    if is_whole:
        goals[max(figures)] = annual
    return goals


def adjusted_in(versions: Sequence[PlanVersion], year: int) -> tuple[dtm.date, ...]:
    """Return the days on which changes were approved in a calendar year (C61, E7)."""
    return tuple(
        one.approved_on
        for one in versions
        if one.because is not Cause.YEAR_PLAN and one.approved_on and one.approved_on.year == year
    )


def approved_version(
    application: Application, versions: Sequence[PlanVersion], approved_on: dtm.date
) -> PlanVersion:
    """Return the version of the plan that an approval makes (E3).

    It applies from the later of the month that was asked for and the month of the approval; goals
    of earlier months stay as they were.
    """
    since = effective(application.since, approved_on)
    goals: dict[Month, Goal | None] = {
        month: goal for month, goal in application.after.goals.items() if month >= since
    }
    return PlanVersion(
        number=len(versions),
        since=since,
        goals=goals,
        because=Cause.EXCEPTION if application.is_exception else Cause.ADJUSTMENT,
        approved_on=approved_on,
        annual_target=application.after.annual,
    )


def _written(targets: Targets) -> list[object]:
    months = sorted(targets.goals.items())
    goals = [[str(month), write_goal(goal)] for month, goal in months]
    return [write_goal(targets.annual), goals]


def _exponent(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


@cache
def _subjective() -> tuple[str, ...]:
    return tuple(read_wordlist("subjective.txt")["SUBJECTIVE"])
