"""Versions of the plan as rows: goals and 形象进度 by month."""

from collections.abc import Iterable

from rules.month import Month
from rules.project import Goal, PlanVersion, ProjectCode
from storage.collection import as_row, as_value
from storage.tables.book import PlanVersionRow
from storage.values import dump, load

_Goals = dict[Month, Goal | None]


def plan_row(year: int, project: ProjectCode, version: PlanVersion) -> PlanVersionRow:
    """Return the row of a version."""
    goals, progress = dump(version.goals), dump(version.progress)
    return as_row(
        PlanVersionRow, version, year=year, project=project, goals=goals, progress=progress
    )


def plan_version(row: PlanVersionRow) -> PlanVersion:
    """Return the version of a row."""
    goals = load(_Goals, row.goals)
    return as_value(PlanVersion, row, goals=goals, progress=load(dict[Month, str], row.progress))


def plan_versions(rows: Iterable[PlanVersionRow]) -> dict[ProjectCode, tuple[PlanVersion, ...]]:
    """Return the versions of each project, in the order of the rows."""
    found: dict[ProjectCode, tuple[PlanVersion, ...]] = {}
    for row in rows:
        found[row.project] = (*found.get(row.project, ()), plan_version(row))
    return found
