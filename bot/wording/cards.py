"""A project's card in words, and how a project is chosen."""

from bot.wording.figures import amount, plate_word, project_name, target
from rules.month import Month
from rules.plates import Flag, NoPlate, Rated
from rules.project import Goal, Project, Value

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
