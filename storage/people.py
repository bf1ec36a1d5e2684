"""People and their posts, as the book of the plan-year in force has them."""

import datetime as dtm
from collections import defaultdict

from sqlmodel import col, func, select

from rules.book import Person
from rules.posts import Post, Role
from rules.project import CommandNo, PersonName, ProjectCode, UnitName
from storage.collection import Collection, as_value
from storage.tables.book import BookRow, FormerPostRow, PersonRow, PostRow
from storage.tables.months import CycleRow

_UNIT_ROLES = (Role.UNIT_STAFF, Role.RESPONSIBLE_PERSON)


class SeenPeople(Collection):
    """Who holds which post; a post tells from when to when it is held."""

    def person(self, name: PersonName) -> Person | None:
        """Return somebody."""
        row = self._get(PersonRow, (self.year_in_force(), name))
        return None if row is None else as_value(Person, row)

    def people(self, year: int | None = None) -> tuple[Person, ...]:
        """Return everybody, of another year's book if one is given."""
        query = select(PersonRow).where(PersonRow.year == (year or self.year_in_force()))
        rows = self._all(query.order_by(col(PersonRow.position)))
        return tuple(as_value(Person, row) for row in rows)

    def posts(self, year: int | None = None) -> tuple[Post, ...]:
        """Return all posts, of another year's book if one is given."""
        query = select(PostRow).where(PostRow.year == (year or self.year_in_force()))
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def posts_of(self, person: PersonName) -> tuple[Post, ...]:
        """Return somebody's posts."""
        query = select(PostRow).where(
            PostRow.year == self.year_in_force(), PostRow.person == person
        )
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def former_posts(self, year: int) -> tuple[Post, ...]:
        """Return the posts of a year that were handed over, in that order."""
        query = select(FormerPostRow).where(FormerPostRow.year == year)
        rows = self._all(query.order_by(col(FormerPostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def acting_posts(self, year: int, command: CommandNo) -> tuple[Post, ...]:
        """Return the posts of those who act, or acted, for a command's commander."""
        query = select(PostRow).where(
            PostRow.year == year,
            PostRow.command == command,
            col(PostRow.acting_for).is_not(None),
        )
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def posts_for(self, year: int, person: PersonName) -> tuple[Post, ...]:
        """Return the posts in which others answer, or answered, for a responsible person."""
        query = select(PostRow).where(
            PostRow.year == year,
            PostRow.acting_for == person,
            PostRow.role == Role.RESPONSIBLE_PERSON,
        )
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def stand_ins(self, year: int, *, on: dtm.date) -> dict[ProjectCode, PersonName]:
        """Return who answers on a day for the responsible person of a project, who is away."""
        query = select(PostRow).where(
            PostRow.year == year,
            PostRow.role == Role.RESPONSIBLE_PERSON,
            col(PostRow.acting_for).is_not(None),
        )
        posts = [as_value(Post, row) for row in self._all(query.order_by(col(PostRow.id)))]
        return {post.project: post.person for post in posts if post.project and post.held_on(on)}

    def holders(
        self, role: Role, command: CommandNo | None = None, *, on: dtm.date | None = None
    ) -> tuple[PersonName, ...]:
        """Return who holds a role (in a command, on a day), without repeats."""
        query = select(PostRow).where(PostRow.year == self.year_in_force(), PostRow.role == role)
        if command is not None:
            query = query.where(PostRow.command == command)
        posts = [as_value(Post, row) for row in self._all(query.order_by(col(PostRow.id)))]
        return tuple(dict.fromkeys(p.person for p in posts if on is None or p.held_on(on)))

    def holders_by_command(
        self, role: Role, *, on: dtm.date | None = None
    ) -> dict[CommandNo, tuple[PersonName, ...]]:
        """Return who holds a role in each command (on a day), without repeats."""
        query = select(PostRow).where(PostRow.year == self.year_in_force(), PostRow.role == role)
        posts = [as_value(Post, row) for row in self._all(query.order_by(col(PostRow.id)))]
        found: dict[CommandNo, dict[PersonName, None]] = defaultdict(dict)
        for post in posts:
            if on is None or post.held_on(on):
                found[post.command or ""][post.person] = None
        return {command: tuple(names) for command, names in found.items()}

    def unit_people(self, unit: UnitName) -> tuple[PersonName, ...]:
        """Return those whose unit it is, and the responsible persons of its projects."""
        query = select(PostRow.person).where(
            PostRow.year == self.year_in_force(),
            PostRow.unit == unit,
            col(PostRow.role).in_(_UNIT_ROLES),
        )
        return tuple(dict.fromkeys(self._all(query.order_by(col(PostRow.id)))))

    def year_in_force(self) -> int:
        """Return the plan-year whose posts hold: that of the latest month asked.

        Next year's book may be loaded while this year's last month is open; its people answer
        for it until a month of the new year is asked. Before the first asking it is the latest
        book's year; 0 where there is none.
        """
        asked = self._first(
            select(col(CycleRow.month))
            .where(col(CycleRow.asked_at).is_not(None))
            .order_by(col(CycleRow.month).desc())
        )
        if asked is not None and self._get(BookRow, (asked.year,)) is not None:
            return asked.year
        return self._first(select(func.max(BookRow.year))) or 0
