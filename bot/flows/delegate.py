"""`/delegate`: a commander lets a deputy sign for him, from one day to another (C58)."""

import datetime as dtm

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.settings import Settings
from bot.speech import Choice, Rows, answer, buttons, replaced
from bot.wording import alerts, delegating
from rules.book import Command
from rules.notice import Address, Notice, Policy
from rules.posts import Act, NotYoursError, Post, Role, Room, acting_post
from rules.project import PersonName
from storage import journal
from storage.buttons import Button
from storage.work import Look, Work

_SPANS = (7, 30)  # days


def show_delegations(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show a commander's delegation, and offer to give or to end one."""
    here, on = enter(heard, look=work), settings.day(at)
    command = _own_command(here, look=work, on=on)
    given = _given(command, look=work, on=on)
    rows = [
        [Choice(f"收回对{post.person}的委托", "end_delegation", post.person, owner=here.person)]
        for post in given
    ]
    rows += [
        [Choice(f"委托{name}", "choose_delegate", name, owner=here.person)]
        for name in command.deputies
        if name not in {post.person for post in given}
    ]
    words = delegating.shown(command, given)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def choose_delegate(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask until when."""
    here, on = enter(pressed, look=work), settings.day(at)
    command = _own_command(here, look=work, on=on)
    if button.subject not in command.deputies:
        return Alert(alerts.no_longer_open())
    ends = [on + dtm.timedelta(days=days - 1) for days in _SPANS] + [on.replace(month=12, day=31)]
    row = [
        Choice(delegating.until(end), "delegate", f"{button.subject}/{end}", owner=here.person)
        for end in dict.fromkeys(ends)
    ]
    words = delegating.ask_until(button.subject)
    work.outbox.put(replaced(pressed, words, rows=_one_a_row(row, work)), at)
    return None


def delegate(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Let a deputy sign from today until a day; he, and the office, are told."""
    here, on = enter(pressed, look=work), settings.day(at)
    command = _own_command(here, look=work, on=on)
    name, _, written = button.subject.partition("/")
    end = dtm.date.fromisoformat(written)
    if name not in command.deputies or end < on:
        return Alert(alerts.no_longer_open())
    if any(post.person == name for post in _given(command, look=work, on=on)):
        return Alert(delegating.given_already(name))
    post = Post(
        name, Role.COMMANDER, command=command.number, since=on, until=end, acting_for=here.person
    )
    work.book.put_post(work.book.year_in_force(), post)
    words = delegating.given(here.person, post, command)
    _say(pressed, words, post, here, "delegation.given", work=work, at=at)
    return None


def end_delegation(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """End a delegation at once; what was signed under it stands."""
    here, on = enter(pressed, look=work), settings.day(at)
    command = _own_command(here, look=work, on=on)
    post = next(
        (one for one in _given(command, look=work, on=on) if one.person == button.subject), None
    )
    if post is None:
        return Alert(alerts.no_longer_open())
    work.book.end_post(work.book.year_in_force(), post, on - dtm.timedelta(days=1))
    words = delegating.ended(here.person, post.person, command)
    _say(pressed, words, post, here, "delegation.ended", work=work, at=at)
    return None


def _own_command(here: Present, *, look: Look, on: dtm.date) -> Command:
    """Return the command that somebody leads himself: who acts for another passes nothing on."""
    own = [post for post in here.posts if post.acting_for is None]
    post = acting_post(Act.DELEGATE, own, room=here.room, on=on)
    command = look.book.command(look.book.year_in_force(), post.command or "")
    if command is None or here.command not in {None, command.number}:
        raise NotYoursError(Act.DELEGATE)
    return command


def _given(command: Command, *, look: Look, on: dtm.date) -> tuple[Post, ...]:
    return tuple(
        post
        for post in look.book.acting_posts(look.book.year_in_force(), command.number)
        if post.held_on(on)
    )


def _say(
    pressed: Pressed,
    words: str,
    post: Post,
    here: Present,
    what: str,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Confirm it, tell the deputy and the office, and write it down."""
    facts = {"deputy": post.person, "command": post.command, "until": post.until}
    work.journal.write(
        journal.Line(at=at, actor=here.person, post=Role.COMMANDER.chinese, what=what, facts=facts)
    )
    work.outbox.put(replaced(pressed, words), at)
    for place in _told(post.person, look=work):
        key = f"{pressed.key}/told/{place.chat_id}"
        work.outbox.put(Notice(key, place, words, policy=Policy.HOLD), at)


def _told(deputy: PersonName, *, look: Look) -> list[Address]:
    account, office = look.bindings.account_of(deputy), look.bindings.group(Room.OFFICE)
    places = [] if account is None else [Address(account)]
    return places if office is None else [*places, office.address]


def _one_a_row(choices: list[Choice], work: Work) -> Rows:
    return buttons(work, *([choice] for choice in choices))
