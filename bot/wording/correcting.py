"""Corrections: how they are asked for, shown before they are made, and told to everybody.

What is said here is public but for the dialogue with the office: no cause of a correction stands
in any of it (E16, E39).
"""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.wording.cards import plate_or_reason
from bot.wording.figures import amount, day_and_hour, listed, project_name, target
from bot.wording.publication import Miss, figures
from rules.determination import Determination
from rules.month import Month
from rules.plates import Filed, Plate, Rated
from rules.project import Goal, PersonName, Project, ProjectCode, UnitName, Value

_SILENT = "未报 查无报送"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A card before and after a correction; `miss` tells all of it that is warned of now."""

    project: Project
    month: Month
    before: Rated
    after: Rated
    miss: Miss | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """On what a month's correction rests: the office's ground, or an `earlier` month's."""

    ground: str
    earlier: Month | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A month as it was published, at first (0) or by a correction, in local time."""

    correction: int
    at: dtm.datetime
    rated: Rated
    why: Why | None = None


def tag(number: int) -> str:
    """Mark a card or a figure that a correction changed."""
    return f"更正{number}"


def stamped(number: int, month: Month, changed: Sequence[tuple[ProjectCode, Rated, Rated]]) -> str:
    """Say under a picture's title what was corrected: `更正第1号：JT02 5月 黄→蓝`."""
    cards = (f"{code} {month.chinese} {_short_change(was, now)}" for code, was, now in changed)
    return f"更正第{number}号：{'，'.join(cards)}"


def _short_change(was: Rated, now: Rated) -> str:
    marks = [one.plate.chinese if one.plate else "无" for one in (was, now)]
    if was.plate is now.plate is Plate.RED and was.streak != now.streak:
        marks = [f"{mark}{one.streak}" for mark, one in zip(marks, (was, now), strict=True)]
    return "认定数更正" if marks[0] == marks[1] else "→".join(marks)


def which_month() -> str:
    """Let the published month be chosen."""
    return "请选要更正的月份："


def which_project(month: Month, *, pending: int, left: int) -> str:
    """Let the project be chosen, those that are not determined yet first."""
    waits = f"，待认定的{pending}个排在前面" if pending else ""
    more = f"（另有{left}个没有列出，可发 /correct 加项目编号和月份）" if left else ""
    return f"{month.chinese}已公布{waits}。请选要更正的项目{more}："


def ask_finding(project: Project, month: Month, rated: Rated, filed: Filed | None) -> str:
    """Ask for the figure and its ground, which will be public; `filed` is the report, if any."""
    goal = rated.goal
    sample = target(goal, project.unit) if isinstance(goal, Decimal) else "已完成"
    return (
        f"{project_name(project)}{month.chinese}已公布：{_as_shown(rated, project)}"
        f"{_reported(filed, project)}。\n"
        f"请回复更正后的认定数和依据，如：{sample} 现场核查；应按未报认定的，如：{_SILENT}。"
        "依据会随更正公布。"
        "不改了请发 /cancel。"
    )


def _reported(filed: Filed | None, project: Project) -> str:
    if filed is None or filed.value is None:
        return ""
    return f"；自报{amount(filed.value, project.unit)}{'（迟报）' if filed.is_late else ''}"


def unclear_finding(project: Project, goal: Goal) -> str:
    """Say how a figure with its ground is written."""
    how, sample = "已完成或未完成", "已完成"
    if isinstance(goal, Decimal):
        how, sample = f"数字（单位{project.unit}）", target(goal, project.unit)
    return (
        f"没有看懂{project_name(project)}的更正数。请写{how}和依据，"
        f"如：{sample} 现场核查；应按未报认定的，如：{_SILENT}。"
    )


def ground_needed(project: Project, value: Value | None) -> str:
    """Say that a correction without a ground is none."""
    if value is None:
        return f"更正要写明依据，请把未报和依据一起再写一遍，如：{_SILENT}。"
    written = amount(value, project.unit)
    return f"更正要写明依据，请把数和依据一起再写一遍，如：{written} 现场核查。"


def ground_is_public() -> str:
    """Ask for a ground that everybody may read."""
    return (
        "依据会随更正公布，请只写查实的方式，如：现场核查、监理月报。"
        "是否虚报由督考办内部记录，请重新写数和依据。"
    )


def nothing_changes(project: Project, month: Month) -> str:
    """Say that what is public says so already."""
    return f"照此{project_name(project)}{month.chinese}和以后各月公布的内容都不变，不用更正。"


def ask_cause(project: Project, month: Month, value: Value | None, note: str) -> str:
    """Ask why, for the office's own record."""
    return (
        f"{project_name(project)}{month.chinese}拟更正认定{_found(value, project.unit)}，"
        f"依据：{note}。\n请选更正的原因，只作督考办内部记录，对外一律写更正认定："
    )


def cause_kept() -> str:
    """Tell the presser alone that the cause goes into the office's record only."""
    return "已记下，只作督考办内部记录，不对外公布。点「确认」后生效。"


def preview(
    project: Project,
    month: Month,
    note: str,
    *,
    corrected: Sequence[tuple[Month, int, Sequence[Corrected]]],
    told: Sequence[str],
) -> str:
    """Show every card that would change, month by month, and who would be told."""
    lines = [f"【拟更正】{project_name(project)}{month.chinese}，依据：{note}。"]
    for when, number, cards in corrected:
        lines.append(f"{when.year}年{when.chinese}（更正第{number}号）：")
        lines += [_line(one) for one in cards]
    lines.append(f"将告知：{listed(told) or '没有绑定的群和人'}。点「确认」才发出更正。")
    return "\n".join(lines)


def privately(count: int) -> str:
    """Name those who get it in private: leaders, and whoever asked for the bulletin."""
    return f"私聊接收通报的{count}人"


def made(project: Project, by: PersonName, issued: Sequence[tuple[Month, int]]) -> str:
    """Tell the office which corrections are out."""
    numbers = listed(f"{month.chinese}更正第{number}号" for month, number in issued)
    return f"{project_name(project)}已更正（{by}），已发出：{numbers}。"


def not_made(project: Project, month: Month) -> str:
    """Close a correction that was not confirmed."""
    return f"{project_name(project)}{month.chinese}没有更正。"


def changed_meanwhile(project: Project, month: Month) -> str:
    """Tell that what a preview showed has changed since."""
    return (
        f"{month.chinese}或以后月份公布的内容刚有变化，没有更正。"
        f"请重新发 /correct {project.code} {month.chinese} 核对。"
    )


def decided_already(project: Project, month: Month, made: Determination) -> str:
    """Tell who corrected before, and when."""
    when = f"于{day_and_hour(made.at)}" if made.at else ""
    return (
        f"{project_name(project)}{month.chinese}已由{made.by or '督考办'}{when}"
        f"更正认定{_found(made.value, project.unit)}。"
        f"要再更正请重新发 /correct {project.code} {month.chinese} 数字 依据"
    )


def circular(
    month: Month, number: int, cards: Sequence[Corrected], why: Why, *, counted: str
) -> str:
    """Tell the township every card that changed, the ground, and how many plates there are."""
    head = f"{_head(month, number)} 更正{len(cards)}个项目："
    return "\n".join([head, *map(_line, cards), _because(why), f"更正后：{counted}"])


def to_unit(
    unit: UnitName,
    month: Month,
    number: int,
    cards: Sequence[Corrected],
    why: Why,
    *,
    stand: int,
) -> str:
    """Tell a unit what became of its warning; `stand` counts its other misses, which stay."""
    lines = "\n".join(_line(one) for one in cards)
    rest = f"\n其余{stand}个项目的警告不变。" if stand else ""
    what = _what_became(cards, stand=stand)
    return f"{_head(month, number)} {unit}：{what}。\n{lines}{rest}\n{_because(why)}"


def _what_became(cards: Sequence[Corrected], *, stand: int) -> str:
    """Say whether a warning is withdrawn, changed or new."""
    before = {one.before.plate for one in cards} & {Plate.YELLOW, Plate.RED}
    after = {one.after.plate for one in cards} & {Plate.YELLOW, Plate.RED}
    if not after:
        return "部分警告撤销" if stand else "警告撤销"
    words = [f"{plate.chinese}牌警告" for plate in (Plate.RED, Plate.YELLOW) if plate in after]
    return f"警告更正为{'、'.join(words)}" if before else "、".join(words)


def to_headquarters(month: Month, number: int, cards: Sequence[Corrected], why: Why) -> str:
    """Tell headquarters which red plates are no longer there, changed, or new."""
    lines = []
    for one in cards:
        people = (
            f"　主责单位{one.project.lead_unit}，责任领导{one.project.responsible_leader}，"
            f"责任人{one.project.responsible_person}"
        )
        lines.append(f"{_line(one)}{people if one.after.plate is Plate.RED else ''}")
    return f"{_head(month, number)} 红牌有更正：\n" + "\n".join([*lines, _because(why)])


def history(project: Project, shown: Sequence[Shown]) -> str:
    """Tell what was published first, and each correction with its ground."""
    first, *later = shown
    lines = [f"首次公布（{day_and_hour(first.at)}）：{_as_shown(first.rated, project)}"]
    for one in later:
        because = f"，{_because(one.why)}" if one.why else "。"
        what = _as_shown(one.rated, project)
        lines.append(f"更正第{one.correction}号（{day_and_hour(one.at)}）：{what}{because}")
    return "\n".join(lines)


def card_note(number: int) -> str:
    """Say beside a card's plate that it was corrected; nothing where it was not."""
    return f"，更正第{number}号" if number else ""


def _head(month: Month, number: int) -> str:
    return f"【更正第{number}号】{month.chinese}"


def _because(why: Why) -> str:
    if why.earlier is not None:
        return f"依据：{why.earlier.chinese}更正认定，此后各月重新计算。"
    return f"依据：{why.ground}。"


def _line(one: Corrected) -> str:
    """Show a card before and after, with the figures that count now."""
    change = f"{plate_or_reason(one.before)}→{plate_or_reason(one.after)}"
    return f"· {project_name(one.project)}　{change}：{_figures(one)}"


def _figures(one: Corrected) -> str:
    unit, was, now = one.project.unit, one.before.value, one.after.value
    instead = f"{amount(was, unit)}→" if was is not None else ""
    revised = f"更正认定{instead}{_found(now, unit)}；" if was != now else ""
    if one.miss is not None:
        return f"{revised}{figures(one.miss, one.month)}"
    goal = f"目标{target(one.after.goal, unit)}" if one.after.goal is not None else "无目标"
    found = "" if revised else f"，认定{_found(now, unit)}"
    return f"{revised}{goal}{found}"


def _found(value: Value | None, unit: str) -> str:
    return "未报" if value is None else amount(value, unit)


def _as_shown(rated: Rated, project: Project) -> str:
    found = f"，认定{amount(rated.value, project.unit)}" if rated.value is not None else ""
    if rated.plate is not None and rated.value is None:
        found = "，未报"
    goal = f"，目标{target(rated.goal, project.unit)}" if rated.goal is not None else ""
    return f"{plate_or_reason(rated)}{found}{goal}"
