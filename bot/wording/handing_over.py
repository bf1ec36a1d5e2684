"""Another person or unit answers: the questions, the preview, what everybody is told."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import listed, project_name
from rules.book import Command
from rules.handover import Handover, Seat
from rules.project import PersonName, Project


def ask_seat() -> str:
    """Ask what is handed over."""
    return "【人员、单位变更】请选要变更的是什么："


def ask_command(seat: Seat) -> str:
    """Ask in which command."""
    return f"请选哪个指挥部的{seat.chinese}："


def ask_project(seat: Seat) -> str:
    """Ask of which project."""
    return f"请回复要变更{seat.chinese}的项目编号或名称，如：JT01"


def ask_before(seat: Seat, names: Sequence[str]) -> str:
    """Ask who of several is replaced."""
    return f"{seat.chinese}现有{listed(names)}，请选由谁交出："


def ask_after(seat: Seat, where: str, before: str) -> str:
    """Ask for the new holder."""
    now = f"现在的{seat.chinese}是{before}" if before else f"现在没有{seat.chinese}"
    what = "单位名称" if seat is Seat.LEAD_UNIT else "姓名"
    return f"{where}{now}。请回复新的{seat.chinese}的{what}。"


def ask_since() -> str:
    """Ask from when."""
    return "从哪一天起？请点按钮，或回复日期（不能晚于今天），如：7月12日"


def place(thing: Command | Project) -> str:
    """Name where it is handed over."""
    return thing.name if isinstance(thing, Command) else project_name(thing)


def preview(one: Handover, thing: Command | Project, *, is_new: bool) -> str:
    """Show what changes, and what does not."""
    register = f"{one.after}不在人员表里，确认后登记，请另发绑定码。\n" if is_new else ""
    return f"【变更预览】{_what(one, thing)}\n{_means(one)}\n{register}核对无误请点「确认」。"


def told(one: Handover, thing: Command | Project, *, by: PersonName) -> str:
    """Tell everybody whom it concerns."""
    return f"【{one.seat.chinese}变更】{_what(one, thing)}\n{_means(one)}\n办理：督考办{by}"


def _what(one: Handover, thing: Command | Project) -> str:
    before = f"由{one.before}变更为{one.after}" if one.before else f"为{one.after}"
    day = f"{one.since.year}年{one.since.month}月{one.since.day}日"
    return f"{place(thing)}的{one.seat.chinese}自{day}起{before}。"


def _means(one: Handover) -> str:
    """Tell what stays with whom (C18, E29)."""
    if one.seat is Seat.COMMANDER:
        return (
            f"{one.before}以前签的字仍记在他名下；他给出的代签委托同时终止；"
            f"等指挥长签字的申请转给{one.after}。"
        )
    if one.seat is Seat.LEAD_UNIT:
        return "以后的警告发给新单位；已公布的不变，连续未完成的月数跟着项目走。"
    if one.seat is Seat.PERSON:
        return "以后由新责任人报进展；已公布的不变，连续未完成的月数跟着项目走，年终按任期分列。"
    return "以前办过的事仍记在原来的人名下。"


def unclear_name(seat: Seat) -> str:
    """Say how the new holder is written."""
    if seat is Seat.LEAD_UNIT:
        return "没有看懂。请只回复单位名称（2到60个字）。"
    return "没有看懂。请只写一个人的姓名（2到10个字），不带职务。"


def same_holder(seat: Seat, name: str) -> str:
    """Say that nothing would change."""
    return f"{name}已经是{seat.chinese}，不用变更。请回复新的{seat.chinese}，或发 /cancel。"


def unclear_day(today: dtm.date) -> str:
    """Say how the day is written, and how late it may be."""
    return (
        f"没有看懂。请写成 7月12日 或 2023-07-12，在本年度内，"
        f"不晚于今天（{today.month}月{today.day}日）。"
        f"以后才生效的，请到那一天再办。"
    )


def changed_meanwhile() -> str:
    """Say that somebody was quicker."""
    return "预览之后已有人变更过，请重新发 /handover 核对。"
