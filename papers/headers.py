"""Where a sheet's header stands, and which column is which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from papers.anomaly import noted
from papers.columns import ORDINAL, Column, heading, recognised
from papers.grid import Cell, Grid, Merge, row_place
from papers.remarks import Remarks

_DEEPEST = 40  # a header stands further up
_FEWEST = 2  # headings that make a row a header
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_CHINESE_MONTH = re.compile(r"[一二三四五六七八九十]+月")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the group above it, such as 单位 under 年度目标."""

    cell: Cell
    at: int
    column: Column | None
    group: Merge | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: rows `top` to `row`, and every heading from left to right."""

    top: int
    row: int
    headings: tuple[Heading, ...]

    @property
    def columns(self) -> Mapping[str, int]:
        """Where each recognised column is; of two that mean the same, the better named."""
        found: dict[str, Heading] = {}
        for one in self.headings:
            if one.column is None:
                continue
            other = found.get(one.column.key)
            if other is None or _closeness(one) < _closeness(other):
                found[one.column.key] = one
        return {key: one.at for key, one in found.items()}

    @property
    def left(self) -> int:
        """The first column with a heading."""
        return self.headings[0].at

    @property
    def right(self) -> int:
        """The last column with a heading."""
        return self.headings[-1].at

    def heading_at(self, column: int) -> Heading | None:
        """Return the heading of a column."""
        return next((one for one in self.headings if one.at == column), None)


def find_header(grid: Grid, columns: tuple[Column, ...]) -> Header | None:
    """Return the header with the most recognised headings, the first of equals.

    A header may have two rows, and need not be the sheet's first; None where there is none.
    """
    rows = range(1, min(grid.last_row, _DEEPEST) + 1)
    found = [_header_at(grid, row, columns) for row in rows]
    best = max(found, key=lambda one: len(one.columns), default=None)
    return best if best is not None and len(best.columns) >= _FEWEST else None


def header_remarks(header: Header, grid: Grid, remarks: Remarks) -> None:
    """Say what had to be put right to recognise the header."""
    group = next((one.group for one in header.headings if one.group and one.column), None)
    if group is not None:
        remarks.on(group.place, noted("表头为两行，已合并识别", _grouped(header, group, grid)))
    elif header.top < header.row:
        place = row_place(header.top, header.left, header.right)
        remarks.on(place, noted("表头为两行，已合并识别"))
    for one in header.headings:
        why = _oddness(one)
        if why and one.column is not None:
            says = f"表头{why}，已识别为“{one.column.name}”"
            written = heading(one.cell.value)
            taken = written if one.column.is_plainly(written) else one.column.name
            remarks.at(one.cell, noted(says, taken))


def _header_at(grid: Grid, row: int, columns: tuple[Column, ...]) -> Header:
    wide = [m for m in grid.merges if m.top == m.bottom == row - 1 and m.width > 1]
    last = max((column for r, column in grid.cells if r in (row - 1, row)), default=0)
    # A merge over nearly everything is a title, not a group of headings.
    groups = {at: m for m in wide if m.width < last * 0.8 for at in range(m.left, m.right + 1)}
    found = []
    for at in range(1, last + 1):
        one = _heading(grid, row, at, columns, groups.get(at))
        if one is not None:
            found.append(one)
    tops = [one.cell.row for one in found if one.column is not None]
    tops += [one.group.top for one in found if one.column is not None and one.group]
    return Header(min(tops, default=row), row, tuple(found))


def _heading(
    grid: Grid, row: int, at: int, columns: tuple[Column, ...], group: Merge | None
) -> Heading | None:
    cell = grid.at(row, at)
    # In a header of two rows most headings stand in the first only, merged or not.
    if cell.is_blank and row > 1:
        cell = grid.at(row - 1, at)
    if cell.is_blank:
        return None
    written = heading(cell.value)
    if group is not None and cell.row == row:
        above = heading(grid.at(group.top, group.left).value)
        column = recognised(above + written, columns) or recognised(written, columns)
        return Heading(cell, at, column, group)
    return Heading(cell, at, recognised(written, columns))


def _closeness(one: Heading) -> int:
    written = heading(one.cell.value)
    names = one.column.headings if one.column else ()
    return names.index(written) if written in names else len(names)


def _oddness(one: Heading) -> str:
    """Say what is odd about a heading that was recognised; "" for nothing worth a word."""
    column, raw = one.column, str(one.cell.value)
    if column is None or heading(raw) in ORDINAL.headings:
        return ""
    odd = {
        "有换行": "\n" in raw.strip(),
        "有空格": any(a.isspace() and a not in "\r\n" for a in raw.strip()),
        "为全角": bool(_FULL_WIDTH.search(raw)),
        "为中文数字": bool(_CHINESE_MONTH.search(raw)),
        "名称不同": one.group is None and not column.is_plainly(heading(one.cell.value)),
    }
    return "、".join(word for word, holds in odd.items() if holds)


def _grouped(header: Header, group: Merge, grid: Grid) -> str:
    above = heading(grid.at(group.top, group.left).value)
    under = [one.cell for one in header.headings if one.group == group]
    return "；".join(f"{above}/{heading(cell.value)}" for cell in under)


def repeats(cells: tuple[Cell, ...], header: Header) -> bool:
    """Tell whether a row says the header again."""
    again = sum(
        heading(cell.value) == heading(one.cell.value)
        for cell in cells
        if (one := header.heading_at(cell.column)) is not None
    )
    return again > _FEWEST and again * 2 >= len(cells)
