"""All that a month's colour rests on, as it is told (C44)."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.figures import day_and_hour
from rules.approval import ChangeRequest
from rules.determination import Determination
from rules.lifecycle import ALWAYS_IN, Standing
from rules.month import Month
from rules.open_points import OpenPoint
from rules.plates import Rated, Rules
from rules.project import Goal, Project
from rules.report import Report


@dataclass(frozen=True, slots=True)
class Asked:
    """When a month was asked, when it closes, and how far it is; instants of any zone."""

    at: dtm.datetime | None = None
    closes_at: dtm.datetime | None = None
    is_closed: bool = False
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A request about the project that is not decided, and its number."""

    request: ChangeRequest
    number: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that a month's colour rests on (C44).

    `year_plan` is the month's target before any change; `reports` are all versions in order, and
    `streak` the months from the first missed one to this, those without a plate too. What is not
    `shows_findings` is read by all: what the office found is not told before it is published.
    """

    project: Project
    month: Month
    rated: Rated
    asked: Asked
    reports: tuple[Report, ...]
    determination: Determination | None
    streak: tuple[Rated, ...]
    rules: Rules
    accepts: bool
    zone: dtm.tzinfo
    decisive: Sequence[OpenPoint] = ()
    year_plan: Goal | None = None
    pending: Pending | None = None
    standing: Standing = ALWAYS_IN
    shows_findings: bool = True

    @property
    def missed(self) -> int:
        """How many months of the streak were rated here; more of it was imported (E38)."""
        return sum(each.plate is not None for each in self.streak)


def instant(at: dtm.datetime, one: Derivation) -> str:
    """Write an instant in the township's time."""
    return day_and_hour(at.astimezone(one.zone))


def month_name(month: Month, one: Derivation) -> str:
    """Name a month, with its year where it is another's."""
    return month.chinese if month.year == one.month.year else f"{month.year}年{month.chinese}"
