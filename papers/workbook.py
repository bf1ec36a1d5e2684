"""The township's workbook, read into a Book; what was found on the way is told by its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from papers.anomaly import Anomaly, Severity, asked, noted, refused
from papers.appointments import posts_of
from papers.columns import Column
from papers.crosschecks import check_posts
from papers.grid import Grid
from papers.index import ProjectIndex
from papers.known import Known
from papers.opening import NotAWorkbookError, open_grids
from papers.remarks import Remarks
from papers.sheetnames import SheetName, sort_sheets
from papers.sheets import commands, milestones, people, plans, projects, support
from papers.table import Table, read_table
from papers.unitnotes import say_captions
from papers.year import year_of_dates, year_of_titles
from rules.book import Book, Command, DatedMilestone, SupportItem
from rules.month import Month
from rules.project import PlanVersion, Project, ProjectCode

__all__ = ["Counts", "NotAWorkbookError", "Read", "read_workbook"]

_COLUMNS: dict[SheetName, tuple[Column, ...]] = {
    SheetName.COMMANDS: commands.COLUMNS,
    SheetName.PEOPLE: people.COLUMNS,
    SheetName.PROJECTS: projects.COLUMNS,
    SheetName.PLANS: plans.COLUMNS,
    SheetName.SUPPORT: support.COLUMNS,
    SheetName.MILESTONES: milestones.COLUMNS,
}


class Counts(NamedTuple):
    """How much the book holds; `targets` are monthly goals."""

    commands: int
    people: int
    projects: int
    targets: int
    support_items: int
    milestones: int


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
    index: ProjectIndex
    plans: tuple[plans.PlanLine, ...]
    support: tuple[tuple[SupportItem, projects.ProjectLine], ...]
    milestones: tuple[tuple[DatedMilestone, projects.ProjectLine], ...]


def read_workbook(content: bytes, *, name: str, year: int | None = None) -> Read:
    """Read a workbook; `name` is the file's, for sentences, `year` the plan's if it is known.

    NotAWorkbookError for what is no workbook at all, or tells of no year.
    """
    grids = open_grids(content, name=name)
    sheets, told = sort_sheets(grids)
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
        say_captions(table)
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
    year = given or dated or year_of_titles(grids)
    if year is None:
        raise NotAWorkbookError(f"文件“{name}”中看不出计划年度，请填写日期或指定年度。")
    return year


def _read_parts(tables: dict[SheetName, Table], known: Known) -> _Parts:
    lines = _of(tables, SheetName.PEOPLE, people.read_people)
    ...
