"""A year walked down: each published month with the reply and the finding that made it (C03)."""

import datetime as dtm
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.determination import Determination, Ground
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Rated
from rules.project import PersonName, ProjectCode, UnitName, Value
from rules.report import Report, ReportState


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said or found something, and when; `by` is None for the office's standing rule.

    `line` is the number of its line in the journal, 0 where there is none; `message` its chat
    and message, empty where it is none.
    """

    by: PersonName | None
    at: dtm.datetime | None
    line: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A project's month as it was published last, and where each figure of it comes from.

    `rated` is without its version, of which `version` is the number (0: the year plan);
    `corrections` are the numbers of the month's corrections that changed it.
    """

    project: ProjectCode
    name: str
    unit: UnitName
    person: PersonName
    rated: Rated
    version: int = 0
    approved_on: dtm.date | None = None
    reported: Value | None = None
    is_late: bool = False
    reply: Origin | None = None
    ground: Ground | None = None
    note: str = ""
    finding: Origin | None = None
    corrections: tuple[int, ...] = ()

    @property
    def month(self) -> Month:
        """The month."""
        return self.rated.month


def reply_of(row: EditionRow, versions: Iterable[Report]) -> Report | None:
    """Return the version that a month was published with; what came after it is another's."""
    if row.reported is None:
        return None
    wanted = (row.reported, row.reported_late)
    same = [one for one in versions if (one.value, one.is_late) == wanted and _was_kept(one)]
    kept = [one for one in same if one.state is ReportState.KEPT]
    return next(reversed(kept or same), None)


def corrections_of(history: Sequence[Edition], project: ProjectCode) -> tuple[int, ...]:
    """Return the numbers of a month's corrections that changed a project's row."""
    rows = ((one.correction, one.row(project)) for one in history if one.correction)
    return tuple(number for number, row in rows if row is not None and row.corrected == number)


def traced(
    history: Sequence[Edition],
    row: EditionRow,
    *,
    found: Determination | None,
    reply: Origin | None,
    finding: Origin | None,
) -> Traced:
    """Return a row of a month's latest edition with what it rests on."""
    project, version = row.project, row.rated.version
    return Traced(
        project=project.code,
        name=project.name,
        unit=project.unit,
        person=project.responsible_person,
        rated=row.rated._replace(version=None),
        version=version.number if version else 0,
        approved_on=version.approved_on if version else None,
        reported=row.reported,
        is_late=row.reported_late,
        reply=reply,
        ground=found.ground if found else None,
        note=found.note if found else "",
        finding=finding,
        corrections=corrections_of(history, project.code),
    )


def _was_kept(report: Report) -> bool:
    return report.state in {ReportState.KEPT, ReportState.REPLACED}
