"""The books of the plan-years, whole."""

import dataclasses
import datetime as dtm
from collections.abc import Iterable
from typing import Any

from sqlalchemy import update
from sqlmodel import col, delete, func, select

from rules.book import Book, Command, Person, SupportItem
from rules.lifecycle import LifecycleEvent
from rules.posts import Post
from rules.project import PlanVersion, Project, ProjectCode
from storage.collection import Changing, as_row
from storage.people import SeenPeople
from storage.plans import plan_row
from storage.projects import SeenProjects
from storage.tables.book import (
    BookRow,
    CommandRow,
    FormerPostRow,
    LifecycleEventRow,
    MilestoneRow,
    PersonRow,
    PostRow,
    ProjectRow,
    SupportItemRow,
)
from storage.tables.columns import Row

_REPLACED = (CommandRow, PersonRow, ProjectRow, PostRow, SupportItemRow, MilestoneRow)


class SeenBooks(SeenProjects, SeenPeople):
    """What the loaded workbooks say."""

    def of(self, year: int) -> Book | None:
        """Return a year's whole book with its year plans, None if it was never loaded."""
        if self.loaded_at(year) is None:
            return None
        return Book(
            year=year,
            commands=self.commands(year),
            people=self.people(year),
            projects=self.projects(year),
            plans={code: versions[0] for code, versions in self.plans(year).items()},
            posts=tuple(
                dataclasses.replace(post, since=None)  # a workbook knows no days
                for post in self.posts(year)
                if post.acting_for is None
            ),
            support_items=self.support_items(year),
            milestones=self.milestones(year),
        )

    def years(self) -> tuple[int, ...]:
        """Return the loaded years, in order."""
        return tuple(self._all(select(BookRow.year).order_by(col(BookRow.year))))

    def loaded_at(self, year: int) -> dtm.datetime | None:
        """Return the instant of a year's first load."""
        return self._first(select(BookRow.loaded_at).where(BookRow.year == year))


class Books(SeenBooks, Changing):
    """The books, to be loaded and changed."""

    def put(self, book: Book, at: dtm.datetime) -> None:
        """Keep a year's book in the place of the one that was loaded before.

        Goals change only through a chain (E41): where a project has a plan, it stays.
        """
        self._hold("book", book.year)
        loaded_at = self.loaded_at(book.year) or at
        self._put(BookRow(year=book.year, loaded_at=loaded_at, changed_at=at))
        for table in _REPLACED:
            gone = col(table.year) == book.year
            if table is PostRow:  # a delegation is no part of the workbook
                gone &= col(PostRow.acting_for).is_(None)
            self._run(delete(table).where(gone))
        self._add(*_rows(book))
        known = self.plans(book.year)
        new = {code: plan for code, plan in book.plans.items() if code not in known}
        self._add(*(plan_row(book.year, code, plan) for code, plan in new.items()))

    def hold(self, year: int) -> None:
        """Keep other changes of a year's book off until this unit of work ends."""
        self._hold("book", year)

    def put_project(self, year: int, project: Project) -> None:
        """Keep one project in the place of the one with its code; a new one comes last."""
        self._hold("book", year)
        row = self._get(ProjectRow, (year, project.code))
        position = len(self.projects(year)) if row is None else row.position
        self._put(as_row(ProjectRow, project, year=year, position=position))

    def put_person(self, year: int, person: Person) -> None:
        """Keep one more person, as the last."""
        position = len(self.people(year))
        self._put(as_row(PersonRow, person, year=year, position=position))

    def put_post(self, year: int, post: Post) -> None:
        """Keep one more post."""
        self._add(as_row(PostRow, post, year=year))

    def end_post(self, year: int, post: Post, last: dtm.date) -> None:
        """Let a post end with a day; it is kept."""
        here = (col(PostRow.year) == year) & (col(PostRow.person) == post.person)
        here &= (col(PostRow.role) == post.role) & (col(PostRow.command) == post.command)
        here &= col(PostRow.project) == post.project
        here &= (col(PostRow.since) == post.since) & (col(PostRow.until) == post.until)
        self._run(update(PostRow).where(here).values(until=last))

    def hand_over(
        self, year: int, ended: Iterable[Post], begun: Iterable[Post], *, last: dtm.date
    ) -> None:
        """Let posts end with a day, and others take their place; what ended is kept apart."""
        self._hold("book", year)
        for post in ended:
            parts = [getattr(PostRow, name) == part for name, part in _parts(post)]
            self._run(delete(PostRow).where(col(PostRow.year) == year, *parts))
            self._add(as_row(FormerPostRow, post, year=year, until=last))
        self._add(*(as_row(PostRow, post, year=year) for post in begun))

    def put_command(self, year: int, command: Command) -> None:
        """Keep one command in the place of the one with its number."""
        row = self._get(CommandRow, (year, command.number))
        position = len(self.commands(year)) if row is None else row.position
        self._put(_command_row(command, year, position))

    def put_support_items(self, year: int, items: Iterable[SupportItem]) -> None:
        """Keep a year's 保障事项 in the place of those that were there."""
        self._hold("book", year)
        self._run(delete(SupportItemRow).where(col(SupportItemRow.year) == year))
        self._add(*_numbered(SupportItemRow, items, year))

    def put_support_item(self, year: int, item: SupportItem) -> None:
        """Keep one 保障事项 in the place of the one with its number; a new one comes last."""
        self._hold("book", year)
        here = (SupportItemRow.year == year, SupportItemRow.number == item.number)
        row = self._first(select(SupportItemRow).where(*here))
        last = self._first(
            select(func.max(SupportItemRow.position)).where(SupportItemRow.year == year)
        )
        position = row.position if row else 0 if last is None else last + 1
        self._put(as_row(SupportItemRow, item, year=year, position=position))

    def put_plan(self, year: int, code: ProjectCode, version: PlanVersion) -> None:
        """Keep a version of a project's plan; the one with its number is replaced."""
        self._put(plan_row(year, code, version))

    def put_lifecycle_event(self, year: int, code: ProjectCode, event: LifecycleEvent) -> None:
        """Keep what happened to a project."""
        self._add(LifecycleEventRow(year=year, project=code, **event._asdict()))


def _parts(post: Post) -> Iterable[tuple[str, Any]]:
    return ((part.name, getattr(post, part.name)) for part in dataclasses.fields(post))


def _rows(book: Book) -> Iterable[Row]:
    for position, command in enumerate(book.commands):
        yield _command_row(command, book.year, position)
    yield from _numbered(PersonRow, book.people, book.year)
    yield from _numbered(ProjectRow, book.projects, book.year)
    yield from _numbered(SupportItemRow, book.support_items, book.year)
    yield from _numbered(MilestoneRow, book.milestones, book.year)
    for post in book.posts:
        yield as_row(PostRow, post, year=book.year)


def _numbered(kind: type[Row], values: Iterable[Any], year: int) -> Iterable[Row]:
    for position, value in enumerate(values):
        yield as_row(kind, value, year=year, position=position)


def _command_row(command: Command, year: int, position: int) -> CommandRow:
    lists = {"deputies": list(command.deputies), "units": list(command.units)}
    return as_row(CommandRow, command, year=year, position=position, **lists)
