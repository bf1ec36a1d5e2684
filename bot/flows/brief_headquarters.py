"""Before the publication the draft is seen: proposals in words, and no colours.

Headquarters sees all of it in its group, with a page to print, each commander privately what is
his (C20, C35, C42).
"""

import datetime as dtm

from bot.briefing import briefing_of, briefing_recipe
from bot.countersigning import draft_notices
from bot.phases import ALREADY, Ran, begin
from bot.publication import counts_of, misses_of
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from bot.subscribers import to_leaders
from bot.views import board_view
from bot.wording import briefing, publication
from charts import recipe
from rules.month import Month
from rules.notice import Notice, Recipe, ShownAs
from rules.posts import Room
from rules.schedule import Due, Phase
from rules.subscription import Pushed
from storage import journal
from storage.work import Work


def brief_headquarters(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Send headquarters' group the draft overview, and each commander his part, once."""
    cycle = begin(month, Phase.BRIEF, look=work)
    if cycle is None:
        return ALREADY
    del due
    work.cycles.put(cycle.ran(Phase.BRIEF, at))
    work.due.done_by_hand(month, Phase.BRIEF, at)
    work.journal.write(journal.Line(at=at, actor="", what="headquarters.briefed", month=month))
    sheet = sheet_of(work, month, settings)
    notices = [
        *_to_headquarters(sheet, work=work, at=at, settings=settings),
        *draft_notices(sheet, work=work, at=at, settings=settings),
    ]
    return Ran(work.outbox.put_all(notices, at))


def _to_headquarters(
    sheet: MonthSheet, *, work: Work, at: dtm.datetime, settings: Settings
) -> tuple[Notice, ...]:
    """Return the draft of the whole month for headquarters' group, and its page (C20, C67).

    Who wants the page gets it privately too.
    """
    page = briefing_recipe(briefing_of(sheet, look=work, at=at, settings=settings))
    said, on = briefing.caption(sheet.month), settings.day(at)
    private = to_leaders(sheet.month, Pushed.BRIEFING, said, [page], work=work, on=on)
    group = work.bindings.group(Room.HEADQUARTERS)
    if group is None:
        return private
    month, opens = sheet.month, [line.project.code for line in sheet.open]
    view = recipe.to_json(board_view(sheet, look=work, settings=settings))
    drawn = Recipe("progress", view, (1,), ShownAs.PHOTO, f"{month}作战进度图（草稿）.png")
    words = publication.draft(month, counts_of(sheet), misses_of(sheet), opens)
    return (
        Notice(key=f"{month}/brief", to=group.address, words=words, recipe=drawn),
        Notice(
            key=f"{month}/brief/page",
            to=group.address,
            words=said,
            recipe=page,
        ),
        *private,
    )
