"""The questions that wait for a person, and how the answer to one of them is asked for."""

import contextlib
import datetime as dtm
from collections.abc import Callable, Iterator, Sequence

from bot import dialogues
from bot.entrance import Present
from bot.ports import Heard, Pressed
from bot.questions import Question, question_about
from bot.refusals import NothingAskedError, SeveralMonthsError
from bot.speech import answer, buttons, stage_choices
from bot.subjects import subject_of
from bot.wording import replying
from bot.wording.figures import project_month
from rules.notice import About
from rules.posts import Role
from rules.project import Milestone, Project, ProjectCode
from rules.report import ReportState
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "report"
_TIERS: Sequence[Callable[[Question], bool]] = (
    lambda one: one.is_reopened or (one.cycle.closed_at is None and one.stands is None),
    lambda one: one.cycle.closed_at is None,
    lambda one: one.stands is None,
    lambda one: one.cycle.closed_at is not None,
)
"""Asked and unanswered first, then answered, then closed without an answer, then the rest."""


def candidates(here: Present, *, look: Look, on: dtm.date) -> tuple[Question, ...]:
    """Return the questions that come first for a person: his own, or else those of others.

    He may stand in for somebody who is away; a liaison answers for his command's people. The
    answer shows for whom.
    """
    groups = [
        _asked(projects, here, look)
        for projects in (_own(here, look), _stood_in(here, look, on), _liaised(here, look, on))
    ]
    return _first(groups)


def waiting_about(code: ProjectCode, *, look: Look) -> tuple[Question, ...]:
    """Return the questions about a project that come first; several where months wait."""
    return _first([list(_open_about(code, look))])


def the_question(code: ProjectCode, *, look: Look) -> Question:
    """Return the question about a project; NothingAskedError, SeveralMonthsError."""
    found = waiting_about(code, look=look)
    if not found:
        raise NothingAskedError
    if len(found) > 1:
        raise SeveralMonthsError(found[0].project, [one.about.month for one in found])
    return found[0]


def _first(groups: Sequence[Sequence[Question]]) -> tuple[Question, ...]:
    for tier in _TIERS:
        for asked in groups:
            if found := [one for one in asked if tier(one)]:
                return tuple(one for one in asked if one in found or _corrects(one, found))
    return ()


def _corrects(one: Question, found: Sequence[Question]) -> bool:
    """Tell whether words may be about an answered month, though an earlier one of it waits."""
    is_running, code, month = one.cycle.closed_at is None, one.project.code, one.about.month
    return is_running and any(
        other.project.code == code and other.about.month < month for other in found
    )


def projects_of(here: Present, *, look: Look, on: dtm.date) -> tuple[Project, ...]:
    """Return the projects that a person may answer for, answered or not."""
    return (*_own(here, look), *_stood_in(here, look, on), *_liaised(here, look, on))


def unanswered(here: Present, *, look: Look, on: dtm.date) -> tuple[Question, ...]:
    """Return a person's questions that still wait for an answer."""
    found = candidates(here, look=look, on=on)
    return tuple(one for one in found if _TIERS[0](one))


def ask_answer(
    event: Heard | Pressed, question: Question, *, work: Work, at: dtm.datetime
) -> None:
    """Ask for an answer: the next words of who has just spoken are it; a stage has buttons."""
    project, month, goal = question.project, question.about.month, question.goal
    if isinstance(goal, Milestone):
        rows = buttons(work, stage_choices(question.about))
        words = replying.stage_asked_back(project, month, goal)
        work.outbox.put(answer(event, words, rows=rows, about=question.about), at)
        return
    facts = {"about": subject_of(question.about), dialogues.NAMED: project_month(project, month)}
    draft = Draft(event.account, event.chat.chat_id, FORM, facts, at)
    words = f"{replying.write_again(project, month)}{dialogues.left_open(draft, look=work)}"
    work.drafts.put(draft)
    asks = f"如：累计10{project.unit}"
    work.outbox.put(answer(event, words, about=question.about, asks_reply=asks), at)


def _asked(projects: Sequence[Project], here: Present, look: Look) -> list[Question]:
    """Return the questions about projects that wait, in a command's group only of its own."""
    shown = [one for one in projects if here.command in {None, one.command}]
    return [one for project in shown for one in _open_about(project.code, look)]


def _own(here: Present, look: Look) -> tuple[Project, ...]:
    return look.book.projects_of_person(look.book.year_in_force(), here.person)


def _stood_in(here: Present, look: Look, on: dtm.date) -> tuple[Project, ...]:
    codes = {
        post.project
        for post in here.posts
        if post.role is Role.RESPONSIBLE_PERSON and post.acting_for and post.held_on(on)
    }
    if not codes:
        return ()
    known = {code for code in codes if code is not None}
    return look.book.projects(look.book.year_in_force(), codes=known)


def _liaised(here: Present, look: Look, on: dtm.date) -> tuple[Project, ...]:
    commands = {
        post.command
        for post in here.posts
        if post.role is Role.LIAISON and post.command and post.held_on(on)
    }
    if not commands:
        return ()
    return look.book.projects(look.book.year_in_force(), commands=commands)


def _open_about(code: ProjectCode, look: Look) -> Iterator[Question]:
    """Yield the latest question about a project, and those before that still wait."""
    latest, *earlier = look.questions.open_about(code) or (None,)
    for asked in (latest, *earlier):
        if asked is None:
            continue
        with contextlib.suppress(NothingAskedError):
            question = question_about(About(asked.month, asked.project), look=look)
            if asked is latest or not _is_answered(question, since=asked.asked_at):
                yield question


def _is_answered(question: Question, *, since: dtm.datetime) -> bool:
    kept = (one for one in question.versions if one.state is ReportState.KEPT)
    return any(one.source.said_at >= since for one in kept)
