"""A project's card in words, and how a project is chosen."""

import itertools
from collections.abc import Iterator

from bot.wording.captions import CAPTION, cut, units
from bot.wording.figures import amount, plate_word, project_name, target
from charts import figures, words
from charts.views import CardView
from rules.month import Month
from rules.plates import Flag, NoPlate, Rated
from rules.project import Goal, Milestone, Project, Value, plain

_LONGEST, _STAGE = 120, 40  # characters of a text of the book, of one milestone
_SAID = ("未认定", "更正")
WHY_NONE = {
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


def details(card: CardView, said: str) -> str:
    """Append what else the card shows to what was `said` of it, as far as a caption holds it."""
    lines = [said]
    for line in filter(None, _details(card)):
        if units("\n".join([*lines, line])) <= CAPTION:
            lines.append(line)
    return "\n".join(lines)


def _details(card: CardView) -> Iterator[str]:
    """Yield the rate, what is left, the months, the people, and what is overdue."""
    yield _rate(card)
    yield _tags(card)
    yield _rest(card)
    yield _stages(card)
    yield _months(card)
    yield "；".join(
        part for part in (words.adjusted(card).replace("　", "，"), _halt(card)) if part
    )
    yield _people(card)
    yield _overdue(card)


def _rate(card: CardView) -> str:
    cell, unit = card.shown, card.project.unit
    gap = figures.short_of(cell, unit)
    if not gap:
        return ""
    return f"完成率{figures.completion(cell.goal, cell.value)}，{gap}"


def _tags(card: CardView) -> str:
    """Tell what stands beside the plate (迟报, 已调整), and is not said already."""
    tags = [tag for tag in card.project.tags if not tag.startswith(_SAID)]
    return f"注：{'、'.join(tags)}" if tags else ""


def _stages(card: CardView) -> str:
    """Tell the year's milestones to the month shown, and the next one."""
    last, told = card.stamp.month, []
    for number, cell in enumerate(card.project.months, start=1):
        if isinstance(cell.goal, Milestone) and number <= last:
            state = figures.UNREPORTED if cell.is_unreported else figures.amount(cell.value)
            told.append(f"{number}月「{cut(str(cell.goal), _STAGE)}」{state}")
        elif isinstance(cell.goal, Milestone):
            told.append(f"下一节点{number}月「{cut(str(cell.goal), _STAGE)}」")
            break
    return f"节点：{'、'.join(told)}" if told else ""


def _rest(card: CardView) -> str:
    """Tell the year's target and what is left of it, as the box of the card does."""
    left, unit = figures.need(card), card.project.unit
    said = [f"年度目标：{cut(card.project.annual_target_text, _LONGEST)}"]
    if over := words.over(card, left):
        said.append(over)
    elif left:
        each = f"，月均需{plain(left.each)}{unit}" if left.each is not None else ""
        said.append(f"还差{plain(left.gap)}{unit}，剩余{left.months}个月{each}")
    return "；".join(said)


def _months(card: CardView) -> str:
    """Tell the plates of the months before the one shown: 1—4月蓝、5月黄."""
    before = enumerate(card.project.months[: card.stamp.month - 1], start=1)
    rated = [(number, cell.plate) for number, cell in before if cell.plate is not None]
    runs = itertools.groupby(enumerate(rated), key=lambda each: (each[1][0] - each[0], each[1][1]))
    told = []
    for (_, plate), run in runs:
        numbers = [number for _, (number, _) in run]
        first, last = numbers[0], numbers[-1]
        months = f"{first}月" if first == last else f"{first}—{last}月"
        told.append(f"{months}{plate.chinese}")
    return f"此前：{'、'.join(told)}" if told else ""


def _halt(card: CardView) -> str:
    return f"暂停原因：{cut(card.suspension, _LONGEST)}" if card.suspension else ""


def _people(card: CardView) -> str:
    project, left = card.project, words.days_left(card)
    due = f"{card.due_date}{f'（{left}）' if left else ''}" if card.due_date else ""
    named = (
        ("主责单位", project.lead_unit),
        ("责任人", project.responsible_person),
        ("责任领导", project.responsible_leader),
        ("完成时限", due),
    )
    return "，".join(f"{what}{who}" for what, who in named if who)


def _overdue(card: CardView) -> str:
    item = card.project.overdue
    if item is None:
        return ""
    others = f"；另{item.others}项也已逾期" if item.others else ""
    what = "：".join(part for part in (item.category, cut(item.item, _LONGEST)) if part)
    return f"保障逾期{item.days}天：{what}，{item.department}{item.person}，{item.status}{others}"


def plate_or_reason(rated: Rated) -> str:
    """Name a plate, or say why there is none."""
    if rated.no_plate is not None:
        return f"无牌（{WHY_NONE[rated.no_plate]}）"
    return plate_word(rated.plate, rated.streak)


def not_in_book(project: Project, month: Month) -> str:
    """Say that a project is not in the book of a month's year."""
    return f"{month.year}年没有{project_name(project)}的计划，请换一个月份，如：2023-06。"


def made_up(later: Month) -> str:
    """Say that a missed target was reached later; the plate stays as it is (E18)."""
    return f"{later.chinese}已补齐（累计数达到当月目标），原来的标识不变。"
