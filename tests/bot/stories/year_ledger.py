"""The ledger of a year: what was said, found and agreed, and what follows, reckoned by hand.

A second path to every figure of the assessment. It knows the sample's sheets and `CASES.md`, and
nothing of the product: plain rows and a naive loop that rates each year from its first month.
"""

import datetime as dtm
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import openpyxl

Code = str
Figure = Decimal | str | bool  # a stage is a word as a goal, and done or not as a value
PENDING = "pending"


@dataclass
class Paper:
    """A project as its paper has it, its original plan, and what became of it."""

    code: Code
    name: str
    command: str
    lead_unit: str
    person: str
    unit: str
    annual: Decimal | None
    goals: dict[int, Figure]
    enters: int = 1
    leaves: int = 13
    paused: set[int] = field(default_factory=set)
    done: tuple[int, Decimal] | None = None
    changes: list["Change"] = field(default_factory=list)
    said: dict[int, Figure] = field(default_factory=dict)
    said_late: dict[int, Figure] = field(default_factory=dict)
    found: dict[int, Figure | None] = field(default_factory=dict)

    def goal(self, month: int) -> Figure | None:
        """Return the target of a month after all changes so far."""
        target = self.goals.get(month)
        for change in self.changes:
            if month >= change.since and month in change.goals:
                target = change.goals[month]
        return target

    def is_in(self, month: int) -> bool:
        return self.enters <= month < self.leaves

    def owes(self, month: int) -> bool:
        """Tell whether somebody is to be asked about a month."""
        is_at_work = self.is_in(month) and month not in self.paused
        is_done = self.done is not None and self.done[0] <= month
        return is_at_work and not is_done and bool(self.goal(month))

    def value(self, month: int) -> Figure | None:
        """Return what is held against the target: found, or else said in time, or finished as."""
        if month in self.found:
            return self.found[month]
        if month in self.said:
            return self.said[month]
        return self.done[1] if self.done is not None and self.done[0] <= month else None


@dataclass(frozen=True)
class Change:
    """A change of target that was agreed."""

    approved_on: dtm.date
    since: int
    annual: Decimal
    goals: dict[int, Decimal]


@dataclass(frozen=True)
class Row:
    """A project's month as it is public; `plate` may also be `pending` or `none`."""

    plate: str
    streak: int
    goal: Figure | None
    value: Figure | None
    person: str
    said: Figure | None

    def shows(self) -> tuple[object, ...]:
        """Return what people see of it."""
        streak = self.streak if self.plate in {"blue", "yellow", "red"} else None
        return self.plate, streak, self.goal, self.value


class Ledger:
    """All papers of a year, and each month as it was published and as it is public now."""

    def __init__(self, sample: Path) -> None:
        book = openpyxl.load_workbook(sample, data_only=True)
        heads = [dict(enumerate(book[name].values)) for name in ("指挥部", "项目", "月度计划")]
        commands, projects, plans = ([*rows.values()][1:] for rows in heads)
        self.commands = {str(row[0]): str(row[1]) for row in commands if row[0]}
        numbers = {name: number for number, name in self.commands.items()}
        goals = {
            str(row[0]): {
                month: Decimal(str(row[2 + 2 * month]))
                for month in range(1, 13)
                if row[2 + 2 * month] is not None
            }
            for row in plans
        }
        self.papers: dict[Code, Paper] = {}
        for row in projects:
            code = str(row[0])
            self.papers[code] = Paper(
                code=code,
                name=str(row[1]),
                command=numbers[str(row[2])],
                lead_unit=str(row[10]),
                person=str(row[12]),
                unit=str(row[6]),
                annual=Decimal(str(row[7])),
                goals=dict(goals[code]),
            )
        self.first: dict[int, dict[Code, Row]] = {}
        self.public: dict[int, dict[Code, Row]] = {}
        self.corrected: defaultdict[Code, set[int]] = defaultdict(set)

    def rated(self, paper: Paper, month: int) -> tuple[str, int]:
        """Return the plate of a month and the streak after it, counted from January on."""
        streak, plate = 0, "none"
        for one in range(1, month + 1):
            plate = "none"
            goal = paper.goal(one)
            if one == paper.enters:
                streak = 0
            if not paper.is_in(one) or one in paper.paused or not goal:
                continue
            if paper.found.get(one) == PENDING:
                plate = PENDING
                continue
            if is_reached(goal, paper.value(one)):
                streak, plate = 0, "blue"
            else:
                streak += 1
                plate = "yellow" if streak == 1 else "red"
        return plate, streak

    def publish(self, month: int) -> None:
        """Put down what a month shows when it is published: every project that is in."""
        self.first[month] = {
            code: self._row(paper, month)
            for code, paper in self.papers.items()
            if paper.is_in(month)
        }
        self.public[month] = dict(self.first[month])

    def correct(self, code: Code) -> list[int]:
        """Reckon a project's public months again; return those that show something else."""
        changed = []
        for month, rows in self.public.items():
            if code not in rows:
                continue
            again = replace(self._row(self.papers[code], month), person=rows[code].person)
            if again.shows() != rows[code].shows():
                rows[code] = again
                self.corrected[code].add(month)
                changed.append(month)
        return changed

    def _row(self, paper: Paper, month: int) -> Row:
        plate, streak = self.rated(paper, month)
        value = paper.value(month) if plate in {"blue", "yellow", "red"} else None
        said = paper.said.get(month, paper.said_late.get(month))
        return Row(plate, streak, paper.goal(month), value, paper.person, said)

    def of(self, code: Code) -> dict[int, Row]:
        """Return a project's public months."""
        return {month: rows[code] for month, rows in self.public.items() if code in rows}


def is_reached(goal: Figure, value: Figure | None) -> bool:
    """Tell whether a value reaches a goal: a stage by being done, a figure by its size."""
    if isinstance(goal, str):
        return value is True
    return isinstance(value, Decimal) and isinstance(goal, Decimal) and value >= goal
