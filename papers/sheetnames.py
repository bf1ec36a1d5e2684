"""Which sheet is which, and what is told where one is missing or strange."""

import re
from collections.abc import Mapping
from enum import StrEnum

from papers.anomaly import Anomaly, Severity, asked, noted, refused
from papers.columns import Column
from papers.grid import Grid, squeezed
from papers.headers import find_header
from papers.remarks import Remarks


class SheetName(StrEnum):
    """The six sheets by their own names, in the order in which they are told."""

    COMMANDS = "指挥部"
    PEOPLE = "人员"
    PROJECTS = "项目"
    PLANS = "月度计划"
    SUPPORT = "保障事项"
    MILESTONES = "节点"


_ALIASES: Mapping[SheetName, tuple[str, ...]] = {
    SheetName.COMMANDS: ("作战指挥部",),
    SheetName.PEOPLE: ("通讯录", "花名册", "名单"),
    SheetName.PROJECTS: ("重点项目",),
    SheetName.PLANS: ("月度作战计划", "月度目标", "月计划", "月度任务"),
    SheetName.SUPPORT: ("保障",),
    SheetName.MILESTONES: ("里程碑",),
}
_COPY = re.compile(r"\([0-9]+\)$|副本|备份|作废|旧")


def sort_sheets(
    grids: tuple[Grid, ...], columns: Mapping[SheetName, tuple[Column, ...]]
) -> tuple[dict[SheetName, Grid], tuple[Anomaly, ...]]:
    """Return the six sheets as far as they are there, and what there is to say about names.

    A sheet whose name says nothing is known by its header, if that has all it needs.
    """
    found: dict[SheetName, Grid] = {}
    for grid in sorted(grids, key=_closeness):
        kind = sheet_of(grid.title)
        if kind is not None:
            found.setdefault(kind, grid)
    nameless = [grid for grid in grids if sheet_of(grid.title) is None]
    for name in [name for name in SheetName if name not in found]:
        fits = [grid for grid in nameless if _has_header(grid, columns[name])]
        if len(fits) == 1 and fits[0] not in found.values():
            found[name] = fits[0]
    told: list[Anomaly] = []
    for grid in grids:
        told += _named(grid, found)
    missing = [name for name in SheetName if name not in found]
    if missing:
        book = Remarks(None)
        says = f"缺少{''.join(f'“{name}”' for name in missing)}工作表，请补上后重新提交"
        book.on(None, refused(says))
        told += book.anomalies
    return found, tuple(told)


def sheet_of(title: str) -> SheetName | None:
    """Return the sheet that a title means: its own name, a known other one, or one in it."""
    text = squeezed(title)
    if _COPY.search(text):
        return None
    inside = [
        (len(word), name)
        for name in SheetName
        for word in (name.value, *_ALIASES[name])
        if word in text
    ]
    return max(inside, key=lambda one: one[0])[1] if inside else None


def _has_header(grid: Grid, columns: tuple[Column, ...]) -> bool:
    header = find_header(grid, columns)
    needed = {one.key for one in columns if one.missing is Severity.ERROR}
    return header is not None and needed <= header.columns.keys()


def _closeness(grid: Grid) -> tuple[bool, int]:
    kind = sheet_of(grid.title)
    return kind is None or grid.title != kind.value, len(grid.title)


def _named(grid: Grid, found: Mapping[SheetName, Grid]) -> tuple[Anomaly, ...]:
    remarks = Remarks(grid.title)
    kind = sheet_of(grid.title)
    by_header = next((name for name, one in found.items() if one is grid and kind is None), None)
    if by_header is not None:
        says = f"工作表“{grid.title}”按表头识别为“{by_header}”，请核对"
        remarks.on(None, asked(says, by_header.value), found=grid.title)
    elif kind is None:
        if grid.last_row:
            says = f"未识别的工作表“{grid.title}”，已忽略，请核对"
            remarks.on(None, asked(says), found=grid.title)
    elif found[kind] is not grid:
        says = f"与工作表“{found[kind].title}”重复，只读取前者，请删去多余的工作表"
        remarks.on(None, asked(says), found=grid.title)
    elif grid.title != kind.value:
        remarks.on(None, noted(f"已按“{kind}”工作表读取", kind.value), found=grid.title)
    if kind is not None and found[kind] is grid and grid.is_hidden:
        remarks.on(None, asked(f"工作表“{grid.title}”被隐藏，仍已读取，请核对"))
    return remarks.anomalies
