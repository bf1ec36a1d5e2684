"""`/plan`: what is left of a project's year, its dates, and the table of allotment (C06, C36)."""

import datetime as dtm

from bot.allotting import allotment_of
from bot.entrance import Present, enter
from bot.paper_kinds import paper_recipe
from bot.ports import Alert, Heard, Pressed
from bot.refusals import SeveralProjectsError
from bot.search import Choices, choices, find_project, several
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.wording import planning
from papers.allotment import AllotmentPaper
from rules.notice import Recipe
from rules.posts import MAY, Act, NotYoursError, Reach, acting_post
from rules.project import CommandNo, Project
from storage.buttons import Button
from storage.work import Look, Work

_WHOLE = ""  # the subject of the whole table's button; a command's is its number


def show_plan(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show the plan of the project that is named; without a name, let one be chosen."""
    here, on = enter(heard, look=work), settings.day(at)
    acting_post(Act.SEE, here.posts, room=here.room, on=on)
    if not heard.arguments.strip():
        own = {post.project for post in here.posts if post.project}
        tables = _table_choices(here, look=work, on=on)
        found = choices(here, look=work, first=own)
        _let_choose(heard, found, tables, work=work, at=at)
        return
    try:
        project = find_project(heard.arguments, here, look=work)
    except SeveralProjectsError as error:
        _let_choose(heard, several(error), [], work=work, at=at)
        return
    _show(heard, project, work=work, at=at, settings=settings)


def choose_plan(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show the plan of the project that was chosen."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    project = find_project(button.subject, here, look=work)
    _show(pressed, project, work=work, at=at, settings=settings)
    return None


def show_allotment(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Send the table of allotment of the whole, or of a command."""
    here, on = enter(pressed, look=work), settings.day(at)
    acting_post(Act.SEE_ALLOTMENT, here.posts, room=here.room, on=on)
    number = button.subject or None
    if number not in _tables_for(here, on=on):
        raise NotYoursError(Act.SEE_ALLOTMENT)
    year = work.book.year_in_force()
    command = work.book.command(year, number) if number else None
    paper = allotment_of(
        year,
        look=work,
        on=on,
        settings=settings,
        scope=command.name if command else "",
        commands=[number] if number else None,
    )
    drawn = _recipe(paper, settings)
    work.outbox.put(answer(pressed, planning.of_table(paper), recipe=drawn), at)
    return None


def _tables_for(here: Present, *, on: dtm.date) -> tuple[CommandNo | None, ...]:
    """Return the commands whose table a person may have in a room, None being all of them.

    In a command's group it is its own alone.
    """
    leave = MAY[Act.SEE_ALLOTMENT]
    held = [one for one in here.posts if one.held_on(on) and one.role in leave.roles]
    is_everywhere = any(leave.roles[one.role] is Reach.EVERYWHERE for one in held)
    led = tuple(dict.fromkeys(one.command for one in held if one.command))
    if here.room not in leave.rooms:
        return ()
    if here.command is not None:
        return (here.command,) if is_everywhere or here.command in led else ()
    return (None, *led) if is_everywhere else led


def _table_choices(here: Present, *, look: Look, on: dtm.date) -> list[Choice]:
    found = []
    for number in _tables_for(here, on=on):
        command = look.book.command(look.book.year_in_force(), number) if number else None
        if command is None and number is not None:
            continue
        label = f"配档表　{command.name}" if command else "配档表"
        found.append(Choice(label[:40], "show_allotment", number or _WHOLE))
    return found


def _let_choose(
    heard: Heard, found: Choices, tables: list[Choice], *, work: Work, at: dtm.datetime
) -> None:
    rows = [[one] for one in tables]
    rows += [
        [Choice(f"{one.code} {one.name}"[:40], "choose_plan", one.code)] for one in found.shown
    ]
    words = planning.which_project(left=found.left, has_tables=bool(tables))
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def _show(
    event: Heard | Pressed, project: Project, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Queue what is left and what comes next in words, and all of it as a file."""
    paper = allotment_of(
        work.book.year_in_force(),
        look=work,
        on=settings.day(at),
        settings=settings,
        scope=planning.scope(project),
        codes=[project.code],
    )
    words = planning.of_project(paper.rows[0], paper.made_on)
    work.outbox.put(answer(event, words, recipe=_recipe(paper, settings)), at)


def _recipe(paper: AllotmentPaper, settings: Settings) -> Recipe:
    name = planning.file_name(settings.name, paper.year, paper.scope)
    return paper_recipe("allotment", paper, name)
