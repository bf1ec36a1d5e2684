"""The questions that a person's unaddressed answer may be meant for."""

import datetime as dtm
from collections.abc import Callable, Sequence

from bot.answering import Question, question_about
from bot.entrance import Present
from bot.refusals import NothingAskedError
from rules.notice import About
from rules.posts import Role
from rules.project import Project
from storage.work import Look

_TIERS: Sequence[Callable[[Question], bool]] = (
    lambda one: one.is_reopened or (one.cycle.closed_at is None and one.stands is None),
    lambda one: one.cycle.closed_at is None,
    lambda one: one.stands is None,
    lambda one: one.cycle.closed_at is not None,
)
"""Asked and unanswered first, then answered, then closed without an answer, then the rest."""


def candidates(here: Present, *, look: Look, on: dtm.date) -> tuple[Question, ...]:
    """Return the questions that come first for a person: his own, or else his command's.

    A liaison answers for his command's people; the answer shows for whom.
    """
    for projects in (_own(here, look), _liaised(here, look, on)):
        asked = [one for one in (_latest(p, look) for p in projects) if one is not None]
        for tier in _TIERS:
            if found := tuple(one for one in asked if tier(one)):
                return found
    return ()


def unanswered(here: Present, *, look: Look, on: dtm.date) -> tuple[Question, ...]:
    """Return a person's questions that still wait for an answer."""
    found = candidates(here, look=look, on=on)
    return tuple(one for one in found if _TIERS[0](one))


def _own(here: Present, look: Look) -> tuple[Project, ...]:
    years = look.book.years()
    return look.book.projects_of_person(years[-1], here.person) if years else ()


def _liaised(here: Present, look: Look, on: dtm.date) -> tuple[Project, ...]:
    years = look.book.years()
    commands = {
        post.command for post in here.posts if post.role is Role.LIAISON and post.held_on(on)
    }
    if not years or not commands:
        return ()
    return tuple(one for one in look.book.projects(years[-1]) if one.command in commands)


def _latest(project: Project, look: Look) -> Question | None:
    asked = look.questions.latest(project.code)
    if asked is None:
        return None
    try:
        return question_about(About(asked.month, asked.project), look=look)
    except NothingAskedError:
        return None
