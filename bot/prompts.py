"""How a question to a responsible person is answered: by two buttons, or by words."""

from dataclasses import replace

from bot.speech import buttons, stage_choices
from bot.wording import asking
from rules.notice import Notice
from rules.project import Goal, Milestone, Project
from storage.work import Work


def answerable(notice: Notice, goal: Goal, project: Project, *, work: Work) -> Notice:
    """Give a question the way to answer it: two buttons for a stage, else a field for words."""
    if isinstance(goal, Milestone):
        return replace(notice, buttons=buttons(work, stage_choices(notice.about)))
    return replace(notice, asks_reply=f"如：{asking.example(goal, project.unit)}")
