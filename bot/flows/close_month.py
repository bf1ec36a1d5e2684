"""The close: what came in is counted, and what we cannot be sure of is put to the office."""

import datetime as dtm

from bot.desk import desk_list, tally_of
from bot.phases import ALREADY, Ran, begin
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from bot.wording import closing
from bot.wording.closing import Doubt
from rules.determination import Determination, Ground
from rules.month import Month
from rules.notice import Notice
from rules.posts import Role, Room
from rules.project import PersonName
from rules.schedule import HALT, Due, Phase, following
from storage import journal
from storage.questions import Question
from storage.work import Look, Work


def close_month(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Close a month, once; `due` is None by hand, which makes this the close instant."""
    cycle = begin(month, Phase.CLOSE, look=work)
    if cycle is None:
        return ALREADY
    closed = cycle.ran(Phase.CLOSE, at, by_hand=due is None)
    work.cycles.put(closed)
    work.due.done_by_hand(month, Phase.REMIND, at)
    work.due.done_by_hand(month, Phase.CLOSE, at)
    closes_at = closed.closes_at or at
    unread = work.inbox.unsettled_senders(since=closed.asked_at)
    is_late = due is not None and at - due.at > HALT
    if is_late:
        _move_what_follows(month, work=work, at=at, settings=settings)
    for line in sheet_of(work, month, settings).asked:
        doubt = _doubt(line, closes_at, unread, look=work, settings=settings)
        if doubt is None and is_late and line.report is None:
            doubt = Doubt.HALT
        if doubt is not None:
            _put_to_the_office(line, doubt, month, work=work, at=at)
    sheet = sheet_of(work, month, settings)
    tally = tally_of(sheet)
    work.journal.write(
        journal.Line(at=at, actor="", what="month.closed", month=month, facts=tally.counts)
    )
    return Ran(_tell_the_office(sheet, tally, work=work, at=at))


def _move_what_follows(month: Month, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """After a halt, let brief and publish come on working days of their own (E31)."""
    for later in following(
        month, settings.day(at), schedule=settings.schedule, days_off=settings.days_off
    ):
        work.due.move(month, later.phase, later.at)


def _doubt(
    line: Line,
    closes_at: dtm.datetime,
    unread: frozenset[int],
    *,
    look: Look,
    settings: Settings,
) -> Doubt | None:
    """Say why a project cannot be counted as it is: nobody is blamed for a silence we caused."""
    question = line.question
    if question is None:
        return Doubt.NOT_DELIVERED
    accounts = look.bindings.accounts(_answerers(line, look)).values()
    if not unread.isdisjoint(accounts):
        return Doubt.UNREAD
    if line.waiting is not None:
        return Doubt.UNCONFIRMED if line.waits_for_confirmation else Doubt.UNCLEAR
    if line.report is not None:
        return None
    if any(_asks_which_project(account, question, look) for account in accounts):
        return Doubt.UNCLEAR
    return _delivered(question, closes_at, settings)


def _delivered(question: Question, closes_at: dtm.datetime, settings: Settings) -> Doubt | None:
    """Say whether a question reached its person too late to be answered, or never (E12)."""
    if question.delivered_at is None:
        return Doubt.NOT_DELIVERED
    in_time = question.delivered_at + settings.answer_time <= closes_at
    return None if in_time else Doubt.DELIVERED_LATE


def _answerers(line: Line, look: Look) -> tuple[PersonName, ...]:
    """Return those whose answer it may be: who was asked, who is responsible now, the liaison."""
    project = line.project
    asked = (line.question.person,) if line.question else ()
    liaisons = look.book.holders(Role.LIAISON, project.command)
    return (*asked, project.responsible_person, *liaisons)


def _asks_which_project(account: int, question: Question, look: Look) -> bool:
    """Tell whether somebody's words since the question still wait for their project."""
    draft = look.drafts.get(account, account)
    is_waiting = draft is not None and draft.form == "which_project"
    return is_waiting and draft is not None and draft.updated_at >= question.asked_at


def _put_to_the_office(
    line: Line, doubt: Doubt, month: Month, *, work: Work, at: dtm.datetime
) -> None:
    note = closing.why_in_doubt(doubt)
    found = Determination(None, Ground.OPEN, at=at, note=note)
    work.determinations.put(month, line.project.code, found)
    work.journal.write(
        journal.Line(
            at=at,
            actor="",
            what="project.put_to_office",
            month=month,
            project=line.project.code,
            facts={"why": doubt},
        )
    )


def _tell_the_office(
    sheet: MonthSheet, tally: closing.Tally, *, work: Work, at: dtm.datetime
) -> int:
    group = work.bindings.group(Room.OFFICE)
    if group is None:
        return 0
    desk = desk_list(sheet, work=work)
    notice = Notice(
        key=f"{sheet.month}/close",
        to=group.address,
        words=f"{closing.closed(sheet.month, tally)}\n\n{desk.words}",
        buttons=desk.buttons,
    )
    return int(work.outbox.put(notice, at))
