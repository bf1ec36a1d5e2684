"""The monthly bulletin (月通报), and the circular of a correction, as an official paper (C27)."""

import datetime as dtm
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from rules.month import Month

TEMPLATE = Path(__file__).parent / "templates" / "bulletin.docx"
_NUMERALS = "一二三四五六七八九十"
_COLUMNS = (
    *("序号", "项目编号", "项目名称", "指挥部", "指挥长", "主责单位", "责任人", "单位"),
    *("年度目标", "本月累计目标", "自报累计", "认定累计", "完成率", "标识"),
    *("连续未完成月数", "备注"),
)
_COMMAND = ("指挥部", "指挥长", "项目数", "参评数", "蓝牌", "黄牌", "红牌", "待认定", "未报", "率")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is the heading that it begins with, empty where it has none."""

    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the bulletin; with `has_commands` the table of commands stands in it."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    has_commands: bool = False


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command's counts; `share` is its blue rate, or that it has no task this month (E43)."""

    name: str
    commander: str
    projects: int
    rated: int
    blue: int
    yellow: int
    red: int
    pending: int
    silent: int
    share: str


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A project in the full table: its sixteen columns, in their order (`FORMS.md` 1)."""

    number: int
    code: str
    name: str
    command: str
    commander: str
    lead_unit: str
    person: str
    unit: str
    annual: str
    goal: str
    reported: str
    found: str
    completion: str
    plate: str
    streak: str
    remarks: str


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """All that the paper tells; the issue is the month's number.

    `number` is the serial in the year of `issued_on`; `correction` is 0 for the bulletin itself,
    n for the circular of the month's n-th correction. `organisation` may be empty.
    """

    organisation: str
    symbol: str
    number: int
    month: Month
    correction: int
    issued_on: dtm.date
    file_name: str
    opening: str
    sections: tuple[Section, ...]
    commands: tuple[CommandRow, ...]
    annex: tuple[AnnexRow, ...]


def docx_of(view: BulletinPaper, *, template: Path = TEMPLATE) -> bytes:
    """Return the bulletin as .docx; BrokenTemplateError where the template cannot be filled."""
    from papers.filling import filled

    return filled(template, _words(view))


def printed(view: BulletinPaper) -> bytes:
    """Return the bulletin as PDF; the errors of `docx_of` and of `papers.pdf`."""
    from papers.pdf import pdf_of

    return pdf_of(docx_of(view))


def _words(view: BulletinPaper) -> dict[str, Any]:
    """Return what the template's places are filled with; `docs/office.md` lists them."""
    day = view.issued_on
    return {
        "单位": view.organisation,
        "字": view.symbol,
        "年份": day.year,
        "号": view.number,
        "年度": view.month.year,
        "月份": view.month.chinese,
        "期": view.month.number,
        "更正": view.correction,
        "印发日期": f"{day.year}年{day.month}月{day.day}日",
        "引言": view.opening,
        "各节": [
            {
                "序号": _NUMERALS[place],
                "标题": section.title,
                "有指挥部表": section.has_commands,
                "段落": [{"领起": one.lead, "文字": one.words} for one in section.paragraphs],
            }
            for place, section in enumerate(view.sections)
        ],
        "指挥部": [dict(zip(_COMMAND, astuple(one), strict=True)) for one in view.commands],
        "项目": [dict(zip(_COLUMNS, astuple(one), strict=True)) for one in view.annex],
    }
