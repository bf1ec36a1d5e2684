"""The sheet 「逐月」 of the assessment: each figure of a year down to the reply that made it."""

import datetime as dtm
from collections.abc import Iterable, Sequence

from papers.cell_values import Shown, goal_cell, value_cell
from rules.correction import is_public
from rules.determination import Ground
from rules.plates import Flag, NoPlate
from rules.trace import Origin, Traced

HEAD = (
    ("项目编号", 10),
    ("项目名称", 30),
    ("月份", 7),
    ("责任人", 10),
    ("计量单位", 9),
    ("目标", 13),
    ("目标来源", 24),
    ("自报", 13),
    ("自报人", 10),
    ("自报时间", 17),
    ("自报消息", 24),
    ("自报记录号", 10),
    ("认定", 13),
    ("认定依据", 30),
    ("认定人", 16),
    ("认定时间", 17),
    ("认定记录号", 10),
    ("标识", 16),
    ("连续未完成", 10),
    ("更正", 14),
)
_GROUNDS = {
    Ground.OFFICE: "督考办认定",
    Ground.REPORT: "按自报认定",
    Ground.SILENCE: "未报，按未完成认定",
    Ground.OPEN: "待认定",
}
_WHY_NONE = {
    NoPlate.NOT_ACTIVE: "未纳入或暂停",
    NoPlate.NO_TARGET: "无目标任务",
    NoPlate.PENDING: "待认定",
}


def rows(months: Iterable[Traced]) -> Iterable[Sequence[Shown]]:
    """Yield a row for each project's month, in their order."""
    for one in months:
        yield (
            one.project,
            one.name,
            one.month.chinese,
            one.person,
            one.unit,
            goal_cell(one.rated.goal),
            _target_from(one),
            value_cell(one.reported),
            *_said(one),
            value_cell(one.rated.value),
            _ground(one),
            *_found(one.finding),
            _plate(one),
            one.rated.streak if one.rated.plate else "—",
            "、".join(f"第{number}号" for number in one.corrections) or "—",
        )


def _target_from(one: Traced) -> str:
    """Name the version of the plan that set the target."""
    if one.rated.goal is None:
        return "—"
    if not one.version:
        return "年初计划"
    on = one.approved_on
    when = f"（{on.year}年{on.month}月{on.day}日批准）" if on else ""
    return f"第{one.version}次调整{when}"


def _said(one: Traced) -> tuple[Shown, ...]:
    """Return who reported, when, in which message, and the line of it in the journal."""
    if one.reply is None:
        return ("—",) * 4
    late = "（迟报）" if one.is_late else ""
    reply = one.reply
    return (reply.by or "—", _instant(reply.at) + late, reply.message or "—", reply.line or "—")


def _ground(one: Traced) -> str:
    """Say on what a finding rests; what speaks of a false report stays in the journal (E39)."""
    if one.ground is None:
        return "完工核定" if Flag.COMPLETED in one.rated.flags else "—"
    note = f"：{one.note}" if one.note and is_public(one.note) else ""
    return f"{_GROUNDS[one.ground]}{note}"


def _found(finding: Origin | None) -> tuple[Shown, ...]:
    if finding is None:
        return ("—",) * 3
    by = finding.by or "到公布时按规则"
    return (by, _instant(finding.at), finding.line or "—")


def _plate(one: Traced) -> str:
    plate, why = one.rated.plate, one.rated.no_plate
    if plate is not None:
        return f"{plate.chinese}牌"
    return f"无牌（{_WHY_NONE[why]}）" if why else "无牌"


def _instant(at: dtm.datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "—"
