"""`/status`: a project's card as a picture."""

import datetime as dtm

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.refusals import SeveralProjectsError
from bot.search import Choices, choices, find_project, several
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.speech import Choice, answer, buttons
from bot.views import card_view
from bot.wording import cards, correcting
from charts import recipe
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import Recipe, ShownAs
from rules.posts import Act, NotHereError, NotYoursError, acting_post
from rules.project import Project
from storage.buttons import Button
from storage.work import Work


def show_status(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show the card of the project that is named; without a name, let one be chosen."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    if not heard.arguments.strip():
        own = {post.project for post in here.posts if post.project}
        _let_choose(heard, choices(here, look=work, first=own), work=work, at=at)
        return
    try:
        project = find_project(heard.arguments, here, look=work)
    except SeveralProjectsError as error:
        _let_choose(heard, several(error), work=work, at=at)
        return
    _show(heard, project, here, work=work, at=at, settings=settings)


def choose_status(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show the card of the project that was chosen."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    project = find_project(button.subject, here, look=work)
    _show(pressed, project, here, work=work, at=at, settings=settings)
    return None


def _may_see_draft(here: Present, project: Project, *, on: dtm.date) -> bool:
    """Tell whether a plate that is only proposed may be shown to this person in this room."""
    try:
        acting_post(Act.SEE_DRAFT, here.posts, room=here.room, on=on, project=project)
    except (NotHereError, NotYoursError):
        return False
    return True


def _let_choose(heard: Heard, found: Choices, *, work: Work, at: dtm.datetime) -> None:
    rows = [
        [Choice(f"{one.code} {one.name}"[:40], "choose_status", one.code)] for one in found.shown
    ]
    words = cards.which_project(left=found.left)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def _show(
    event: Heard | Pressed,
    project: Project,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Queue the card; its caption says in words what the picture shows."""
    month = work.cycles.latest_asked() or Month.of(settings.day(at))
    sheet = sheet_of(work, month, settings, codes=[project.code])
    if not sheet.lines:
        work.outbox.put(answer(event, cards.not_in_book(project, month)), at)
        return
    line = sheet.lines[0]
    last = work.editions.rows(month.previous, [project.code]).get(project.code)
    shows_draft = _may_see_draft(here, project, on=settings.day(at))
    view = card_view(line, sheet, look=work, settings=settings, shows_draft=shows_draft)
    name = f"{project.code}-{month}.png"
    drawn = Recipe("card", recipe.to_json(view), (1,), ShownAs.PHOTO, name)
    is_out = sheet.state is MonthState.PUBLISHED
    words = cards.caption(
        line.as_published,
        month,
        rated=line.rated,
        goal=line.goal,
        determined=line.determined if not is_out else line.rated.value,
        is_published=is_out,
        last=last.rated if last else None,
        note=correcting.card_note(line.corrected),
    )
    row = [Choice("这个颜色怎么来的", "explain", f"{month}/{project.code}")]
    words = cards.details(view, words)
    notice = answer(event, words, recipe=drawn, rows=buttons(work, row))
    work.outbox.put(notice, at)
