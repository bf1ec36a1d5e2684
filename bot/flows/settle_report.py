"""The buttons under an unsure answer: 「确认」, 「修改」, 「取消」; and those of a stage."""

import datetime as dtm
from dataclasses import replace

from bot.answering import forget_draft, journal_kept, keep, receipt, replace_earlier, tell_the_desk
from bot.entrance import Present, enter
from bot.open_questions import ask_answer
from bot.ports import Alert, Pressed
from bot.questions import Question, Said, check_may_answer, question_about
from bot.refusals import AnswerSettledError, NothingAskedError, NotYourAnswerError
from bot.settings import Settings
from bot.speech import replaced
from bot.subjects import about_of
from bot.wording import alerts, replying
from rules.notice import About
from rules.project import Stage
from rules.report import Report, ReportState, Source
from storage import journal
from storage.buttons import Button
from storage.work import Look, Work


def confirm_report(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep the proposed figure, as its sender has said yes."""
    here, report, question = _waiting(pressed, button, work=work)
    if report.value is None:
        raise AnswerSettledError(report.state)
    check_may_answer(question, here, on=settings.day(at))
    others = tuple(version for version in question.versions if version.id != report.id)
    rest = replace(question, versions=others)
    replace_earlier(rest, is_late=report.is_late, work=work)
    work.reports.set_state(report.id, ReportState.KEPT)
    forget_draft(question, pressed, work=work)
    journal_kept(report, here, work=work, at=at)
    words = receipt(report, rest, by=here.person, settings=settings)
    work.outbox.put(replaced(pressed, words), at)
    tell_the_desk(report, rest, key=pressed.key, work=work, at=at)
    return Alert(alerts.recorded(), is_box=False)


def change_report(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask for another figure; the unsure one waits until it comes."""
    del settings
    _, _, question = _waiting(pressed, button, work=work)
    ask_answer(pressed, question, work=work, at=at)
    return None


def cancel_report(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Drop an unsure answer; what was kept before still stands."""
    del settings
    here, report, question = _waiting(pressed, button, work=work)
    work.reports.set_state(report.id, ReportState.CANCELLED)
    forget_draft(question, pressed, work=work)
    work.journal.write(
        journal.Line(
            at=at,
            what="report.cancelled",
            actor=here.person,
            month=report.month,
            project=report.project,
        )
    )
    stands = question.stands
    words = replying.dropped(
        question.project, question.about.month, stands.value if stands else None
    )
    work.outbox.put(replaced(pressed, words), at)
    return Alert(alerts.cancelled(), is_box=False)


def report_stage(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep whether a milestone is reached, as a press tells it."""
    here = enter(pressed, look=work)
    question = question_about(about_of(button.subject), look=work)
    check_may_answer(question, here, on=settings.day(at))
    stage = Stage(button.at_state)
    words = "已完成" if stage is Stage.MET else "未完成"
    said = _said_by(pressed, words, question, look=work, at=at)
    keep(stage, said, question, event=pressed, here=here, work=work, at=at, settings=settings)
    return Alert(alerts.recorded(), is_box=False)


def _said_by(
    pressed: Pressed, words: str, question: Question, *, look: Look, at: dtm.datetime
) -> Said:
    """Return what a press says: it has no time of its own, and was received later than it was.

    Before the close ran it is in time. If all was heard only until before the close instant, it
    may have waited for us since then: nobody knows, and it is not counted against its person.
    """
    cycle, received_at = question.cycle, pressed.received_at or at
    heard_until = look.watch.heard_until()
    may_have_waited = heard_until is not None and cycle.is_on_time(heard_until)
    is_before = cycle.closed_at is None or received_at < cycle.closed_at
    source = Source(pressed.chat.chat_id, pressed.message_id, received_at)
    return Said(words, source, is_in_time=is_before or may_have_waited)


def _waiting(pressed: Pressed, button: Button, *, work: Work) -> tuple[Present, Report, Question]:
    """Return the unsure answer under a button; a refusal where it is another's, or settled."""
    here = enter(pressed, look=work)
    report = work.reports.get(int(button.subject))
    if report is None:
        raise NothingAskedError
    if report.by != here.person:
        raise NotYourAnswerError(report.by)
    if report.state is not ReportState.WAITING:
        raise AnswerSettledError(report.state)
    question = question_about(About(report.month, report.project), look=work)
    return here, report, question
