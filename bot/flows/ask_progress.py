"""Month end: every responsible person is asked what was done."""

import datetime as dtm
from dataclasses import replace

from bot.phases import ALREADY, Ran, begin
from bot.settings import Settings
from bot.sheet import Line, sheet_of
from bot.speech import buttons, named, stage_choices, where_to_ask
from bot.wording import asking
from rules.cycle import Cycle
from rules.month import Month
from rules.notice import About, Notice
from rules.project import Goal, Milestone, Project
from rules.schedule import HALT, Due, Phase, due_instants, following
from storage import journal
from storage.questions import Question
from storage.work import Work


def ask_progress(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Ask for every project that has a target in the month, once; `due` is None by hand."""
    cycle = begin(month, Phase.ASK, look=work)
    if cycle is None:
        return ALREADY
    closes_at = _close_instant(month, work=work, at=at, settings=settings, due=due)
    asked = Cycle(month, asked_at=at, closes_at=closes_at)
    work.cycles.put(asked)
    work.due.done_by_hand(month, Phase.ASK, at)
    queued = 0
    for line in sheet_of(work, month, settings).asked:
        if line.goal is not None:
            queued += _ask(line, line.goal, asked, work=work, at=at, settings=settings)
    work.journal.write(
        journal.Line(at=at, actor="", what="month.asked", month=month, facts={"notices": queued})
    )
    return Ran(queued)


def _close_instant(
    month: Month, *, work: Work, at: dtm.datetime, settings: Settings, due: Due | None
) -> dtm.datetime | None:
    """Return when the month closes, None when that has passed; after a halt it moves (E31)."""
    planned = due_instants(month, schedule=settings.schedule, days_off=settings.days_off)
    close = next(one.at for one in planned if one.phase is Phase.CLOSE)
    if due is None and close <= at:
        _leave_to_the_hand(month, work=work, at=at)
        return None
    if due is None:
        return close
    if at - due.at <= HALT:
        return close
    moved = max(close, at + settings.answer_time)
    work.due.move(month, Phase.CLOSE, moved)
    for later in following(
        month, settings.day(moved), schedule=settings.schedule, days_off=settings.days_off
    ):
        work.due.move(month, later.phase, later.at)
    return moved


def _leave_to_the_hand(month: Month, *, work: Work, at: dtm.datetime) -> None:
    """Leave every phase of a month to the hand: it was asked after its close instant."""
    for phase in Phase:
        work.due.done_by_hand(month, phase, at)


def _ask(
    line: Line, goal: Goal, cycle: Cycle, *, work: Work, at: dtm.datetime, settings: Settings
) -> int:
    """Queue one question to the command's group, or privately where it is not bound."""
    project, month = line.project, cycle.month
    to = where_to_ask(project, look=work)
    key = f"{month}/ask/{project.code}"
    asked = Question(
        month, project.code, project.responsible_person, key if to else None, asked_at=at
    )
    work.questions.put(asked)
    if to is None:
        return 0
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    last = work.determinations.last_before(month, project.code)
    notice = Notice(
        key=key,
        to=to,
        words=asking.question(project, month, goal=goal, last=last, closes_at=until),
        names=named(work, [project.responsible_person]),
        about=About(month, project.code),
    )
    return int(work.outbox.put(_answerable(notice, goal, project, work=work), at))


def _answerable(notice: Notice, goal: Goal, project: Project, *, work: Work) -> Notice:
    """Give a question the way to answer it: two buttons for a stage, else a field for words."""
    if isinstance(goal, Milestone):
        return replace(notice, buttons=buttons(work, stage_choices(notice.about)))
    return replace(notice, asks_reply=f"如：{asking.example(goal, project.unit)}")
