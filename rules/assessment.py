"""The year-end assessment: each project by its adjusted target, and what its year was (C62)."""

import datetime as dtm
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import NoPlate, Plate
from rules.project import (
    CommandNo,
    Goal,
    Milestone,
    PersonName,
    PlanVersion,
    Project,
    Stage,
    UnitName,
    Value,
    in_force,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Months by what they showed; `pending` are those without a plate that wait for the office."""

    blue: int = 0
    yellow: int = 0
    red: int = 0
    pending: int = 0
    none: int = 0

    @property
    def rated(self) -> int:
        """The months that have a plate."""
        return self.blue + self.yellow + self.red

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.blue + other.blue,
            self.yellow + other.yellow,
            self.red + other.red,
            self.pending + other.pending,
            self.none + other.none,
        )


@dataclass(frozen=True, slots=True)
class Tenure:
    """The months for which somebody answered for a project, and what they showed (E29)."""

    person: PersonName
    first: Month
    last: Month
    tally: Tally


@dataclass(frozen=True, slots=True)
class Assessed:
    """One project's year.

    `original` and `adjusted` are the year's targets, a stage's name where there is no figure;
    `reported` and `determined` are what was said and found last. `is_met` is None while nothing
    was determined; a stage is reached by what was found in its own month. `corrections` are the
    published months that were corrected.
    """

    project: Project
    original: Goal | None
    adjusted: Goal | None
    reported: Value | None
    determined: Value | None
    determined_in: Month | None
    is_met: bool | None
    tally: Tally
    longest_streak: int
    adjusted_on: tuple[dtm.date, ...]
    corrections: tuple[Month, ...]
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The year of a command, a unit or a person: how many projects, how many met, the months."""

    name: str
    projects: int
    met: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Place:
    """A group's place by its share of blue months; ties share one (E44)."""

    place: int
    group: Group


def assess(
    project: Project, plan: Sequence[PlanVersion], published: Sequence[Sequence[Edition]]
) -> Assessed:
    """Assess a project by what was published of its year, month by month.

    `published` has for each month its publication and its corrections, in order; the last one
    counts. A project that was never published has an empty year, and is a row all the same.
    """
    rows = {
        history[-1].month: row
        for history in published
        if (row := history[-1].row(project.code)) is not None
    }
    months = sorted(rows)
    adjusted = _adjusted(project, plan)
    found = [month for month in months if rows[month].rated.value is not None]
    last = found[-1] if found else None
    determined = rows[last].rated.value if last else None
    said = [month for month in months if rows[month].reported is not None]
    return Assessed(
        project=project,
        original=_original(project, plan),
        adjusted=adjusted,
        reported=rows[said[-1]].reported if said else None,
        determined=determined,
        determined_in=last,
        is_met=_is_met(adjusted, determined, of_last_goal=_of_last_goal(plan, rows)),
        tally=_tally(rows.values()),
        longest_streak=_longest_streak(rows.values()),
        adjusted_on=tuple(one.approved_on for one in plan if one.number and one.approved_on),
        corrections=tuple(_corrected(project, published)),
        tenures=_tenures(rows),
    )


def by_command(assessed: Iterable[Assessed]) -> dict[CommandNo, Group]:
    """Gather projects by their command, in its number's order."""
    return _grouped(assessed, lambda one: one.project.command)


def by_unit(assessed: Iterable[Assessed]) -> dict[UnitName, Group]:
    """Gather projects by the unit that leads them (E28)."""
    return _grouped(assessed, lambda one: one.project.lead_unit)


def by_person(assessed: Iterable[Assessed]) -> dict[PersonName, Group]:
    """Gather months by who answered for them; a project is counted with its present holder."""
    tallies: defaultdict[PersonName, Tally] = defaultdict(Tally)
    projects, met = Counter[PersonName](), Counter[PersonName]()
    for one in assessed:
        holder = one.project.responsible_person
        projects[holder] += 1
        met[holder] += bool(one.is_met)
        for tenure in one.tenures:
            tallies[tenure.person] += tenure.tally
    names = sorted({*projects, *tallies})
    return {name: Group(name, projects[name], met[name], tallies[name]) for name in names}


def ranked(groups: Iterable[Group]) -> tuple[Place, ...]:
    """Rank groups by their share of blue months; those without any rated month have no place."""
    rated = [one for one in groups if one.tally.rated]
    ordered = sorted(rated, key=lambda one: (-_share(one), one.name))
    shares = [_share(one) for one in ordered]
    return tuple(Place(shares.index(_share(one)) + 1, one) for one in ordered)


def _share(group: Group) -> Decimal:
    return Decimal(group.tally.blue) / group.tally.rated


def _original(project: Project, plan: Sequence[PlanVersion]) -> Goal | None:
    """Return the year plan's target: the book's figure, or its last stage."""
    return project.annual_target or _last_goal(plan[:1])


def _adjusted(project: Project, plan: Sequence[PlanVersion]) -> Goal | None:
    """Return the year's target after all changes."""
    changed = [one.annual_target for one in plan if one.annual_target is not None]
    if changed:
        return changed[-1]
    return project.annual_target or _last_goal(plan)


def _last_goal(plan: Sequence[PlanVersion]) -> Goal | None:
    month = _last_month(plan)
    return in_force(plan, month).goal if month else None


def _last_month(plan: Sequence[PlanVersion]) -> Month | None:
    """Return the last month that has a goal after all changes."""
    months = {month for one in plan for month in one.goals}
    return max((one for one in months if in_force(plan, one).goal), default=None)


def _of_last_goal(plan: Sequence[PlanVersion], rows: Mapping[Month, EditionRow]) -> Value | None:
    """Return what was found of the last goal in its own month."""
    row = rows.get(month) if (month := _last_month(plan)) else None
    return row.rated.value if row else None


def _is_met(goal: Goal | None, value: Value | None, *, of_last_goal: Value | None) -> bool | None:
    """Tell whether a year's target is reached; None where nothing can be held against it.

    A figure counts on from month to month; an earlier stage is not the last one.
    """
    if goal is None or value is None:
        return None
    if isinstance(goal, Milestone) or isinstance(value, Stage):
        return of_last_goal is Stage.MET
    return value >= goal


def _tally(rows: Iterable[EditionRow]) -> Tally:
    plates = Counter((row.rated.plate, row.rated.no_plate is NoPlate.PENDING) for row in rows)
    return Tally(
        blue=plates[Plate.BLUE, False],
        yellow=plates[Plate.YELLOW, False],
        red=plates[Plate.RED, False],
        pending=plates[None, True],
        none=plates[None, False],
    )


def _longest_streak(rows: Iterable[EditionRow]) -> int:
    """Return the most months missed in a row; a month without a plate adds none of its own.

    It carries a streak that may have been corrected since, which leaves its card as it is.
    """
    return max((row.rated.streak for row in rows if row.rated.plate), default=0)


def _tenures(rows: Mapping[Month, EditionRow]) -> tuple[Tenure, ...]:
    """Split the months by who answered for them when they were published."""
    spans: list[tuple[PersonName, list[Month]]] = []
    for month in sorted(rows):
        person = rows[month].person
        if not spans or spans[-1][0] != person:
            spans.append((person, []))
        spans[-1][1].append(month)
    return tuple(
        Tenure(person, months[0], months[-1], _tally(rows[month] for month in months))
        for person, months in spans
    )


def _corrected(project: Project, published: Sequence[Sequence[Edition]]) -> Iterable[Month]:
    for history in published:
        rows = [edition.row(project.code) for edition in history]
        if any(row != rows[0] for row in rows):
            yield history[0].month


def _grouped(assessed: Iterable[Assessed], name_of: Callable[[Assessed], str]) -> dict[str, Group]:
    together: defaultdict[str, list[Assessed]] = defaultdict(list)
    for one in assessed:
        together[name_of(one)].append(one)
    return {
        name: Group(
            name,
            len(found),
            sum(bool(one.is_met) for one in found),
            sum((one.tally for one in found), Tally()),
        )
        for name, found in sorted(together.items())
    }
