"""People and their posts, as the latest plan-year's book has them."""

import datetime as dtm

from sqlmodel import col, func, select

from rules.book import Person
from rules.posts import Post, Role
from rules.project import CommandNo, PersonName, UnitName
from storage.collection import Collection, as_value
from storage.tables.book import BookRow, PersonRow, PostRow

_UNIT_ROLES = (Role.UNIT_STAFF, Role.RESPONSIBLE_PERSON)


class SeenPeople(Collection):
    """Who holds which post; a post tells from when to when it is held."""

    def person(self, name: PersonName) -> Person | None:
        """Return somebody."""
        row = self._get(PersonRow, (self._latest_year(), name))
        return None if row is None else as_value(Person, row)

    def people(self, year: int | None = None) -> tuple[Person, ...]:
        """Return everybody, of another year's book if one is given."""
        query = select(PersonRow).where(PersonRow.year == (year or self._latest_year()))
        rows = self._all(query.order_by(col(PersonRow.position)))
        return tuple(as_value(Person, row) for row in rows)

    def posts(self, year: int | None = None) -> tuple[Post, ...]:
        """Return all posts, of another year's book if one is given."""
        query = select(PostRow).where(PostRow.year == (year or self._latest_year()))
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def posts_of(self, person: PersonName) -> tuple[Post, ...]:
        """Return somebody's posts."""
        query = select(PostRow).where(
            PostRow.year == self._latest_year(), PostRow.person == person
        )
        rows = self._all(query.order_by(col(PostRow.id)))
        return tuple(as_value(Post, row) for row in rows)

    def holders(
        self, role: Role, command: CommandNo | None = None, *, on: dtm.date | None = None
    ) -> tuple[PersonName, ...]:
        """Return who holds a role (in a command, on a day), without repeats."""
        query = select(PostRow).where(PostRow.year == self._latest_year(), PostRow.role == role)
        if command is not None:
            query = query.where(PostRow.command == command)
        posts = [as_value(Post, row) for row in self._all(query.order_by(col(PostRow.id)))]
        return tuple(dict.fromkeys(p.person for p in posts if on is None or p.held_on(on)))

    def unit_people(self, unit: UnitName) -> tuple[PersonName, ...]:
        """Return those whose unit it is, and the responsible persons of its projects."""
        query = select(PostRow.person).where(
            PostRow.year == self._latest_year(),
            PostRow.unit == unit,
            col(PostRow.role).in_(_UNIT_ROLES),
        )
        return tuple(dict.fromkeys(self._all(query.order_by(col(PostRow.id)))))

    def _latest_year(self) -> int:
        return self._first(select(func.max(BookRow.year))) or 0
