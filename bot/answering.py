"""An answer to one question: it is read, and kept or asked back; nothing is guessed (E24)."""

import datetime as dtm
import re
from dataclasses import dataclass

from bot.entrance import Present
from bot.ports import Heard, Pressed
from bot.refusals import NothingAskedError, NotYourQuestionError
from bot.settings import Settings
from bot.speech import Choice, answer, buttons, stage_choices
from bot.subjects import subject_of
from bot.wording import desk, replying
from rules.cycle import Cycle
from rules.notice import About, Notice
from rules.posts import Act, NotYoursError, Room, acting_post
from rules.project import Goal, Milestone, Project, Stage, Value, in_force, write_value
from rules.reading import Reading, Reason, Terms, read_reply
from rules.report import Report, ReportState, Source, counting, replaced
from rules.schedule import Phase
from storage import journal
from storage.work import Look, Work

_STAGES = {"已完成": Stage.MET, "完成": Stage.MET, "未完成": Stage.UNMET, "没完成": Stage.UNMET}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a project's month, and where the month stands."""

    about: About
    project: Project
    goal: Goal
    cycle: Cycle
    is_reopened: bool
    versions: tuple[Report, ...]

    @property
    def stands(self) -> Report | None:
        """The report that counts so far."""
        return counting(self.versions)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered: his words and the message that they stand in.

    With `is_in_time` it counts as in time, whatever its instant is.
    """

    text: str
    source: Source
    is_in_time: bool = False

    def is_late_for(self, question: Question) -> bool:
        """Tell whether it came too late for the figures; what was asked again is never late."""
        in_time = self.is_in_time or question.cycle.is_on_time(self.source.said_at)
        return not (question.is_reopened or in_time)


def question_about(about: About, *, look: Look) -> Question:
    """Return a question that was asked; NothingAskedError names the month where none was."""
    asked = look.questions.get(about.month, about.project)
    project = look.book.project(about.month.year, about.project)
    plan = look.book.plan(about.month.year, about.project)
    goal = in_force(plan, about.month).goal
    if asked is None or project is None or goal is None:
        raise NothingAskedError(about.month)
    versions = look.reports.versions(about.month, about.project)
    cycle = look.cycles.seen(about.month)
    return Question(about, project, goal, cycle, asked.is_reopened, versions)


def said_in(heard: Heard, text: str | None = None) -> Said:
    """Return what a message says; `text` where a part of it was taken off."""
    source = Source(heard.chat.chat_id, heard.message_id, heard.said_at)
    return Said(heard.text if text is None else text, source)


def read(said: Said, question: Question, *, look: Look) -> Reading:
    """Read an answer against what is known of its question."""
    project, month = question.project, question.about.month
    if isinstance(question.goal, Milestone):
        return _NOT_A_STAGE
    last = look.determinations.last_before(month, project.code)
    terms = Terms(
        unit=project.unit,
        project=project.name,
        annual_target=project.annual_target,
        last_cumulative=None if isinstance(last, Stage) else last,
        month=month.number,
        year=month.year,
    )
    return read_reply(_without_code(said.text, project), terms)


def understood(said: Said, question: Question, *, look: Look) -> Value | None:
    """Return what an answer says, sure or not; None where it says nothing of the question."""
    if isinstance(question.goal, Milestone):
        return _stage(said, question)
    return read(said, question, look=look).value


_NOT_A_STAGE = Reading(None, None, needs_confirmation=True, reason=Reason.QUALITATIVE, note=None)


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
    stage = _stage(said, question)
    if stage is not None:
        keep(stage, said, question, event=event, here=here, work=work, at=at, settings=settings)
        return
    reading = read(said, question, look=work)
    if reading.reason is None and reading.value is not None:
        value = reading.value
        keep(value, said, question, event=event, here=here, work=work, at=at, settings=settings)
        return
    _ask_back(reading, said, question, event=event, here=here, work=work, at=at)


def _stage(said: Said, question: Question) -> Stage | None:
    """Read whether a stage was reached; None where a figure is asked, or the words are others."""
    if not isinstance(question.goal, Milestone):
        return None
    return _STAGES.get(_without_code(said.text, question.project).strip(" 。！!：:，,"))


def _without_code(text: str, project: Project) -> str:
    """Leave the project's own code out of an answer: it says which question it is for."""
    if project.code.isdecimal():
        return text
    code = rf"[（(]?(?<![0-9A-Za-z]){re.escape(project.code)}(?![0-9A-Za-z])[）)]?"
    return re.sub(code, " ", text, flags=re.IGNORECASE)


def check_may_answer(question: Question, here: Present, *, on: dtm.date) -> None:
    """Refuse an answer to somebody else's question with NotYourQuestionError."""
    project = question.project
    try:
        acting_post(Act.ANSWER, here.posts, room=here.room, on=on, project=project)
    except NotYoursError as error:
        raise NotYourQuestionError(project) from error


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
    report = _version(said, question, here, value=value)
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


def _ask_back(
    reading: Reading,
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
        is_outdone = reading.value is not None or version.value is None
        if version.state is ReportState.WAITING and is_outdone:
            work.reports.set_state(version.id, ReportState.REPLACED)
    asks = reading.reason or Reason.NO_FIGURE
    report = _version(said, question, here, value=reading.value, waits_because=asks)
    number = work.reports.put(report)
    work.outbox.put(
        _question_back(reading, asks, number, question, event=event, here=here, work=work), at
    )


def _question_back(
    reading: Reading,
    asks: Reason,
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
        project, month, value=reading.value, reason=asks, stands=stands.value if stands else None
    )
    deeds = [("确认", "confirm_report")] if reading.value is not None else []
    deeds += [("修改", "change_report"), ("取消", "cancel_report")]
    row = [Choice(label, deed, str(number), owner=here.person) for label, deed in deeds]
    return answer(event, words, rows=buttons(work, row), about=about)


def _version(
    said: Said,
    question: Question,
    here: Present,
    *,
    value: Value | None,
    waits_because: Reason | None = None,
) -> Report:
    return Report(
        month=question.about.month,
        project=question.about.project,
        by=here.person,
        source=said.source,
        text=said.text,
        value=value,
        state=ReportState.WAITING if waits_because else ReportState.KEPT,
        is_late=said.is_late_for(question),
        asks=waits_because or "",
    )
