"""The support picture: what projects wait for, beside their plates of a month (C26, C48)."""

from dataclasses import replace

from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.views import stamp_of
from bot.wording import supporting
from charts import recipe
from charts.dues import days_left, dues
from charts.views import SupportRow, SupportView
from rules.book import SupportItem, SupportState
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import Recipe, ShownAs
from rules.plates import Plate
from rules.project import CommandNo
from storage.work import Look

_MOST_IN_ALBUM = 10
_WARNED = (Plate.RED, Plate.YELLOW)


def support_view(
    sheet: MonthSheet, *, look: Look, settings: Settings, command: CommandNo | None = None
) -> SupportView:
    """Return the items of the projects that are in (of a command), as the book has them now.

    A draft has no plates: they are not public.
    """
    lines = {
        line.project.code: line
        for line in sheet.lines
        if line.standing.is_in and command in {None, line.project.command}
    }
    items = [one for one in look.book.support_items(sheet.month.year) if one.project in lines]
    still_open = [one for one in items if one.state is not SupportState.CLOSED]
    words = look.supports.of(sheet.month.year)
    is_out = sheet.state is MonthState.PUBLISHED
    return SupportView(
        stamp=stamp_of(sheet, settings, look=look),
        rows=tuple(
            _row(
                item,
                lines[item.project],
                supporting.status(item, words.get(item.number, ())),
                is_published=is_out,
            )
            for item in still_open
        ),
        closed=len(items) - len(still_open),
    )


def published_support(sheet: MonthSheet, *, look: Look, settings: Settings) -> SupportView:
    """Return the items as they stood when a month was published, beside the plates of now.

    A correction changes plates alone. Where no such picture was sent, the items are those of now.
    """
    sent = look.outbox.notice(support_key(sheet.month))
    view = support_view(sheet, look=look, settings=settings)
    if sent is None or sent.recipe is None:
        return view
    frozen = recipe.from_json("support", sent.recipe.view)
    if not isinstance(frozen, SupportView):
        return view
    plates = {line.project.code: line.rated for line in sheet.lines}
    rows = tuple(
        replace(
            row,
            plate=rated.plate,
            streak=rated.streak if rated.plate else 0,
            no_plate=rated.no_plate,
        )
        if (rated := plates.get(row.code)) is not None
        else row
        for row in frozen.rows
    )
    return replace(frozen, stamp=view.stamp, rows=rows)


def support_key(month: Month) -> str:
    """Return the key of a published month's support picture."""
    return f"{month}/publish/support"


def support_recipe(view: SupportView) -> Recipe:
    """Return the picture as one message."""
    pages = tuple(range(1, len(recipe.pages("support", view)) + 1))[:_MOST_IN_ALBUM]
    shown = ShownAs.PHOTO if len(pages) == 1 else ShownAs.ALBUM
    name = f"{Month(view.stamp.year, view.stamp.month)}作战保障图.png"
    return Recipe("support", recipe.to_json(view), pages, shown, name)


def support_caption(view: SupportView, title: str = "") -> str:
    """Say in words what the picture shows, and what keeps red and yellow projects waiting.

    What was reported as done waits for us, and names nobody.
    """
    overdue = dues(view).overdue
    waits = supporting.reported()
    blocks = [
        _blocking(row, view)
        for plate in _WARNED
        for row in overdue
        if row.plate is plate and row.status != waits
    ]
    return supporting.caption(
        title or supporting.title(view.stamp.month),
        closed=view.closed,
        count=len(view.rows),
        late=len(overdue),
        reported=sum(row.status == waits for row in overdue),
        blocks=blocks,
    )


def _blocking(row: SupportRow, view: SupportView) -> str:
    plate = f"{row.plate.chinese}牌" if row.plate else ""
    left = days_left(row, view.stamp)
    return supporting.blocking(
        f"{plate}项目{row.project}（{row.code}）",
        row.what,
        f"{row.department}{row.person}",
        row.status,
        -(left or 0),
    )


def _row(item: SupportItem, line: Line, status: str, *, is_published: bool) -> SupportRow:
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
        status=status,
        due_date=item.due_date,
        plate=plate,
        streak=rated.streak if plate else 0,
        no_plate=rated.no_plate,
    )
