"""Months of a small township with all that their colours rest on, rated as they would be."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.wording.derivation import Asked, Derivation
from rules.determination import Determination, Ground
from rules.lifecycle import LifecycleEvent, standing
from rules.month import Month
from rules.open_points import decisive
from rules.plates import Facts, Rules, rate
from rules.project import PlanVersion, Project, Stage
from rules.report import Report, ReportState, Source, filed
from tests.bot.stage_book import PROJECTS

ZONE = ZoneInfo("Asia/Shanghai")
APRIL, MAY, JUNE = Month(2023, 4), Month(2023, 5), Month(2023, 6)
JT01, MS01 = PROJECTS[0], PROJECTS[3]
DEFAULT = Rules()
CLOSES = dtm.datetime(2023, 7, 3, 17, tzinfo=ZONE)
ASKED = Asked(at=CLOSES - dtm.timedelta(days=3, hours=8), closes_at=CLOSES)
CLOSED = replace(ASKED, is_closed=True)
PUBLISHED = replace(CLOSED, is_published=True)
YEAR_PLAN = PlanVersion(
    0, Month(2023, 1), {APRIL: Decimal(2), MAY: Decimal("3.7"), JUNE: Decimal("5.8")}
)
DETERMINED = dtm.datetime(2023, 7, 6, 9, tzinfo=ZONE)


def said(
    figure: str | None, day: int = 1, *, by: str = "韦长河", state: ReportState = ReportState.KEPT
) -> Report:
    """Return what was reported at ten o'clock of a day of July."""
    at = dtm.datetime(2023, 7, day, 10, tzinfo=ZONE)
    value = None if figure is None else Decimal(figure)
    return Report(JUNE, "JT01", by, Source(1, day, at), "", value, state, is_late=at > CLOSES)


def found(value: str | Stage, note: str = "") -> Determination:
    """Return a finding of June by the office."""
    figure = value if isinstance(value, Stage) else Decimal(value)
    return Determination(figure, Ground.OFFICE, by="岑春林", at=DETERMINED, note=note)


def accepted(value: str) -> Determination:
    """Return a report of June as it stands by the office's standing rule."""
    return Determination(Decimal(value), Ground.REPORT, at=DETERMINED)


SILENT = Determination(None, Ground.SILENCE, at=DETERMINED)


def derived(
    *reports: Report,
    june: Determination | None = None,
    earlier: Mapping[Month, str] | None = None,
    project: Project = JT01,
    plan: tuple[PlanVersion, ...] = (YEAR_PLAN,),
    events: tuple[LifecycleEvent, ...] = (),
    rules: Rules = DEFAULT,
    asked: Asked = PUBLISHED,
) -> Derivation:
    """Return what June rests on, rated as it would be."""
    findings = {
        month: Determination(Decimal(value), Ground.OFFICE)
        for month, value in (earlier or {}).items()
    }
    if june is not None:
        findings[JUNE] = june
    counts = filed(reports)
    facts = Facts(
        min(findings, default=JUNE),
        plan,
        {JUNE: counts} if counts else {},
        findings,
        events,
    )
    months = rate(facts, through=JUNE, rules=rules)
    rated = months[-1]
    missed = [one.month for one in months if one.plate is not None][-rated.streak :]
    return Derivation(
        project=project,
        month=JUNE,
        rated=rated,
        asked=asked,
        reports=reports,
        determination=june,
        streak=tuple(one for one in months if rated.streak and one.month >= missed[0]),
        rules=rules,
        accepts=True,
        zone=ZONE,
        decisive=decisive(facts, JUNE, rules),
        year_plan=YEAR_PLAN.goals[JUNE],
        standing=standing(events, JUNE),
    )
