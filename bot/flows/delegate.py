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
    """Show a commander's delegation; who leads several commands chooses one first."""
    here, on = enter(heard, look=work), settings.day(at)
    commands = _own_commands(here, look=work, on=on)
    if len(commands) > 1:
        rows = [
            Choice(f"{one.number} {one.name}", "choose_led", one.number, owner=here.person)
            for one in commands
        ]
        words = delegating.which_command()
        work.outbox.put(answer(heard, words, rows=_one_a_row(rows, work)), at)
        return
    words, offered = _shown(commands[0], here, work=work, on=on)
    work.outbox.put(answer(heard, words, rows=offered), at)


def choose_led(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show the delegation of the command that was chosen."""
    here, on = enter(pressed, look=work), settings.day(at)
    command, _ = _meant(button, here, look=work, on=on)
    words, offered = _shown(command, here, work=work, on=on)
    work.outbox.put(replaced(pressed, words, rows=offered), at)
    return None


def _shown(command: Command, here: Present, *, work: Work, on: dtm.date) -> tuple[str, Rows]:
    """Return a command's delegations in words, with buttons to give or to end one."""
    given = _given(command, look=work, on=on)
    held = {post.person for post in given}
    choices = [
        Choice(
            f"收回对{post.person}的委托",
            "end_delegation",
            _subject(command, post.person),
            owner=here.person,
        )
        for post in given
    ]
    choices += [
        Choice(f"委托{name}", "choose_delegate", _subject(command, name), owner=here.person)
        for name in command.deputies
        if name not in held
    ]
    return delegating.shown(command, given), _one_a_row(choices, work)


def choose_delegate(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask until when."""
    here, on = enter(pressed, look=work), settings.day(at)
    command, (name,) = _meant(button, here, look=work, on=on)
    if name not in command.deputies:
        return Alert(alerts.no_longer_open())
    ends = [on + dtm.timedelta(days=days - 1) for days in _SPANS] + [on.replace(month=12, day=31)]
    row = [
        Choice(
            delegating.until(end), "delegate", _subject(command, name, str(end)), owner=here.person
        )
        for end in dict.fromkeys(ends)
    ]
    words = delegating.ask_until(name)
    work.outbox.put(replaced(pressed, words, rows=_one_a_row(row, work)), at)
    return None


def delegate(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Let a deputy sign from today until a day; he, and the office, are told."""
    here, on = enter(pressed, look=work), settings.day(at)
    command, (name, written) = _meant(button, here, look=work, on=on)
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
    command, (name,) = _meant(button, here, look=work, on=on)
    post = next((one for one in _given(command, look=work, on=on) if one.person == name), None)
    if post is None:
        return Alert(alerts.no_longer_open())
    work.book.end_post(work.book.year_in_force(), post, on - dtm.timedelta(days=1))
    words = delegating.ended(here.person, post.person, command)
    _say(pressed, words, post, here, "delegation.ended", work=work, at=at)
    return None


def _own_commands(here: Present, *, look: Look, on: dtm.date) -> tuple[Command, ...]:
    """Return what somebody leads himself, in a command's group that one alone.

    Who acts for another passes nothing on: NotYoursError.
    """
    own = [post for post in here.posts if post.acting_for is None]
    acting_post(Act.DELEGATE, own, room=here.room, on=on)
    led = {post.command for post in own if post.role is Role.COMMANDER and post.held_on(on)}
    commands = look.book.commands(look.book.year_in_force())
    found = [one for one in commands if one.number in led & {here.command or one.number}]
    if not found:
        raise NotYoursError(Act.DELEGATE)
    return tuple(found)


def _meant(
    button: Button, here: Present, *, look: Look, on: dtm.date
) -> tuple[Command, tuple[str, ...]]:
    """Return the command that a button is about, which the presser leads, and the rest of it."""
    number, *rest = button.subject.split("/")
    for command in _own_commands(here, look=look, on=on):
        if command.number == number:
            return command, tuple(rest)
    raise NotYoursError(Act.DELEGATE)


def _subject(command: Command, *rest: str) -> str:
    return "/".join([command.number, *rest])


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
