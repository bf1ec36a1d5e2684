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
from bot.support_view import published_support, support_caption, support_recipe
from bot.trend_view import trend_view
from bot.views import board_view, stamp_of
from bot.wording import captions
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
    "wall": "挂图A3",
    "wall-a0": "挂图A0",
    "support": "保障图",
    "trend": "各月走势",
}
_WALLS = {"wall": "A3", "wall-a0": "A0"}  # on which paper
_MOST_IN_ALBUM = 10


def show_chart(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Offer the pictures of the month that is named, or of the latest published one."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    month = _month(heard.arguments, work)
    sheet = _published(month, look=work, settings=settings)
    rows = buttons(work, *_offered(sheet, here, work=work, settings=settings))
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
    caption, drawn = _shown(part, sheet, here, look=work, settings=settings)
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
    rows = buttons(work, *_offered(sheet, here, work=work, settings=settings))
    work.outbox.put(answer(pressed, words.which_picture(month), rows=rows), at)
    return None


def _offered(
    sheet: MonthSheet, here: Present, *, work: Work, settings: Settings
) -> list[list[Choice]]:
    """Return the pictures of a month as rows of buttons, and the months beside it."""
    month, parts = sheet.month, _parts(_view(sheet, here, look=work, settings=settings), here)
    row = [Choice(_PARTS[part], "show_picture", f"{month}/{part}") for part in parts]
    return [*(row[first : first + 2] for first in range(0, len(row), 2)), _months(month, work)]


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
    codes = {row.code for one in own for row in one.rows}
    stamp = stamp_of(sheet, settings, look=look, codes=codes)
    return replace(view, stamp=stamp, commands=own, change=None)


def _parts(view: BoardView, here: Present) -> tuple[str, ...]:
    """Return what is offered; in a command's group nothing that shows other commands."""
    own = (*dict.fromkeys(recipe.pages("progress", view)), *_WALLS)
    return own if here.command is not None else (*own, "support", "trend")


def _shown(
    part: str, sheet: MonthSheet, here: Present, *, look: Look, settings: Settings
) -> tuple[str, Recipe]:
    """Return a picture with its caption, which says in words what it shows."""
    month = sheet.month
    if part == "support":
        support = published_support(sheet, look=look, settings=settings)
        return support_caption(support, words.support(month)), support_recipe(support)
    if part == "trend":
        trend = trend_view(month, look=look, settings=settings)
        return captions.trend(trend), _pages("trend", trend, f"{month}各月走势.png")
    view = _view(sheet, here, look=look, settings=settings)
    title, name = words.picture(month, _PARTS[part]), f"{month}作战进度图"
    if part in _WALLS:
        file_name = f"{name}（{_PARTS[part]}）.pdf"
        drawn = Recipe(part, recipe.to_json(view), (), ShownAs.FILE, file_name)
        return captions.wall(view, len(recipe.pages(part, view)), title, _WALLS[part]), drawn
    drawn = _pages("progress", view, f"{name}-{part}.png", only=part)
    if part == "overview":
        return captions.overview(view, title), drawn
    return captions.album(view, drawn.pages, recipe.pages("progress", view), title), drawn


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
