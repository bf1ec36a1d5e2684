"""The support picture's view: what projects wait for, beside their plates of a month (C48)."""

from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.supports import status_of
from bot.views import stamp_of
from charts.views import SupportRow, SupportView
from rules.book import SupportItem, SupportState
from rules.cycle import MonthState
from storage.work import Look


def support_view(sheet: MonthSheet, *, look: Look, settings: Settings) -> SupportView:
    """Return the items of the projects that are in, as the book has them now.

    A draft has no plates: they are not public.
    """
    lines = {line.project.code: line for line in sheet.lines if line.standing.is_in}
    items = [one for one in look.book.support_items(sheet.month.year) if one.project in lines]
    still_open = [one for one in items if one.state is not SupportState.CLOSED]
    is_out = sheet.state is MonthState.PUBLISHED
    return SupportView(
        stamp=stamp_of(sheet, settings, look=look),
        rows=tuple(_row(item, lines[item.project], is_published=is_out) for item in still_open),
        closed=len(items) - len(still_open),
    )


def _row(item: SupportItem, line: Line, *, is_published: bool) -> SupportRow:
    project, rated = line.as_published, line.rated
    plate = rated.plate if is_published else None
    return SupportRow(
        number=item.number,
        code=project.code,
        project=project.name,
        category=item.category,
        what=item.what,
        department=item.department,
        person=item.person,
        status=status_of(item),
        due_date=item.due_date,
        plate=plate,
        streak=rated.streak if plate else 0,
        no_plate=rated.no_plate,
    )
