"""The year-end assessment of a year, as its paper shows it."""

from bot.refusals import YearNotLoadedError
from bot.settings import Settings
from papers.assessment import AssessmentPaper
from rules.assessment import assess, by_command, ranked
from rules.month import Month
from storage.work import Look


def assessment_of(year: int, *, look: Look, settings: Settings) -> AssessmentPaper:
    """Return the assessment of every project of a year's book; YearNotLoadedError."""
    if look.book.loaded_at(year) is None:
        raise YearNotLoadedError(Month(year, 1))
    published = [look.editions.history(month) for month in look.editions.months(year)]
    plans = look.book.plans(year)
    projects = sorted(look.book.projects(year), key=lambda one: (one.command, one.code))
    assessed = tuple(assess(one, plans.get(one.code, ()), published) for one in projects)
    groups = by_command(assessed).values()
    return AssessmentPaper(
        organisation=settings.name,
        year=year,
        projects=assessed,
        commands={one.number: one.name for one in look.book.commands(year)},
        ranking=ranked(groups) if settings.rule_ranking else (),
    )
