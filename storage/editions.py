"""Editions: what was published, month by month, with every correction."""

import datetime as dtm
from typing import Any

from sqlmodel import col, select

from rules.edition import Edition, EditionRow
from rules.month import Month, year_of
from rules.plates import Rules
from storage.collection import Changing, Collection
from storage.tables.months import EditionRow as Row
from storage.values import dump, load


class SeenEditions(Collection):
    """What was published."""

    def latest(self, month: Month) -> Edition | None:
        """Return what holds for a month: its last correction, or its first publication."""
        self._hold("edition", month)
        row = self._first(
            select(Row).where(Row.month == month).order_by(col(Row.correction).desc())
        )
        return None if row is None else _edition(row)

    def of_year(self, year: int) -> tuple[Edition, ...]:
        """Return what holds for each published month of a year, in order."""
        months = year_of(year)
        query = select(Row).where(Row.month >= months[0], Row.month <= months[-1])
        rows = self._all(query.order_by(col(Row.month), col(Row.correction)))
        return tuple(map(_edition, {row.month: row for row in rows}.values()))

    def history(self, month: Month) -> tuple[Edition, ...]:
        """Return a month's publication and its corrections, in order."""
        query = select(Row).where(Row.month == month).order_by(col(Row.correction))
        return tuple(map(_edition, self._all(query)))

    def published_at(self, month: Month, correction: int = 0) -> dtm.datetime | None:
        """Return the instant of a publication."""
        return self._first(
            select(Row.published_at).where(Row.month == month, Row.correction == correction)
        )


class Editions(SeenEditions, Changing):
    """The publications, to be made; one that is out is never replaced."""

    def put(self, edition: Edition, at: dtm.datetime) -> None:
        """Keep what is published; its month and number must be new."""
        self._add(
            Row(
                month=edition.month,
                correction=edition.correction,
                rules=dump(edition.rules),
                rows=dump(edition.rows),
                follows=edition.follows,
                digest=edition.digest,
                published_at=at,
            )
        )


def _edition(row: Row) -> Edition:
    kind: Any = tuple[EditionRow, ...]
    rows = load(kind, row.rows)
    return Edition(row.month, row.correction, load(Rules, row.rules), rows, row.follows)
