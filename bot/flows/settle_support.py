"""A support item's person says how far it is; others confirm that it is done, or not."""

import datetime as dtm

from bot.entrance import enter
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import answer, buttons, replaced
from bot.support_deeds import (
    Taken,
    answering_post,
    check_here,
    check_not_reported,
    check_open,
    check_seen,
    keep,
    settling_post,
)
from bot.support_desk import FORM, answering, item_of, reopening
from bot.support_questions import is_question
from bot.support_telling import tell_decision, tell_done
from bot.wording import alerts, supporting
from bot.wording.supporting import SupportLine
from rules.posts import Act, NotYoursError
from rules.support import SupportDeed
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work


def report_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep what an item's person says of it; that it is done must be confirmed by others."""
    here = enter(pressed, look=work)
    found = _found(button, work=work, on=settings.day(at))
    if found is None:
        return Alert(alerts.no_longer_open())
    year, line = found
    check_here(line, here)
    if here.person != line.item.person:
        raise NotYoursError(Act.SUPPORT_ANSWER, [line.item.person])
    post = answering_post(line, here, on=settings.day(at))
    check_open(line, settings)
    taken, deed = Taken(line, year, post), SupportDeed(button.at_state)
    if deed is SupportDeed.DONE:
        check_not_reported(line, settings)
    line = keep(taken, deed, pressed, here=here, work=work, at=at)
    if deed is SupportDeed.DONE:
        tell_done(pressed, year, line, work=work, at=at)
    else:
        _ask_why(pressed, button, year, line, work=work, at=at)
    return None


def _ask_why(
    pressed: Pressed,
    button: Button,
    year: int,
    line: SupportLine,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Let the next words be what is expected, and why."""
    facts = {"about": button.subject}
    work.drafts.put(Draft(pressed.account, pressed.chat.chat_id, FORM, facts, at))
    words = supporting.underway_kept(line)
    done, _ = answering(year, line)  # by it a later quote of the message knows the item
    rows = buttons(work, [done])
    work.outbox.put(answer(pressed, words, rows=rows, asks_reply="预计7月20日办结"), at)


def close_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Close an item (办结), whether its person said so or not."""
    return _settle(pressed, button, SupportDeed.CLOSED, work=work, at=at, settings=settings)


def return_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Say that an item is not done though its person says so (未办结)."""
    return _settle(pressed, button, SupportDeed.RETURNED, work=work, at=at, settings=settings)


def reopen_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a closing back (恢复办理)."""
    return _settle(pressed, button, SupportDeed.REOPENED, work=work, at=at, settings=settings)


def _settle(
    pressed: Pressed,
    button: Button,
    deed: SupportDeed,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> Alert | None:
    """Decide once: a button that was offered before another decision says who made that."""
    here = enter(pressed, look=work)
    found = _found(button, work=work, on=settings.day(at))
    if found is None:
        return Alert(alerts.no_longer_open())
    year, line = found
    check_here(line, here)
    post = settling_post(line, here, on=settings.day(at))
    check_seen(line, button, settings)
    if deed is not SupportDeed.REOPENED:
        check_open(line, settings)
    line = keep(Taken(line, year, post), deed, pressed, here=here, work=work, at=at)
    made = line.words[-1]
    row = [reopening(year, line)] if deed is SupportDeed.CLOSED else []
    words, rows = supporting.decided(line, made, settings.zone), buttons(work, row)
    is_one_of_several = is_question(pressed.chat.chat_id, pressed.message_id, look=work)
    say = answer if is_one_of_several else replaced
    work.outbox.put(say(pressed, words, rows=rows), at)
    tell_decision(pressed, line, made, work=work, at=at, settings=settings)
    return None


def _found(button: Button, *, work: Work, on: dtm.date) -> tuple[int, SupportLine] | None:
    """Return the item of a button; its book is held, so that two decisions take turns."""
    work.book.hold(int(button.subject.partition("/")[0]))
    return item_of(button.subject, look=work, on=on)
