"""Countersigning (核签): a commander's private look at his command's draft, and what he says."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import day_and_hour, done_of, listed, project_name
from bot.wording.publication import Counts
from rules.book import Command
from rules.countersign import Countersign
from rules.month import Month
from rules.project import CommandNo, Goal, Project, ProjectCode, Value

_MOST = 40  # projects whose figures are told; a message holds no more
_LONGEST = 60  # characters of an objection under the draft


def draft(command: Command, month: Month, counts: Counts, lines: Sequence[str]) -> str:
    """Show a commander his command's proposals in words, and what he may say to them."""
    rest = len(lines) - _MOST
    return "\n".join(
        [
            f"【{month.chinese}草稿，尚未公布】{command.name}：{_counted(counts)}。",
            *lines[:_MOST],
            *([f"另{rest}个略，可发 /status 加编号查看。"] if rest > 0 else []),
            "只发给您，请勿转发。没有不同意见的请点「无异议」，有的请点「有异议」；不点不影响公布。",
        ]
    )


def _counted(counts: Counts) -> str:
    parts = {
        "拟蓝": counts.blue,
        "拟黄": counts.yellow,
        "拟红": counts.red,
        "未认定": counts.pending,
        "无牌": counts.none - counts.pending,
    }
    shown = [f"{word}{count}个" for word, count in parts.items() if count or word[0] == "拟"]
    return "，".join(shown)


def met(project: Project, goal: Goal | None, value: Value | None, *, is_determined: bool) -> str:
    """Tell a project that would be blue, with its figures."""
    word = "认定" if is_determined else "自报"
    return f"拟蓝　{project_name(project)}：{word}{done_of(value, goal, project.unit)}"


def undecided(project: Project, goal: Goal | None, value: Value | None, because: str) -> str:
    """Tell a project of which the office still has to decide, and why."""
    said = done_of(value, goal, project.unit)
    return f"未认定　{project_name(project)}：{said}（{because or '待督考办核实'}）"


def with_words(draft: str, said: Sequence[Countersign], zone: dtm.tzinfo) -> str:
    """Append what was said to a draft."""
    return "\n".join([draft, "", *(_said(one, zone) for one in said)]) if said else draft


def _said(one: Countersign, zone: dtm.tzinfo) -> str:
    when = day_and_hour(one.at.astimezone(zone))
    why = f"，{one.words[:_LONGEST]}" if one.words else ""
    return f"{_what(one)}：{who(one)}，{when}{why}"


def _what(one: Countersign) -> str:
    return f"{one.project}有异议" if one.project else "无异议"


def who(one: Countersign) -> str:
    """Name who said it; of a deputy, for whom."""
    return f"{one.by}（代{one.acting_for}）" if one.acting_for else one.by


def agreed() -> str:
    """Confirm that there is no objection."""
    return "已记录：无异议"


def said_already(one: Countersign, zone: dtm.tzinfo) -> str:
    """Tell who said it before, and when."""
    when = day_and_hour(one.at.astimezone(zone))
    if one.project:
        return (
            f"{who(one)}已于{when}对{one.project}提出异议，已转督考办。"
            "有补充的请直接与督考办联系。"
        )
    return f"已由{who(one)}于{when}点过「无异议」，不用再点。"


def which_project(left: int) -> str:
    """Let the project be chosen that is objected to."""
    more = f"还有{left}个没有列出，请直接与督考办联系。" if left else ""
    return f"请选有异议的项目：{more}"


def nothing_left() -> str:
    """Say that every project has been objected to."""
    return "本指挥部的项目都已提出过异议，已转督考办。"


def ask_why(project: Project, month: Month) -> str:
    """Ask why somebody objects."""
    return (
        f"请回复对{project_name(project)}{month.chinese}草稿有什么异议、依据是什么，"
        "如：监理月报为5.8公里。不提了请发 /cancel。"
    )


def why_needed() -> str:
    """Ask for more than a word."""
    return "请写清异议和依据（至少4个字）。"


def objected(project: Project, month: Month) -> str:
    """Confirm an objection to who made it."""
    return (
        f"已记录您对{project_name(project)}{month.chinese}草稿的异议，已转督考办核实。"
        "公布照常进行；公布以后督考办核实有误的，会发更正。"
    )


def to_the_office(command: Command, one: Countersign, proposal: str) -> str:
    """Bring an objection to the desk: what is proposed, and what the commander says."""
    return (
        f"【{one.month.chinese}异议】{command.name}指挥长{who(one)}对草稿有异议：\n{proposal}\n"
        f"异议：{one.words}\n请核实；不影响公布时间。"
    )


def published_already(month: Month, at: dtm.datetime | None) -> str:
    """Tell that a month is public, and how a correction is asked for."""
    when = f"于{day_and_hour(at)}" if at else ""
    return (
        f"{month.chinese}已{when}公布，您的操作没有记录。对公布结果有异议的，请把依据交督考办，"
        f"由督考办核实后办理更正（/correct）。"
    )


def standing(said: Sequence[Countersign], silent: Sequence[CommandNo], zone: dtm.tzinfo) -> str:
    """Add to a message to the office what the commanders said to their drafts, and who did not."""
    objections: dict[tuple[CommandNo, str], list[ProjectCode]] = {}
    for one in said:
        if one.project:
            objections.setdefault((one.command, who(one)), []).append(one.project)
    parts = [
        f"{one.command}{who(one)}{day_and_hour(one.at.astimezone(zone))}无异议"
        for one in said
        if not one.project
    ]
    parts += [
        f"{command}{name}有异议（{listed(codes)}）"
        for (command, name), codes in objections.items()
    ]
    parts += [f"未答复{listed(silent)}"] if silent else []
    return f"\n核签：{'；'.join(parts)}。"


def waits(command: Command, month: Month, since: dtm.datetime) -> str:
    """Name a draft to which nothing was said yet."""
    return (
        f"{command.name}{month.chinese}草稿待核签，{day_and_hour(since)}发出，"
        "请在草稿下面点「无异议」或「有异议」；不点不影响公布"
    )
