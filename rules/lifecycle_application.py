"""The application for a step of a project's life: it enters, leaves, pauses, goes on, is done."""

import datetime as dtm
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from rules.application import Evidence, Goals
from rules.lifecycle import LifecycleEvent, Step, standing
from rules.month import Month
from rules.project import (
    PersonName,
    Project,
    ProjectCode,
    UnitName,
    Value,
    write_goal,
    write_value,
)


class Occasion(StrEnum):
    """Why a project enters during the year (C53)."""

    SIGNED = "signed"
    STARTED = "started"
    DEPLOYED = "deployed"

    @property
    def chinese(self) -> str:
        """The decision's own word."""
        return _OCCASIONS[self]


_OCCASIONS = {
    Occasion.SIGNED: "新签约",
    Occasion.STARTED: "新开工",
    Occasion.DEPLOYED: "新部署",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What enters: the project as it will stand in the book, its goals from `since` on (C53)."""

    occasion: Occasion
    project: Project
    goals: Goals


@dataclass(frozen=True, slots=True)
class LifecycleApplication:
    """What is applied for, word for word as it is signed; `digest` is the SHA-256 of it all.

    `value` is what was done in all where it is finished, `until` the month in which a pause is
    expected to end. `revision` counts from 1.
    """

    what: Step
    project: ProjectCode
    revision: int
    unit: UnitName
    applicant: PersonName
    filed_on: dtm.date
    since: Month
    reason: str
    evidence: tuple[Evidence, ...] = ()
    value: Value | None = None
    until: Month | None = None
    entry: Entry | None = None
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self._canonical()).hexdigest())

    def _canonical(self) -> bytes:
        facts = [
            self.what,
            self.project,
            self.revision,
            self.unit,
            self.applicant,
            self.filed_on.isoformat(),
            str(self.since),
            self.reason,
            [[one.name, one.file, one.is_photo] for one in self.evidence],
            write_value(self.value),
            str(self.until) if self.until else None,
            _written(self.entry),
        ]
        return json.dumps(facts, ensure_ascii=False, default=str).encode()

    def event(self, effective: Month, decided_on: dtm.date) -> LifecycleEvent:
        """Return what happens to the project once it is agreed."""
        return LifecycleEvent(
            self.what, effective, self.value, self.reason, self.until, decided_on
        )


def _written(entry: Entry | None) -> object:
    if entry is None:
        return None
    goals = [[str(month), write_goal(goal)] for month, goal in sorted(entry.goals.items())]
    return [entry.occasion, asdict(entry.project), goals]


def steps_open_to(events: Sequence[LifecycleEvent], month: Month) -> tuple[Step, ...]:
    """Return the steps that a project can take in a month; none once it has left (C55)."""
    now = standing(events, month)
    if not now.is_in:
        return ()
    goes_on = Step.RESUME if now.is_suspended else Step.SUSPEND
    is_done = now.completed_since is not None
    return (Step.EXIT,) if is_done else (Step.EXIT, goes_on, Step.COMPLETED)


def effective_month(
    what: Step,
    since: Month,
    *,
    is_past: Callable[[Month], bool],
    is_asked: Callable[[Month], bool],
) -> Month:
    """Return the month from which an agreed step holds, the wanted one at the earliest.

    What leaves, pauses or is done does so from the first month that was not closed at the
    approval (E21); what enters or goes on is rated from the first one that was not asked, since
    nobody misses what he was not asked (E9).
    """
    is_over = is_asked if what in {Step.ENTER, Step.RESUME} else is_past
    month = since
    while is_over(month):
        month = month.next
    return month
