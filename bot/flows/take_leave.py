"""`/leave`: a responsible person is away for some days, and lets somebody answer for him."""

import datetime as dtm
from dataclasses import replace

from bot.days import read_day
from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.settings import Settings
from bot.speech import Choice, Rows, answer, buttons, replaced
from bot.wording import alerts, leaving
from rules.notice import Address, Notice, Policy
from rules.posts import Act, Post, Role, Room, acting_post
from rules.project import PersonName, Project
from storage import journal
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "leave"
_MOST_NAMES, _NAMES_A_ROW = 9, 3
_SPANS = (3, 7, 14)  # days


def start_leave(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show who answers now, or ask who is to."""
    here, on = _enter(heard, work, settings.day(at))
    projects = _own(here, look=work)
    if not projects:
        work.outbox.put(answer(heard, leaving.no_project(here.person)), at)
        return
    given = _given(here, look=work, on=on)
    if given:
        ends = Choice("销假", "end_leave", owner=here.person)
        work.outbox.put(answer(heard, leaving.shown(given), rows=buttons(work, [ends])), at)
        return
    draft = Draft(heard.account, heard.chat.chat_id, FORM, {"id": heard.key}, at)
    _ask(heard, draft, here, work=work, at=at, on=on)


def fill_leave(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a pressed answer: its subject is `field=value`."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, on = _enter(pressed, work, settings.day(at))
    field, _, value = button.subject.partition("=")
    if field in draft.facts:
        return Alert(alerts.no_longer_open())
    _ask(pressed, _with(draft, at, field, value), here, work=work, at=at, on=on)
    return None


def take_leave(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take words as the answer to what is asked next."""
    here, on = _enter(heard, work, settings.day(at))
    field = _next(draft)
    value, refusal = _read(heard.text.strip(), field, draft, here, look=work, on=on)
    if field is None or refusal:
        work.outbox.put(answer(heard, refusal or leaving.press_confirm()), at)
        return
    _ask(heard, _with(draft, at, field, value), here, work=work, at=at, on=on)


def confirm_leave(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Let somebody answer for the presser's projects; he, and the office, are told."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, on = _enter(pressed, work, settings.day(at))
    facts = draft.facts
    end = dtm.date.fromisoformat(facts["until"])
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    if _given(here, look=work, on=on) or end < on:
        return Alert(alerts.no_longer_open())
    posts = [
        Post(
            facts["who"],
            Role.RESPONSIBLE_PERSON,
            project.command,
            project.code,
            project.lead_unit,
            dtm.date.fromisoformat(facts["since"]),
            end,
            acting_for=here.person,
        )
        for project in _own(here, look=work)
    ]
    for post in posts:
        work.book.put_post(work.book.year_in_force(), post)
    words = leaving.given(here.person, posts[0])
    _say(pressed, words, posts, here, "leave.given", work=work, at=at)
    return None


def end_leave(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """End it at once; what was answered meanwhile stands."""
    del button
    here, on = _enter(pressed, work, settings.day(at))
    posts = _given(here, look=work, on=on)
    if not posts:
        return Alert(alerts.no_longer_open())
    for post in posts:
        work.book.end_post(work.book.year_in_force(), post, on - dtm.timedelta(days=1))
    words = leaving.ended(here.person, posts[0].person)
    _say(pressed, words, posts, here, "leave.ended", work=work, at=at)
    return None


def _enter(event: Heard | Pressed, work: Work, on: dtm.date) -> tuple[Present, dtm.date]:
    """Return who is there; who answers for another lets nobody answer for him."""
    here = enter(event, look=work)
    own = [post for post in here.posts if post.acting_for is None]
    acting_post(Act.TAKE_LEAVE, own, room=here.room, on=on)
    return here, on


def _own(here: Present, *, look: Look) -> tuple[Project, ...]:
    return look.book.projects_of_person(look.book.year_in_force(), here.person)


def _given(here: Present, *, look: Look, on: dtm.date) -> list[Post]:
    """Return the posts of who answers for somebody, today or from a day to come."""
    posts = look.book.posts_for(look.book.year_in_force(), here.person)
    return [post for post in posts if post.until is not None and post.until >= on]


def _with(draft: Draft, at: dtm.datetime, field: str, value: str) -> Draft:
    return replace(draft, facts=dict(draft.facts) | {field: value}, updated_at=at)


def _next(draft: Draft) -> str | None:
    return next((one for one in ("who", "since", "until") if one not in draft.facts), None)


def _ask(
    event: Heard | Pressed,
    draft: Draft,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    on: dtm.date,
) -> None:
    """Keep the draft and ask for the first thing that is not known; then show the preview."""
    work.drafts.put(draft)
    words, rows, hint = _question(draft, here, work=work, on=on)
    work.outbox.put(answer(event, words, rows=rows, asks_reply=hint), at)


def _question(
    draft: Draft, here: Present, *, work: Work, on: dtm.date
) -> tuple[str, Rows, str | None]:
    facts = draft.facts
    match _next(draft):
        case "who":
            projects = _own(here, look=work)
            names = _colleagues(here, projects, look=work)
            choices = _choices(draft, here, "who", [(name, name) for name in names])
            rows = [choices[i : i + _NAMES_A_ROW] for i in range(0, len(choices), _NAMES_A_ROW)]
            words = leaving.ask_who([one.code for one in projects])
            return words, buttons(work, *rows), "姓名"
        case "since":
            days = {"今天": on, "明天": on + dtm.timedelta(days=1)}
            options = [(label, day.isoformat()) for label, day in days.items()]
            row = _choices(draft, here, "since", options)
            return leaving.ask_since(), buttons(work, row), "7月12日"
        case "until":
            first = dtm.date.fromisoformat(facts["since"])
            ends = [first + dtm.timedelta(days=days - 1) for days in _SPANS]
            options = [(leaving.until(one), one.isoformat()) for one in ends]
            row = _choices(draft, here, "until", options)
            return leaving.ask_until(), buttons(work, row), "7月20日"
    since, end = (dtm.date.fromisoformat(facts[name]) for name in ("since", "until"))
    confirm = Choice("确认", "confirm_leave", "", facts["id"], here.person)
    words = leaving.preview(here.person, facts["who"], since, end)
    return words, buttons(work, [confirm]), None


def _choices(
    draft: Draft, here: Present, field: str, options: list[tuple[str, str]]
) -> list[Choice]:
    return [
        Choice(label, "fill_leave", f"{field}={value}", draft.facts["id"], here.person)
        for label, value in options
    ]


def _colleagues(here: Present, projects: tuple[Project, ...], *, look: Look) -> list[PersonName]:
    """Return who may be asked first: the people of the projects' units."""
    units = dict.fromkeys(project.lead_unit for project in projects)
    names = dict.fromkeys(name for unit in units for name in look.book.unit_people(unit))
    return [name for name in names if name != here.person][:_MOST_NAMES]


def _read(
    said: str, field: str | None, draft: Draft, here: Present, *, look: Look, on: dtm.date
) -> tuple[str, str]:
    """Read a name or a day, or return why the words cannot be taken."""
    if field == "who":
        is_known = said != here.person and look.book.person(said) is not None
        return (said, "") if is_known else ("", leaving.unclear_person())
    first = on if field == "since" else dtm.date.fromisoformat(draft.facts.get("since", str(on)))
    day = read_day(said, year=on.year)
    if day is None or day < first or day.year != on.year:
        return "", leaving.unclear_day(first)
    return day.isoformat(), ""


def _say(
    pressed: Pressed,
    words: str,
    posts: list[Post],
    here: Present,
    what: str,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Confirm it, tell who answers and the office, and write it down."""
    one = posts[0]
    facts = {
        "who": one.person,
        "since": one.since,
        "until": one.until,
        "projects": [post.project for post in posts],
    }
    work.journal.write(journal.Line(at=at, actor=here.person, what=what, facts=facts))
    work.outbox.put(replaced(pressed, words), at)
    account, office = work.bindings.account_of(one.person), work.bindings.group(Room.OFFICE)
    places = [] if account is None else [Address(account)]
    for place in places if office is None else [*places, office.address]:
        key = f"{pressed.key}/told/{place.chat_id}"
        work.outbox.put(Notice(key, place, words, policy=Policy.HOLD), at)
