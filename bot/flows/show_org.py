"""`/org`: who holds which post."""

import datetime as dtm

from bot.entrance import enter
from bot.ports import Alert, Heard, Pressed
from bot.refusals import NoBookError
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.wording import organisation, permissions
from rules.posts import Act, Role, acting_post
from storage.buttons import Button
from storage.work import Look, Work

_TOP = (
    Role.FIRST_CHIEF,
    Role.CHIEF,
    Role.DEPUTY_CHIEF,
    Role.HEADQUARTERS_MEMBER,
    Role.OFFICE_DIRECTOR,
    Role.OFFICE_DEPUTY,
    Role.OFFICE_MEMBER,
)


def show_org(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Print headquarters, the office and the commands; in a command's group that one alone."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    year = work.book.year_in_force()
    if not year:
        raise NoBookError
    commands = [
        organisation.command(one)
        for one in work.book.commands(year)
        if here.command in {None, one.number}
    ]
    top = [] if here.command else _top(work)
    rows = buttons(work, [Choice("谁可以办什么", "show_permissions")])
    words = organisation.chart(settings.name, top, commands)
    work.outbox.put(answer(heard, words, rows=rows), at)


def show_permissions(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Print the one table of who may do what, where."""
    del button
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    work.outbox.put(answer(pressed, permissions.table()), at)
    return None


def _top(look: Look) -> list[str]:
    return [
        organisation.holders(role, names) for role in _TOP if (names := look.book.holders(role))
    ]
