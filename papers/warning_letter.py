"""The warning letters (警告通知书): one a unit, a command and a colour (C69, C70, E27)."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rules.month import Month
from rules.plates import Plate
from rules.project import Goal, Milestone, ProjectCode, UnitName, Value, plain

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class MissedMonth:
    """A missed month: its target and what was determined, None where nothing was reported."""

    month: Month
    goal: Goal
    value: Value | None


@dataclass(frozen=True, slots=True)
class MissedProject:
    """A project that is warned of, with the months of its streak, the letter's own last.

    `streak` may be longer than `months`: what was imported from paper has no figures.
    """

    code: ProjectCode
    name: str
    unit: str
    streak: int
    months: tuple[MissedMonth, ...]


@dataclass(frozen=True, slots=True)
class WarningLetter:
    """All that a letter tells (`FORMS.md` 2 and 3); no cause and no penalty stands in it.

    `plate` is yellow or red. `number` is the full one; `scope` is 全镇. `reply_by` is the day for
    the written answer; `next_is_red` tells whether the next missed month is a red one, which it is
    not where a streak ends with the year. `correction` is that of the month by which the letter
    was issued, 0 for none; `replaces` the full number of the letter in whose place it is.
    """

    plate: Plate
    number: str
    unit: UnitName
    command: str
    month: Month
    projects: tuple[MissedProject, ...]
    issued_on: dtm.date
    reply_by: dtm.date
    scope: str
    next_is_red: bool = True
    correction: int = 0
    replaces: str = ""

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.unit}{self.plate.chinese}牌警告通知书（{self.number}）.docx"


def docx_of(view: WarningLetter, *, template: Path | None = None) -> bytes:
    """Return the letter as .docx; BrokenTemplateError where the template cannot be filled."""
    from papers.filling import filled

    return filled(template or TEMPLATES / f"warning_{view.plate}.docx", _words(view))


def printed(view: WarningLetter) -> bytes:
    """Return the letter as PDF; the errors of `docx_of` and of `papers.pdf`."""
    from papers.pdf import pdf_of

    return pdf_of(docx_of(view))


def _words(view: WarningLetter) -> dict[str, Any]:
    """Return what the templates' places are filled with; `docs/office.md` lists them."""
    return {
        "编号": view.number,
        "主责单位": view.unit,
        "指挥部": view.command,
        "年度": view.month.year,
        "月份": view.month.chinese,
        "下月": view.month.next.chinese if view.next_is_red else "",
        "项目": [_project(one, view.month) for one in view.projects],
        "日期": _day(view.issued_on),
        "回复期限": _day(view.reply_by),
        "范围": view.scope,
        "纪委": f"{view.scope.removeprefix('全')}纪委",
        "更正": view.correction,
        "原编号": view.replaces,
    }


def _project(one: MissedProject, month: Month) -> dict[str, Any]:
    return {
        "编号": one.code,
        "名称": one.name,
        "连续月数": one.streak,
        "情况": _told(one.months, one.unit, of=month),
        "更早": one.streak > len(one.months),
    }


def _told(months: Sequence[MissedMonth], unit: str, *, of: Month) -> str:
    """Tell target and finding of every month, and the gap where there is one month alone."""
    if len(months) == 1:
        return f"{_figures(months[0], unit)}{_gap(months[0], unit)}"
    return "；".join(f"{_name(one.month, of)}份{_figures(one, unit)}" for one in months)


def _figures(one: MissedMonth, unit: str) -> str:
    goal = f"节点目标“{one.goal}”" if isinstance(one.goal, Milestone) else None
    head = goal or f"累计目标{plain(Decimal(one.goal))}{unit}"
    if one.value is None:
        return f"{head}，未报送，按未完成认定"
    if isinstance(one.value, Decimal):
        return f"{head}，经认定完成{plain(one.value)}{unit}"
    return f"{head}，经认定未完成"


def _gap(one: MissedMonth, unit: str) -> str:
    if isinstance(one.value, Decimal) and isinstance(one.goal, Decimal):
        return f"，差{plain(one.goal - one.value)}{unit}"
    return ""


def _name(month: Month, of: Month) -> str:
    """Name a month, with its year where that is not the letter's."""
    return month.chinese if month.year == of.year else f"{month.year}年{month.chinese}"


def _day(day: dtm.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
