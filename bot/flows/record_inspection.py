"""`/inspect`: the office records what it found on the spot; nothing is determined by it (C63)."""

import datetime as dtm
import json
import re
from dataclasses import replace

from bot import dialogues
from bot.entrance import Present, enter
from bot.naming import mentions
from bot.ports import Alert, Heard, Pressed
from bot.reading_checks import Found, Missing, read_check
from bot.refusals import SeveralProjectsError, UnknownProjectError
from bot.search import Choices, choices, find_project, several
from bot.settings import Settings
from bot.speech import Choice, answer, buttons, replaced
from bot.wording import alerts, inspecting
from bot.wording.figures import project_name
from rules.month import Month
from rules.posts import Act, Post, acting_post
from rules.project import Milestone, Project, in_force, write_value
from rules.site_check import SiteCheck
from storage import journal
from storage.buttons import Button
from storage.drafts import Draft
from storage.values import dump, load
from storage.work import Look, Work

FORM = "inspection"


def start_inspection(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Let the project be chosen, ask what was found there, or take it from the same line."""
    here, _ = _enter(heard, work, at, settings)
    named, *found = heard.arguments.split(maxsplit=1) or [""]
    if not named:
        _let_choose(heard, choices(here, look=work), work=work, at=at)
        return
    try:
        project = find_project(named, here, look=work)
    except SeveralProjectsError as error:
        _let_choose(heard, several(error), work=work, at=at)
        return
    if found:
        _propose(heard, project, found[0], here, work=work, at=at, settings=settings)
        return
    stage = _stage(project, settings.day(at), look=work)
    _ask(heard, project, inspecting.ask_found(project, stage), work=work, at=at)


def choose_inspected(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask what was found at the project that was chosen."""
    here, _ = _enter(pressed, work, at, settings)
    project = find_project(button.subject, here, look=work)
    stage = _stage(project, settings.day(at), look=work)
    _ask(pressed, project, inspecting.ask_found(project, stage), work=work, at=at)
    return None


def take_inspection(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take the words that tell what was found; said again, they replace those before."""
    here, _ = _enter(heard, work, at, settings)
    project = _project(draft, look=work)
    _propose(heard, project, heard.text, here, work=work, at=at, settings=settings)


def confirm_check(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep what the preview showed, once."""
    here, post = _enter(pressed, work, at, settings)
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    project = _project(draft, look=work)
    understood = load(SiteCheck, json.loads(draft.facts["check"]))
    check = work.site_checks.put(
        replace(understood, recorded_by=here.person, recorded_at=at),
    )
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    _write_down(check, post, source=pressed.key, work=work)
    work.outbox.put(replaced(pressed, inspecting.recorded(check, project)), at)
    return None


def _enter(
    event: Heard | Pressed, work: Work, at: dtm.datetime, settings: Settings
) -> tuple[Present, Post]:
    here = enter(event, look=work)
    return here, acting_post(Act.INSPECT, here.posts, room=here.room, on=settings.day(at))


def _project(draft: Draft, *, look: Look) -> Project:
    code = draft.facts["project"]
    project = look.book.project(int(draft.facts["year"]), code)
    if project is None:
        raise UnknownProjectError(code)
    return project


def _let_choose(heard: Heard, found: Choices, *, work: Work, at: dtm.datetime) -> None:
    rows = [
        [Choice(f"{one.code} {one.name}"[:40], "choose_inspected", one.code)]
        for one in found.shown
    ]
    words = inspecting.which_project(left=found.left)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def _ask(
    event: Heard | Pressed, project: Project, words: str, *, work: Work, at: dtm.datetime
) -> None:
    _let_go_earlier(event, project, work=work)
    dialogues.begin(
        FORM,
        _facts(event, project, look=work),
        words,
        named=f"{project_name(project)}现场核查",
        event=event,
        hint="查到的数、怎么查的、核查人",
        work=work,
        at=at,
    )


def _facts(event: Heard | Pressed, project: Project, *, look: Look) -> dict[str, str]:
    return {"id": event.key, "year": str(look.book.year_in_force()), "project": project.code}


def _let_go_earlier(event: Heard | Pressed, project: Project, *, work: Work) -> None:
    """Let go what was said of the same project before: it is said anew."""
    draft = work.drafts.get(event.account, event.chat.chat_id)
    if draft is not None and draft.form == FORM and draft.facts["project"] == project.code:
        work.drafts.drop(event.account, event.chat.chat_id)


def _propose(
    heard: Heard,
    project: Project,
    written: str,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Show what was understood, to be confirmed; ask again for what was not."""
    today = settings.day(at)
    stage = _stage(project, today, look=work)
    found = _read(written, project, stage, today, look=work)
    if not isinstance(found, Found):
        _ask(heard, project, inspecting.unclear(project, stage, found), work=work, at=at)
        return
    _let_go_earlier(heard, project, work=work)
    facts = _facts(heard, project, look=work)
    check = SiteCheck(
        year=int(facts["year"]),
        project=project.code,
        found_on=found.found_on,
        value=found.value,
        stage=str(stage or ""),  # as plain text: it is kept and compared so
        is_announced=found.is_announced,
        inspectors=found.inspectors,
        basis=found.basis,
        recorded_by=here.person,
        recorded_at=at,
    )
    facts["check"] = json.dumps(dump(check))
    draft = Draft(heard.account, heard.chat.chat_id, FORM, facts, at)
    words = f"{inspecting.preview(check, project)}{dialogues.left_open(draft, look=work)}"
    work.drafts.put(draft)
    confirm = Choice("确认", "confirm_check", project.code, facts["id"], here.person)
    work.outbox.put(answer(heard, words, rows=buttons(work, [confirm])), at)


def _read(
    written: str, project: Project, stage: Milestone | None, today: dtm.date, *, look: Look
) -> Found | tuple[Missing, ...]:
    """Read what was found at a project; words that name another one are not taken."""
    names = look.book.names(look.book.year_in_force())
    named = mentions(written, {name: code for code, name in names.items()}, look=look)
    if any(code != project.code for _, code in named):
        return (Missing.PROJECT,)
    name, code = re.escape(project.name), re.escape(project.code)
    own = re.compile(f"{name}|[(（]?{code}[)）]?", re.IGNORECASE)
    return read_check(own.sub(" ", written), unit=project.unit, stage=stage, today=today)


def _stage(project: Project, today: dtm.date, *, look: Look) -> Milestone | None:
    """Return the stage that is asked of a project in the month that the office works on."""
    year = look.book.year_in_force()
    month = look.cycles.oldest_closed_unpublished() or Month.of(today)
    month = min(max(month, Month(year, 1)), Month(year, 12))
    goal = in_force(look.facts.of(year, [project.code])[project.code].plan, month).goal
    return goal if isinstance(goal, Milestone) else None


def _write_down(check: SiteCheck, post: Post, *, source: str, work: Work) -> None:
    work.journal.write(
        journal.Line(
            at=check.recorded_at,
            what="inspection.recorded",
            actor=check.recorded_by,
            post=post.role.chinese,
            project=check.project,
            figure=write_value(check.value),
            facts={
                "number": check.number,
                "found_on": check.found_on.isoformat(),
                "stage": check.stage,
                "announced": check.is_announced,
                "inspectors": list(check.inspectors),
                "basis": check.basis,
            },
            source=source,
        )
    )
