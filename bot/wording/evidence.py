"""What a month's colour rests on, line by line: target, reports, finding, rule, streak (C44).

Everybody who is bound may read it, in every room: no ground that speaks of a false report stands
in it (E16, E39).
"""

from collections.abc import Iterator

from bot.wording import matters
from bot.wording.cards import WHY_NONE
from bot.wording.derivation import Derivation, instant, month_name
from bot.wording.figures import amount, target
from bot.wording.publication import short
from rules.approval import Matter
from rules.correction import is_public
from rules.determination import Ground
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import Cause, PlanVersion, Project
from rules.report import Report, ReportState

LONGEST_GROUND = 200  # characters
MOST_REPORTS = 8
MOST_MONTHS = 12
_CLAUSE = {Plate.BLUE: "C50", Plate.YELLOW: "C51", Plate.RED: "C52"}
_EDGE = {NoPlate.NOT_ACTIVE: "E9、E11、E21", NoPlate.NO_TARGET: "E10", NoPlate.PENDING: "E1"}
_BECAME = {
    ReportState.KEPT: "",
    ReportState.REPLACED: "，后来改报",
    ReportState.WAITING: "，本人没有确认，不计入",
    ReportState.CANCELLED: "，本人取消",
}


def evidence(one: Derivation) -> Iterator[str]:
    """Yield a line for each thing; rule and streak once the month is published."""
    yield f"目标：{_target(one)}"
    yield from _pending(one)
    yield from _reports(one)
    yield f"认定：{_determined(one)}"
    if one.asked.is_published:
        yield f"标牌依据：{_rule(one.rated)}"
        yield from _streak(one)


def ground(note: str) -> str:
    """Return a ground as it may be told: cut, and left out where it is not for all (E39)."""
    if not is_public(note):
        return ""
    return note if len(note) <= LONGEST_GROUND else f"{note[:LONGEST_GROUND]}…"


def left_out(count: int) -> str:
    """Say how many of the corrections are not listed."""
    return f"（其间另有{count}次更正，不一一列出）"


def _target(one: Derivation) -> str:
    if one.rated.goal is None:
        return "本月无目标任务"
    written = target(one.rated.goal, one.project.unit)
    version = one.rated.version
    if version is None or version.because is Cause.YEAR_PLAN:
        return f"{written}（年初计划）"
    return f"{written}（{_adjusted(version)}{_instead_of(one)}）"


def _adjusted(version: PlanVersion) -> str:
    """Say which change set a target, since when it holds, and when it was approved."""
    on = version.approved_on
    when = f"，{on.year}年{on.month}月{on.day}日批准" if on else ""
    special = "（特批）" if version.because is Cause.EXCEPTION else ""
    return f"第{version.number}次调整{special}，{version.since.chinese}起执行{when}"


def _instead_of(one: Derivation) -> str:
    if one.year_plan is None:
        return "；年初计划无目标"
    return f"；年初计划{target(one.year_plan, one.project.unit)}"


def _pending(one: Derivation) -> list[str]:
    """Tell of a request that is not decided: until then all is as it was (E6)."""
    lines = []
    if one.asked.is_published and Flag.ADJUSTMENT_PENDING in one.rated.flags:
        lines = ["公布时目标调整申请还在审批，按原目标认定（E6）"]
    if one.pending is not None:
        request = one.pending.request
        since = instant(request.since, one)
        what, holds = matters.head(request), matters.nothing_changed(request).rstrip("。")
        if request.matter is Matter.TARGET:
            holds = "按原目标"
        lines.append(
            f"{what}申请：{request.stage.chinese}（{since}起），{one.pending.number}，批准前{holds}"
        )
    return lines


def _reports(one: Derivation) -> list[str]:
    if not one.reports and one.rated.goal is None:
        return ["自报：本月不用报送"]
    if not one.reports:
        asked = f"（{instant(one.asked.at, one)}询问）" if one.asked.at else ""
        return [f"自报：没有收到{asked}"]
    shown = one.reports[-MOST_REPORTS:]
    rest = len(one.reports) - len(shown)
    return [
        *([f"自报：更早的{rest}次不一一列出"] if rest else []),
        *(f"自报：{_report(report, one)}" for report in shown),
    ]


def _report(report: Report, one: Derivation) -> str:
    """Tell a version: what was understood, who said it when, and what became of it."""
    said = "没有数字" if report.value is None else amount(report.value, one.project.unit)
    late = "，迟报" if report.is_late else ""
    when = instant(report.source.said_at, one)
    became = _BECAME[report.state]
    if report.state is ReportState.WAITING and report.value is None:
        became = "，没有重报，不计入"
    return f"{said}，{report.by}，{when}{late}{became}"


def _determined(one: Derivation) -> str:
    found, is_out = one.determination, one.asked.is_published
    if not is_out and not one.shows_findings:
        return "公布后可见"
    if found is None:
        return _unfound(one)
    told = ground(found.note)
    if found.ground is Ground.OPEN:
        return f"待认定（{told}）" if told else "待认定"
    who = f"{found.by or '督考办'}{'，' + instant(found.at, one) if found.at else ''}"
    note = f"，依据：{told}" if told else ""
    if found.value is None:
        return f"未报，按未完成认定（{who}）{note}"
    how = "，按自报认定" if found.ground is Ground.REPORT else ""
    return f"{amount(found.value, one.project.unit)}（{who}{how}）{note}"


def _unfound(one: Derivation) -> str:
    """Say what holds where nobody of the office found anything."""
    rated = one.rated
    if one.asked.is_published and Flag.UNREPORTED in rated.flags:
        return "未报，按未完成认定"
    if one.asked.is_published and Flag.COMPLETED in rated.flags and rated.value is not None:
        since = one.standing.completed_since
        when = f"，{month_name(since, one)}起已完工" if since else ""
        return f"{amount(rated.value, one.project.unit)}（完工时核定{when}）"
    is_blank = one.asked.is_published and rated.no_plate in {NoPlate.NO_TARGET, NoPlate.NOT_ACTIVE}
    return "无" if is_blank else "尚未认定"


def _rule(rated: Rated) -> str:
    """Name the rule, the place in the township's decision, and its row in `docs/rules.md`."""
    if rated.plate is None or rated.no_plate is not None:
        why = rated.no_plate or NoPlate.NO_TARGET
        return f"{WHY_NONE[why]}，不标牌（{_EDGE[why]}）"
    what = {
        Plate.BLUE: "达到月度目标，蓝牌",
        Plate.YELLOW: "未完成月度目标，黄牌",
        Plate.RED: f"连续{rated.streak}个月未完成，红牌",
    }[rated.plate]
    return f"{what}（实施意见三（二），{_CLAUSE[rated.plate]}）"


def _streak(one: Derivation) -> list[str]:
    """Tell the months of a streak with their figures, those that count not among them."""
    if one.rated.streak < 2:
        return []
    shown = one.streak[-MOST_MONTHS:]
    rest = len(one.streak) - len(shown)
    brought = one.rated.streak - one.missed
    return [
        "连续未完成：",
        *([f"· 以前{brought}个月按导入的记录（E38）"] if brought else []),
        *([f"· 更早的{rest}个月不一一列出"] if rest else []),
        *(f"· {month_name(each.month, one)}{_missed(each, one.project)}" for each in shown),
    ]


def _missed(each: Rated, project: Project) -> str:
    if each.plate is None or each.goal is None:
        why = WHY_NONE[each.no_plate or NoPlate.NO_TARGET]
        return f"无牌：{why}，不计入"
    return f"{each.plate.chinese}：{short(each.goal, each.value, project.unit)}"
