"""Site checks: what was found on the spot; every record stays as it was kept."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Collection as SomeOf

from sqlmodel import col, func, select

from rules.project import ProjectCode
from rules.site_check import SiteCheck
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.site_checks import SiteCheckRow


class SeenSiteChecks(Collection):
    """What was found."""

    def since(
        self, year: int, day: dtm.date, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, tuple[SiteCheck, ...]]:
        """Return the checks from a day of a plan-year on, by project, in order of their numbers.

        Of all projects, or of some.
        """
        query = select(SiteCheckRow).where(SiteCheckRow.year == year, SiteCheckRow.found_on >= day)
        if codes is not None:
            query = query.where(col(SiteCheckRow.project).in_(tuple(codes)))
        found: dict[ProjectCode, list[SiteCheck]] = defaultdict(list)
        for row in self._all(query.order_by(col(SiteCheckRow.number))):
            found[row.project].append(_check(row))
        return {code: tuple(checks) for code, checks in found.items()}


class SiteChecks(SeenSiteChecks, Changing):
    """The checks, to be kept."""

    def put(self, check: SiteCheck) -> SiteCheck:
        """Keep one more; return it with its number, the next of its year."""
        self._hold("site_check", check.year)
        last = self._first(
            select(func.max(SiteCheckRow.number)).where(SiteCheckRow.year == check.year)
        )
        row = as_row(
            SiteCheckRow, check, number=(last or 0) + 1, inspectors=list(check.inspectors)
        )
        self._add(row)
        return _check(row)


def _check(row: SiteCheckRow) -> SiteCheck:
    return as_value(SiteCheck, row, inspectors=tuple(row.inspectors))
