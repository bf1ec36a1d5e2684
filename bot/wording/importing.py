"""Plates from before the first month, taken from paper: how they are written, what they mean."""

from collections.abc import Mapping, Sequence

from bot.wording.figures import listed, project_name
from rules.month import Month
from rules.plates import Plate
from rules.project import Project, ProjectCode


def ask_month(imported: Sequence[Month]) -> str:
    """Let the month be chosen."""
    done = (
        f"已导入：{listed(month.chinese for month in imported)}（可以重新导入）。"
        if imported
        else ""
    )
    return (
        f"【导入以前的标识】本系统询问的第一个月以前，已在纸质挂图上标过牌的月份，可以导入，"
        f"只用来计算连续月数，不重新公布。{done}请选月份："
    )


def ask_plates(month: Month) -> str:
    """Ask for the yellow and the red ones; all the others count as blue."""
    return (
        f"请回复{month.chinese}的黄牌和红牌项目编号，其余有目标的按蓝牌。"
        f"如：黄牌 JT01 SL02 红牌 NY03；都是蓝牌的回复：全部蓝牌"
    )


def unclear(words: str) -> str:
    """Say what was not understood."""
    what = f"没有看懂「{words[:20]}」。" if words else "没有看懂。"
    return f"{what}请写成：黄牌 JT01 SL02 红牌 NY03；都是蓝牌的回复：全部蓝牌"


def twice(code: ProjectCode) -> str:
    """Say that a project was named twice."""
    return f"{code}写了两次，请只写一种牌。"


def no_goal(project: Project, month: Month) -> str:
    """Say that a project had nothing to miss."""
    return f"{project_name(project)}{month.chinese}没有目标任务，不标牌，请核对编号。"


def preview(month: Month, plates: Mapping[ProjectCode, Plate | None]) -> str:
    """Show what would be kept."""
    named = {
        plate: listed(code for code, one in plates.items() if one is plate) or "无"
        for plate in (Plate.YELLOW, Plate.RED)
    }
    found = list(plates.values())
    return (
        f"【导入预览】{month.year}年{month.chinese}（导入，来自纸质挂图）\n"
        f"蓝牌{found.count(Plate.BLUE)}个，黄牌{found.count(Plate.YELLOW)}个，"
        f"红牌{found.count(Plate.RED)}个，无牌{found.count(None)}个\n"
        f"黄牌：{named[Plate.YELLOW]}\n红牌：{named[Plate.RED]}\n"
        f"经督考办确认后，第一个月的连续月数从这里接着算。核对无误请点「确认」。"
    )


def kept(month: Month, person: str) -> str:
    """Confirm what was kept."""
    return f"已导入{month.year}年{month.chinese}的标识，由督考办{person}确认，计入连续月数。"


def too_late() -> str:
    """Say that the first month is public."""
    return "第一个月已经公布，不能再导入以前的标识。公布的结果有误的，请发 /correct 更正。"


def nothing_before() -> str:
    """Say that there is no month before the first one."""
    return "本年度没有更早的月份可以导入。"
