"""The township's workbook, read into a Book; what was found on the way is told by its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from papers.anomaly import Anomaly, Severity, refused
from papers.appointments import posts_of
from papers.checked import Counts
from papers.columns import Column
from papers.crosschecks import check_posts
from papers.grid import Grid
from papers.index import ProjectIndex
from papers.known import Known
from papers.opening import YEAR, Bounds, NotAWorkbookError, open_grids
from papers.remarks import Remarks
from papers.sheetnames import SheetName, sort_sheets
from papers.sheets import commands, milestones, people, plans, projects, support
from papers.surroundings import say_surroundings
from papers.table import Table, read_table
from papers.year import PLAUSIBLE, year_of_dates, year_of_titles
from rules.book import Book, Command, DatedMilestone, SupportItem
from rules.month import Month
from rules.project import PlanVersion, Project, ProjectCode

T = TypeVar("T")

__all__ = ["Counts", "NotAWorkbookError", "Read", "read_workbook"]

_COLUMNS: dict[SheetName, tuple[Column, ...]] = {
    SheetName.COMMANDS: commands.COLUMNS,
    SheetName.PEOPLE: people.COLUMNS,
    SheetName.PROJECTS: projects.COLUMNS,
    SheetName.PLANS: plans.COLUMNS,
    SheetName.SUPPORT: support.COLUMNS,
    SheetName.MILESTONES: milestones.COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the book without the rows and cells that have an error, and all anomalies.

    Anomalies come in the order of the sheets, rows and columns, the workbook's own first.
    """

    book: Book
    anomalies: tuple[Anomaly, ...]

    @property
    def is_refused(self) -> bool:
        """Tell whether nothing is loaded unless what has an error is left out on purpose."""
        return any(one.severity is Severity.ERROR for one in self.anomalies)

    @property
    def counts(self) -> Counts:
        """How much the book holds."""
        book = self.book
        return Counts(
            len(book.commands),
            len(book.people),
            len(book.projects),
            book.targets,
            len(book.support_items),
            len(book.milestones),
        )


class _Parts(NamedTuple):
    """What the sheets gave."""

    people: tuple[people.PersonLine, ...]
    commands: tuple[Command, ...]
    projects: tuple[projects.ProjectLine, ...]
    plans: tuple[plans.PlanLine, ...]
    support: tuple[SupportItem, ...]
    milestones: tuple[DatedMilestone, ...]


def read_workbook(
    content: bytes, *, name: str, year: int | None = None, bounds: Bounds = YEAR
) -> Read:
    """Read a workbook; `name` is the file's, for sentences, `year` the plan's if it is known.

    NotAWorkbookError for what is no workbook at all, or tells of no year.
    """
    grids = open_grids(content, name=name, bounds=bounds)
    sheets, told = sort_sheets(grids, _COLUMNS)
    remarks = {kind: Remarks(grid.title) for kind, grid in sheets.items()}
    tables = _tables(sheets, remarks)
    general = Remarks(None)
    planned = _year(tables.values(), grids, year, name, general)
    known = Known(planned, checks_years=not general.anomalies)
    parts = _read_parts(tables, known)
    book = _book(parts, planned)
    found = [one for each in remarks.values() for one in each.anomalies]
    return Read(book, _in_order([*general.anomalies, *told, *found], grids))


def _tables(
    sheets: dict[SheetName, Grid], remarks: dict[SheetName, Remarks]
) -> dict[SheetName, Table]:
    found = {}
    for kind, grid in sheets.items():
        table = read_table(grid, _COLUMNS[kind], remarks[kind])
        if table is None:
            continue
        say_surroundings(table)
        if not table.rows:
            remarks[kind].on(None, refused(f"工作表“{grid.title}”没有数据，请补填"))
        found[kind] = table
    return found


def _year(
    tables: Iterable[Table], grids: Iterable[Grid], given: int | None, name: str, general: Remarks
) -> int:
    dated = year_of_dates(tables)
    if given is not None and dated is not None and given != dated:
        says = f"指定的年度是{given}年，表中日期多为{dated}年，请核对文件或年度"
        general.on(None, refused(says), found=str(dated))
    year = given or dated or year_of_titles(grids) or 0
    if year not in PLAUSIBLE:
        says = f"文件“{name}”的计划年度无法确定，请填写日期，或指定{PLAUSIBLE[0]}年以后的年度。"
        raise NotAWorkbookError(says)
    return year


def _read_parts(tables: Mapping[SheetName, Table], known: Known) -> _Parts:
    # Each sheet is checked against those before it: people, commands, projects, then the rest.
    staff = _from(tables, SheetName.PEOPLE, people.read_people)
    if SheetName.PEOPLE in tables:
        names = frozenset(line.name for line in staff if line.name) or None
        units = frozenset(line.unit for line in staff if line.unit)
        known = replace(known, people=names, units=units)
    commanded, known = _read_commands(tables, staff, known)
    lines = _from(tables, SheetName.PROJECTS, lambda t: projects.read_projects(t, known))
    index = ProjectIndex(lines)
    planned = _from(tables, SheetName.PLANS, lambda t: plans.read_plans(t, index, known))
    if SheetName.PLANS in tables:
        plans.check_planned(index, planned)
    items = _from(tables, SheetName.SUPPORT, lambda t: support.read_support(t, index, known))
    dated = _from(
        tables, SheetName.MILESTONES, lambda t: milestones.read_milestones(t, index, known)
    )
    return _Parts(staff, commanded, lines, planned, items, dated)


def _from(
    tables: Mapping[SheetName, Table],
    name: SheetName,
    reader: Callable[[Table], tuple[T, ...]],
) -> tuple[T, ...]:
    table = tables.get(name)
    return () if table is None else reader(table)


def _read_commands(
    tables: Mapping[SheetName, Table], staff: tuple[people.PersonLine, ...], known: Known
) -> tuple[tuple[Command, ...], Known]:
    """Return the commands, from 人员 where 指挥部 is missing, and what is known with them."""
    if SheetName.COMMANDS not in tables:
        found = commands.commands_of(staff)
        names = {one.name: one.number for one in found}
        return found, replace(known, commands=names or None)
    lines = commands.read_commands(tables[SheetName.COMMANDS], known)
    check_posts(lines, staff)
    found = tuple(line.command for line in lines if line.command is not None)
    names = {line.name: line.number for line in lines if line.name and line.number}
    members = frozenset(unit for one in found for unit in one.units)
    return found, replace(known, commands=names or None, units=known.units | members)


def _book(parts: _Parts, year: int) -> Book:
    """Put together what has no error; what hangs on a project that has one is left out too."""
    numbers = {one.number for one in parts.commands}
    planned = {plan.line.row.number: plan for plan in parts.plans}
    found: dict[ProjectCode, Project] = {}
    versions: dict[ProjectCode, PlanVersion] = {}
    for line in parts.projects:
        plan = planned.get(line.row.number)
        project = line.project(plan.unit if plan is not None else None)
        if project is None or project.command not in numbers:
            continue
        found[project.code] = project
        empty = PlanVersion(0, Month(year, 1), {})
        versions[project.code] = plan.version(year) if plan is not None else empty
    items = tuple(item for item in parts.support if item.project in found)
    projects_of_book = tuple(found.values())
    return Book(
        year=year,
        commands=parts.commands,
        people=tuple(line.person for line in parts.people),
        projects=projects_of_book,
        plans=versions,
        posts=posts_of(parts.commands, projects_of_book, parts.people, items),
        support_items=items,
        milestones=tuple(one for one in parts.milestones if one.project in found),
    )


def _in_order(anomalies: Iterable[Anomaly], grids: tuple[Grid, ...]) -> tuple[Anomaly, ...]:
    order = {grid.title: at for at, grid in enumerate(grids)}
    return tuple(sorted(anomalies, key=lambda one: order.get(one.sheet or "", -1)))
