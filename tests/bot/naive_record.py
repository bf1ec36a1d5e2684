"""The record of a year a second time: facts in dictionaries, and plates counted by hand.

Months are numbers from 1 to 12. Nothing here calls a rule of the product.
"""

import datetime as dtm
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

DECEMBER = 12
Goal = Decimal | str  # a stage is its name
Value = Decimal | str  # of a stage: met, unmet
Spot = tuple[str, int]  # a project's month


class Shown(NamedTuple):
    """What people see of a project's month; `streak` None where there is no plate."""

    plate: str | None
    no_plate: str | None
    streak: int | None
    goal: Goal | None
    value: Value | None


class Finding(NamedTuple):
    """What the office has about a project's month: nothing decided, or a value, or silence."""

    is_open: bool
    value: Value | None = None


class Change(NamedTuple):
    """A target change that took effect, from `since` on."""

    since: int
    goals: dict[int, Goal]
    on: dtm.date
    is_exception: bool


class Happened(NamedTuple):
    """A step of a project's life, in the order in which they were agreed."""

    what: str
    since: int
    value: Value | None


class Standing(NamedTuple):
    """How a project stands in a month; `done` since when, and as what it was verified."""

    is_in: bool
    is_paused: bool
    done: tuple[int, Value | None] | None

    @property
    def is_active(self) -> bool:
        return self.is_in and not self.is_paused


@dataclass
class Answers:
    """What counts of what was answered; `unsure` is a figure, or words, that was asked back."""

    on_time: Value | None = None
    late: Value | None = None
    unsure: str = ""

    @property
    def stands(self) -> Value | None:
        return self.late if self.on_time is None else self.on_time

    @property
    def waits(self) -> bool:
        return self.unsure == "figure" or (self.unsure == "words" and self.stands is None)


@dataclass
class NaiveMonth:
    """A month that was asked: of whom, when it reached them, how far it is since."""

    closes_at: dtm.datetime | None
    asked: dict[str, dtm.datetime | None]
    reopened: set[str] = field(default_factory=set)
    closed_on: dtm.date | None = None
    is_public: bool = False


@dataclass
class NaiveRecord:
    """All facts of the year, and what follows from them."""

    goals: dict[str, dict[int, Goal]]
    months: dict[int, NaiveMonth] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    life: dict[str, list[Happened]] = field(default_factory=dict)
    found: dict[Spot, Finding] = field(default_factory=dict)
    answers: dict[Spot, Answers] = field(default_factory=dict)

    def goal(self, code: str, month: int) -> Goal | None:
        """Return the target in force: each change from its first month on (E3)."""
        goal = self.goals[code].get(month)
        for change in self.changes.get(code, []):
            if change.since <= month and month in change.goals:
                goal = change.goals[month]
        return goal

    def standing(self, code: str, month: int) -> Standing:
        """Go through what happened month by month (E9 to E11, E20, E21)."""
        steps = self.life.get(code, [])
        is_in = all(step.what != "enter" for step in steps)
        is_paused, done = False, None
        for number in range(1, month + 1):
            for step in steps:
                if step.since != number:
                    continue
                if step.what in {"enter", "exit"}:
                    is_in = step.what == "enter"
                elif step.what == "completed":
                    done = (number, step.value)
                else:
                    is_paused = step.what == "suspend"
        return Standing(is_in, is_paused, done)

    def owes(self, code: str, month: int) -> bool:
        """Tell whether a project has to report on a month."""
        stands = self.standing(code, month)
        return stands.is_active and not stands.done and self.goal(code, month) is not None

    def is_decided(self, code: str, month: int) -> bool:
        found = self.found.get((code, month))
        return found is not None and not found.is_open

    def is_open(self, code: str, month: int) -> bool:
        """Tell whether the office has taken a month up and not decided."""
        found = self.found.get((code, month))
        return found is not None and found.is_open

    def may_be_found(self, code: str, month: int) -> bool:
        """Tell whether the office may determine a month before it is public."""
        has_goal = self.goal(code, month) is not None
        return has_goal and (self.owes(code, month) or self.is_open(code, month))

    def shown(self, code: str) -> dict[int, Shown]:
        """Rate every month from the first that was asked (CASES.md, in its order)."""
        streak, rows = 0, {}
        for month in range(min(self.months, default=1), DECEMBER + 1):
            if ("enter", month) in {step[:2] for step in self.life.get(code, [])}:
                streak = 0
            goal, why = self.goal(code, month), self._why_not(code, month)
            if why:
                rows[month] = Shown(None, why, None, goal, None)
                continue
            value, is_met = self._compared(code, month)
            streak = 0 if is_met else streak + 1
            plate = "blue" if is_met else "yellow" if streak == 1 else "red"
            rows[month] = Shown(plate, None, streak, goal, value)
        return rows

    def _why_not(self, code: str, month: int) -> str | None:
        if not self.standing(code, month).is_active:
            return "not_active"
        if not self.goal(code, month):
            return "no_target"
        was_asked = month in self.months
        return None if was_asked and not self.is_open(code, month) else "pending"

    def _compared(self, code: str, month: int) -> tuple[Value | None, bool]:
        value, is_whole = self._value(code, month)
        goal = self.goal(code, month)
        if isinstance(goal, str):
            return value, value == "met" or (is_whole and value is not None)
        return value, isinstance(value, Decimal) and goal is not None and value >= goal

    def _value(self, code: str, month: int) -> tuple[Value | None, bool]:
        """Return the value that is compared, and whether a completion is its source."""
        found = self.found.get((code, month))
        if found is not None:
            return found.value, False
        answer = self.answers.get((code, month))
        if answer is not None and answer.on_time is not None:
            return answer.on_time, False
        done = self.standing(code, month).done
        if done is None:
            return None, False
        since, value = done
        for number in range(since, month):
            later = self.found.get((code, number))
            if later is not None and later.value is not None:
                value = later.value
        return value, True

    def close(self, month: int, at: dtm.datetime, answer_time: dtm.timedelta) -> None:
        """Close a month: whose silence may be ours is put to the office (E12)."""
        cycle = self.months[month]
        closes_at = cycle.closes_at or at
        cycle.closed_on = at.date()
        for code in self.goals:
            if not self.owes(code, month):
                continue
            answer = self.answers.get((code, month), Answers())
            reached = cycle.asked.get(code)
            is_heard = reached is not None and reached + answer_time <= closes_at
            in_time = answer.on_time is not None
            if code not in cycle.asked or answer.waits or not (in_time or is_heard):
                self.found[code, month] = Finding(is_open=True)

    def publish(self, month: int) -> None:
        """Publish a month: what the office has not touched stands as reported (E1)."""
        self.months[month].is_public = True
        self.months[month].reopened.clear()
        for code in self.goals:
            if self.owes(code, month) and (code, month) not in self.found:
                answer = self.answers.get((code, month), Answers())
                self.found[code, month] = Finding(is_open=False, value=answer.on_time)

    def answered(self, code: str, month: int, value: Value, at: dtm.datetime) -> None:
        """Keep an answer: after the close it is late, unless it was asked again (E13)."""
        answer = self.answers.setdefault((code, month), Answers())
        answer.unsure = ""
        if self.is_in_time(code, month, at):
            answer.on_time, answer.late = value, None
        else:
            answer.late = value

    def is_in_time(self, code: str, month: int, at: dtm.datetime) -> bool:
        cycle = self.months[month]
        return code in cycle.reopened or cycle.closes_at is None or at < cycle.closes_at

    def determine(self, code: str, month: int, value: Value | None) -> None:
        self.found[code, month] = Finding(is_open=False, value=value)
        self.months[month].reopened.discard(code)

    def send_back(self, code: str, month: int) -> None:
        self.found[code, month] = Finding(is_open=True)
        if code in self.months[month].asked:
            self.months[month].reopened.add(code)

    def may_be_changed(self, code: str, year: int, *, is_exception: bool) -> bool:
        """Tell whether a change may be approved in a calendar year (C61, E7)."""
        changed = [one for one in self.changes.get(code, []) if one.on.year == year]
        return is_exception or not changed

    def begins(self, what: str, since: int, on: dtm.date, *, by_minutes: bool) -> int | None:
        """Return the month from which an agreed step holds (E9, E21), None where none is left."""
        for month in range(since, DECEMBER + 1):
            cycle = self.months.get(month)
            if cycle is None:
                return month
            closed_on = cycle.closed_on
            is_closed = closed_on is not None and (not by_minutes or closed_on <= on)
            if what not in {"enter", "resume"} and not is_closed:
                return month
        return None
