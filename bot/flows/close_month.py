"""The close: what came in is counted, and what we cannot be sure of is put to the office."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot import unplaced
from bot.desk import closed_words, desk_list, tally_of
from bot.phases import ALREADY, Ran, begin
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from bot.wording import closing
from bot.wording.closing import Doubt
from rules.determination import Determination, Ground
from rules.month import Month
from rules.notice import Notice
from rules.posts import Role, Room
from rules.project import CommandNo, PersonName, ProjectCode
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
    known = _Known.of(closed.asked_at, on=settings.day(at), look=work)
    is_late = due is not None and at - due.at > HALT
    if is_late:
        _move_what_follows(month, work=work, at=at, settings=settings)
    doubts = {}
    for line in sheet_of(work, month, settings).asked:
        doubt = _doubt(line, closes_at, known, settings)
        if doubt is None and not _is_in_time(line):
            doubt = _unheard(at, is_late=is_late, look=work)
        if doubt is not None:
            doubts[line.project.code] = doubt
    _put_to_the_office(doubts, month, work=work, at=at)
    sheet = sheet_of(work, month, settings)
    tally = tally_of(sheet)
    work.journal.write(
        journal.Line(at=at, actor="", what="month.closed", month=month, facts=tally.counts)
    )
    return Ran(_tell_the_office(sheet, work=work, at=at, settings=settings))


def _move_what_follows(month: Month, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """After a halt, let brief and publish come on working days of their own (E31)."""
    for later in following(
        month, settings.day(at), schedule=settings.schedule, days_off=settings.days_off
    ):
        work.due.move(month, later.phase, later.at)


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells of people's answers: what is unread, and what waits for its project."""

    accounts: Mapping[PersonName, int]
    liaisons: Mapping[CommandNo, tuple[PersonName, ...]]
    stand_ins: Mapping[ProjectCode, PersonName]
    unread: frozenset[int]
    asked_which_project: frozenset[int]

    @classmethod
    def of(cls, asked_at: dtm.datetime | None, *, on: dtm.date, look: Look) -> Self:
        unread = look.inbox.unsettled_senders(since=asked_at)
        # After it: what is handled meanwhile has its draft by now.
        drafts = [
            draft
            for draft in look.drafts.of_form(unplaced.FORM)
            if any(one.text.strip() for one in unplaced.unplaced_in(draft))
        ]
        return cls(
            look.bindings.all_accounts(),
            look.book.holders_by_command(Role.LIAISON),
            look.book.stand_ins(look.book.year_in_force(), on=on),
            unread,
            frozenset(
                one.account for one in drafts if one.updated_at >= (asked_at or one.updated_at)
            ),
        )

    def answerers(self, line: Line) -> frozenset[int]:
        """Return those whose answer it may be: who was asked, answers now, or may for him."""
        project = line.project
        asked = (line.question.person,) if line.question else ()
        instead = (self.stand_ins.get(project.code, ""), *self.liaisons.get(project.command, ()))
        names = (*asked, project.responsible_person, *instead)
        return frozenset(self.accounts[name] for name in names if name in self.accounts)


def _doubt(
    line: Line, closes_at: dtm.datetime, known: "_Known", settings: Settings
) -> Doubt | None:
    """Say why a project cannot be counted as it is: nobody is blamed for a silence we caused."""
    question = line.question
    if question is None:
        return Doubt.NOT_DELIVERED
    accounts = known.answerers(line)
    if not known.unread.isdisjoint(accounts):
        return Doubt.UNREAD
    if line.waiting is not None:
        return Doubt.UNCONFIRMED if line.waits_for_confirmation else Doubt.UNCLEAR
    if _is_in_time(line):
        return None
    if not known.asked_which_project.isdisjoint(accounts):
        return Doubt.UNCLEAR
    return _delivered(question, closes_at, settings)


def _is_in_time(line: Line) -> bool:
    """Tell whether a report came in time; beside a late one, an earlier may have been lost."""
    return line.report is not None and not line.report.is_late


def _delivered(question: Question, closes_at: dtm.datetime, settings: Settings) -> Doubt | None:
    """Say whether a question reached its person too late to be answered, or never (E12)."""
    if question.delivered_at is None:
        return Doubt.NOT_DELIVERED
    in_time = question.delivered_at + settings.answer_time <= closes_at
    return None if in_time else Doubt.DELIVERED_LATE


def _unheard(at: dtm.datetime, *, is_late: bool, look: Look) -> Doubt | None:
    """Say whether an answer could have been given and not heard: we stood still, or were deaf.

    Where nobody ever listened, nothing is known of it.
    """
    if is_late:
        return Doubt.HALT
    return Doubt.DEAF if look.watch.is_deaf(at) else None


def _put_to_the_office(
    doubts: Mapping[ProjectCode, Doubt], month: Month, *, work: Work, at: dtm.datetime
) -> None:
    notes = {code: closing.why_in_doubt(doubt) for code, doubt in doubts.items()}
    found = {code: Determination(None, Ground.OPEN, at=at, note=notes[code]) for code in doubts}
    work.determinations.put_all(month, found)
    for code, doubt in doubts.items():
        work.journal.write(
            journal.Line(
                at=at,
                actor="",
                what="project.put_to_office",
                month=month,
                project=code,
                facts={"why": doubt},
            )
        )


def _tell_the_office(
    sheet: MonthSheet, *, work: Work, at: dtm.datetime, settings: Settings
) -> int:
    group = work.bindings.group(Room.OFFICE)
    if group is None:
        return 0
    desk = desk_list(sheet, work=work, settings=settings)
    notice = Notice(
        key=f"{sheet.month}/close",
        to=group.address,
        words=f"{closed_words(sheet, look=work)}\n\n{desk.words}",
        buttons=desk.buttons,
    )
    return int(work.outbox.put(notice, at))
