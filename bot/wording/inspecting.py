"""Site checks: what is asked, what was understood, what was kept, how the desk names one."""

import datetime as dtm
from collections.abc import Sequence

from bot.reading_checks import Missing
from bot.wording.figures import amount, listed, project_name
from rules.project import Milestone, Project, Stage
from rules.site_check import SiteCheck

_NEEDED = {
    Missing.PROJECT: "是哪个项目（写了别的项目，一次只登记一个）",
    Missing.FIGURE: "查到的数",
    Missing.DAY: "哪天查的（写成 7月3日，不晚于今天）",
    Missing.WAY: "有没有事先通知（写“未事先通知”或“已提前通知”）",
    Missing.PEOPLE: "核查人（两人以上，用顿号分开）",
    Missing.BASIS: "怎么查的（如沿线量测、查验收单）",
}


def which_project(*, left: int) -> str:
    """Let the project that was checked be chosen by button."""
    more = f"（另有{left}个没有列出，可发 /inspect 加项目编号或名称）" if left > 0 else ""
    return f"【现场核查】请选核查的项目{more}："


def ask_found(project: Project, stage: Milestone | None) -> str:
    """Ask what was found, with an example."""
    return (
        f"【现场核查】请回复{project_name(project)}的核查情况，如：{_example(project, stage)}。"
        "不是今天查的，写明日期。不登记了请发 /cancel。"
    )


def _example(project: Project, stage: Milestone | None) -> str:
    found = f"5.2{project.unit}" if stage is None else "未完成"
    return f"{found}，现场量测，核查人张三、李四，未事先通知"


def unclear(project: Project, stage: Milestone | None, missing: Sequence[Missing]) -> str:
    """Name what is missing or not clear, and ask for the whole again."""
    named = listed(_needed(one, project, stage) for one in missing)
    return (
        f"{project_name(project)}的核查情况还缺，或者没有看懂：{named}。"
        f"没有登记，请整句再发一遍，如：{_example(project, stage)}。不登记了请发 /cancel。"
    )


def _needed(one: Missing, project: Project, stage: Milestone | None) -> str:
    if one is not Missing.FIGURE:
        return _NEEDED[one]
    if stage is None:
        return f"{_NEEDED[one]}（单位{project.unit}，只写一个，如 5.2{project.unit}）"
    return f"「{stage}」完成没有（写“已完成”或“未完成”）"


def preview(check: SiteCheck, project: Project) -> str:
    """Show what was understood before it is kept."""
    return (
        f"【现场核查】{project_name(project)}\n{_record(check, project)}\n"
        "只供认定参考，登记后不能修改，不改变认定数和标识。核对无误请点「确认」；"
        "有错请整句再发一遍，不登记的发 /cancel。"
    )


def recorded(check: SiteCheck, project: Project) -> str:
    """Say what was kept, by whom, under which number."""
    return (
        f"【现场核查】{project_name(project)}，{check.year}年第{check.number}号\n"
        f"{_record(check, project)}\n登记：{check.recorded_by}"
    )


def _record(check: SiteCheck, project: Project) -> str:
    way = "已事先通知" if check.is_announced else "未事先通知"
    return (
        f"　{_day(check.found_on)}查到{_found(check, project)}，{way}\n"
        f"　核查人：{listed(check.inspectors)}\n　依据：{check.basis}"
    )


def _found(check: SiteCheck, project: Project) -> str:
    found = amount(check.value, project.unit)
    return f"「{check.stage}」{found}" if isinstance(check.value, Stage) else found


def _day(day: dtm.date) -> str:
    return f"{day.month}月{day.day}日"


def beside_report(check: SiteCheck, unit: str) -> str:
    """Tell at the desk what was found: `核查5.2公里（第3号，7月3日）`."""
    return f"核查{amount(check.value, unit)}（第{check.number}号，{_day(check.found_on)}）"


def cited(check: SiteCheck) -> str:
    """Cite a check as the ground of a determination; people and ways are not named."""
    return f"现场核查第{check.number}号"
