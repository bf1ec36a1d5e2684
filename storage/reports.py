"""Reports: every version of what was said about a month, none overwritten."""

from collections import defaultdict
from collections.abc import Collection as SomeOf
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from rules.month import Month
from rules.project import PersonName, ProjectCode, Value
from rules.report import Report, ReportState, Source
from storage.collection import Changing, Collection
from storage.tables.columns import among
from storage.tables.months import ReportRow

_SAME: Any = object()


class SeenReports(Collection):
    """What was reported."""

    def get(self, id_: int) -> Report | None:
        """Return one version; in a unit of work it is held."""
        row = self._held(select(ReportRow).where(ReportRow.id == id_))
        return None if row is None else report(row)

    def versions(self, month: Month, project: ProjectCode) -> tuple[Report, ...]:
        """Return the versions of a project's month in the order in which they were kept.

        In a unit of work the project's month is held.
        """
        self._hold("report", month, project)
        return self._found(ReportRow.month == month, ReportRow.project == project)

    def of(
        self, month: Month, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, tuple[Report, ...]]:
        """Return the versions of each project, or of some projects, that has any."""
        about = () if codes is None else (col(ReportRow.project).in_(tuple(codes)),)
        found: dict[ProjectCode, list[Report]] = defaultdict(list)
        for one in self._found(ReportRow.month == month, *about):
            found[one.project].append(one)
        return {code: tuple(versions) for code, versions in found.items()}

    def waiting_of(self, person: PersonName) -> tuple[Report, ...]:
        """Return the versions of somebody that wait for 「确认」."""
        waits = among(col(ReportRow.state), ReportState.WAITING)
        return self._found(ReportRow.person == person, waits)

    def by_source(self, chat_id: int, message_id: int) -> tuple[Report, ...]:
        """Return the versions that a message, or an edit of it, made."""
        return self._found(ReportRow.chat_id == chat_id, ReportRow.message_id == message_id)

    def _found(self, *conditions: Any) -> tuple[Report, ...]:
        rows = self._all(select(ReportRow).where(*conditions).order_by(col(ReportRow.id)))
        return tuple(map(report, rows))


class Reports(SeenReports, Changing):
    """The reports, to be kept."""

    def put(self, report: Report) -> int:
        """Keep a new version; return its id."""
        self._hold("report", report.month, report.project)
        row = _row(report)
        self._add(row)
        return row.id or 0

    def set_state(
        self,
        id_: int,
        state: ReportState,
        *,
        value: Value | None = _SAME,
    ) -> None:
        """Keep what became of a version, and the value that was taken for it if it is given."""
        parts = {"state": state} if value is _SAME else {"state": state, "value": value}
        self._run(update(ReportRow).where(col(ReportRow.id) == id_).values(**parts))


def _row(report: Report) -> ReportRow:
    return ReportRow(
        month=report.month,
        project=report.project,
        person=report.by,
        chat_id=report.source.chat_id,
        message_id=report.source.message_id,
        said_at=report.source.said_at,
        text=report.text,
        value=report.value,
        state=report.state,
        is_late=report.is_late,
        asks=report.asks,
    )


def report(row: ReportRow) -> Report:
    """Return the report of a row."""
    return Report(
        month=row.month,
        project=row.project,
        by=row.person,
        source=Source(row.chat_id, row.message_id, row.said_at),
        text=row.text,
        value=row.value,
        state=row.state,
        is_late=row.is_late,
        asks=row.asks,
        id=row.id or 0,
    )
