"""`/why`: target, report, determination, rule and streak of a month, in one message."""

import datetime as dtm
import hashlib
from dataclasses import replace

from bot.change_notices import change_number
from bot.entrance import Present, enter
from bot.months import read_month
from bot.ports import Alert, Heard, Pressed
from bot.refusals import SeveralProjectsError
from bot.search import Choices, choices, find_project, several
from bot.settings import Settings, Undetermined
from bot.sheet import Line, MonthSheet, minding_unasked, sheet_of
from bot.speech import Choice, answer, buttons
from bot.subjects import about_of
from bot.wording import alerts, cards, correcting, evidence
from bot.wording.correcting import Shown, Why
from bot.wording.derivation import Asked, Derivation, Pending
from bot.wording.explaining import explained
from rules.correction import is_miss
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import Notice
from rules.open_points import decisive
from rules.plates import Rated, met
from rules.posts import Act, Room, acting_post
from rules.project import Cause, Project, ProjectCode, in_force
from storage.buttons import Button
from storage.work import Look, Work

MOST_CORRECTIONS = 6
_LATELY = dtm.timedelta(minutes=5)  # up to twice as long the same words still stand above
_SAID = frozenset({"queued", "leased", "sending", "sent"})


def explain(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Explain a project's colour in a month; without a project, let one be chosen."""
    here = enter(heard, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    latest = work.cycles.latest_asked() or Month.of(settings.day(at))
    written, month = _project_and_month(heard.arguments, latest, look=work)
    if not written:
        _let_choose(heard, choices(here, look=work), month, work=work, at=at)
        return
    try:
        project = find_project(written, here, look=work)
    except SeveralProjectsError as error:
        _let_choose(heard, several(error), month, work=work, at=at)
        return
    words = _words(project, month, here=here, look=work, settings=settings)
    work.outbox.put(answer(heard, words), at)


def explain_pressed(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Explain the colour under which a button stands; the same again only after some minutes."""
    here = enter(pressed, look=work)
    acting_post(Act.SEE, here.posts, room=here.room, on=settings.day(at))
    about = about_of(button.subject)
    project = find_project(about.project, here, look=work)
    words = _words(project, about.month, here=here, look=work, settings=settings)
    notice = answer(pressed, words)
    key, before = (_key(pressed, notice, at - ago) for ago in (dtm.timedelta(), _LATELY))
    if any(work.outbox.state(one) in _SAID for one in (key, before)):
        return Alert(alerts.explained_above())
    if work.outbox.state(key) is None:
        notice = replace(notice, key=key)
    is_new = work.outbox.put(notice, at)
    return None if is_new else Alert(alerts.explained_above())


def _key(pressed: Pressed, notice: Notice, at: dtm.datetime) -> str:
    """Return the key of an explanation under a message: the same words have one for minutes."""
    digest = hashlib.sha256(notice.words.encode()).hexdigest()[:16]
    slot = int(at.timestamp() // _LATELY.total_seconds())
    return f"why/{pressed.chat.chat_id}/{pressed.message_id}/{digest}/{slot}"


def _project_and_month(arguments: str, latest: Month, *, look: Look) -> tuple[str, Month]:
    """Take the month off the end: `JT01 2023-05`, `JT01 5月`."""
    words = arguments.split()
    month = read_month(words[-1], look=look) if words else None
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


def _words(
    project: Project, month: Month, *, here: Present, look: Look, settings: Settings
) -> str:
    sheet = sheet_of(look, month, settings, codes=[project.code])
    if not sheet.lines:
        return cards.not_in_book(project, month)
    line = sheet.lines[0]
    derivation = _derivation(line, sheet, look=look, settings=settings)
    derivation = replace(derivation, shows_findings=here.room is not Room.TOWNSHIP)
    words = explained(derivation)
    if line.corrected:
        words = f"{words}\n{_corrections(line, month, look=look, settings=settings)}"
    made_up = _made_up(line, month, look=look)
    if made_up is not None:
        words = f"{words}\n{cards.made_up(made_up)}"
    return words


def _derivation(line: Line, sheet: MonthSheet, *, look: Look, settings: Settings) -> Derivation:
    """Gather all that a project's month rests on."""
    month, cycle, code = sheet.month, sheet.cycle, line.project.code
    rules = sheet.edition.rules if sheet.edition else settings.rules
    request = look.requests.open_of(code)
    facts = minding_unasked(look.facts.of(month.year, [code])[code], month, look.cycles.asked())
    year_plan = [one for one in facts.plan if one.because is Cause.YEAR_PLAN]
    return Derivation(
        project=line.as_published,
        month=month,
        rated=line.rated,
        asked=Asked(
            at=line.question.asked_at if line.question else None,
            closes_at=cycle.closes_at or cycle.closed_at,
            is_closed=sheet.state is not MonthState.OPEN,
            is_published=sheet.state is MonthState.PUBLISHED,
        ),
        reports=line.versions,
        determination=line.determination,
        streak=_streak(line),
        rules=rules,
        accepts=settings.undetermined is Undetermined.ACCEPT,
        zone=settings.zone,
        decisive=decisive(facts, month, rules),
        year_plan=in_force(year_plan, month).goal,
        pending=Pending(request, change_number(request, settings)) if request else None,
        standing=line.standing,
    )


def _streak(line: Line) -> tuple[Rated, ...]:
    """Return the months from the first of the present streak, oldest first, as they stand."""
    if not line.rated.streak:
        return ()
    missed = [one.month for one in line.months if one.plate is not None]
    first = missed[max(len(missed) - line.rated.streak, 0)] if missed else line.rated.month
    months = (line.rated if one.month == line.rated.month else one for one in line.months)
    return tuple(one for one in months if one.month >= first)


def _made_up(line: Line, month: Month, *, look: Look) -> Month | None:
    """Return the later published month by which a missed target was reached (E18)."""
    goal = line.rated.goal
    if not is_miss(line.rated) or goal is None:
        return None
    for later in look.editions.months(month.year):
        row = look.editions.rows(later, [line.project.code]).get(line.project.code)
        if later > month and row is not None and met(goal=goal, value=row.rated.value):
            return later
    return None


def _corrections(line: Line, month: Month, *, look: Look, settings: Settings) -> str:
    """Tell how the month was published first, and what its latest corrections showed instead."""
    first, *later = _shown(line, month, look=look, settings=settings)
    left = len(later) - MOST_CORRECTIONS
    shown = [first, *later[-MOST_CORRECTIONS:]]
    words = correcting.history(line.as_published, shown)
    return f"{words}\n{evidence.left_out(left)}" if left > 0 else words


def _shown(line: Line, month: Month, *, look: Look, settings: Settings) -> list[Shown]:
    """Return every way in which the month was published, each correction with its ground."""
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
                return Why(evidence.ground(found.note), None if found_for == month else found_for)
    return None
