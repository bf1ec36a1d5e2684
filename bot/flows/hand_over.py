"""`/handover`: the office enters who answers from a day on, with an audit and no chain (E41)."""

import datetime as dtm
from dataclasses import replace

from bot.change_notices import project_of, step_notices
from bot.days import read_day
from bot.entrance import Present, enter
from bot.handover_form import FORM, handover_of, next_field, question, read_after, thing_of
from bot.menu import menu_notice
from bot.ports import Alert, Heard, Pressed
from bot.search import find_project
from bot.settings import Settings
from bot.speech import answer, replaced
from bot.wording import alerts, handing_over
from rules.approval import Step
from rules.book import Command, Person
from rules.handover import (
    Handover,
    Seat,
    handed_over,
    holders,
    posts_that_begin,
    posts_that_end,
)
from rules.notice import Address, Notice, Policy
from rules.posts import Act, Room, acting_post
from rules.project import PersonName, Project
from storage import journal
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work


def start_handover(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Ask what is handed over; a project or a command behind the command is asked about later."""
    here = _enter(heard, work, settings.day(at))
    draft = Draft(heard.account, heard.chat.chat_id, FORM, {"id": heard.key}, at)
    _ask(heard, draft, here, work=work, at=at, settings=settings)


def fill_handover(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a pressed answer: its subject is `field=value`."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here = _enter(pressed, work, settings.day(at))
    field, _, value = button.subject.partition("=")
    if field in draft.facts:
        return Alert(alerts.no_longer_open())
    _ask(pressed, _with(draft, at, **{field: value}), here, work=work, at=at, settings=settings)
    return None


def take_handover(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take words as the answer to what is asked next."""
    here, today = _enter(heard, work, settings.day(at)), settings.day(at)
    said = heard.text.strip()
    facts: dict[str, str] = {}
    refusal = ""
    match next_field(draft, look=work):
        case "name" if not Seat(draft.facts["seat"]).is_of_command:
            facts = {"name": find_project(said, here, look=work).code}
        case "after":
            facts, refusal = read_after(said, draft, look=work)
        case "since":
            day = read_day(said, year=today.year)
            day = day if day and day.year == today.year and day <= today else None
            facts = {"since": day.isoformat()} if day else {}
            refusal = "" if day else handing_over.unclear_day(today)
    if refusal:
        work.outbox.put(answer(heard, refusal), at)
        return
    _ask(heard, _with(draft, at, **facts), here, work=work, at=at, settings=settings)


def confirm_handover(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep what the preview showed, and tell everybody whom it concerns."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, year = _enter(pressed, work, settings.day(at)), work.book.year_in_force()
    one, thing = handover_of(draft), thing_of(draft, look=work)
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    if thing is None or not _still_holds(one, thing):
        return Alert(handing_over.changed_meanwhile())
    _keep(one, thing, year, work=work)
    post = acting_post(Act.HAND_OVER, here.posts, room=here.room, on=settings.day(at))
    facts = {
        "seat": one.seat,
        "name": one.name,
        "before": one.before,
        "after": one.after,
        "since": one.since,
    }
    code = one.name if isinstance(thing, Project) else None
    work.journal.write(
        journal.Line(
            at=at,
            actor=here.person,
            post=post.role.chinese,
            what="handover",
            project=code,
            facts=facts,
        )
    )
    words = handing_over.told(one, thing, by=here.person)
    work.outbox.put(replaced(pressed, words), at)
    _tell(pressed, one, thing, words, work=work, at=at, settings=settings)
    return None


def _enter(event: Heard | Pressed, work: Work, on: dtm.date) -> Present:
    here = enter(event, look=work)
    acting_post(Act.HAND_OVER, here.posts, room=here.room, on=on)
    return here


def _with(draft: Draft, at: dtm.datetime, **facts: str) -> Draft:
    return replace(draft, facts=dict(draft.facts) | facts, updated_at=at)


def _ask(
    event: Heard | Pressed,
    draft: Draft,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep the draft and ask for the first thing that is not known; then show the preview."""
    thing = thing_of(draft, look=work) if "name" in draft.facts else None
    if thing is not None and "before" not in draft.facts:
        names = holders(Seat(draft.facts["seat"]), thing)
        draft = _with(draft, at, before="".join(names)) if len(names) < 2 else draft
    work.drafts.put(draft)
    words, rows, hint = question(draft, thing, here, work=work, today=settings.day(at))
    work.outbox.put(answer(event, words, rows=rows, asks_reply=hint), at)


def _still_holds(one: Handover, thing: Command | Project) -> bool:
    names = holders(one.seat, thing)
    return one.before in names if one.before else not names


def _keep(one: Handover, thing: Command | Project, year: int, *, work: Work) -> None:
    """Change the book and the posts; who is in no book yet is registered."""
    ended = posts_that_end(one, work.book.posts(year))
    begun = posts_that_begin(one, ended)
    last = one.since - dtm.timedelta(days=1)
    work.book.hand_over(year, ended, begun, last=last)
    if isinstance(thing, Command):
        work.book.put_command(year, handed_over(one, thing))
    else:
        work.book.put_project(year, handed_over(one, thing))
    if one.seat is not Seat.LEAD_UNIT and work.book.person(one.after) is None:
        unit = thing.lead_unit if isinstance(thing, Project) else ""
        work.book.put_person(year, Person(one.after, unit=unit))


def _tell(
    pressed: Pressed,
    one: Handover,
    thing: Command | Project,
    words: str,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Tell the old and the new one, and the command; who must sign now is asked anew."""
    number = thing.number if isinstance(thing, Command) else thing.command
    group = work.bindings.group(Room.COMMAND, number)
    office = work.bindings.group(Room.OFFICE)
    accounts = work.bindings.accounts(_people(one, thing))
    places = [Address(account) for account in sorted(accounts.values())]
    places += [found.address for found in (group, office) if found is not None]
    for place in places:
        if place.chat_id != pressed.chat.chat_id:
            key = f"{pressed.key}/told/{place.chat_id}"
            work.outbox.put(Notice(key, place, words, policy=Policy.HOLD), at)
    for name, account in sorted(accounts.items()):
        posts = work.book.posts_of(name)
        work.outbox.put(menu_notice(Address(account), f"{pressed.key}/{account}", posts=posts), at)
    if one.seat is Seat.COMMANDER:
        _ask_to_sign(number, work=work, at=at, settings=settings)


def _people(one: Handover, thing: Command | Project) -> tuple[PersonName, ...]:
    if one.seat is Seat.LEAD_UNIT and isinstance(thing, Project):
        return (thing.responsible_person,)
    return (one.before, one.after)


def _ask_to_sign(number: str, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Ask the new commander for what waits; a notice that was sent has its key already."""
    for request in work.requests.open():
        project = project_of(request, look=work)
        if request.waits_for is Step.SIGN and project is not None and project.command == number:
            notices = step_notices(request, project, work=work, settings=settings)
            work.outbox.put_all(notices, at)
