"""The projects of a published month as its bulletin and its pictures tell of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.sheet import Line
from rules.bulletin import Item, is_other_goal
from rules.month import Month, months_between
from rules.plates import Plate
from rules.project import PlanVersion, ProjectCode, annual_target_in_force, in_force
from rules.remark import causes_of

Plans = Mapping[ProjectCode, Sequence[PlanVersion]]


def items_of(lines: Iterable[Line], plans: Plans, public: frozenset[Month]) -> tuple[Item, ...]:
    """Return the projects that were published, by command then code as they were then.

    `plans` has the versions of the month's year alone, `public` its published months.
    """
    return tuple(_items(lines, plans, public))


def _items(lines: Iterable[Line], plans: Plans, public: frozenset[Month]) -> Iterator[Item]:
    shown = [(one.published, one) for one in lines if one.published is not None]
    for row, line in sorted(shown, key=lambda pair: (pair[0].command, pair[0].project.code)):
        month = row.rated.month
        plan = plans.get(row.project.code, ())
        later = months_between(month.next, Month(month.year, 12)) if month.number < 12 else ()
        goals = (in_force(plan, one).goal for one in later)
        plates = [one.plate for one in line.months if one.month < month and one.month in public]
        yield Item(
            row=row,
            annual=annual_target_in_force(row.project, plan, month),
            has_more_to_do=any(is_other_goal(goal, row.rated.goal) for goal in goals),
            is_completed=line.standing.completed_since is not None,
            was_red=next((one for one in reversed(plates) if one), None) is Plate.RED,
            cause=causes_of(line.remarks),
        )


def of_year(plan: Sequence[PlanVersion], year: int) -> Sequence[PlanVersion]:
    """Return the versions of a year: a project's facts are those of all its years."""
    return [one for one in plan if one.since.year == year]
