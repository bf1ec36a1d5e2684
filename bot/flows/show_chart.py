"""`/chart`: the pictures of a published month, by button."""

import datetime as dtm
from dataclasses import replace

from bot.entrance import Present, enter
from bot.months import month_named
from bot.ports import Alert, Heard, Pressed
from bot.refusals import NothingPublishedError
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from bot.speech import Choice, answer, buttons
from bot.views import board_view
from bot.wording import charts as words
from charts import recipe
from charts.views import BoardView
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import Recipe, ShownAs
from rules.posts import Act, acting_post
from storage.buttons import Button
from storage.work import Look, Work

_PARTS = {"overview": "总览", "misses": "未完成项目", "projects": "全部项目", "wall": "挂图"}


def show_chart(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Offer the pictures of the month that is named, or of the latest published one."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    month = _month(heard.arguments, work)
    sheet = _published(month, look=work, settings=settings)
    parts = _parts(_view(sheet, here, look=work, settings=settings))
    row = [Choice(_PARTS[part], "show_picture", f"{month}/{part}") for part in parts]
    rows = buttons(work, row[:2], row[2:], _months(month, work))
    work.outbox.put(answer(heard, words.which_picture(month), rows=rows), at)


def show_picture(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show one part of a published month's set."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    written, _, part = button.subject.partition("/")
    month = Month.parse(written)
    sheet = _published(month, look=work, settings=settings)
    view = _view(sheet, here, look=work, settings=settings)
    drawn = _recipe(view, month, part)
    if drawn is None:
        return Alert(words.no_such_picture())
    caption = words.picture(month, _PARTS[part])
    work.outbox.put(answer(pressed, caption, recipe=drawn), at)
    return None


def choose_chart_month(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Offer the pictures of another month."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    month = Month.parse(button.subject)
    sheet = _published(month, look=work, settings=settings)
    parts = _parts(_view(sheet, here, look=work, settings=settings))
    row = [Choice(_PARTS[part], "show_picture", f"{month}/{part}") for part in parts]
    rows = buttons(work, row[:2], row[2:], _months(month, work))
    work.outbox.put(answer(pressed, words.which_picture(month), rows=rows), at)
    return None


def _month(written: str, look: Look) -> Month:
    latest = look.cycles.latest_published()
    if latest is None:
        raise NothingPublishedError
    return month_named(written, year=latest.year) or latest


def _published(month: Month, *, look: Look, settings: Settings) -> MonthSheet:
    sheet = sheet_of(look, month, settings)
    if sheet.state is not MonthState.PUBLISHED:
        raise NothingPublishedError(month)
    return sheet


def _view(sheet: MonthSheet, here: Present, *, look: Look, settings: Settings) -> BoardView:
    """Return the board; in a command's group only its own projects."""
    view = board_view(sheet, look=look, settings=settings)
    if here.command is None:
        return view
    own = tuple(one for one in view.commands if one.number == here.command)
    stamp = replace(view.stamp, correction="")  # it may name projects of other commands
    return replace(view, stamp=stamp, commands=own, change=None)


def _parts(view: BoardView) -> tuple[str, ...]:
    return (*dict.fromkeys(recipe.pages("progress", view)), "wall")


def _recipe(view: BoardView, month: Month, part: str) -> Recipe | None:
    written = recipe.to_json(view)
    name = f"{month}作战进度图"
    if part == "wall":
        return Recipe("wall", written, (), ShownAs.FILE, f"{name}（挂图）.pdf")
    found = recipe.pages("progress", view)
    pages = tuple(n for n, one in enumerate(found, start=1) if one == part)
    if not pages:
        return None
    shown = ShownAs.PHOTO if len(pages) == 1 else ShownAs.ALBUM
    return Recipe("progress", written, pages, shown, f"{name}-{part}.png")


def _months(shown: Month, look: Look) -> list[Choice]:
    """Offer the months published before and after the one shown."""
    months = look.editions.months(shown.year)
    near = [one for one in (shown.previous, shown.next) if one in months]
    return [Choice(one.chinese, "choose_chart_month", str(one)) for one in near]
