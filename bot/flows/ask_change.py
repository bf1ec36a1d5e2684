"""`/adjust`: the unit applies for another target, from a menu, without a syntax (C56, C57)."""

import datetime as dtm

from bot.applying import post_of_applicant, projects_of_applicant
from bot.change_notices import change_number, choices_of_applicant
from bot.change_questions import months_paper, question, read_table, read_words, refused
from bot.changing import (
    FORM,
    Field,
    asked_again,
    facts_of,
    filled,
    form_of,
    months_to_choose,
    still_open,
)
from bot.entrance import Present, enter
from bot.paper_kinds import paper_recipe
from bot.ports import Alert, Heard, Pressed
from bot.refusals import NoMonthLeftError, NothingToAdjustError
from bot.search import MOST_CHOICES, find_project
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.wording import alerts, changing, signing
from rules.application import Application
from rules.approval import Matter, Step
from rules.lifecycle import standing
from rules.month import Month
from rules.posts import Room
from rules.project import Project
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work

_LONGEST = 1500  # characters of what people write in one field


def ask_change(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Begin an application for a project, or let one be chosen; from a group, lead to private."""
    here = enter(heard, look=work)
    if here.room is not Room.PRIVATE:
        work.outbox.put(answer(heard, changing.go_private()), at)
        return
    if heard.arguments:
        project = find_project(heard.arguments, here, look=work)
        _begin(heard, project, here, work=work, at=at, settings=settings)
        return
    found = projects_of_applicant(here, look=work, on=settings.day(at))
    if not found:
        raise NothingToAdjustError(here.person)
    if len(found) == 1:
        _begin(heard, found[0], here, work=work, at=at, settings=settings)
        return
    rows = [
        [Choice(f"{one.code} {one.name}"[:40], "choose_change", one.code, owner=here.person)]
        for one in found[:MOST_CHOICES]
    ]
    words = changing.which_project(left=len(found) - MOST_CHOICES)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def choose_change(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Begin an application for the project that was chosen."""
    here = enter(pressed, look=work)
    project = find_project(button.subject, here, look=work)
    _begin(pressed, project, here, work=work, at=at, settings=settings)
    return None


def complete_change(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take up an application that was returned (补正), filled in as it was."""
    here = enter(pressed, look=work)
    request = work.requests.get(int(button.subject))
    if request is None or not isinstance(request.application, Application):
        return Alert(alerts.no_longer_open())
    if request.application.digest != button.at_state:
        return Alert(alerts.no_longer_open())
    project = find_project(request.application.project, here, look=work)
    post_of_applicant(here, project, Matter.TARGET, look=work, on=settings.day(at))
    if request.waits_for is not Step.FILE:
        return Alert(alerts.no_longer_open())
    facts = facts_of(request.application) | {"id": pressed.key, "request": str(request.id)}
    draft = Draft(pressed.account, pressed.chat.chat_id, FORM, facts, at)
    _ask(pressed, draft, here, work=work, at=at, settings=settings)
    return None


def fill_change(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a pressed answer: its subject is `field=value`."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, today = enter(pressed, look=work), settings.day(at)
    draft = still_open(draft, at, look=work, today=today)
    field, _, value = button.subject.partition("=")
    form = form_of(draft, look=work, today=today)
    if form is None or not form.has_reached(_field_of(field, value)):
        return Alert(alerts.no_longer_open())
    if field == "table":
        name = changing.table_name(form.project)
        recipe = paper_recipe("months", months_paper(form), name)
        work.outbox.put(answer(pressed, changing.fill_table(), recipe=recipe), at)
        return None
    if field == "month":
        month = Month.parse(value)
        work.drafts.put(filled(draft, at, month=value))
        goal = form.goals.get(month)
        if goal is not None:
            words = changing.ask_month(month, goal, form.project)
            work.outbox.put(answer(pressed, words, asks_reply=month.chinese), at)
        return None
    if field == "again":
        draft = asked_again(draft, Field(value), at)
    elif (refusal := refused(field, value, form)) is not None:
        work.outbox.put(answer(pressed, refusal), at)
        return None
    else:
        draft = filled(draft, at, **{field: value})
    _ask(pressed, draft, here, work=work, at=at, settings=settings)
    return None


def _field_of(field: str, value: str) -> Field:
    """Return which field a pressed answer is about: a month, or all in a table, is the plan."""
    if field in {"month", "table"}:
        return Field.PLAN
    return Field(value if field == "again" else field)


def take_change(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take words, or a file, as the answer to what the form asks next."""
    here, today = enter(heard, look=work), settings.day(at)
    open_still = still_open(draft, at, look=work, today=today)
    if open_still is not draft:
        _ask(heard, open_still, here, work=work, at=at, settings=settings)
        return
    form = form_of(draft, look=work, today=today)
    if form is None:
        work.drafts.drop(heard.account, heard.chat.chat_id)
        return
    if heard.brought is not None:
        facts, refusal = read_table(heard.brought, form)
    else:
        facts, refusal = read_words(heard.text.strip()[:_LONGEST], heard, form)
    if refusal:
        work.outbox.put(answer(heard, refusal), at)
        return
    _ask(heard, filled(draft, at, **facts), here, work=work, at=at, settings=settings)


def _begin(
    event: Heard | Pressed,
    project: Project,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Open the form, unless the project has a request already, or no month is left."""
    post_of_applicant(here, project, Matter.TARGET, look=work, on=settings.day(at))
    request = work.requests.open_of(project.code)
    if request is not None:
        words = signing.stands_open(request, project, number=change_number(request, settings))
        rows = buttons(work, choices_of_applicant(request))
        work.outbox.put(answer(event, words, rows=rows), at)
        return
    facts = {"id": event.key, "project": project.code}
    draft = Draft(event.account, event.chat.chat_id, FORM, facts, at)
    form = form_of(draft, look=work, today=settings.day(at))
    events = work.book.lifecycle_events(work.book.year_in_force(), project.code)
    is_in = standing(events, Month.of(settings.day(at))).is_in
    if form is None or not is_in or not months_to_choose(form, look=work):
        raise NoMonthLeftError(project)
    _ask(event, draft, here, work=work, at=at, settings=settings)


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
    work.drafts.put(draft)
    form = form_of(draft, look=work, today=settings.day(at))
    if form is not None:
        asked = question(form, here, work=work)
        work.outbox.put(answer(event, asked.words, rows=asked.rows, asks_reply=asked.hint), at)
