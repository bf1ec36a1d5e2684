"""What waits for somebody, and since when."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import day_and_hour, project_name
from rules.month import Month
from rules.project import Goal, Milestone, Project, UnitName


def listing(items: Sequence[str]) -> str:
    """List what waits, or say that nothing does."""
    if not items:
        return "现在没有等您办的事。"
    return f"等您办的事（{len(items)}件）：\n" + "\n".join(
        f"{number}. {item}" for number, item in enumerate(items, start=1)
    )


def to_answer(
    project: Project,
    month: Month,
    goal: Goal,
    since: dtm.datetime,
    until: dtm.datetime | None,
) -> str:
    """Name a question that is not answered."""
    ends = f"，{day_and_hour(until)}截止" if until else ""
    sample = "已完成" if isinstance(goal, Milestone) else f"累计10{project.unit}"
    return (
        f"{project_name(project)}{month.chinese}进展待回复，{day_and_hour(since)}提出{ends}。"
        f"可直接回复：{project.code} {sample}"
    )


def to_confirm(project: Project, month: Month, since: dtm.datetime) -> str:
    """Name an answer that its sender has not confirmed."""
    return f"{project_name(project)}{month.chinese}的回复待您确认，{day_and_hour(since)}发出"


def to_determine(month: Month, count: int, since: dtm.datetime, days: int) -> str:
    """Name what the office still has on its desk, with its own delay."""
    return (
        f"{month.chinese}有{count}个项目没有认定，{day_and_hour(since)}截止，"
        f"已过{days}天。请发 /determine"
    )


def to_publish(month: Month, since: dtm.datetime, days: int) -> str:
    """Name a month that could be published."""
    when = f"{day_and_hour(since)}截止，已过{days}天"
    return f"{month.chinese}已全部认定，{when}，待公布。请发 /publish"


def to_receive(unit: UnitName, month: Month, since: dtm.datetime | None) -> str:
    """Name a warning that nobody has signed for."""
    when = f"，{day_and_hour(since)}发出" if since else ""
    return f"{unit}{month.chinese}的警告待签收{when}，请到指挥部群里点「签收」"


def to_resume(project: Project, until: Month) -> str:
    """Name a pause that has lasted longer than was expected."""
    return (
        f"{project_name(project)}暂停已过预计恢复的{until.chinese}，"
        f"请督促单位申请恢复（/resume {project.code}）或退出"
    )
