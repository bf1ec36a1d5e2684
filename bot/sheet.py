"""The sheet of a month: every project of the book with its question, report, finding and plate."""

import datetime as dtm
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from bot.settings import Settings
from rules.countersign import Countersign
from rules.cycle import Cycle, MonthState
from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition, EditionRow
from rules.leap import is_leap
from rules.lifecycle import Standing, standing
from rules.month import Month, months_between, year_of
from rules.plates import Facts, Rated, rate
from rules.project import Goal, Project, ProjectCode, Value, in_force
from rules.remark import Remark
from rules.report import Report, ReportState, counting
from rules.schedule import Phase
from rules.site_check import SiteCheck, latest
from storage.editions import EditionHead
from storage.questions import Question
from storage.work import Look


@dataclass(frozen=True, slots=True)
class Line:
    """One project's month; `rated` is as published, or else as it stands now.

    `last` is what was determined last before it in the plan-year, `goal_before` the target of the
    month before: January begins anew. With `has_pending_change` a request for another target is
    not decided: the old one holds (E6). `check` is the latest one on the spot of the month's span,
    until the month is published.
    """

    project: Project
    goal: Goal | None
    standing: Standing
    question: Question | None
    versions: tuple[Report, ...]
    determination: Determination | None
    last: Value | None
    goal_before: Goal | None
    months: tuple[Rated, ...]
    published: EditionRow | None
    has_pending_change: bool = False
    remarks: tuple[Remark, ...] = ()
    objection: Countersign | None = None
    check: SiteCheck | None = None

    @property
    def report(self) -> Report | None:
        """The report that counts."""
        return counting(self.versions)

    @property
    def as_published(self) -> Project:
        """The project as it was published: its name, unit and person of then; else of today."""
        return self.published.project if self.published else self.project

    @property
    def corrected(self) -> int:
        """The number of the month's correction that changed its card last, 0 for none."""
        return self.published.corrected if self.published else 0

    @property
    def rated(self) -> Rated:
        """The month as published, or as it would stand now."""
        return self.published.rated if self.published else self.months[-1]

    @property
    def owes_report(self) -> bool:
        """Tell whether the month has a target to report on: in, not suspended, not finished.

        The edges are E9 to E11, E20 and E21.
        """
        is_at_work = self.standing.is_active and self.standing.completed_since is None
        return self.goal is not None and is_at_work

    @property
    def waiting(self) -> Report | None:
        """The answer that was asked back and is not settled.

        Words without a figure (thanks, say) take nothing from a figure that stands.
        """
        found = [one for one in self.versions if one.state is ReportState.WAITING]
        last = found[-1] if found else None
        is_idle = last is not None and last.value is None and self.report is not None
        return None if is_idle else last

    @property
    def waits_for_confirmation(self) -> bool:
        """Tell whether a figure was said that its sender has not confirmed yet."""
        return self.waiting is not None and self.waiting.value is not None

    @property
    def is_pending(self) -> bool:
        """Tell whether the month was put to the office, or sent back, and is not decided."""
        found = self.determination
        return found is not None and found.ground is Ground.OPEN

    @property
    def is_determinable(self) -> bool:
        """Tell whether the month has something for the office to determine, done or not."""
        return self.goal is not None and (self.owes_report or self.is_pending)

    @property
    def is_open(self) -> bool:
        """Tell whether the office still has to determine it."""
        return (self.owes_report or self.is_pending) and self.determination_made is None

    @property
    def determination_made(self) -> Determination | None:
        """The office's finding, once there is one."""
        return None if self.is_pending else self.determination

    @property
    def determined(self) -> Value | None:
        """What was determined; an accepted report is a determination (E1)."""
        made = self.determination_made
        return made.value if made else None

    @property
    def is_fall(self) -> bool:
        """Tell whether the report is below what was determined before (E25)."""
        report, last = self.report, self.last
        reported = report.value if report else None
        return isinstance(reported, Decimal) and isinstance(last, Decimal) and reported < last

    @property
    def is_leap(self) -> bool:
        """Tell whether the report rose by far more than the month was to bring."""
        report, goal = self.report, self.goal
        reported = report.value if report else None
        return (
            reported is not None
            and goal is not None
            and is_leap(reported, last=self.last, goal=goal, goal_before=self.goal_before)
        )

    @property
    def is_above_check(self) -> bool:
        """Tell whether more was reported than was found on the spot (C72)."""
        reported = self.report.value if self.report else None
        return reported is not None and self.check is not None and self.check.is_below(reported)

    @property
    def is_acceptable(self) -> bool:
        """Tell whether the report is sure, on time and not in doubt: it may stand by itself.

        A fall, a leap or more than a check found is looked at, though its sender confirmed it.
        """
        report, is_doubted = self.report, self.is_pending or self.open_objection is not None
        is_odd = is_doubted or self.is_fall or self.is_leap or self.is_above_check
        return self.is_open and not is_odd and report is not None and not report.is_late

    @property
    def open_objection(self) -> Countersign | None:
        """The commander's objection, until the office determines the project after it."""
        made, objection = self.determination_made, self.objection
        is_answered = bool(objection and made and made.at and made.at >= objection.at)
        return None if is_answered else objection


@dataclass(frozen=True)
class MonthSheet:
    """A month of the book, its lines by command and then by code; all lines are gone through once.

    Its pictures ask for its state at every project.
    """

    month: Month
    cycle: Cycle
    lines: tuple[Line, ...]
    edition: EditionHead | None

    @cached_property
    def open(self) -> tuple[Line, ...]:
        """What the office has not determined yet."""
        return tuple(line for line in self.lines if line.is_open)

    @cached_property
    def objected(self) -> tuple[Line, ...]:
        """What a commander objects to though the office has determined it."""
        return tuple(one for one in self.lines if one.open_objection and not one.is_open)

    @cached_property
    def asked(self) -> tuple[Line, ...]:
        """The projects that owe a report (应报)."""
        return tuple(line for line in self.lines if line.owes_report)

    @cached_property
    def state(self) -> MonthState:
        """How far the month is."""
        if self.cycle.has_run(Phase.PUBLISH):
            return MonthState.PUBLISHED
        if not self.cycle.has_run(Phase.CLOSE):
            return MonthState.OPEN
        return MonthState.CLOSED if self.open else MonthState.DETERMINED

    def published_as(self, edition: Edition, at: dtm.datetime) -> "MonthSheet":
        """Return the sheet that shows an edition, which was made of this one."""
        rows = {row.project.code: row for row in edition.rows}
        head = EditionHead(
            edition.month, edition.correction, edition.rules, edition.digest, published_at=at
        )
        lines = (replace(one, published=rows.get(one.project.code)) for one in self.lines)
        return replace(self, edition=head, lines=tuple(lines))

    def line(self, code: ProjectCode) -> Line | None:
        """Return a project's line."""
        return next((line for line in self.lines if line.project.code == code), None)


def sheet_of(
    look: Look, month: Month, settings: Settings, *, codes: Sequence[ProjectCode] | None = None
) -> MonthSheet:
    """Return the sheet of a month, whole or of some projects."""
    cycle = look.cycles.seen(month)
    questions = {one.project: one for one in look.questions.of(month, codes)}
    versions = look.reports.of(month, codes)
    found = look.determinations.of(month, codes)
    edition = look.editions.head(month)
    published = look.editions.rows(month, codes) if edition else {}
    facts = look.facts.of(month.year, codes)
    asked = look.cycles.asked()
    earlier = year_of(month.year)[: month.number - 1]
    pending = look.requests.pending()
    remarks = look.remarks.of(month, codes)
    objections = look.countersigns.objections(month, codes)
    checks = {} if edition else _checks(look, month, settings, codes)
    rules = edition.rules if edition else settings.rules
    lines = []
    for project in look.book.projects(month.year, codes=codes):
        one = facts[project.code]
        lines.append(
            Line(
                project=project,
                goal=in_force(one.plan, month).goal,
                standing=standing(one.events, month),
                question=questions.get(project.code),
                versions=versions.get(project.code, ()),
                determination=found.get(project.code),
                last=_last(one, earlier),
                goal_before=in_force(one.plan, month.previous).goal if earlier else None,
                months=rate(minding_unasked(one, month, asked), through=month, rules=rules),
                published=published.get(project.code),
                has_pending_change=project.code in pending,
                remarks=remarks.get(project.code, ()),
                objection=objections.get(project.code),
                check=latest(checks.get(project.code, ()), in_force(one.plan, month).goal),
            )
        )
    return MonthSheet(month, cycle, tuple(sorted(lines, key=_order)), edition)


def _checks(
    look: Look, month: Month, settings: Settings, codes: Sequence[ProjectCode] | None
) -> dict[ProjectCode, tuple[SiteCheck, ...]]:
    """Return the checks of a month's span: from the day the month before was closed, up to now.

    A month that was not closed here ends with its last day. What is found after a month's own
    close still speaks of it, until it is published; the day of a close speaks of both months.
    """
    closed_at = look.cycles.closed_at(month.previous)
    since = settings.day(closed_at) if closed_at else dtm.date(month.year, month.number, 1)
    return look.site_checks.since(month.year, since, codes)


def _last(facts: Facts, months: Sequence[Month]) -> Value | None:
    """Return what was determined in the last of some months that has a value."""
    found = (facts.determinations.get(one) for one in reversed(months))
    return next((one.value for one in found if one is not None and one.value is not None), None)


def minding_unasked(facts: Facts, month: Month, asked: Collection[Month]) -> Facts:
    """Return facts by which nobody misses a month that nobody was asked about."""
    first = min(facts.first, month)
    unasked = {one: OPEN for one in months_between(first, month) if one not in asked}
    if not unasked:
        return facts
    return replace(facts, first=first, determinations=unasked | dict(facts.determinations))


def _order(line: Line) -> tuple[str, ProjectCode]:
    return line.project.command, line.project.code
