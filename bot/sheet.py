"""The sheet of a month: every project of the book with its question, report, finding and plate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.settings import Settings
from rules.cycle import Cycle, MonthState
from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition, EditionRow
from rules.lifecycle import Standing, standing
from rules.month import Month, months_between
from rules.plates import Facts, Rated, rate
from rules.project import Goal, Project, ProjectCode, Value, in_force
from rules.report import Report, ReportState, counting
from rules.schedule import Phase
from storage.questions import Question
from storage.work import Look


@dataclass(frozen=True, slots=True)
class Line:
    """One project's month; `rated` is as published, or else as it stands now."""

    project: Project
    goal: Goal | None
    standing: Standing
    question: Question | None
    versions: tuple[Report, ...]
    determination: Determination | None
    months: tuple[Rated, ...]
    published: EditionRow | None

    @property
    def report(self) -> Report | None:
        """The report that counts."""
        return counting(self.versions)

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
    def is_acceptable(self) -> bool:
        """Tell whether the report is sure, on time and not in doubt: it may stand by itself."""
        report = self.report
        return self.is_open and not self.is_pending and report is not None and not report.is_late


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month of the book, its lines by command and then by code."""

    month: Month
    cycle: Cycle
    lines: tuple[Line, ...]
    edition: Edition | None

    @property
    def open(self) -> tuple[Line, ...]:
        """What the office has not determined yet."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def asked(self) -> tuple[Line, ...]:
        """The projects that owe a report (应报)."""
        return tuple(line for line in self.lines if line.owes_report)

    @property
    def state(self) -> MonthState:
        """How far the month is."""
        if self.cycle.has_run(Phase.PUBLISH):
            return MonthState.PUBLISHED
        if not self.cycle.has_run(Phase.CLOSE):
            return MonthState.OPEN
        return MonthState.CLOSED if self.open else MonthState.DETERMINED

    def line(self, code: ProjectCode) -> Line | None:
        """Return a project's line."""
        return next((line for line in self.lines if line.project.code == code), None)


def sheet_of(
    look: Look, month: Month, settings: Settings, *, codes: Sequence[ProjectCode] | None = None
) -> MonthSheet:
    """Return the sheet of a month, whole or of some projects."""
    questions = {one.project: one for one in look.questions.of(month)}
    versions = look.reports.of(month)
    found = look.determinations.of(month)
    edition = look.editions.latest(month)
    facts = look.facts.of(month.year, codes)
    asked = look.cycles.asked()
    rules = edition.rules if edition else settings.rules
    published = _rows(edition)
    lines = []
    for project in look.book.projects(month.year):
        if codes is not None and project.code not in codes:
            continue
        one = facts[project.code]
        lines.append(
            Line(
                project=project,
                goal=in_force(one.plan, month).goal,
                standing=standing(one.events, month),
                question=questions.get(project.code),
                versions=versions.get(project.code, ()),
                determination=found.get(project.code),
                months=rate(_minding_unasked(one, month, asked), through=month, rules=rules),
                published=published.get(project.code),
            )
        )
    return MonthSheet(month, look.cycles.get(month), tuple(sorted(lines, key=_order)), edition)


def _rows(edition: Edition | None) -> Mapping[ProjectCode, EditionRow]:
    return {row.project.code: row for row in edition.rows} if edition else {}


def _minding_unasked(facts: Facts, month: Month, asked: Collection[Month]) -> Facts:
    """Return facts by which nobody misses a month that nobody was asked about."""
    first = min(facts.first, month)
    unasked = {one: OPEN for one in months_between(first, month) if one not in asked}
    if not unasked:
        return facts
    return replace(facts, first=first, determinations=unasked | dict(facts.determinations))


def _order(line: Line) -> tuple[str, ProjectCode]:
    return line.project.command, line.project.code
