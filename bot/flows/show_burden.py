"""`/burden`: the office sees how many messages each person got in a month's cycle."""

import datetime as dtm

from bot.burden import burdens_of
from bot.entrance import enter
from bot.months import month_named
from bot.ports import Heard
from bot.settings import Settings
from bot.speech import answer
from bot.wording import burden
from rules.month import Month
from rules.posts import Act, acting_post
from storage.work import Work


def show_burden(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """List everybody with his messages of a month: of the latest one asked, or the one written."""
    here, today = enter(heard, look=work), settings.day(at)
    acting_post(Act.SEE_BURDEN, here.posts, room=here.room, on=today)
    written = month_named(heard.arguments, look=work)
    month = written or work.cycles.latest_asked() or Month.of(today)
    words = burden.by_person(month, burdens_of(month, look=work))
    work.outbox.put(answer(heard, words), at)
