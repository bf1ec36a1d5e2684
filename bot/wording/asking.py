"""What is asked at month end, and how the silent are reminded."""

import datetime as dtm
from collections.abc import Mapping, Sequence

from bot.wording.figures import amount, day_and_hour, listed, project_name, target
from rules.month import Month
from rules.project import Goal, Milestone, PersonName, Project, ProjectCode, Value


def question(
    project: Project,
    month: Month,
    *,
    goal: Goal,
    last: Value | None,
    closes_at: dtm.datetime | None,
    stand_in: PersonName | None = None,
) -> str:
    """Ask a responsible person for a month's cumulative figure, or whether a stage is reached.

    While he is away, `stand_in` is asked beside him.
    """
    until = f"于{day_and_hour(closes_at)}前" if closes_at else ""
    instead = _instead(stand_in)
    head = (
        f"【{month.chinese}填报】{project_name(project)}：请@{project.responsible_person}"
        f"{instead or ' '}{until}"
    )
    if isinstance(goal, Milestone):
        return f"{head}回复本月节点是否完成。\n本月节点：{target(goal, '')}。请点下面的按钮。"
    before = f"上月认定{amount(last, project.unit)}" if last is not None else "此前无认定数"
    return (
        f"{head}回复本月末累计完成数（单位：{project.unit}）。\n"
        f"本月累计目标{target(goal, project.unit)}，{before}。\n"
        f"示例：{example(goal, project.unit)}。"
    )


def example(goal: Goal, unit: str) -> str:
    """Show how an answer may look."""
    return f"累计{target(goal, unit)}"


def _instead(stand_in: PersonName | None) -> str:
    return f" （请假，由@{stand_in} 代报）" if stand_in else ""


def asked_again(project: Project, month: Month, goal: Goal) -> str:
    """Ask once more after the office sent a figure back (退回)."""
    what = (
        f"本月节点{target(goal, '')}是否完成"
        if isinstance(goal, Milestone)
        else f"{month.chinese}末累计完成数（单位：{project.unit}）"
    )
    return (
        f"【{month.chinese}核实】{project_name(project)}：督考办请@{project.responsible_person} "
        f"核实后重新回复{what}。您的回复直接报督考办，不算迟报。"
    )


def office_asks(project: Project, month: Month, words: str) -> str:
    """Pass on what the office asks about a figure that it sent back."""
    return (
        f"【{month.chinese}核实】{project_name(project)}：督考办问@{project.responsible_person} "
        f"：{words}\n请核实后回复累计完成数，原因可以写在一起。"
    )


def still_asked(
    projects: Sequence[Project],
    month: Month,
    closes_at: dtm.datetime | None,
    *,
    away: Mapping[ProjectCode, PersonName],
) -> str:
    """Name to a group who has not answered yet, and who answers for him while he is away."""
    lines = [
        f"{project_name(one)}　@{one.responsible_person}{_instead(away.get(one.code))}"
        for one in projects
    ]
    until = f"，请于{day_and_hour(closes_at)}前回复" if closes_at else "，请尽快回复"
    return (
        f"【{month.chinese}催报】以下{len(lines)}个项目还没有收到{month.chinese}进展{until}：\n"
        + "\n".join(lines)
    )


def please_answer(
    person: PersonName,
    silent: Sequence[tuple[Project, Goal]],
    waiting: Sequence[Project],
    month: Month,
    closes_at: dtm.datetime | None,
) -> str:
    """Remind one person privately of all projects at once, those of others who are away too."""
    parts = []
    is_own = all(project.responsible_person == person for project, _ in silent)
    yours = "您负责" if is_own else "您负责或代报"
    until = f"，截止{day_and_hour(closes_at)}" if closes_at else ""
    if silent:
        names = listed(project_name(project) for project, _ in silent)
        parts.append(f"【{month.chinese}催报】还没有收到{yours}的{names}的进展{until}。")
        parts.append(f"直接在这里回复即可，如：{_samples(silent)}。")
    if waiting:
        names = listed(map(project_name, waiting))
        parts.append(
            f"您报的{names}还等您点「确认」，确认后才算报送{until if not silent else ''}。"
        )
    return "\n".join(parts)


def _samples(silent: Sequence[tuple[Project, Goal]]) -> str:
    """Show how to answer; of several projects, with the code of each."""
    shown = [
        (project.code, "已完成" if isinstance(goal, Milestone) else f"累计10{project.unit}")
        for project, goal in silent[:2]
    ]
    if len(silent) == 1:
        return shown[0][1]
    return "；".join(f"{code} {words}" for code, words in shown)
