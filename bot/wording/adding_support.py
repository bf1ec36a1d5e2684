"""A new support item: the questions of its form, the preview, what everybody is told."""

import datetime as dtm

from bot.wording.figures import project_name
from bot.wording.supporting import SupportLine, line, short
from rules.project import PersonName, Project


def ask_project() -> str:
    """Ask what project waits for it."""
    return "【新增保障事项】哪个项目需要保障？请点按钮，或回复项目编号或名称，如：JT01"


def ask_category(project: Project) -> str:
    """Ask what kind it is."""
    return f"{project_name(project)}需要哪一类保障？请点按钮。"


def ask_what() -> str:
    """Ask for the item itself."""
    return "具体要办什么？请用一句话写明（4到60个字），如：办理临时用地审批手续"


def ask_department() -> str:
    """Ask who supports."""
    return "由哪个部门办？请点按钮，或回复部门名称，如：自然资源所"


def ask_person(department: str) -> str:
    """Ask for the department's person."""
    return f"{department}由谁负责？请点按钮，或回复一个人的姓名。"


def ask_due() -> str:
    """Ask by when."""
    return "什么时候办结？请点按钮，或回复日期（不早于今天），如：7月31日"


def preview(one: SupportLine, *, is_new_person: bool) -> str:
    """Show what will be kept."""
    item = one.item
    new = f"{item.person}不在人员表里，确认后登记，请另发绑定码。\n" if is_new_person else ""
    return f"【新增保障事项预览】{line(one)}\n{new}核对无误请点「确认」。"


def added(one: SupportLine, by: PersonName) -> str:
    """Tell everybody whom a new item concerns."""
    return f"【新增保障事项{one.item.number}】{line(one)}\n登记：{by}"


def added_for_you(one: SupportLine, by: PersonName) -> str:
    """Tell the person of a new item that it is his."""
    return f"{added(one, by)}\n由您负责。有进展请点按钮，或回复这条消息说明。"


def unclear_project() -> str:
    """Say that no such project can be chosen."""
    return "您只能为本指挥部的项目新增保障事项，请点按钮或回复本指挥部的项目编号。"


def unclear_category() -> str:
    """Say that a button is to be pressed."""
    return "请点上面的按钮选一类。"


def unclear_what() -> str:
    """Say how long it must be."""
    return "请用一句话写明要办什么，4到60个字。"


def unclear_department() -> str:
    """Say how a department is written."""
    return "没有看懂。请只回复部门名称（2到20个字）。"


def unclear_person() -> str:
    """Say how a person is written."""
    return "没有看懂。请只写一个人的姓名（2到10个字），不带职务。"


def unclear_due(today: dtm.date) -> str:
    """Say how the day is written."""
    return (
        f"没有看懂。请写成 7月31日 或 2023-07-31，不早于今天（{today.month}月{today.day}日），"
        "不晚于本年度末。"
    )


def there_already(one: SupportLine) -> str:
    """Say that the project waits for the same already."""
    return f"{short(one)}已经登记过，没有重复登记。请发 /support {one.project.code} 查看。"


def press_confirm() -> str:
    """Say that nothing but the press is missing."""
    return "核对无误请点上面的「确认」，不登记的发 /cancel。"
