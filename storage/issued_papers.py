"""Issued papers: bulletins and warning letters with their numbers and their frozen views."""

from sqlalchemy import update
from sqlmodel import col, func, select

from rules.issued import IssuedPaper, Series
from rules.month import Month
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.papers import IssuedPaperRow


class SeenIssuedPapers(Collection):
    """What was issued."""

    def of(self, month: Month) -> tuple[IssuedPaper, ...]:
        """Return what was issued about a month, withdrawn or not, by series and number."""
        query = select(IssuedPaperRow).where(IssuedPaperRow.month == month)
        query = query.order_by(col(IssuedPaperRow.series), col(IssuedPaperRow.number))
        return tuple(as_value(IssuedPaper, row) for row in self._all(query))

    def bulletin(self, month: Month) -> IssuedPaper | None:
        """Return a month's bulletin, or that of its last correction; None: published without."""
        found = [one for one in self.of(month) if one.series is Series.BULLETIN]
        return max(found, key=lambda one: one.correction, default=None)


class IssuedPapers(SeenIssuedPapers, Changing):
    """What is issued, to be numbered and kept."""

    def next_number(self, series: Series, year: int, *, first: int = 1, after: int = 0) -> int:
        """Return the number after the last one; others wait for it until then.

        `first` is that of the year's first one, and every one comes `after` a number. It is given
        when a paper is put under it in this very unit: the numbers have no gaps.
        """
        self._hold("paper number", series, year)
        last = self._first(
            select(func.max(IssuedPaperRow.number)).where(
                IssuedPaperRow.series == series, IssuedPaperRow.year == year
            )
        )
        return max(first if last is None else last + 1, after + 1)

    def put(self, paper: IssuedPaper) -> None:
        """Keep a paper under its number, which must be new."""
        self._add(as_row(IssuedPaperRow, paper, year=paper.year))

    def withdraw(self, paper: IssuedPaper, *, by: int) -> None:
        """Take a letter back by a correction of its month; it stays as it was issued."""
        statement = update(IssuedPaperRow).where(
            col(IssuedPaperRow.series) == paper.series,
            col(IssuedPaperRow.year) == paper.year,
            col(IssuedPaperRow.number) == paper.number,
        )
        self._run(statement.values(withdrawn_by=by))
