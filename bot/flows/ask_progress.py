"""Month end: every responsible person is asked what was done."""

import datetime as dtm
from collections.abc import Sequence

from bot.phases import ALREADY, Ran, begin
from bot.prompts import answerable
from bot.settings import Settings
from bot.sheet import Line, sheet_of
from bot.speech import Reach
from bot.support_questions import support_questions
from bot.wording import asking
from rules.cycle import Cycle
from rules.month import Month
from rules.notice import About, Notice
from rules.project import Goal, PersonName
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
    queued = _ask_all(
        sheet_of(work, month, settings).asked, asked, work=work, at=at, settings=settings
    )
    queued += work.outbox.put_all(support_questions(month, work=work, on=settings.day(at)), at)
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


def _ask_all(
    lines: Sequence[Line], cycle: Cycle, *, work: Work, at: dtm.datetime, settings: Settings
) -> int:
    """Queue the questions to the commands' groups, or privately where one is not bound."""
    month = cycle.month
    away = work.book.stand_ins(month.year, on=settings.day(at))
    reach = Reach.of([line.project for line in lines], look=work, others=away.values())
    questions, notices = [], []
    for line in lines:
        project, to = line.project, reach.where_to_ask(line.project)
        key, person = f"{month}/ask/{project.code}", project.responsible_person
        reached_by = key if to else None
        questions.append(Question(month, project.code, person, reached_by, asked_at=at))
        if to is None or line.goal is None:
            continue
        notice = Notice(
            key=key,
            to=to,
            words=_words(line, line.goal, cycle, away.get(project.code), settings),
            names=reach.named([person, *_known(away.get(project.code))]),
            about=About(month, project.code),
        )
        notices.append(answerable(notice, line.goal, project, work=work))
    work.questions.put_all(month, questions)
    return work.outbox.put_all(notices, at)


def _known(name: PersonName | None) -> tuple[PersonName, ...]:
    return () if name is None else (name,)


def _words(
    line: Line, goal: Goal, cycle: Cycle, stand_in: PersonName | None, settings: Settings
) -> str:
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    return asking.question(
        line.project,
        cycle.month,
        goal=goal,
        last=line.last,
        closes_at=until,
        stand_in=stand_in,
    )
