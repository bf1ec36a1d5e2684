"""An answer to one question: it is read, and kept or asked back; nothing is guessed (E24)."""

import datetime as dtm
import re

from bot.asking_back import Doubt, ask_back, doubt_in
from bot.entrance import Present
from bot.ports import Heard, Pressed
from bot.questions import Question, Said, check_may_answer, read, stage_in, version_of
from bot.refusals import NothingAskedError
from bot.remarking import keep_cause, keep_file
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.subjects import subject_of
from bot.wording import desk, replying
from rules.notice import Notice
from rules.posts import Room
from rules.project import Value, write_value
from rules.reading import Reason
from rules.report import Report, ReportState, replaced
from rules.schedule import Phase
from storage import journal
from storage.work import Work

_NO_FIGURE = {Reason.NO_FIGURE, Reason.QUALITATIVE}
_NUMERAL = re.compile("[0-9０-９零一二两三四五六七八九十百千万亿]")
_SAYS_MORE = {Reason.QUESTION, Reason.ADJUST_REQUEST, Reason.ADVERSARIAL, Reason.CORRECTION}


def take_answer(
    said: Said,
    question: Question,
    *,
    event: Heard | Pressed,
    here: Present,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep an answer or ask back; NotYourQuestionError where it is somebody else's."""
    check_may_answer(question, here, on=settings.day(at))
    keep_file(event, said, question, here, work=work)
    stage = stage_in(said, question)
    if stage is not None:
        keep(stage, said, question, event=event, here=here, work=work, at=at, settings=settings)
        return
    reading = read(said, question, look=work)
    doubt = doubt_in(reading, said, question, look=work)
    asks_more = doubt is not None and doubt.reading in _SAYS_MORE
    cause = "" if asks_more else keep_cause(said, question, here, work=work)
    if doubt is None and reading.value is not None:
        value = reading.value
        keep(value, said, question, event=event, here=here, work=work, at=at, settings=settings)
    elif doubt is not None and cause and _is_cause_alone(doubt, said) and question.stands:
        words = replying.cause_kept(question.project, question.about.month, cause)
        work.outbox.put(answer(event, words, about=question.about), at)
    elif doubt is not None:
        ask_back(doubt, said, question, event=event, here=here, work=work, at=at)


def _is_cause_alone(doubt: Doubt, said: Said) -> bool:
    """Tell whether words that name a cause hold no figure that is to be asked about."""
    says_none = doubt.reading in _NO_FIGURE or not _NUMERAL.search(said.text)
    return doubt.proposal is None and says_none


def keep(
    value: Value,
    said: Said,
    question: Question,
    *,
    event: Heard | Pressed,
    here: Present,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep a sure answer in place of the one before, and say what was understood.

    Of two answers in two chats the one that was said last stands, whichever is understood first.
    """
    said_at, stands = said.source.said_at, question.stands
    is_late = said.is_late_for(question)
    report = version_of(said, question, here, value=value)
    replace_earlier(question, is_late=is_late, up_to=said_at, work=work)
    forget_draft(question, event, work=work)
    work.reports.put(report)
    journal_kept(report, here, work=work, at=at)
    if stands and stands.is_late == is_late and stands.source.said_at > said_at:
        words = replying.overtaken(question.project, report.month, value, stands.value)
        work.outbox.put(answer(event, words, about=question.about), at)
        return
    words = receipt(report, question, by=here.person, settings=settings)
    work.outbox.put(answer(event, words, about=question.about), at)
    tell_the_desk(report, question, key=event.key, work=work, at=at)


def tell_the_desk(
    report: Report, question: Question, *, key: str, work: Work, at: dtm.datetime
) -> None:
    """Tell the office that a figure which it sent back has come again."""
    office = work.bindings.group(Room.OFFICE)
    if not question.is_reopened or office is None or report.value is None:
        return
    words = desk.answered_again(question.project, report.month, report.value, report.by)
    about = Choice("认定", "desk_one", subject_of(question.about))
    notice = Notice(f"{key}/desk", office.address, words, buttons=buttons(work, [about]))
    work.outbox.put(notice, at)


def forget_draft(question: Question, event: Heard | Pressed, *, work: Work) -> None:
    """End the form that asked for this answer: it must not take words that come later."""
    draft = work.drafts.get(event.account, event.chat.chat_id)
    if draft is not None and draft.facts.get("about") == subject_of(question.about):
        work.drafts.drop(event.account, event.chat.chat_id)


def receipt(report: Report, question: Question, *, by: str, settings: Settings) -> str:
    """Return the words that tell what was kept, and what it counts for."""
    project, month, value = question.project, question.about.month, report.value
    if value is None:
        raise NothingAskedError
    if report.is_late and question.cycle.has_run(Phase.PUBLISH):
        return replying.kept_after_publication(project, month, value)
    if report.is_late:
        ended = question.cycle.closes_at
        return replying.kept_late(project, month, value, ended and settings.local(ended))
    if question.is_reopened:
        return replying.kept_for_the_desk(project, month, value)
    before = question.stands
    instead = before.value if before and before.value != value else None
    say = replying.kept if by == project.responsible_person else replying.kept_for
    return say(project, month, value, goal=question.goal, replaced=instead)


def replace_earlier(
    question: Question, *, is_late: bool, work: Work, up_to: dtm.datetime | None = None
) -> None:
    """Mark what a new answer takes the place of; with `up_to`, nothing that was said later."""
    for version in replaced(question.versions, is_late=is_late, up_to=up_to):
        work.reports.set_state(version.id, ReportState.REPLACED)


def journal_kept(report: Report, here: Present, *, work: Work, at: dtm.datetime) -> None:
    """Leave the line of a report in the journal."""
    work.journal.write(
        journal.Line(
            at=at,
            what="report.kept",
            actor=here.person,
            month=report.month,
            project=report.project,
            figure=write_value(report.value),
            facts={"late": report.is_late},
            source=f"{report.source.chat_id}/{report.source.message_id}",
        )
    )
