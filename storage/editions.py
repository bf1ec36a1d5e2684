"""Editions: what was published, month by month, with every correction."""

import datetime as dtm
from collections.abc import Collection as SomeOf
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, union_all
from sqlmodel import col, func, select

from rules.edition import Edition, EditionRow
from rules.month import Month, year_of
from rules.plates import Rules
from rules.project import PersonName, ProjectCode, UnitName
from storage.collection import Changing, Collection
from storage.tables.months import EditionRow as Row
from storage.tables.months import PublishedRow
from storage.values import dump, load


@dataclass(frozen=True, slots=True)
class EditionHead:
    """What an edition is, without its rows, of which there may be very many."""

    month: Month
    correction: int
    rules: Rules
    digest: str
    published_at: dtm.datetime


@dataclass(frozen=True, slots=True)
class PublishedAs:
    """A project's month as an edition of it showed it, and when that was published."""

    correction: int
    at: dtm.datetime
    row: EditionRow


class SeenEditions(Collection):
    """What was published; what holds for a month is its last correction, or the first one."""

    def latest(self, month: Month) -> Edition | None:
        """Return what holds for a month, whole."""
        self._hold("edition", month)
        row = self._first(
            select(Row).where(Row.month == month).order_by(col(Row.correction).desc())
        )
        return None if row is None else self._edition(row)

    def head(self, month: Month) -> EditionHead | None:
        """Return the head of what holds for a month; it stays so until a unit of work ends."""
        self._hold("edition", month, is_shared=True)
        query = select(Row.correction, Row.rules, Row.digest, Row.published_at)
        query = query.where(Row.month == month).order_by(col(Row.correction).desc())
        found = self._session.exec(query.limit(1)).first()
        if found is None:
            return None
        correction, rules, digest, published_at = found
        return EditionHead(month, correction, load(Rules, rules), digest, published_at)

    def rows(
        self, month: Month, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, EditionRow]:
        """Return the rows of what holds for a month, or those of some projects, in order."""
        about = () if codes is None else (col(PublishedRow.code).in_(tuple(codes)),)
        return {row.project.code: row for row in self._in_force(month, *about)}

    def answered_for(
        self, month: Month, *, units: SomeOf[UnitName], person: PersonName | None = None
    ) -> tuple[EditionRow, ...]:
        """Return the rows of what some units lead, or somebody is responsible for, in order."""
        is_theirs: list[ColumnElement[bool]] = [col(PublishedRow.lead_unit).in_(tuple(units))]
        if person is not None:
            is_theirs.append(col(PublishedRow.responsible_person) == person)
        return tuple(self._in_force(month, *is_theirs))

    def months(self, year: int) -> tuple[Month, ...]:
        """Return the published months of a year, in order."""
        months = year_of(year)
        query = select(col(Row.month)).where(Row.month >= months[0], Row.month <= months[-1])
        return tuple(self._all(query.distinct().order_by(col(Row.month))))

    def of_year(self, year: int) -> tuple[Edition, ...]:
        """Return what holds for each published month of a year, whole, in order."""
        months = year_of(year)
        query = select(Row).where(Row.month >= months[0], Row.month <= months[-1])
        rows = self._all(query.order_by(col(Row.month), col(Row.correction)))
        return tuple(map(self._edition, {row.month: row for row in rows}.values()))

    def since(self, month: Month) -> tuple[Edition, ...]:
        """Return what holds for each month published from one on, whole, in order."""
        published = (one for one in self.published() if one >= month)
        return tuple(one for each in published if (one := self.latest(each)) is not None)

    def published(self) -> tuple[Month, ...]:
        """Return all published months, in order."""
        return tuple(self._all(select(col(Row.month)).distinct().order_by(col(Row.month))))

    def get(self, month: Month, correction: int) -> Edition | None:
        """Return a month's publication (0) or one of its corrections, whole."""
        row = self._get(Row, (month, correction))
        return None if row is None else self._edition(row)

    def rows_of(self, month: Month, code: ProjectCode) -> tuple[PublishedAs, ...]:
        """Return how a project's month was shown first, and after each correction."""
        at = dict(
            self._session.exec(
                select(Row.correction, Row.published_at).where(Row.month == month)
            ).all()
        )
        query = select(PublishedRow).where(PublishedRow.month == month, PublishedRow.code == code)
        return tuple(
            PublishedAs(one.correction, at[one.correction], load(EditionRow, one.row))
            for one in self._all(query.order_by(col(PublishedRow.correction)))
        )

    def history(self, month: Month) -> tuple[Edition, ...]:
        """Return a month's publication and its corrections, in order."""
        query = select(Row).where(Row.month == month).order_by(col(Row.correction))
        return tuple(map(self._edition, self._all(query)))

    def published_at(self, month: Month, correction: int = 0) -> dtm.datetime | None:
        """Return the instant of a publication."""
        return self._first(
            select(Row.published_at).where(Row.month == month, Row.correction == correction)
        )

    def _in_force(self, month: Month, *ways: ColumnElement[bool]) -> Iterator[EditionRow]:
        """Read what holds for a month, or the rows of it that are found in one of some ways."""
        last = select(func.max(Row.correction)).where(Row.month == month).scalar_subquery()
        here: ColumnElement[bool] = col(PublishedRow.correction) == last
        return self._rows(month, *([here & way for way in ways] if ways else [here]))

    def _rows(self, month: Month, *ways: ColumnElement[bool]) -> Iterator[EditionRow]:
        """Read rows in their order.

        Asked for that order, or for one way or another at once, SQLite passes the indexes by.
        """
        read = select(PublishedRow.place, PublishedRow.row).where(PublishedRow.month == month)
        query = union_all(*(read.where(way) for way in ways))
        found = dict(map(tuple, self._session.execute(query)))
        return (load(EditionRow, found[place]) for place in sorted(found))

    def _edition(self, row: Row) -> Edition:
        rows = tuple(self._rows(row.month, col(PublishedRow.correction) == row.correction))
        return Edition(row.month, row.correction, load(Rules, row.rules), rows, row.follows)


class Editions(SeenEditions, Changing):
    """The publications, to be made; one that is out is never replaced."""

    def put(self, edition: Edition, at: dtm.datetime) -> None:
        """Keep what is published; its month and number must be new."""
        self._add(
            Row(
                month=edition.month,
                correction=edition.correction,
                rules=dump(edition.rules),
                follows=edition.follows,
                digest=edition.digest,
                published_at=at,
            )
        )
        self._add_all(
            PublishedRow, (_written(edition, place) for place in range(len(edition.rows)))
        )


def _written(edition: Edition, place: int) -> dict[str, Any]:
    row = edition.rows[place]
    return {
        "month": edition.month,
        "correction": edition.correction,
        "place": place,
        "code": row.project.code,
        "lead_unit": row.lead_unit,
        "responsible_person": row.person,
        "row": dump(row),
    }
