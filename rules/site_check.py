"""Site checks (现场核查): what was found on the spot; they propose and set no figure (C63)."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.project import Goal, Milestone, PersonName, ProjectCode, Stage, Value

FEWEST = 2  # inspectors


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """One record of a check, as it is kept for ever (`FORMS.md` 6).

    `number` counts the plan-year's records, 0 until it is kept. `stage` names the milestone whose
    reaching was looked at, and is empty where `value` is a figure in the project's unit.
    """

    year: int
    project: ProjectCode
    found_on: dtm.date
    value: Value
    stage: str
    is_announced: bool
    inspectors: tuple[PersonName, ...]
    basis: str
    recorded_by: PersonName
    recorded_at: dtm.datetime
    number: int = 0

    def __post_init__(self) -> None:
        if len(set(self.inspectors)) < FEWEST or not self.basis:
            raise ValueError("a check takes two people and something that it rests on")
        if isinstance(self.value, Stage) != bool(self.stage):
            raise ValueError(f"{self.value} was found where the stage is {self.stage!r}")

    def answers(self, goal: Goal | None) -> bool:
        """Tell whether it speaks of what a month's goal asks: a figure, or that very stage."""
        if isinstance(goal, Milestone):
            return self.stage == goal
        return goal is not None and not self.stage

    def is_below(self, reported: Value) -> bool:
        """Tell whether more was reported than was found, by however little (C72)."""
        if isinstance(self.value, Decimal) and isinstance(reported, Decimal):
            return reported > self.value
        return self.value is Stage.UNMET and reported is Stage.MET


def latest(checks: Sequence[SiteCheck], goal: Goal | None) -> SiteCheck | None:
    """Return the check of the latest day that answers a goal; of one day, the one kept last."""
    found = [one for one in checks if one.answers(goal)]
    return max(found, key=lambda one: (one.found_on, one.number), default=None)
