"""What a month's bulletin counts: its projects as published, their shares, who reported how."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from rules.edition import EditionRow
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import Goal, Project

_ONE_DECIMAL = Decimal("0.1")
_HUNDRED = Decimal(100)


class Reported(StrEnum):
    """How a project that owed a report was reported; only SILENT is 未报 (E12)."""

    ON_TIME = "on_time"
    LATE = "late"
    SILENT = "silent"
    OPEN = "open"  # nothing counts yet, and the office has not decided whose fault that is
    FOUND = "found"  # no report, and the office found a figure itself


class Praise(StrEnum):
    """What a project is praised for, in the bulletin's order (C15, E17, E36)."""

    SURPLUS = "surplus"  # more than the month's goal (超额完成月度目标)
    AHEAD = "ahead"  # the whole year before the plan asks for it (率先完成年度目标)
    TURNED_BLUE = "turned_blue"  # red the last time, blue now (由红转蓝)


@dataclass(frozen=True, slots=True)
class Item:
    """A project of the bulletin, as it was published.

    `annual` is the year's target that holds in the month, None where it has stages alone;
    `has_more_to_do` tells whether a later month of the year has another goal; `was_red` whether
    its last plate that was published before is red; `cause` is the unit's own word.
    """

    row: EditionRow
    annual: Decimal | None = None
    has_more_to_do: bool = False
    is_completed: bool = False
    was_red: bool = False
    cause: str = ""

    @property
    def project(self) -> Project:
        """Its name, unit and people of then."""
        return self.row.project

    @property
    def rated(self) -> Rated:
        """Its month."""
        return self.row.rated

    @property
    def is_blue(self) -> bool:
        """Tell whether the month's goal was met."""
        return self.rated.plate is Plate.BLUE

    @property
    def reported(self) -> Reported | None:
        """How it was reported; None where nothing was owed."""
        is_idle = self.rated.no_plate in {NoPlate.NO_TARGET, NoPlate.NOT_ACTIVE}
        if is_idle or self.is_completed:
            return None
        if self.row.reported_late:
            return Reported.LATE
        if self.row.reported is not None:
            return Reported.ON_TIME
        if Flag.UNREPORTED in self.rated.flags:
            return Reported.SILENT
        return Reported.OPEN if self.rated.no_plate is NoPlate.PENDING else Reported.FOUND

    @property
    def completion(self) -> Decimal | None:
        """Percent of the month's goal that is done, floored; None without figures (E23)."""
        goal, value = self.rated.goal, self.rated.value
        if not isinstance(goal, Decimal) or not isinstance(value, Decimal) or not goal:
            return None
        return floored(value, goal)

    @property
    def surplus(self) -> Decimal | None:
        """Percent above the month's goal, floored; None where it was not exceeded (E17)."""
        goal, value = self.rated.goal, self.rated.value
        if not self.is_blue or not isinstance(goal, Decimal) or not isinstance(value, Decimal):
            return None
        return floored(value - goal, goal) if value > goal else None

    @property
    def is_ahead(self) -> bool:
        """Tell whether the whole year is done while the plan still asks for more (率先完成)."""
        goal, value, annual = self.rated.goal, self.rated.value, self.annual
        if not self.is_blue:
            return False
        if isinstance(goal, Decimal) and isinstance(value, Decimal) and annual is not None:
            return value >= annual > goal
        return self.is_completed and self.has_more_to_do

    @property
    def turned_blue(self) -> bool:
        """Tell whether it went from red to blue (E36)."""
        return self.is_blue and self.was_red

    @property
    def praise(self) -> tuple[Praise, ...]:
        """What it is praised for wherever a month is told: bulletin, pictures, captions."""
        found = {
            Praise.SURPLUS: self.surplus is not None,
            Praise.AHEAD: self.is_ahead,
            Praise.TURNED_BLUE: self.turned_blue,
        }
        return tuple(one for one, holds in found.items() if holds)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many projects have which plate, or why none; together they are all."""

    blue: int = 0
    yellow: int = 0
    red: int = 0
    pending: int = 0
    without_goal: int = 0
    resting: int = 0
    silent: int = 0

    @property
    def rated(self) -> int:
        """Those with a plate (参评)."""
        return self.blue + self.yellow + self.red

    @property
    def projects(self) -> int:
        """All that are in."""
        return self.rated + self.pending + self.without_goal + self.resting

    @property
    def has_task(self) -> bool:
        """Tell whether the month asks anything of anybody (E43)."""
        return bool(self.rated or self.pending)

    @property
    def share(self) -> Decimal | None:
        """Percent of the plates that are blue, rounded; None of nothing (E23)."""
        return rounded(self.blue, self.rated) if self.rated else None


def tally(items: Iterable[Item]) -> Tally:
    """Count items."""
    found = list(items)
    plates = [one.rated.plate for one in found]
    reasons = [one.rated.no_plate for one in found]
    return Tally(
        blue=plates.count(Plate.BLUE),
        yellow=plates.count(Plate.YELLOW),
        red=plates.count(Plate.RED),
        pending=reasons.count(NoPlate.PENDING),
        without_goal=reasons.count(NoPlate.NO_TARGET),
        resting=reasons.count(NoPlate.NOT_ACTIVE),
        silent=sum(one.reported is Reported.SILENT for one in found),
    )


def rounded(part: int, whole: int) -> Decimal:
    """Return a share in percent with one decimal, rounded as usual."""
    return (_HUNDRED * part / whole).quantize(_ONE_DECIMAL, ROUND_HALF_UP)


def floored(part: Decimal, whole: Decimal) -> Decimal:
    """Return a completion in percent with one decimal, floored: 99.96 shows 99.9 (E23)."""
    return (_HUNDRED * part / whole).quantize(_ONE_DECIMAL, ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Retargeted:
    """A change of a target that was approved in the month, and from when it holds (E3).

    The year's targets are None where the year's target stays.
    """

    project: Project
    since: Month
    before: Decimal | None = None
    after: Decimal | None = None


def is_other_goal(goal: Goal | None, now: Goal | None) -> bool:
    """Tell whether a later month's goal asks for something else than the month's own."""
    return goal is not None and goal != now
