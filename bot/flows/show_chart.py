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
from bot.support_view import published_support, support_recipe
from bot.trend_view import trend_view
from bot.views import board_view
from bot.wording import charts as words
from charts import recipe
from charts.views import BoardView, View
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import Recipe, ShownAs
from rules.posts import Act, acting_post
from storage.buttons import Button
from storage.work import Look, Work

_PARTS = {
    "overview": "总览",
    "misses": "未完成项目",
    "praise": "表扬项目",
    "projects": "全部项目",
    "wall": "挂图",
    "support": "保障图",
    "trend": "各月走势",
}
_MOST_IN_ALBUM = 10


def show_chart(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Offer the pictures of the month that is named, or of the latest published one."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    month = _month(heard.arguments, work)
    sheet = _published(month, look=work, settings=settings)
    parts = _parts(_view(sheet, here, look=work, settings=settings), here)
    row = [Choice(_PARTS[part], "show_picture", f"{month}/{part}") for part in parts]
    rows = buttons(work, row[:2], row[2:4], row[4:], _months(month, work))
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
    if part not in _parts(_view(sheet, here, look=work, settings=settings), here):
        return Alert(words.no_such_picture())
    drawn = _drawn(part, sheet, here, look=work, settings=settings)
    named = {"support": words.support(month), "trend": words.trend(month)}
    caption = named.get(part) or words.picture(month, _PARTS[part])
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
    parts = _parts(_view(sheet, here, look=work, settings=settings), here)
    row = [Choice(_PARTS[part], "show_picture", f"{month}/{part}") for part in parts]
    rows = buttons(work, row[:2], row[2:4], row[4:], _months(month, work))
    work.outbox.put(answer(pressed, words.which_picture(month), rows=rows), at)
    return None


def _month(written: str, look: Look) -> Month:
    latest = look.cycles.latest_published()
    if latest is None:
        raise NothingPublishedError
    return month_named(written, look=look) or latest


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


def _parts(view: BoardView, here: Present) -> tuple[str, ...]:
    """Return what is offered; in a command's group nothing that shows other commands."""
    own = (*dict.fromkeys(recipe.pages("progress", view)), "wall")
    return own if here.command is not None else (*own, "support", "trend")


def _drawn(
    part: str, sheet: MonthSheet, here: Present, *, look: Look, settings: Settings
) -> Recipe:
    month = sheet.month
    if part == "support":
        return support_recipe(published_support(sheet, look=look, settings=settings))
    if part == "trend":
        trend = trend_view(month, look=look, settings=settings)
        return _pages("trend", trend, f"{month}各月走势.png")
    view = _view(sheet, here, look=look, settings=settings)
    name = f"{month}作战进度图"
    if part == "wall":
        written = recipe.to_json(view)
        return Recipe("wall", written, (), ShownAs.FILE, f"{name}（挂图）.pdf")
    return _pages("progress", view, f"{name}-{part}.png", only=part)


def _pages(kind: str, view: View, name: str, *, only: str | None = None) -> Recipe:
    """Return the pages of a picture, or those of one part of it, as one message."""
    found = recipe.pages(kind, view)
    pages = tuple(n for n, one in enumerate(found, start=1) if only in {None, one})
    shown = ShownAs.PHOTO if len(pages) == 1 else ShownAs.ALBUM
    return Recipe(kind, recipe.to_json(view), pages[:_MOST_IN_ALBUM], shown, name)


def _months(shown: Month, look: Look) -> list[Choice]:
    """Offer the months published before and after the one shown."""
    months = look.editions.months(shown.year)
    near = [one for one in (shown.previous, shown.next) if one in months]
    return [Choice(one.chinese, "choose_chart_month", str(one)) for one in near]
