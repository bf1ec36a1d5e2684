"""A question that was asked, and what somebody said to it: found, read, and whose it is (E24)."""

import datetime as dtm
import re
from dataclasses import dataclass

from bot.entrance import Present
from bot.ports import Heard
from bot.refusals import NothingAskedError, NotYourQuestionError
from rules.cycle import Cycle
from rules.notice import About
from rules.posts import Act, NotYoursError, acting_post
from rules.project import Goal, Milestone, Project, Stage, Value, in_force
from rules.reading import Reading, Reason, Terms, read_reply
from rules.report import Report, ReportState, Source, counting
from storage.work import Look

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
    last = last_determined(question, look=look)
    terms = Terms(
        unit=project.unit,
        project=project.name,
        annual_target=project.annual_target,
        last_cumulative=None if isinstance(last, Stage) else last,
        month=month.number,
        year=month.year,
    )
    return read_reply(_without_code(said.text, project), terms)


def last_determined(question: Question, *, look: Look) -> Value | None:
    """Return what was determined last before a question's month."""
    return look.determinations.last_before(question.about.month, question.project.code)


def understood(said: Said, question: Question, *, look: Look) -> Value | None:
    """Return what an answer says, sure or not; None where it says nothing of the question."""
    if isinstance(question.goal, Milestone):
        return stage_in(said, question)
    return read(said, question, look=look).value


_NOT_A_STAGE = Reading(None, None, needs_confirmation=True, reason=Reason.QUALITATIVE, note=None)


def stage_in(said: Said, question: Question) -> Stage | None:
    """Read whether a stage was reached; None where a figure is asked, or the words are others."""
    if not isinstance(question.goal, Milestone):
        return None
    words = _without_code(said.text, question.project).replace(question.project.name, "")
    return _STAGES.get(words.strip(" 。！!：:，,；;\n"))


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


def version_of(
    said: Said,
    question: Question,
    here: Present,
    *,
    value: Value | None,
    waits_because: str = "",
) -> Report:
    """Return the version of a report that an answer makes; it waits where that is asked about."""
    return Report(
        month=question.about.month,
        project=question.about.project,
        by=here.person,
        source=said.source,
        text=said.text,
        value=value,
        state=ReportState.WAITING if waits_because else ReportState.KEPT,
        is_late=said.is_late_for(question),
        asks=waits_because,
    )
