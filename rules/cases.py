"""Cases: a project's months and events in the written form that a clerk can read (`CASES.md`)."""

import datetime as dtm
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.change import TargetChange, plan_with
from rules.determination import OPEN, Determination, Ground
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.plates import Facts, Filed, Rated, Rules, rate
from rules.project import PlanVersion, read_goal, read_value

_REPORTS = ("on_time", "late", "none", "not_required")
Json = Mapping[str, Any]
_STEPS = ("application", "commander_signed", "office_reviewed", "hq_approved")


class NotACaseError(ValueError):
    """A case is not of the form; the message names the case and the part of it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case's facts, and the last month that it lists."""

    id: str
    facts: Facts
    through: Month

    def ratings(self, rules: Rules) -> tuple[Rated, ...]:
        """Rate every month that the case lists."""
        return rate(self.facts, through=self.through, rules=rules)


def read_case(written: Json) -> Case:
    """Read one case; NotACaseError says what is wrong with it."""
    name = str(written.get("id", "?")) if isinstance(written, Mapping) else "?"
    try:
        return _case(name, written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fault = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise NotACaseError(f"case {name}: {fault}") from error


def _case(name: str, written: Json) -> Case:
    rows: Sequence[Json] = written["months"]
    months = [Month.parse(row["month"]) for row in rows]
    if not months or any(a.next != b for a, b in itertools.pairwise(months)):
        raise ValueError("the months must be listed one after the other, none left out")
    events: Sequence[Json] = written.get("events") or ()
    goals = {m: read_goal(row["target"]) for m, row in zip(months, rows, strict=True)}
    changes = [_change(event) for event in events if event["type"] == "adjust"]
    facts = Facts(
        first=months[0],
        plan=plan_with(PlanVersion(0, months[0], goals), changes),
        reports=_reports(months, rows),
        determinations=_determinations(months, rows),
        events=tuple(_event(event) for event in events if event["type"] != "adjust"),
    )
    return Case(name, facts, months[-1])


def _reports(months: Sequence[Month], rows: Sequence[Json]) -> dict[Month, Filed]:
    found = {}
    for month, row in zip(months, rows, strict=True):
        if row["report"] not in _REPORTS:
            raise ValueError(f"report {row['report']!r} is none of {', '.join(_REPORTS)}")
        if row["report"] in {"on_time", "late"}:
            found[month] = Filed(read_value(row["actual"]), row["report"] == "late")
    return found


def _determinations(months: Sequence[Month], rows: Sequence[Json]) -> dict[Month, Determination]:
    found: dict[Month, Determination] = {}
    for month, row in zip(months, rows, strict=True):
        written = row.get("determination")
        if written == "pending":
            found[month] = OPEN
        elif written is not None:
            value = read_value(written["value"])
            ground = Ground.SILENCE if value is None else Ground.OFFICE
            found[month] = Determination(value, ground, note=written.get("note") or "")
    return found


def _event(written: Json) -> LifecycleEvent:
    return LifecycleEvent(
        Step(written["type"]),
        Month.parse(written["effective"]),
        read_value(written.get("value")),
        written.get("reason") or "",
    )


def _change(written: Json) -> TargetChange:
    day = written.get("approved_on")
    steps: Json = written.get("steps") or {}
    return TargetChange(
        approved_on=dtm.date.fromisoformat(day) if day else None,
        requested_effective=Month.parse(written["requested_effective"]),
        goals={Month.parse(m): read_goal(goal) for m, goal in written["targets"].items()},
        has_all_steps=all(steps.get(step) is True for step in _STEPS),
        is_exception=written.get("hq_exception") is True,
    )
