"""`/why`: target, report, determination, rule and streak of a month, in one message."""

import datetime as dtm

from bot.entrance import enter
from bot.months import read_month
from bot.ports import Alert, Heard, Pressed
from bot.refusals import SeveralProjectsError
from bot.search import Choices, choices, find_project, several
from bot.settings import Settings, Undetermined
from bot.sheet import Line, sheet_of
from bot.speech import Choice, answer, buttons
from bot.subjects import about_of
from bot.wording import cards, correcting
from bot.wording.cards import Derivation
from bot.wording.correcting import Shown, Why
from rules.cycle import MonthState
from rules.month import Month
from rules.plates import Rated
from rules.posts import Act, acting_post
from rules.project import Project, ProjectCode
from rules.report import ReportState
from storage.buttons import Button
from storage.work import Look, Work


def explain(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Explain a project's colour in a month; without a project, let one be chosen."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    latest = work.cycles.latest_asked() or Month.of(settings.day(at))
    written, month = _project_and_month(heard.arguments, latest)
    if not written:
        _let_choose(heard, choices(here, look=work), month, work=work, at=at)
        return
    try:
        project = find_project(written, here, look=work)
    except SeveralProjectsError as error:
        _let_choose(heard, several(error), month, work=work, at=at)
        return
    _tell(heard, project, month, work=work, at=at, settings=settings)


def explain_pressed(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Explain the colour under which a button stands."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    about = about_of(button.subject)
    project = find_project(about.project, here, look=work)
    _tell(pressed, project, about.month, work=work, at=at, settings=settings)
    return None


def _project_and_month(arguments: str, latest: Month) -> tuple[str, Month]:
    """Take the month off the end: `JT01 2023-05`, `JT01 5月`."""
    words = arguments.split()
    month = read_month(words[-1], year=latest.year) if words else None
    return (arguments.strip(), latest) if month is None else (" ".join(words[:-1]), month)


def _let_choose(
    heard: Heard, found: Choices, month: Month, *, work: Work, at: dtm.datetime
) -> None:
    rows = [
        [Choice(f"{one.code} {one.name}"[:40], "explain", f"{month}/{one.code}")]
        for one in found.shown
    ]
    words = cards.which_project(left=found.left)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def _tell(
    event: Heard | Pressed,
    project: Project,
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    sheet = sheet_of(work, month, settings, codes=[project.code])
    if not sheet.lines:
        work.outbox.put(answer(event, cards.not_in_book(project, month)), at)
        return
    line = sheet.lines[0]
    rules = sheet.edition.rules if sheet.edition else settings.rules
    derivation = Derivation(
        project=project,
        month=month,
        rated=line.rated,
        is_published=sheet.state is MonthState.PUBLISHED,
        is_closed=sheet.state is not MonthState.OPEN,
        version=line.rated.version,
        reports=tuple(one for one in line.versions if one.state is ReportState.KEPT),
        determination=line.determination,
        streak=_streak(line),
        request=work.requests.open_of(project.code),
        rules=cards.rule_names(
            carries=rules.carries_over_new_year,
            breaks=rules.no_target_breaks,
            resets=rules.change_resets_streak,
            accepts=settings.undetermined is Undetermined.ACCEPT,
        ),
    )
    words = cards.explained(derivation, settings.zone)
    if line.corrected:
        shown = _shown(line, month, look=work, settings=settings)
        words = f"{words}\n{correcting.history(line.as_published, shown)}"
    work.outbox.put(answer(event, words), at)


def _streak(line: Line) -> tuple[Rated, ...]:
    """Return the months of the present streak, oldest first."""
    missed = [one for one in line.months if one.plate is not None]
    return tuple(missed[max(len(missed) - line.rated.streak, 0) :])


def _shown(line: Line, month: Month, *, look: Look, settings: Settings) -> list[Shown]:
    """Return how the month was published first, and what each correction of it showed instead."""
    code = line.project.code
    return [
        Shown(
            correction=one.correction,
            at=settings.local(one.at),
            rated=one.row.rated,
            why=_why(month, code, one.at, look=look) if one.correction else None,
        )
        for one in look.editions.rows_of(month, code)
        if one.correction == one.row.corrected
    ]


def _why(month: Month, code: ProjectCode, at: dtm.datetime, *, look: Look) -> Why | None:
    """Return the finding that a correction was issued with, of the month or an earlier one."""
    for found_for in reversed(look.editions.published()):
        for found in look.determinations.history(found_for, code):
            if found.at == at:
                return Why(found.note, None if found_for == month else found_for)
    return None
