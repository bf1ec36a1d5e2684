"""「新增」: a support item is added for a project, with an audit and no chain (C48)."""

import datetime as dtm
from dataclasses import replace

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.settings import Settings
from bot.speech import answer, replaced
from bot.support_deeds import Taken, keep
from bot.support_desk import lines_of
from bot.support_form import FORM, item_of_form, next_field, question, read_words
from bot.support_telling import tell_added
from bot.wording import adding_support, alerts
from bot.wording.supporting import SupportLine
from rules.book import Person, SupportItem, SupportState
from rules.posts import Act, Post, acting_post
from rules.project import Project
from rules.support import SupportDeed, posts_of_items, says_the_same
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work


def add_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Begin the form, with the project that the list was narrowed to."""
    here, on = _enter(pressed, work, settings.day(at))
    facts = {"id": pressed.key, "year": str(work.book.year_in_force())}
    if button.subject:
        facts["project"] = button.subject
    draft = Draft(pressed.account, pressed.chat.chat_id, FORM, facts, at)
    _ask(pressed, draft, here, work=work, at=at, on=on)
    return None


def fill_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a pressed answer: its subject is `field=value`."""
    draft = _draft(pressed, button, work=work)
    here, on = _enter(pressed, work, settings.day(at))
    field, _, value = button.subject.partition("=")
    if draft is None or field in draft.facts:
        return Alert(alerts.no_longer_open())
    _ask(pressed, _with(draft, at, field, value), here, work=work, at=at, on=on)
    return None


def take_support(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take words as the answer to what is asked next."""
    here, on = _enter(heard, work, settings.day(at))
    field = next_field(draft)
    value, refusal = read_words(heard.text.strip(), draft, here, look=work, on=on)
    if field is None or refusal:
        work.outbox.put(answer(heard, refusal), at)
        return
    _ask(heard, _with(draft, at, field, value), here, work=work, at=at, on=on)


def confirm_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep what the preview showed, once, and tell whom it concerns."""
    draft = _draft(pressed, button, work=work)
    here, on = _enter(pressed, work, settings.day(at))
    if draft is None or next_field(draft) is not None:
        return Alert(alerts.no_longer_open())
    year = int(draft.facts["year"])
    work.book.hold(year)
    project = work.book.project(year, draft.facts["project"])
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    if project is None:
        return Alert(alerts.no_longer_open())
    post = _post(here, project, on)
    line = SupportLine(item_of_form(draft, look=work), project, (), on)
    if there := _same(line, year, work=work):
        work.outbox.put(replaced(pressed, adding_support.there_already(there)), at)
        return None
    _register(line.item, year, work=work)
    line = keep(Taken(line, year, post), SupportDeed.ADDED, pressed, here=here, work=work, at=at)
    work.outbox.put(replaced(pressed, adding_support.added(line, here.person)), at)
    tell_added(pressed, year, line, here.person, work=work, at=at)
    return None


def _enter(event: Heard | Pressed, work: Work, on: dtm.date) -> tuple[Present, dtm.date]:
    here = enter(event, look=work)
    acting_post(Act.SUPPORT_ADD, here.posts, room=here.room, on=on)
    return here, on


def _post(here: Present, project: Project, on: dtm.date) -> Post:
    return acting_post(Act.SUPPORT_ADD, here.posts, room=here.room, on=on, project=project)


def _draft(pressed: Pressed, button: Button, *, work: Work) -> Draft | None:
    """Return the form that a button is part of, None where it is over or another's."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    is_its = draft is not None and draft.form == FORM and draft.facts["id"] == button.at_state
    return draft if is_its else None


def _with(draft: Draft, at: dtm.datetime, field: str, value: str) -> Draft:
    return replace(draft, facts=dict(draft.facts) | {field: value}, updated_at=at)


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
    if code := draft.facts.get("project"):
        project = work.book.project(int(draft.facts["year"]), code)
        if project is not None:
            _post(here, project, on)
    work.drafts.put(draft)
    words, rows, hint = question(draft, here, work=work, on=on)
    work.outbox.put(answer(event, words, rows=rows, asks_reply=hint), at)


def _same(line: SupportLine, year: int, *, work: Work) -> SupportLine | None:
    """Return what a project waits for already, if it is the same."""
    items = [
        one
        for one in work.book.support_items(year, line.project.code)
        if one.state is not SupportState.CLOSED and says_the_same(one, line.item)
    ]
    return next(iter(lines_of(items, look=work, on=line.on)), None)


def _register(item: SupportItem, year: int, *, work: Work) -> None:
    """Let who answers for the item hold his post; who is in no book yet is registered."""
    if work.book.person(item.person) is None:
        work.book.put_person(year, Person(item.person, unit=item.department))
    held = work.book.posts_of(item.person)
    for post in posts_of_items([item]):
        if post not in held:
            work.book.put_post(year, post)
