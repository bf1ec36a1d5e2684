"""Facts: all that the ratings of a year's projects rest on, in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection as SomeOf
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rules.determination import OPEN, Determination
from rules.lifecycle import LifecycleEvent
from rules.month import Month, months_between
from rules.plates import Facts, Filed, Plate
from rules.project import ProjectCode
from rules.report import Report, ReportState, filed
from storage.collection import Collection
from storage.cycles import SeenCycles
from storage.determinations import determination
from storage.plans import plan_versions
from storage.projects import lifecycle_event
from storage.reports import report
from storage.tables.book import LifecycleEventRow, PlanVersionRow, ProjectRow
from storage.tables.months import DeterminationRow, ImportedRow, ReportRow

_Codes = SelectOfScalar[str]


class SeenFacts(Collection):
    """The facts of projects over all years: a code is one project as long as it lives."""

    def of(self, year: int, codes: SomeOf[ProjectCode] | None = None) -> dict[ProjectCode, Facts]:
        """Return the facts of a year's projects, or of those with some codes, in book order.

        They begin with the first month that was asked, with January where none was. A month
        between those that were asked counts as taken up and not decided: nobody was asked.
        """
        wanted = select(ProjectRow.code).where(ProjectRow.year == year)
        if codes is not None:
            wanted = wanted.where(col(ProjectRow.code).in_(tuple(codes)))
        asked = SeenCycles(self._unit).asked()
        first = asked[0] if asked else Month(year, 1)
        plans = self._plans(wanted)
        reports = self._reports(wanted)
        findings = self._findings(wanted)
        events = self._events(wanted)
        imported = self._imported(wanted)
        passed_over = _passed_over(asked)
        return {
            code: Facts(
                first,
                plans.get(code, ()),
                reports.get(code, {}),
                passed_over | findings.get(code, {}),
                tuple(events.get(code, ())),
                imported.get(code, {}),
            )
            for code in self._all(wanted.order_by(col(ProjectRow.position)))
        }

    def _plans(self, wanted: _Codes) -> Mapping[ProjectCode, Any]:
        query = select(PlanVersionRow).where(col(PlanVersionRow.project).in_(wanted))
        order = (col(PlanVersionRow.year), col(PlanVersionRow.number))
        return plan_versions(self._all(query.order_by(*order)))

    def _reports(self, wanted: _Codes) -> dict[ProjectCode, dict[Month, Filed]]:
        query = select(ReportRow).where(
            col(ReportRow.project).in_(wanted), ReportRow.state == ReportState.KEPT
        )
        versions: dict[tuple[ProjectCode, Month], list[Report]] = defaultdict(list)
        for row in self._all(query.order_by(col(ReportRow.id))):
            versions[row.project, row.month].append(report(row))
        found: dict[ProjectCode, dict[Month, Filed]] = defaultdict(dict)
        for (code, month), kept in versions.items():
            stands = filed(kept)
            if stands is not None:
                found[code][month] = stands
        return found

    def _findings(self, wanted: _Codes) -> dict[ProjectCode, dict[Month, Determination]]:
        query = select(DeterminationRow).where(col(DeterminationRow.project).in_(wanted))
        found: dict[ProjectCode, dict[Month, Determination]] = defaultdict(dict)
        for row in self._all(query.order_by(col(DeterminationRow.id))):
            found[row.project][row.month] = determination(row)
        return found

    def _events(self, wanted: _Codes) -> dict[ProjectCode, list[LifecycleEvent]]:
        query = select(LifecycleEventRow).where(col(LifecycleEventRow.project).in_(wanted))
        found: dict[ProjectCode, list[LifecycleEvent]] = defaultdict(list)
        for row in self._all(query.order_by(col(LifecycleEventRow.id))):
            found[row.project].append(lifecycle_event(row))
        return found

    def _imported(self, wanted: _Codes) -> dict[ProjectCode, dict[Month, Plate | None]]:
        query = select(ImportedRow).where(col(ImportedRow.project).in_(wanted))
        found: dict[ProjectCode, dict[Month, Plate | None]] = defaultdict(dict)
        for row in self._all(query):
            found[row.project][row.month] = row.plate
        return found


def _passed_over(asked: tuple[Month, ...]) -> dict[Month, Determination]:
    """Return the months between those that were asked: nobody is missed for them."""
    if not asked:
        return {}
    between = set(months_between(asked[0], asked[-1])) - set(asked)
    return dict.fromkeys(sorted(between), OPEN)
