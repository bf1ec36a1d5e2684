"""Plates of months before the first one asked, as the office took them from paper (E38)."""

import datetime as dtm
from collections.abc import Mapping

from sqlmodel import col, select

from rules.month import Month
from rules.plates import Plate
from rules.project import PersonName, ProjectCode
from storage.collection import Changing, Collection
from storage.tables.months import ImportedRow


class SeenImported(Collection):
    """What was imported."""

    def of(self, month: Month) -> dict[ProjectCode, Plate | None]:
        """Return a month's plates by project; empty where it was not imported."""
        rows = self._all(select(ImportedRow).where(ImportedRow.month == month))
        return {row.project: row.plate for row in rows}

    def months(self) -> tuple[Month, ...]:
        """Return the imported months, in order."""
        query = select(col(ImportedRow.month)).distinct().order_by(col(ImportedRow.month))
        return tuple(self._all(query))


class Imported(SeenImported, Changing):
    """The imports, to be made."""

    def put(
        self,
        month: Month,
        plates: Mapping[ProjectCode, Plate | None],
        *,
        by: PersonName,
        at: dtm.datetime,
    ) -> None:
        """Keep a month's plates in the place of those that were there."""
        self._hold("imported", month)
        for code, plate in plates.items():
            self._put(ImportedRow(month=month, project=code, plate=plate, by=by, at=at))
