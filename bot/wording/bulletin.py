"""The monthly bulletin's sentences, and those of a correction's circular.

Figures are the determined ones, figures of different units are never added up, and a cause is
printed as the unit's own word alone (E22).
"""

import datetime as dtm
from collections.abc import Sequence
from decimal import Decimal

from bot.wording.cards import plate_or_reason
from bot.wording.figures import amount, listed, project_name, target
from rules.bulletin import Item, Reported, Tally
from rules.correction import ChangedCard
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import Milestone, Project, Value, plain

NONE = "—"
OVERALL = "总体情况"
BY_COMMAND = "各指挥部情况"
PRAISE = "表扬情况"
MISSED = "未完成月度目标的项目"
REPORTING = "报送情况"
SUPPORT = "保障事项"
MOVES = "项目进出和目标调整"
REQUIREMENTS = "工作要求"
CORRECTED = "更正内容"
TOTAL = "合计"
NO_TASK = "本月无考核任务"
_PLATES = {Plate.BLUE: "蓝牌", Plate.YELLOW: "黄牌", Plate.RED: "红牌"}
_NO_PLATES = {
    NoPlate.NOT_ACTIVE: "暂停",
    NoPlate.NO_TARGET: "无目标任务",
    NoPlate.PENDING: "待认定",
}


def file_name(symbol: str, year: int, number: int, month: Month, correction: int) -> str:
    """Name the file by the paper's number and title."""
    return f"{symbol}〔{year}〕{number}号 {title(month, correction)}.docx"


def title(month: Month, correction: int) -> str:
    """Return the paper's title in one line."""
    kind = "更正通报" if correction else "通报"
    return f"关于{month.year}年{month.chinese}份重点项目挂图作战进展情况的{kind}"


def opening(month: Month, correction: int) -> str:
    """Say on what the bulletin rests; a correction names what it corrects and no cause (E16)."""
    if correction:
        return (
            f"《{title(month, 0)}》（第{month.number}期）印发后，"
            f"督考办公室更正了部分项目的认定结果（更正第{correction}号），现将更正情况通报如下。"
        )
    return (
        f"根据《{month.year}年重点项目挂图作战实施意见》，督考办公室对{month.chinese}份"
        f"各项目月度任务完成情况进行了核实认定，现通报如下。"
    )


def overall(month: Month, counts: Tally, before: Decimal | None) -> str:
    """Count the plates; `before` is last month's blue rate, where that was published (E43)."""
    day = f"截至{month.chinese}{month.last_day.day}日"
    if not counts.projects:
        return f"{day}，没有纳入挂图作战的项目，{NO_TASK}。"
    head = f"{day}，纳入挂图作战的项目共{counts.projects}个"
    if not counts.has_task:
        return f"{head}，{NO_TASK}{_idle(counts)}。"
    change = _change(counts.share, before)
    return (
        f"{head}，本月有目标任务并参加认定的{counts.rated}个。其中，蓝牌{counts.blue}个、"
        f"黄牌{counts.yellow}个、红牌{counts.red}个，蓝牌率{percent(counts.share)}{change}"
        f"{_idle(counts)}。{_pending(counts)}"
    )


def _idle(counts: Tally) -> str:
    goalless = f"；当月无目标任务、不标牌的{counts.without_goal}个" if counts.without_goal else ""
    return f"{goalless}；暂停考核、不标牌的{counts.resting}个" if counts.resting else goalless


def _pending(counts: Tally) -> str:
    if not counts.pending:
        return ""
    return f"另有待认定的{counts.pending}个，暂不标牌，不计入参加认定的项目，认定后另行通报。"


def _change(share: Decimal | None, before: Decimal | None) -> str:
    if share is None or before is None:
        return ""
    if share == before:
        return "，与上月持平"
    word = "提高" if share > before else "下降"
    return f"，较上月{word}{abs(share - before)}个百分点"


def percent(share: Decimal | None) -> str:
    """Write a percentage with its one decimal; of nothing it is a dash (E23)."""
    return NONE if share is None else f"{share}%"


def overfulfilled(items: Sequence[Item]) -> tuple[str, str]:
    """Head those that exceeded the month's goal (E17)."""
    return _group("（一）超额完成月度目标", items, "本月无超额完成月度目标的项目。")


def ahead(items: Sequence[Item]) -> tuple[str, str]:
    """Head those that have done the whole year before the plan asks for it."""
    return _group("（二）率先完成年度目标", items, "本月无率先完成年度目标的项目。")


def turned_blue(items: Sequence[Item]) -> tuple[str, str]:
    """Head those that went from red to blue (E36)."""
    return _group("（三）由红转蓝", items, "本月无由红转蓝的项目。")


def reds(items: Sequence[Item]) -> tuple[str, str]:
    """Head the red ones (C52)."""
    return _group("（一）红牌（连续两个月及以上未完成）", items, "本月无红牌项目。")


def yellows(items: Sequence[Item]) -> tuple[str, str]:
    """Head the yellow ones (C51)."""
    return _group("（二）黄牌（本月未完成）", items, "本月无黄牌项目。")


def pending(items: Sequence[Item]) -> tuple[str, str]:
    """Name what is not determined: it is no miss."""
    names = listed(project_name(one.project) for one in items)
    words = f"{names}。暂不标牌，不按未完成处理，认定后另行通报。"
    return f"（三）待认定{len(items)}个。", words


def _group(head: str, items: Sequence[Item], nothing: str) -> tuple[str, str]:
    """Return a heading with its count, or with what is said where there is nobody."""
    return (f"{head}{len(items)}个。", "") if items else (f"{head}。", nothing)


def praised(number: int, one: Item) -> str:
    """Tell what somebody did well, as fully as a miss is told (C15)."""
    surplus = f"，{_surplus(one.surplus)}" if one.surplus is not None else ""
    year = ""
    if one.is_ahead:
        of = f"（{amount(one.annual, one.project.unit)}）" if one.annual is not None else ""
        year = f"，已提前完成年度目标{of}"
    turned = "，由红牌转为蓝牌" if one.turned_blue else ""
    return f"{number}.{_figures(one)}{surplus}{year}{turned}。{_answerable(one.project)}"


def _surplus(surplus: Decimal) -> str:
    return f"超额{surplus}%" if surplus else "超额不足0.1%"


def missed(number: int, one: Item) -> str:
    """Tell a miss: figures, months in a row, who answers, and the unit's own word on why."""
    streak = f"，已连续{one.rated.streak}个月未完成" if one.rated.streak > 1 else ""
    cause = one.cause.strip().rstrip("。；;，,.")
    said = f"单位自述原因：{cause}。" if cause else ""
    told = f"{_figures(one)}{_gap(one.rated, one.project)}{streak}"
    return f"{number}.{told}。{_answerable(one.project)}{said}"


def _answerable(project: Project) -> str:
    return (
        f"主责单位{project.lead_unit}，责任领导{project.responsible_leader}，"
        f"责任人{project.responsible_person}。"
    )


def _figures(one: Item) -> str:
    """Tell goal and finding; who was silent or late is said to be."""
    project, rated = one.project, one.rated
    word = "月度节点" if isinstance(rated.goal, Milestone) else "月度累计目标"
    goal = "" if rated.goal is None else f"{word}{target(rated.goal, project.unit)}，"
    if rated.value is None:
        how = "未按时报送" if one.row.reported_late else "未报"
        return f"{project_name(project)}：{goal}{how}，按未完成认定"
    return f"{project_name(project)}：{goal}认定{_found(rated.value, project.unit)}"


def _found(value: Value, unit: str) -> str:
    return f"完成{amount(value, unit)}" if isinstance(value, Decimal) else amount(value, unit)


def _gap(rated: Rated, project: Project) -> str:
    if not isinstance(rated.goal, Decimal) or not isinstance(rated.value, Decimal):
        return ""
    return f"，差{plain(rated.goal - rated.value)}{project.unit}"


def nobody_praised(counts: Tally) -> str:
    """Say that nobody stands out, or that nothing was asked (E43)."""
    if not counts.has_task:
        return f"{NO_TASK}。"
    return "本月无超额完成月度目标、率先完成年度目标和由红转蓝的项目。"


def nobody_missed(counts: Tally) -> str:
    """Say that nobody missed a goal, or that nothing was asked (E43)."""
    if not counts.has_task:
        return f"{NO_TASK}。"
    everybody = "，参加认定的项目全部完成" if counts.rated else ""
    return f"本月无红牌、黄牌项目{everybody}。"


def requirements(counts: Tally, *, is_late: bool, by: dtm.date) -> tuple[str, ...]:
    """Say what is expected of whom, and until when."""
    found = [mend(by)] if counts.yellow or counts.red else []
    if counts.silent or is_late:
        found.append("未报、迟报项目的责任人要按规定时间报送，确有困难的提前向督考办公室说明。")
    found.append("各指挥部、各单位要对照月度目标抓好下月任务落实，按时如实报送进度。")
    return tuple(found)


def mend(by: dtm.date, *, is_correction: bool = False) -> str:
    """Ask who missed a goal for measures until a day."""
    whose = "更正后为黄牌、红牌的项目" if is_correction else "黄牌、红牌项目"
    return (
        f"{whose}主责单位要逐项查找原因，指挥长要到现场研究解决，"
        f"于{_day(by)}前将整改措施报督考办公室。"
    )


def corrected(number: int, card: ChangedCard) -> str:
    """Tell a card before and after, and never why (E15, E16)."""
    project, was, now = card.after.project, card.before.rated, card.after.rated
    plates = f"由{plate_or_reason(was)}更正为{plate_or_reason(now)}"
    if plate_or_reason(was) == plate_or_reason(now):
        plates = f"标识不变，仍为{plate_or_reason(now)}"
    gap = _gap(now, project) if now.plate in {Plate.YELLOW, Plate.RED} else ""
    told = f"{project_name(project)}：{plates}{_found_instead(was, now, project.unit)}{gap}"
    return f"{number}.{told}。主责单位{project.lead_unit}。"


def _found_instead(was: Rated, now: Rated, unit: str) -> str:
    """Tell goal and finding before and after; a month that asks nothing has neither."""
    if now.goal is None or now.no_plate is NoPlate.NOT_ACTIVE:
        return ""
    found = f"认定{_as_found(now, unit)}"
    if was.goal is not None and _as_found(was, unit) != _as_found(now, unit):
        found = f"认定结果由{_as_found(was, unit)}更正为{_as_found(now, unit)}"
    goal = f"目标{target(now.goal, unit)}"
    if was.goal is not None and was.goal != now.goal:
        goal = f"目标由{target(was.goal, unit)}更正为{target(now.goal, unit)}"
    return f"；{found}，{goal}"


def _as_found(rated: Rated, unit: str) -> str:
    if rated.value is None:
        return _NO_PLATES[rated.no_plate] if rated.no_plate else "未报"
    return _found(rated.value, unit)


def stands() -> str:
    """Say that the rest stands."""
    return "其余内容仍按原通报执行；相关警告以更正后的为准。"


def mark(rated: Rated) -> str:
    """Name the plate in the annex."""
    return _PLATES[rated.plate] if rated.plate else "无牌"


def remarks(one: Item) -> str:
    """Say in the annex what is to be known beside the plate."""
    found = [_NO_PLATES[one.rated.no_plate]] if one.rated.no_plate else []
    flags = one.rated.flags
    told = {
        "未报": one.reported is Reported.SILENT,
        "迟报": one.reported is Reported.LATE,
        "已调整": Flag.ADJUSTED_TARGET in flags,
        "调整申请审批中": Flag.ADJUSTMENT_PENDING in flags,
        "已完工": one.is_completed,
        "超额完成": one.surplus is not None,
        "率先完成年度目标": one.is_ahead,
        "由红转蓝": one.turned_blue,
        f"更正第{one.row.corrected}号": bool(one.row.corrected),
    }
    return listed([*found, *(word for word, holds in told.items() if holds)])


def _day(day: dtm.date) -> str:
    return f"{day.month}月{day.day}日"
