"""Headquarters' briefing: what a month's draft comes to, on one page of A4 (C20, C67)."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from papers.widths import cut, lines_of
from rules.month import Month

TEMPLATE = Path(__file__).parent / "templates" / "briefing.docx"
LINE = 88  # half characters that a line of the template surely holds
LINES = 30  # lines of items that its page surely holds, beside the heads
_LONGEST = 3  # lines of an item


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing: its items, and how what is left out is counted (个, 项, 件).

    `none` stands where there is no item.
    """

    title: str
    items: tuple[str, ...]
    measure: str
    none: str


@dataclass(frozen=True, slots=True)
class BriefingPaper:
    """What headquarters is told before a month is public; the sections in their order."""

    organisation: str
    month: Month
    made_on: dtm.date
    overview: str
    sections: tuple[Section, ...]


def docx_of(view: BriefingPaper, *, template: Path = TEMPLATE) -> bytes:
    """Return the briefing as .docx; BrokenTemplateError where the template cannot be filled."""
    from papers.filling import filled

    return filled(template, _words(view))


def printed(view: BriefingPaper) -> bytes:
    """Return the briefing as PDF; the errors of `docx_of` and of `papers.pdf`."""
    from papers.pdf import pdf_of

    return pdf_of(docx_of(view))


def _words(view: BriefingPaper) -> dict[str, Any]:
    """Return what the template's places are filled with; `docs/office.md` lists them."""
    return {
        "单位名称": view.organisation,
        "年度": view.month.year,
        "月份": view.month.chinese,
        "日期": f"{view.made_on.year}年{view.made_on.month}月{view.made_on.day}日",
        "概况": cut(view.overview, LINE * _LONGEST),
        "各部分": [
            {"标题": one.title, "内容": list(one.items) or [one.none]}
            for one in fitted(view.sections)
        ],
    }


def fitted(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections as they fit the page; what is left out is counted: 另N个.

    Every section keeps its first item; then the earlier ones come first, one item in each turn.
    """
    short = [
        replace(one, items=tuple(cut(item, LINE * _LONGEST) for item in one.items))
        for one in sections
    ]
    if sum(_lines(one.items) for one in short) <= LINES:
        return tuple(short)
    shown = [min(len(one.items), 1) for one in short]
    room = LINES - sum(_lines(one.items[:1]) + 1 for one in short)  # a line each for 另N个
    turn = True
    while turn:
        turn = False
        for place, one in enumerate(short):
            added = _lines(one.items[shown[place] : shown[place] + 1])
            if shown[place] < len(one.items) and added <= room:
                shown[place], room, turn = shown[place] + 1, room - added, True
    return tuple(_cut(one, count) for one, count in zip(short, shown, strict=True))


def _cut(one: Section, shown: int) -> Section:
    rest = len(one.items) - shown
    more = (f"另{rest}{one.measure}",) if rest else ()
    return replace(one, items=(*one.items[:shown], *more))


def _lines(items: Sequence[str]) -> int:
    return sum(lines_of(item, LINE) for item in items) if items else 1
