"""How a colour came about: the answer in one sentence, then all that it rests on (C44)."""

from dataclasses import fields
from decimal import Decimal

from bot.wording.cards import plate_or_reason
from bot.wording.derivation import Derivation, instant, month_name
from bot.wording.evidence import evidence
from bot.wording.figures import amount, listed, plate_word, project_name, target
from rules.lifecycle import Step
from rules.plates import Flag, NoPlate, Plate, Rules
from rules.project import Goal, Milestone, plain
from rules.report import ReportState, counting

_FEW_MONTHS = 4
_READINGS = {
    ("carries_over_new_year", False): "每年1月重新计算连续月数",
    ("carries_over_new_year", True): "跨年连续计算",
    ("no_target_breaks", False): "无目标的月份不计入也不中断连续",
    ("no_target_breaks", True): "无目标的月份中断连续",
    ("change_resets_streak", False): "调整目标不清除以前的未完成",
    ("change_resets_streak", True): "调整目标后重新计算连续月数",
}


def explained(one: Derivation) -> str:
    """Tell the colour and why in a sentence, then what it rests on, then the readings."""
    is_out = one.asked.is_published
    shown = plate_or_reason(one.rated) if is_out else "未认定（还没有公布）"
    lines = [
        f"{project_name(one.project)}　{one.month.chinese}：{shown}",
        _because(one) if is_out else _not_out(one),
        *evidence(one),
        *(_decided(one) if is_out else ()),
        f"适用规则：{'；'.join(_rules(one))}。",
    ]
    return "\n".join(lines)


def _not_out(one: Derivation) -> str:
    """Say why there is no colour yet."""
    if one.asked.is_closed:
        return "填报已截止，督考办认定、公布以后才有颜色。"
    ends = f"（{instant(one.asked.closes_at, one)}截止）" if one.asked.closes_at else ""
    return f"填报还没有截止{ends}，督考办认定、公布以后才有颜色。"


def _because(one: Derivation) -> str:
    """Say in one sentence why a published month has its colour, or none."""
    rated = one.rated
    if rated.no_plate is NoPlate.PENDING:
        return "督考办还没有认定，先不标牌；认定以后以更正公布。"
    if rated.no_plate is not None or rated.goal is None:
        is_blank = rated.no_plate is not NoPlate.NOT_ACTIVE
        what = "本月没有目标任务" if is_blank else _standing(one)
        before = f"；此前连续{rated.streak}个月未完成，仍然计算" if rated.streak else ""
        return f"{what}，不标牌{before}。"
    return f"{_found(one)}，{_compared(one, rated.goal)}{_so(one)}。"


def _standing(one: Derivation) -> str:
    """Say why a project is not at work in a month, since when, and when it was decided."""
    last = one.standing.last
    if last is None or not (one.standing.is_suspended or last.step is Step.EXIT):
        return "项目本月未纳入"
    what = "暂停" if one.standing.is_suspended else "退出"
    on = last.decided_on
    when = f"（{on.year}年{on.month}月{on.day}日批准）" if on else ""
    return f"项目从{month_name(last.effective, one)}起{what}{when}"


def _found(one: Derivation) -> str:
    """Say what is held against the target."""
    rated, found = one.rated, one.determination
    if rated.value is not None:
        word = "已完工，按核定的" if Flag.COMPLETED in rated.flags else "认定"
        return f"{_reported_otherwise(one)}{word}{amount(rated.value, one.project.unit)}"
    if found is not None and found.by is not None:
        return "督考办认定为未报"
    ends = f"（{instant(one.asked.closes_at, one)}）" if one.asked.closes_at else ""
    kept = [report for report in one.reports if report.state is ReportState.KEPT]
    if kept:
        return f"到截止{ends}没有收到自报，以后的是迟报、不计入，按未报认定"
    if any(report.state is ReportState.WAITING for report in one.reports):
        return f"到截止{ends}自报没有经本人确认，按未报认定"
    return f"到截止{ends}没有收到自报，按未报认定"


def _reported_otherwise(one: Derivation) -> str:
    """Say what was reported where the office found something else."""
    report = counting(one.reports)
    if report is None or report.value is None or report.value == one.rated.value:
        return ""
    word = "迟报" if report.is_late else "自报"
    return f"{word}{amount(report.value, one.project.unit)}，督考办"


def _compared(one: Derivation, goal: Goal) -> str:
    """Say how what was found compares with the target."""
    value, unit = one.rated.value, one.project.unit
    named = f"{one.month.chinese}{'节点' if isinstance(goal, Milestone) else '目标'}"
    written = f"{named}{target(goal, unit)}"
    if one.rated.plate is Plate.BLUE:
        is_over = Flag.OVER_FULFILLED in one.rated.flags
        return f"{'超过' if is_over else '达到'}{written}"
    if isinstance(value, Decimal) and isinstance(goal, Decimal):
        return f"比{written}少{plain(goal - value)}{unit}"
    return f"没有达到{written}"


def _so(one: Derivation) -> str:
    """Say which plate follows; of a red one, by which months."""
    rated = one.rated
    if rated.plate is not Plate.RED:
        return f"，标{plate_word(rated.plate)}"
    missed = [month_name(each.month, one) for each in one.streak if each.plate is not None]
    if one.missed < rated.streak:
        return f"；连同以前按导入记录的，连续{rated.streak}个月未完成，标红牌"
    few = listed(missed) if len(missed) <= _FEW_MONTHS else f"{missed[0]}至{missed[-1]}"
    return f"；{few}连续{rated.streak}个月未完成，标红牌"


def _decided(one: Derivation) -> list[str]:
    """Say which of the open readings made the plate what it is, and what the other would give."""
    if one.rated.plate is None:
        return []
    return [
        f"起决定作用的规则：{_reading(one, point.name)}"
        f"（换成“{_reading(one, point.name, is_other=True)}”，"
        f"本月是{plate_or_reason(point.otherwise)}）"
        for point in one.decisive
    ]


def _reading(one: Derivation, name: str, *, is_other: bool = False) -> str:
    return _READINGS[name, getattr(one.rules, name) != is_other]


def _rules(one: Derivation) -> list[str]:
    """Say which readings of the decision hold here (the open points of `docs/rules.md`)."""
    accepts = "到公布时未认定的按自报认定" if one.accepts else "全部认定后才公布"
    readings = (_reading(one, field.name) for field in fields(Rules))
    return ["按累计数比较，等于目标即完成，不四舍五入", *readings, accepts]
