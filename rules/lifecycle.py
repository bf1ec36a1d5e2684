"""Projects enter, leave, pause and finish (C53 to C55, E9, E11, E20, E21)."""

import datetime as dtm
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rules.month import Month
from rules.project import Value


class Step(StrEnum):
    """What can happen to a project besides being worked on."""

    ENTER = "enter"
    EXIT = "exit"
    SUSPEND = "suspend"
    RESUME = "resume"
    COMPLETED = "completed"


class LifecycleEvent(NamedTuple):
    """A step, the month from which it holds, the verified value of a completion, the reason.

    `until` is the month in which a pause is expected to end, `decided_on` the day of the decision.
    """

    step: Step
    effective: Month
    value: Value | None = None
    reason: str = ""
    until: Month | None = None
    decided_on: dtm.date | None = None


class Standing(NamedTuple):
    """How a project stands in a month; `last` is the step that made it so, None where none did."""

    is_in: bool = True
    is_suspended: bool = False
    has_just_entered: bool = False
    completed_as: Value | None = None
    completed_since: Month | None = None
    last: LifecycleEvent | None = None

    @property
    def is_active(self) -> bool:
        """Tell whether the month may be rated."""
        return self.is_in and not self.is_suspended


ALWAYS_IN = Standing()


def standing(events: Sequence[LifecycleEvent], month: Month) -> Standing:
    """Return how a project stands in a month; the order of the events does not matter.

    With an entry the project is out before the first one, without any it is in from the start.
    Of two steps in one month, the one that can be taken first is taken first.
    """
    if not events:
        return ALWAYS_IN
    now = Standing(is_in=all(event.step is not Step.ENTER for event in events))
    waiting = sorted((event for event in events if event.effective <= month), key=_order)
    while waiting:
        event = _next(waiting, now)
        waiting.remove(event)
        now = _after(event, now, month)
    return now


def _order(event: LifecycleEvent) -> tuple[Month, Step]:
    return event.effective, event.step


def _next(waiting: Sequence[LifecycleEvent], now: Standing) -> LifecycleEvent:
    """Return the earliest event, of those of one month the one that changes something now."""
    together = [event for event in waiting if event.effective == waiting[0].effective]
    return next((event for event in together if _changes(event.step, now)), together[0])


def _changes(step: Step, now: Standing) -> bool:
    return {
        Step.ENTER: not now.is_in,
        Step.EXIT: now.is_in,
        Step.SUSPEND: not now.is_suspended,
        Step.RESUME: now.is_suspended,
        Step.COMPLETED: True,
    }[step]


def _after(event: LifecycleEvent, now: Standing, month: Month) -> Standing:
    now = now._replace(last=event)
    match event.step:
        case Step.ENTER if not now.is_in:
            just = event.effective == month
            return now._replace(is_in=True, is_suspended=False, has_just_entered=just)
        case Step.EXIT:
            return now._replace(is_in=False, has_just_entered=False)
        case Step.SUSPEND:
            return now._replace(is_suspended=True)
        case Step.RESUME:
            return now._replace(is_suspended=False)
        case Step.COMPLETED:
            return now._replace(completed_as=event.value, completed_since=event.effective)
        case _:
            return now
