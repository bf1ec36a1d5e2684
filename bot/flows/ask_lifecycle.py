"""`/enter`, `/exit` and their like: a step of a project's life is applied for (C53, C55)."""

import datetime as dtm
from collections.abc import Callable

from bot.applying import post_of_applicant, projects_of_applicant
from bot.change_notices import change_number, choices_of_applicant, project_of
from bot.entrance import Present, enter
from bot.lifecycle_answers import read_words, refused
from bot.lifecycle_draft import FORM, asked_again, facts_of, filled, form_of, still_open
from bot.lifecycle_form import Field
from bot.lifecycle_questions import question
from bot.ports import Alert, Heard, Pressed
from bot.refusals import NothingToApplyForError, NotOpenError
from bot.search import MOST_CHOICES, find_project
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.wording import alerts, lifecycle, signing
from rules.approval import Matter
from rules.approval import Step as ChainStep
from rules.lifecycle import Step
from rules.lifecycle_application import LifecycleApplication, steps_open_to
from rules.month import Month
from rules.posts import Act, Room, acting_post
from rules.project import Project
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work

_LONGEST = 1500  # characters of what people write in one field
Command = Callable[..., None]


def nominate(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """`/enter`: begin the nomination of a project; from a group, lead to private."""
    here = enter(heard, look=work)
    if here.room is not Room.PRIVATE:
        work.outbox.put(answer(heard, lifecycle.go_private("enter")), at)
        return
    acting_post(Act.NOMINATE, here.posts, room=here.room, on=settings.day(at))
    facts = {"id": heard.key, "what": Step.ENTER.value}
    draft = Draft(heard.account, heard.chat.chat_id, FORM, facts, at)
    _ask(heard, draft, here, work=work, at=at, settings=settings)


def applying_for(what: Step | None, command: str) -> Command:
    """Return the flow of a command that applies for a step, or lets one be chosen."""

    def apply_for(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
        here = enter(heard, look=work)
        if here.room is not Room.PRIVATE:
            work.outbox.put(answer(heard, lifecycle.go_private(command)), at)
            return
        if heard.arguments:
            project = find_project(heard.arguments, here, look=work)
            _begin(heard, project, what, here, work=work, at=at, settings=settings)
            return
        _let_choose(heard, what, here, work=work, at=at, settings=settings)

    return apply_for


def refuse_to_split(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """`/split`, `/merge`: say why not, and what is done instead."""
    del settings
    enter(heard, look=work)
    work.outbox.put(answer(heard, lifecycle.split_or_merge()), at)


def choose_lifecycle(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Go on with the project, or the step, that was chosen: its subject is `code/step`."""
    here = enter(pressed, look=work)
    code, _, what = button.subject.partition("/")
    project = find_project(code, here, look=work)
    if what == "split":
        work.outbox.put(answer(pressed, lifecycle.split_or_merge(project)), at)
        return None
    step = Step(what) if what else None
    _begin(pressed, project, step, here, work=work, at=at, settings=settings)
    return None


def complete_lifecycle(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take up an application that was returned (补正), filled in as it was."""
    here = enter(pressed, look=work)
    request = work.requests.get(int(button.subject))
    application = request.application if request else None
    if request is None or not isinstance(application, LifecycleApplication):
        return Alert(alerts.no_longer_open())
    is_old = application.digest != button.at_state
    if is_old or request.waits_for is not ChainStep.FILE:
        return Alert(alerts.no_longer_open())
    project = project_of(request, look=work)
    if project is None:
        return Alert(alerts.no_longer_open())
    post_of_applicant(here, project, request.matter, look=work, on=settings.day(at))
    facts = facts_of(application) | {"id": pressed.key, "request": str(request.id)}
    draft = Draft(pressed.account, pressed.chat.chat_id, FORM, facts, at)
    _ask(pressed, draft, here, work=work, at=at, settings=settings)
    return None


def fill_lifecycle(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take a pressed answer: its subject is `field=value`."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, today = enter(pressed, look=work), settings.day(at)
    draft = still_open(draft, at, look=work, today=today)
    name, _, value = button.subject.partition("=")
    form = form_of(draft, look=work, today=today)
    field = Field(value if name == "again" else name)
    if form is None or not form.has_reached(field):
        return Alert(alerts.no_longer_open())
    if name == "again":
        draft = asked_again(draft, field, at)
    elif (refusal := refused(name, form)) is not None:
        work.outbox.put(answer(pressed, refusal), at)
        return None
    else:
        draft = filled(draft, at, **{name: value})
    _ask(pressed, draft, here, work=work, at=at, settings=settings)
    return None


def take_lifecycle(
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
    facts, refusal = read_words(heard.text.strip()[:_LONGEST], heard, form, look=work)
    if refusal:
        work.outbox.put(answer(heard, refusal), at)
        return
    _ask(heard, filled(draft, at, **facts), here, work=work, at=at, settings=settings)


def _let_choose(
    heard: Heard,
    what: Step | None,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Offer the applicant's projects; where there is one, go on with it."""
    found = projects_of_applicant(here, look=work, on=settings.day(at))
    if not found:
        raise NothingToApplyForError(here.person)
    if len(found) == 1:
        _begin(heard, found[0], what, here, work=work, at=at, settings=settings)
        return
    wanted = what.value if what else ""
    rows = [
        [
            Choice(
                f"{one.code} {one.name}"[:40],
                "choose_lifecycle",
                f"{one.code}/{wanted}",
                owner=here.person,
            )
        ]
        for one in found[:MOST_CHOICES]
    ]
    words = lifecycle.which_project(what, left=len(found) - MOST_CHOICES)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def _begin(
    event: Heard | Pressed,
    project: Project,
    what: Step | None,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Open the form, unless the project has a request already, or cannot take the step."""
    matter = Matter(what.value) if what else Matter.COMPLETED
    post_of_applicant(here, project, matter, look=work, on=settings.day(at))
    request = work.requests.open_of(project.code)
    if request is not None:
        words = signing.stands_open(request, project, number=change_number(request, settings))
        rows = buttons(work, choices_of_applicant(request))
        work.outbox.put(answer(event, words, rows=rows), at)
        return
    year = work.book.year_in_force()
    events = work.book.lifecycle_events(year, project.code)
    open_to = steps_open_to(events, Month.of(settings.day(at)))
    if what is None and open_to:
        _ask_what(event, project, open_to, here, work=work, at=at)
        return
    if what is None or what not in open_to:
        raise NotOpenError(project, what or Step.EXIT, open_to)
    facts = {"id": event.key, "project": project.code, "what": what.value}
    draft = Draft(event.account, event.chat.chat_id, FORM, facts, at)
    _ask(event, draft, here, work=work, at=at, settings=settings)


def _ask_what(
    event: Heard | Pressed,
    project: Project,
    open_to: tuple[Step, ...],
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    choices = [
        Choice(
            f"申请{lifecycle.NAMES[one]}",
            "choose_lifecycle",
            f"{project.code}/{one}",
            owner=here.person,
        )
        for one in open_to
    ]
    other = Choice(lifecycle.SPLIT_OR_MERGE, "choose_lifecycle", f"{project.code}/split")
    rows = buttons(work, choices, [other])
    work.outbox.put(answer(event, lifecycle.ask_what(project), rows=rows), at)


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
