"""`/support`: what projects wait for, page by page, one item with its history, the picture."""

import datetime as dtm
from dataclasses import replace

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.search import find_project
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.speech import answer, replaced
from bot.support_deeds import check_here
from bot.support_desk import item_of, listed, scope_of, shown_one
from bot.support_view import support_caption, support_recipe, support_view
from bot.wording import alerts, supporting
from rules.cycle import MonthState
from rules.month import Month
from rules.posts import Act, acting_post
from storage.buttons import Button
from storage.work import Work


def show_support(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """List what is open, overdue first: all, privately one's own, or of one project."""
    here, on = _enter(heard, work, settings.day(at))
    written = heard.arguments.strip()
    project = find_project(written, here, look=work) if written else None
    scope = scope_of(project, here, look=work, on=on)
    words, rows = listed(scope, 0, here, work=work, on=on)
    work.outbox.put(answer(heard, words, rows=rows), at)


def turn_page(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show another page in the place of the one that is there, as things stand now."""
    here, on = _enter(pressed, work, settings.day(at))
    words, rows = listed(button.subject, int(button.at_state), here, work=work, on=on)
    work.outbox.put(replaced(pressed, words, rows=rows), at)
    return None


def show_item(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show one item with what was said of it, and with what the presser may do."""
    here, on = _enter(pressed, work, settings.day(at))
    found = item_of(button.subject, look=work, on=on)
    if found is None:
        return Alert(alerts.no_longer_open())
    year, line = found
    check_here(line, here)
    words, rows = shown_one(year, line, here, work=work, settings=settings)
    work.outbox.put(answer(pressed, words, rows=rows), at)
    return None


def show_picture(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show the picture as of today, beside the plates that were published last."""
    del button
    here, on = _enter(pressed, work, settings.day(at))
    month = work.cycles.latest_published() or work.cycles.latest_asked() or Month.of(on)
    sheet = sheet_of(work, month, settings)
    view = support_view(sheet, look=work, settings=settings, command=here.command)
    stamp = replace(view.stamp, data_date=on, issue=0, digest="", correction="")
    view = replace(view, stamp=stamp)
    is_out = sheet.state is MonthState.PUBLISHED
    title = supporting.title_of_today(on, month.number, is_published=is_out)
    words, drawn = support_caption(view, title), support_recipe(view)
    work.outbox.put(answer(pressed, words, recipe=drawn), at)
    return None


def _enter(event: Heard | Pressed, work: Work, on: dtm.date) -> tuple[Present, dtm.date]:
    here = enter(event, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=on)
    return here, on
