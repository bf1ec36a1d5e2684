"""An answer that is not sure is kept waiting, and asked back with what was understood (E24)."""

import datetime as dtm
import re
from typing import NamedTuple

from bot.entrance import Present
from bot.ports import Heard, Pressed
from bot.questions import Question, Said, last_determined, version_of
from bot.speech import Choice, answer, buttons, stage_choices
from bot.wording import replying
from rules.leap import is_leap
from rules.notice import Notice
from rules.project import Milestone, Value, in_force
from rules.reading import Reading, Reason
from rules.report import ReportState
from storage.work import Look, Work

_IDLE = {Reason.NOT_STARTED, Reason.SAME_AS_LAST, Reason.QUALITATIVE}
_STANDS_STILL = re.compile("停工|停建|停了|停下|暂停")
_NOUGHT = re.compile("[0０零〇]")
LEAP = "leap"  # kept beside a report in the place of a `Reason`


class Doubt(NamedTuple):
    """Why an answer is asked back, in a word to be kept and in words to be told.

    `proposal` is what one press would keep, `reading` why the words alone were not enough.
    """

    asks: str
    words: str
    proposal: Value | None
    reading: Reason | None = None


def doubt_in(reading: Reading, said: Said, question: Question, *, look: Look) -> Doubt | None:
    """Return why an answer is not kept at once, None where it is sure."""
    last, unit = last_determined(question, look=look), question.project.unit
    if reading.reason is None and reading.value is not None:
        if not _leaps(reading.value, last, question, look=look):
            return None
        words = replying.leap(reading.value, last, question.goal, unit)
        return Doubt(LEAP, words, reading.value)
    reason = reading.reason or Reason.NO_FIGURE
    stands_still = reason in _IDLE and _STANDS_STILL.search(said.text) is not None
    words = replying.why_asked(
        reason, last, unit, proposed=reading.value, stands_still=stands_still
    )
    is_idle = reason is Reason.NOT_STARTED and bool(last) and not _NOUGHT.search(said.text)
    proposal = last if is_idle or reason is Reason.SAME_AS_LAST else reading.value
    return Doubt(reason, words, proposal, reason)


def _leaps(value: Value, last: Value | None, question: Question, *, look: Look) -> bool:
    month = question.about.month
    plan = look.book.plan(month.year, question.project.code)
    before = in_force(plan, month.previous).goal if month.number > 1 else None
    return is_leap(value, last=last, goal=question.goal, goal_before=before)


def ask_back(
    doubt: Doubt,
    said: Said,
    question: Question,
    *,
    event: Heard | Pressed,
    here: Present,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Keep an unsure answer waiting, and ask its sender with what was understood."""
    for version in question.versions:
        is_outdone = doubt.proposal is not None or version.value is None
        if version.state is ReportState.WAITING and is_outdone:
            work.reports.set_state(version.id, ReportState.REPLACED)
    report = version_of(said, question, here, value=doubt.proposal, waits_because=doubt.asks)
    number = work.reports.put(report)
    work.outbox.put(
        _question_back(doubt, said, number, question, event=event, here=here, work=work), at
    )


def _question_back(
    doubt: Doubt,
    said: Said,
    number: int,
    question: Question,
    *,
    event: Heard | Pressed,
    here: Present,
    work: Work,
) -> Notice:
    project, month, about = question.project, question.about.month, question.about
    if isinstance(question.goal, Milestone):
        words = replying.stage_asked_back(project, month, question.goal)
        return answer(event, words, rows=buttons(work, stage_choices(about)), about=about)
    stands = question.stands
    words = replying.asked_back(
        project,
        month,
        value=doubt.proposal,
        why=doubt.words,
        stands=stands.value if stands else None,
    )
    deeds = [("确认", "confirm_report")] if doubt.proposal is not None else []
    deeds += [("修改", "change_report"), ("取消", "cancel_report")]
    row = [Choice(label, deed, str(number), owner=here.person) for label, deed in deeds]
    leads_on = _applications(doubt, said, question)
    return answer(event, words, rows=buttons(work, row, leads_on), about=about)


def _applications(doubt: Doubt, said: Said, question: Question) -> list[Choice]:
    """Lead to the application that the words speak of: to be done, to pause, another target."""
    code = question.project.code
    if doubt.reading in _IDLE and _STANDS_STILL.search(said.text):
        return [Choice("申请暂停", "choose_lifecycle", f"{code}/suspend")]
    match doubt.reading:
        case Reason.CLAIMS_COMPLETE:
            return [Choice("申请完工", "choose_lifecycle", f"{code}/completed")]
        case Reason.ADJUST_REQUEST:
            return [Choice("申请调整", "choose_change", code)]
        case _:
            return []
