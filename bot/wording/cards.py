"""A project's card and how its colour came about, in words."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.figures import amount, day_and_hour, plate_word, project_name, target
from rules.approval import ChangeRequest
from rules.determination import Determination, Ground
from rules.month import Month
from rules.plates import Flag, NoPlate, Rated
from rules.project import Cause, Goal, PlanVersion, Project, Value
from rules.report import Report

_WHY_NONE = {
    NoPlate.NOT_ACTIVE: "本月未纳入或已暂停",
    NoPlate.NO_TARGET: "本月无目标任务",
    NoPlate.PENDING: "待认定",
}


def which_project(*, left: int) -> str:
    """Let a project be chosen by button."""
    more = f"（另有{left}个没有列出，可发 /status 加项目编号或名称）" if left > 0 else ""
    return f"请选一个项目{more}："


def caption(
    project: Project,
    month: Month,
    *,
    rated: Rated,
    goal: Goal | None,
    determined: Value | None,
    is_published: bool,
    last: Rated | None,
    note: str = "",
) -> str:
    """Say what the card shows: code, name, plate, target, what was determined."""
    shown = plate_or_reason(rated) if is_published else "未认定"
    lines = [f"{project_name(project)}　{month.chinese}：{shown}{note}"]
    if not is_published and last is not None:
        lines.append(f"上月：{plate_or_reason(last)}")
    lines.append(f"目标：{target(goal, project.unit) if goal is not None else '无'}")
    found = amount(determined, project.unit) if determined is not None else "暂无"
    if is_published and Flag.UNREPORTED in rated.flags:
        found = "未报，按未完成认定"
    lines.append(f"认定：{found}")
    return "\n".join(lines)


def plate_or_reason(rated: Rated) -> str:
    """Name a plate, or say why there is none."""
    if rated.no_plate is not None:
        return f"无牌（{_WHY_NONE[rated.no_plate]}）"
    return plate_word(rated.plate, rated.streak)


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that a month's colour rests on (C44)."""

    project: Project
    month: Month
    rated: Rated
    is_published: bool
    is_closed: bool
    version: PlanVersion | None
    reports: tuple[Report, ...]
    determination: Determination | None
    streak: tuple[Rated, ...]
    rules: Sequence[str]
    request: ChangeRequest | None = None


def explained(one: Derivation, zone: dtm.tzinfo) -> str:
    """Tell target, report, determination, rule and streak in one message."""
    project, rated = one.project, one.rated
    shown = plate_or_reason(rated) if one.is_published else "未认定（还没有公布）"
    lines = [
        f"{project_name(project)}　{one.month.chinese}：{shown}",
        f"目标：{_target(one)}",
        *_request(one, zone),
        *_reports(one, zone),
        f"认定：{_determined(one, zone)}",
    ]
    if one.is_published:
        lines.append(f"依据：{_rule(rated)}")
        lines += _streak(one)
    lines.append(f"适用规则：{'；'.join(one.rules)}。")
    return "\n".join(lines)


def _target(one: Derivation) -> str:
    if one.rated.goal is None:
        return "本月无目标任务"
    written = target(one.rated.goal, one.project.unit)
    version = one.version
    if version is None or version.because is Cause.YEAR_PLAN:
        return f"{written}（年初计划）"
    on = version.approved_on
    when = f"，{on.year}年{on.month}月{on.day}日批准" if on else ""
    return f"{written}（第{version.number}次调整，{version.since.chinese}起执行{when}）"


def _request(one: Derivation, zone: dtm.tzinfo) -> list[str]:
    """Tell of a request that is not decided: until then the old target holds (E6)."""
    if one.request is None:
        return []
    since = day_and_hour(one.request.since.astimezone(zone))
    return [f"目标调整申请：{one.request.stage.chinese}（{since}起），批准前按原目标"]


def _reports(one: Derivation, zone: dtm.tzinfo) -> list[str]:
    if not one.reports:
        return ["自报：没有收到"]
    return [
        f"自报：{_value(report, one.project)}，{report.by}，"
        f"{day_and_hour(report.source.said_at.astimezone(zone))}"
        f"{'，迟报' if report.is_late else ''}"
        for report in one.reports
    ]


def _value(report: Report, project: Project) -> str:
    return "没有数字" if report.value is None else amount(report.value, project.unit)


def _determined(one: Derivation, zone: dtm.tzinfo) -> str:
    found = one.determination
    if found is None:
        silent = one.is_published and Flag.UNREPORTED in one.rated.flags
        return "未报，按未完成认定" if silent else "尚未认定"
    who = found.by or "督考办"
    when = f"，{day_and_hour(found.at.astimezone(zone))}" if found.at else ""
    note = f"，依据：{found.note}" if found.note else ""
    if found.ground is Ground.OPEN:
        return f"待认定（{found.note}）" if found.note else "待认定"
    if found.value is None:
        return f"未报，按未完成认定（{who}{when}）"
    how = "，按自报认定" if found.ground is Ground.REPORT else ""
    return f"{amount(found.value, one.project.unit)}（{who}{when}{how}）{note}"


def _rule(rated: Rated) -> str:
    """Name the rule and the place in the township's decision."""
    if rated.no_plate is not None:
        return f"{_WHY_NONE[rated.no_plate]}，不标牌，连续月数不变"
    if rated.streak == 0:
        return "达到月度目标，蓝牌（实施意见三（二））"
    if rated.streak == 1:
        return "未完成月度目标，黄牌（实施意见三（二））"
    return f"连续{rated.streak}个月未完成，红牌（实施意见三（二））"


def _streak(one: Derivation) -> list[str]:
    if one.rated.streak < 2:
        return []
    months = "、".join(f"{each.month.chinese}{plate_word(each.plate)[:1]}" for each in one.streak)
    return [f"连续未完成：{months}"]


def rule_names(*, carries: bool, breaks: bool, resets: bool, accepts: bool) -> tuple[str, ...]:
    """Say which readings of the decision hold here (the open points of `CLAUSES.md`)."""
    return (
        "按累计数比较，等于目标即完成，不四舍五入",
        "跨年连续计算" if carries else "每年1月重新计算连续月数",
        "无目标的月份中断连续" if breaks else "无目标的月份不计入也不中断连续",
        "调整目标后重新计算连续月数" if resets else "调整目标不清除以前的未完成",
        "到公布时未认定的按自报认定" if accepts else "全部认定后才公布",
    )


def not_in_book(project: Project, month: Month) -> str:
    """Say that a project is not in the book of a month's year."""
    return f"{month.year}年没有{project_name(project)}的计划，请换一个月份，如：2023-06。"
