"""Headquarters' briefing of a month: everything on its page stands in the record (C20, C67)."""

import datetime as dtm
from collections.abc import Iterator

from bot.change_notices import change_number, project_of
from bot.paper_kinds import paper_recipe
from bot.publication import counts_of, misses_of
from bot.settings import Settings
from bot.sheet import MonthSheet
from bot.wording import briefing
from papers.briefing import BriefingPaper
from rules.approval import Stage
from rules.notice import Recipe
from rules.plates import Plate
from rules.remark import causes_of
from storage.work import Look


def briefing_of(
    sheet: MonthSheet, *, look: Look, at: dtm.datetime, settings: Settings
) -> BriefingPaper:
    """Return the briefing of a month that is not published, as it stands at an instant."""
    on = settings.day(at)
    opens = [line.project.code for line in sheet.open]
    reds, yellows = (list(_misses(sheet, plate)) for plate in (Plate.RED, Plate.YELLOW))
    return BriefingPaper(
        organisation=settings.name,
        month=sheet.month,
        made_on=on,
        overview=briefing.overview(counts_of(sheet), len(sheet.asked), opens),
        sections=(
            briefing.misses(Plate.RED, reds),
            briefing.misses(Plate.YELLOW, yellows),
            briefing.supports(list(_supports(sheet, look=look, on=on))),
            briefing.approvals(list(_approvals(look=look, settings=settings))),
            briefing.objections(list(_objections(sheet))),
        ),
    )


def briefing_recipe(paper: BriefingPaper) -> Recipe:
    """Return the recipe of the page, as a file."""
    return paper_recipe("briefing", paper, briefing.file_name(paper.organisation, paper.month))


def _misses(sheet: MonthSheet, plate: Plate) -> Iterator[str]:
    """Yield what would get a plate, the longest streak first, each with its cause as reported."""
    causes = {line.project.code: causes_of(line.remarks) for line in sheet.lines}
    for one in misses_of(sheet):
        if one.plate is plate:
            yield briefing.miss(one, causes[one.project.code], sheet.month)


def _supports(sheet: MonthSheet, *, look: Look, on: dtm.date) -> Iterator[str]:
    """Yield the overdue support items of the projects that are in, the longest first."""
    inside = {line.project.code for line in sheet.lines if line.standing.is_in}
    items = look.book.support_items(sheet.month.year)
    late = [one for one in items if one.days_overdue(on) and one.project in inside]
    for item in sorted(late, key=lambda one: -one.days_overdue(on)):
        yield briefing.support(item, on)


def _approvals(*, look: Look, settings: Settings) -> Iterator[str]:
    """Yield the requests that wait for headquarters, the longest first."""
    waiting = [one for one in look.requests.open() if one.stage is Stage.APPROVING]
    for request in sorted(waiting, key=lambda one: one.since):
        project = project_of(request, look=look)
        if project is not None:
            number = change_number(request, settings)
            yield briefing.approval(request, project, number, settings.day(request.since))


def _objections(sheet: MonthSheet) -> Iterator[str]:
    """Yield what commanders object to and the office has not determined since."""
    for line in sheet.lines:
        if line.open_objection is not None:
            yield briefing.objection(line.project, line.open_objection)
