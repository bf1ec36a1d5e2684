"""What was said while nobody could hear it is asked for again, and the office is told."""

import datetime as dtm
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from bot.prompts import answerable
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from bot.speech import Reach
from bot.wording import asking, delays
from bot.wording.delays import Again
from rules.cycle import Cycle
from rules.notice import About, Notice
from rules.posts import Room
from rules.project import Goal
from rules.report import ReportState
from rules.schedule import Phase
from storage import journal
from storage.questions import Question
from storage.work import Look, Work

_KEPT_FOR_US = dtm.timedelta(hours=24)  # by Telegram; what is younger comes in by itself
_WHAT = "questions.asked_again"


@dataclass(frozen=True, slots=True)
class _Gap:
    """What was said from `since` until `until` may be lost; `is_restored` tells why."""

    since: dtm.datetime
    until: dtm.datetime
    is_restored: bool

    @classmethod
    def before(cls, at: dtm.datetime, since: dtm.datetime, *, look: Look) -> Self:
        restored_at = look.watch.restored_at()
        return cls(since, restored_at or at - _KEPT_FOR_US, restored_at is not None)


def ask_again(since: dtm.datetime, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Ask every question again that still waits and whose answer may be lost; once for a gap.

    A question counts as asked and delivered anew, so that the close puts to the office whose
    time was short. Who has answered is left alone, also whose question came after the gap.
    """
    facts = {"since": since.astimezone(dtm.UTC).isoformat()}
    lines = work.journal.entries(what=_WHAT)
    if any(one.at == at and one.facts["since"] == facts["since"] for one in lines):
        return
    gap = _Gap.before(at, since, look=work)
    again = [
        _ask_month(cycle, gap, work=work, at=at, settings=settings) for cycle in _unpublished(work)
    ]
    asked = {str(one.month): one.asked for one in again}
    work.journal.write(journal.Line(at=at, actor="", what=_WHAT, facts=facts | {"asked": asked}))
    office = work.bindings.group(Room.OFFICE)
    if office is not None:
        when, key = settings.local(since), f"asked-again/{at:%Y%m%d%H%M%S}"
        words = delays.returned(when, again, is_restored=gap.is_restored)
        work.outbox.put(Notice(key, office.address, words), at)


def _unpublished(work: Work) -> Iterator[Cycle]:
    """Yield the months that were asked and are not over; each is held before it is read."""
    for month in work.cycles.asked():
        cycle = work.cycles.get(month)
        if not cycle.has_run(Phase.PUBLISH):
            yield cycle


def _ask_month(
    cycle: Cycle, gap: _Gap, *, work: Work, at: dtm.datetime, settings: Settings
) -> Again:
    sheet = sheet_of(work, cycle.month, settings)
    lines = _lost(sheet, gap, look=work)
    reach = Reach.of([line.project for line in lines], look=work)
    asked = {
        line.project.code: _notice(line, cycle, gap, reach, work=work, at=at, settings=settings)
        for line in lines
    }
    for line in lines:
        _keep(line, cycle, asked[line.project.code], work=work, at=at)
    _let_go_unsent(lines, work=work)
    return Again(
        cycle.month,
        tuple(code for code, notice in asked.items() if notice is not None),
        tuple(code for code, notice in asked.items() if notice is None),
    )


def _lost(sheet: MonthSheet, gap: _Gap, *, look: Look) -> list[Line]:
    """Return the projects that wait for an answer which may have been given in the gap."""
    waiting = [line for line in sheet.lines if _waits(line, sheet.cycle)]
    return [
        line
        for line in waiting
        if line.question is not None and _may_be_answered(line.question, gap, look=look)
    ]


def _waits(line: Line, cycle: Cycle) -> bool:
    """Tell whether a project's question is open: asked and silent, or sent back (退回)."""
    question = line.question
    if question is None or line.goal is None:
        return False
    if question.is_reopened:
        return not any(
            one.source.said_at >= question.asked_at and one.state is not ReportState.CANCELLED
            for one in line.versions
        )
    is_silent = line.report is None and not line.waits_for_confirmation
    return is_silent and line.owes_report and not cycle.has_run(Phase.CLOSE)


def _may_be_answered(question: Question, gap: _Gap, *, look: Look) -> bool:
    """Tell whether a question was there to be answered in the gap, as far as is known."""
    if question.delivered_at is not None:
        return question.delivered_at < gap.until
    return question.notice_key is not None and look.outbox.state(question.notice_key) == "unknown"


def _notice(
    line: Line,
    cycle: Cycle,
    gap: _Gap,
    reach: Reach,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> Notice | None:
    """Return the question, where somebody can be reached."""
    project, goal, to = line.project, line.goal, reach.where_to_ask(line.project)
    if to is None or goal is None:
        return None
    why = delays.asked_again(settings.local(gap.since), is_restored=gap.is_restored)
    notice = Notice(
        key=f"{cycle.month}/ask/{project.code}/again/{at:%Y%m%d%H%M%S}",
        to=to,
        words=f"{why}\n{_question(line, goal, cycle, at=at, settings=settings)}",
        names=reach.named([project.responsible_person]),
        about=About(cycle.month, project.code),
    )
    return answerable(notice, goal, project, work=work)


def _question(
    line: Line, goal: Goal, cycle: Cycle, *, at: dtm.datetime, settings: Settings
) -> str:
    if _goes_to_the_desk(line, cycle, at=at):
        return asking.asked_again(line.project, cycle.month, goal)
    ends = cycle.closes_at and settings.local(cycle.closes_at)
    return asking.question(line.project, cycle.month, goal=goal, last=line.last, closes_at=ends)


def _goes_to_the_desk(line: Line, cycle: Cycle, *, at: dtm.datetime) -> bool:
    """Tell whether an answer can only come after the close: it is not called late then."""
    is_reopened = line.question is not None and line.question.is_reopened
    return is_reopened or not cycle.is_on_time(at)


def _keep(
    line: Line, cycle: Cycle, notice: Notice | None, *, work: Work, at: dtm.datetime
) -> None:
    """Keep that it was asked anew; where nobody was reached, that nothing was delivered."""
    if line.question is None:
        return
    work.questions.put(
        replace(
            line.question,
            person=line.project.responsible_person,
            notice_key=notice.key if notice else None,
            asked_at=at,
            is_reopened=_goes_to_the_desk(line, cycle, at=at),
        )
    )
    if notice is not None:
        work.outbox.put(notice, at)


def _let_go_unsent(lines: list[Line], *, work: Work) -> None:
    """Let go the earlier questions of which nobody knows: the new ones stand for them."""
    before = {line.question.notice_key for line in lines if line.question}
    for one in work.outbox.open():
        if one.notice.key in before:
            work.outbox.drop(one.id)
