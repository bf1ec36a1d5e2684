"""「签收」: a warned unit says that it has seen the warning, once for each command's group."""

import datetime as dtm
from collections.abc import Sequence

from bot.entrance import Present, enter
from bot.ports import Alert, Pressed
from bot.publication import warning_key
from bot.refusals import NothingPublishedError
from bot.settings import Settings
from bot.speech import replaced
from bot.wording import alerts, publication
from bot.wording.figures import day_and_hour
from rules.month import Month
from rules.posts import Act, Role, acting_post
from rules.project import CommandNo, Project
from storage import journal
from storage.buttons import Button
from storage.work import Work


def receive_warning(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep who received a warning; the unit's people, its command's 联络员 and 指挥长 may."""
    here = enter(pressed, look=work)
    written, command, unit = button.subject.split("/", 2)
    month = Month.parse(written)
    if work.editions.head(month) is None:
        raise NothingPublishedError(month)
    led = [row.project for row in work.editions.answered_for(month, units=[unit])]
    post = _post(here, led, command, on=settings.day(at))
    number = int(button.at_state or 0)  # of the correction that warned, 0: the publication
    if not work.receipts.put(month, number, unit, command, here.person, at):
        first = work.receipts.get(month, unit, command, correction=number)
        who = first.by if first else here.person
        when = day_and_hour(settings.local(first.at if first else at))
        return Alert(alerts.received_already(who, when))
    work.journal.write(
        journal.Line(
            at=at,
            actor=here.person,
            post=post,
            what="warning.received",
            month=month,
            facts={"unit": unit, "command": command} | ({"correction": number} if number else {}),
        )
    )
    sent = work.outbox.notice(warning_key(month, unit, command, correction=number))
    if sent is not None:
        when = day_and_hour(settings.local(at))
        words = publication.received(sent.words, here.person, when)
        _, *others = sent.buttons
        work.outbox.put(replaced(pressed, words, rows=tuple(others)), at)
    return Alert(alerts.received(), is_box=False)


def _post(here: Present, led: Sequence[Project], command: CommandNo, *, on: dtm.date) -> str:
    """Return the post in which a unit's warning is received; NotYoursError names who may."""
    in_command = [one for one in led if one.command == command]
    owners = tuple(dict.fromkeys(one.responsible_person for one in in_command))
    # Every reach but a responsible person's own project is the same for all of a unit's here.
    codes = {post.project for post in here.posts if post.role is Role.RESPONSIBLE_PERSON}
    theirs = next((one for one in led if one.code in codes), in_command[0])
    post = acting_post(
        Act.RECEIVE_WARNING, here.posts, room=here.room, on=on, project=theirs, owners=owners
    )
    return post.role.chinese
