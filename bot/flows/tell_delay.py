"""A phase that ran late is owned up to: what was due when, and what follows from it."""

import datetime as dtm

from bot.phases import Ran
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.wording import delays
from bot.wording.delays import Late
from rules.month import Month
from rules.notice import Notice
from rules.posts import Room
from rules.schedule import HALT, Due, Phase, following
from storage.work import Look, Work


def tell_delay(due: Due, ran: Ran, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Tell the office's group of a phase that came more than HALT late (E31).

    Nothing is told of one without effect. Of one in doubt it is told why its messages are held;
    a publication speaks for itself then.
    """
    office = work.bindings.group(Room.OFFICE)
    if office is None or ran.already:
        return
    if due.is_in_doubt and due.phase is not Phase.PUBLISH and ran.queued:
        work.outbox.follows_from()  # this itself was surely not said before
        words = delays.in_doubt(due.month, due.phase, settings.local(due.at))
    elif at - due.at > HALT and _has_effect(due, ran, look=work):
        words = _caught_up(due, look=work, at=at, settings=settings)
    else:
        return
    key = f"{due.month}/{due.phase}/late/{at:%Y%m%d%H%M}"
    work.outbox.put(Notice(key, office.address, words), at)


def _has_effect(due: Due, ran: Ran, *, look: Look) -> bool:
    """Tell whether a phase did its work: a publication may be held back, a reminder be empty."""
    if due.phase is Phase.REMIND:
        return ran.queued > 0
    return look.cycles.get(due.month).has_run(due.phase)


def _caught_up(due: Due, *, look: Look, at: dtm.datetime, settings: Settings) -> str:
    follows = ""
    if due.phase is Phase.ASK:
        follows = _after_asking(due.month, look=look, at=at, settings=settings)
    elif due.phase is Phase.CLOSE:
        follows = _after_closing(due.month, look=look, at=at, settings=settings)
    missed = tuple(settings.local(one) for one in _missed(due, look=look, at=at))
    return delays.caught_up(Late(due.month, due.phase, missed, settings.local(at)), follows)


def _missed(due: Due, *, look: Look, at: dtm.datetime) -> list[dtm.datetime]:
    """Return the instants that a run stands for: missed reminders are one."""
    planned = [one.at for one in look.due.of(due.month) if one.phase is due.phase]
    return [due.at, *(each for each in planned if due.at < each <= at)]


def _after_asking(month: Month, *, look: Look, at: dtm.datetime, settings: Settings) -> str:
    """Say whether the close had to move, so that everybody has his time to answer."""
    closes_at = look.cycles.get(month).closes_at
    if closes_at is None:
        return ""
    if closes_at > at + settings.answer_time:
        return delays.close_stays(settings.local(closes_at))
    brief, publish = _following(month, closes_at, settings)
    return delays.close_moved(settings.local(closes_at), brief, publish)


def _after_closing(month: Month, *, look: Look, at: dtm.datetime, settings: Settings) -> str:
    sheet = sheet_of(look, month, settings)
    spared = [one.project.code for one in sheet.asked if one.is_pending and one.report is None]
    return delays.closed_late(spared, *_following(month, at, settings))


def _following(
    month: Month, close: dtm.datetime, settings: Settings
) -> tuple[dtm.datetime, dtm.datetime]:
    brief, publish = following(
        month, settings.day(close), schedule=settings.schedule, days_off=settings.days_off
    )
    return settings.local(brief.at), settings.local(publish.at)
