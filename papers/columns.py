"""The columns of the six sheets, and how a heading is recognised."""

import datetime as dtm
import re
from dataclasses import dataclass
from functools import cached_property

from papers.anomaly import Severity
from papers.cells.numerals import chinese_number
from papers.grid import CellValue, squeezed

_MONTH = re.compile(r"(?:[0-9]{4}年)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?(.*)")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")


@dataclass(frozen=True)
class Column:
    """A column by its own heading and those that mean the same.

    `missing` is how grave it is that the sheet does not have it; None: nothing is said.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    missing: Severity | None = None

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """All headings in the form that `heading` returns, its own first."""
        return tuple(heading(one) for one in (self.name, *self.aliases))

    def is_plainly(self, written: str) -> bool:
        """Tell whether a heading is its own or a short or long form of it."""
        return _is_within(written, self.headings[0]) or _is_within(self.headings[0], written)


ORDINAL = Column("ordinal", "序号", ("序", "排序"))


def heading(value: CellValue) -> str:
    """Return a heading without spaces, marks, remarks and years: `１１月`, `十一月` are `11月`."""
    if isinstance(value, dtm.date):
        return f"{value.month}月"
    text = "" if value is None else squeezed(str(value)).strip("*:")
    text = _REMARK.sub("", text)
    found = _MONTH.fullmatch(text)
    if found is None:
        return text
    number = int(found[1]) if found[1].isdigit() else int(chinese_number(found[1]) or 0)
    return f"{number}月{found[2]}"


def recognised(written: str, columns: tuple[Column, ...]) -> Column | None:
    """Return the column that a heading names, if any."""
    return next((one for one in columns if written and written in one.headings), None)


def month_columns() -> tuple[Column, ...]:
    """Return the columns `goal-1` to `goal-12` and `progress-1` to `progress-12`."""
    found = []
    for n in range(1, 13):
        words = (
            "",
            "目标",
            "计划",
            "累计",
            "累计计划",
            "计划目标",
            "目标值",
            "计划数",
            "月度目标",
        )
        figures = tuple(f"{n}月{word}" for word in words)
        texts = (f"{n}月进度", f"{n}月进度要求", f"{n}月节点", f"{n}月形象")
        found.append(Column(f"goal-{n}", f"{n}月累计目标", figures, Severity.ERROR))
        found.append(Column(f"progress-{n}", f"{n}月形象进度", texts))
    return tuple(found)


def _is_within(short: str, full: str) -> bool:
    marks = iter(full)
    return all(mark in marks for mark in short)
