"""The year-end assessment of a year, as its paper shows it, down to each reply (C03, C62)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.refusals import YearNotLoadedError
from bot.settings import Settings
from papers.assessment import AssessmentPaper
from rules.assessment import assess, by_command, ranked
from rules.determination import Determination
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.project import ProjectCode, write_value
from rules.report import Report
from rules.trace import Origin, Traced, reply_of, traced
from storage.work import Look

_Reply = tuple[str | None, str | None, str | None]  # the project, the message, the figure


def assessment_of(year: int, *, look: Look, settings: Settings) -> AssessmentPaper:
    """Return the assessment of every project of a year's book; YearNotLoadedError."""
    if look.book.loaded_at(year) is None:
        raise YearNotLoadedError(Month(year, 1))
    published = [look.editions.history(month) for month in look.editions.months(year)]
    plans = look.book.plans(year)
    projects = sorted(look.book.projects(year), key=lambda one: (one.command, one.code))
    assessed = tuple(assess(one, plans.get(one.code, ()), published) for one in projects)
    groups = by_command(assessed).values()
    months = [one for history in published for one in _traced(history, look, settings)]
    place = {one.code: number for number, one in enumerate(projects)}
    return AssessmentPaper(
        organisation=settings.name,
        year=year,
        projects=assessed,
        commands={one.number: one.name for one in look.book.commands(year)},
        ranking=ranked(groups) if settings.rule_ranking else (),
        months=tuple(
            sorted(
                (one for one in months if one.project in place),
                key=lambda one: (place[one.project], one.month),
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a month's figures come from: replies, findings, the journal's lines of both."""

    reports: Mapping[ProjectCode, Sequence[Report]]
    found: Mapping[ProjectCode, Determination]
    kept: Mapping[_Reply, int]
    determined: Mapping[str | None, int]
    settings: Settings

    def reply(self, row: EditionRow) -> Origin | None:
        """Return the reply that a month was published with."""
        report = reply_of(row, self.reports.get(row.project.code, ()))
        if report is None:
            return None
        message = f"{report.source.chat_id}/{report.source.message_id}"
        line = self.kept.get((report.project, message, write_value(report.value)), 0)
        return Origin(report.by, self.settings.local(report.source.said_at), line, message)

    def finding(self, row: EditionRow) -> Origin | None:
        """Return the finding that counts."""
        found = self.found.get(row.project.code)
        if found is None:
            return None
        at = found.at and self.settings.local(found.at)
        return Origin(found.by, at, self.determined.get(row.project.code, 0))


def _traced(history: Sequence[Edition], look: Look, settings: Settings) -> Iterator[Traced]:
    """Yield each project's month as it was published last, with what it rests on."""
    month = history[-1].month
    kept = look.journal.entries(month=month, what="report.kept")
    determined = look.journal.entries(month=month, what="project.determined")
    sources = _Sources(
        reports=look.reports.of(month),
        found=look.determinations.of(month),
        kept={(one.project, one.source, one.figure): one.number for one in kept},
        determined={one.project: one.number for one in determined},
        settings=settings,
    )
    for row in history[-1].rows:
        yield traced(
            history,
            row,
            found=sources.found.get(row.project.code),
            reply=sources.reply(row),
            finding=sources.finding(row),
        )
