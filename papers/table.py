"""A sheet as a table: its header, its rows of data, and what else stands around them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from papers.anomaly import Finding, Reading, Severity, noted, refused
from papers.columns import Column
from papers.grid import Cell, Grid, row_place, squeezed
from papers.headers import Header, find_header, header_remarks, repeats
from papers.remarks import Remarks

T = TypeVar("T")

_TOTAL = re.compile(r"(本页|本表|全镇|全县|分)?(小计|合计|总计|共计):?")
_NOTE = re.compile(
    r"[(\[【]?(注|备注|说明|填表|填报|制表|审核|复核|联系|负责人|分管|日期|签字|盖章|单位:|※|\*)"
    r"|[一二三四五六七八九十]+、"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data; a column that the sheet does not have gives a blank cell."""

    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]
    remarks: Remarks

    def has(self, key: str) -> bool:
        """Tell whether the sheet has the column at all."""
        return key in self.cells

    def cell(self, key: str) -> Cell:
        """Return what stands in a column."""
        return self.cells.get(key) or Cell(self.number, 1)

    def name(self, key: str) -> str:
        """Return the column's own heading, for sentences."""
        return self.columns[key].name

    def say(self, key: str, finding: Finding) -> None:
        """Remark on a cell of the row."""
        self.remarks.at(self.cell(key), finding)

    def take(
        self,
        key: str,
        reader: Callable[[Cell], Reading[T]],
        *,
        blank: Severity | None = None,
        why: str = "",
    ) -> T | None:
        """Read a cell and remark on it; `blank` is how grave a blank cell is, and `why`.

        None where nothing could be taken, and, silently, where the sheet has no such column.
        """
        if not self.has(key):
            return None
        cell = self.cell(key)
        if cell.is_blank:
            if blank is not None:
                self.say(key, Finding(blank, f"缺少{self.name(key)}{why}，请补填"))
            return None
        spoilt = _spoilt(cell, self.name(key))
        if spoilt is not None:
            self.say(key, spoilt)
        if spoilt is not None and spoilt.severity is Severity.ERROR:
            return None
        value, finding = reader(cell)
        if finding is not None:
            self.say(key, finding)
        return value


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a sheet, without titles, totals, blank rows, notes and repeated headers."""

    grid: Grid
    header: Header
    rows: tuple[Row, ...]
    columns: Mapping[str, Column]
    remarks: Remarks

    def has(self, key: str) -> bool:
        """Tell whether the sheet has a column."""
        return key in self.header.columns


def read_table(grid: Grid, columns: tuple[Column, ...], remarks: Remarks) -> Table | None:
    """Find the rows of data of a sheet and remark on other rows that are passed over.

    None, with an error, where no header is found.
    """
    header = find_header(grid, columns)
    if header is None:
        remarks.on(None, refused(f"工作表“{grid.title}”中找不到表头，请按模板补上表头"))
        return None
    header_remarks(header, grid, remarks)
    known = {one.key: one for one in columns}
    numbers = tuple(_data_rows(grid, header, remarks))
    places = header.columns
    rows = tuple(
        Row(n, {key: grid.at(n, at) for key, at in places.items()}, known, remarks)
        for n in numbers
    )
    return Table(grid, header, rows, known, remarks)


def _spoilt(cell: Cell, name: str) -> Finding | None:
    if cell.is_error:
        return refused(f"{name}为错误值{cell.written}，请重新填写")
    if cell.formula is not None and cell.value is None:
        return refused(f"{name}为公式，未找到计算结果，请直接填写")
    if cell.formula is not None:
        return noted(f"{name}为公式，已按计算结果读取", cell.text)
    return None


def _data_rows(grid: Grid, header: Header, remarks: Remarks) -> Iterator[int]:
    blank: int | None = None  # since which row nothing stands
    ordinal = header.columns.get("ordinal")
    for number in range(header.row + 1, grid.last_row + 1):
        cells = grid.own(number)
        # A form is often numbered to its end, whatever is filled in.
        if all(cell.column == ordinal and cell.text.isdigit() for cell in cells):
            blank = blank or number
            continue
        other = _other_than_data(grid, header, cells)
        if other is not None:
            remarks.on(other[0], noted(other[1]), found=other[2])
            continue
        if blank is not None:
            first = row_place(blank, header.left, header.right)
            last = row_place(number - 1, header.left, header.right)
            remarks.on(f"{first.split(':')[0]}:{last.split(':')[1]}", noted("已跳过空行"))
            blank = None
        yield number


def _other_than_data(
    grid: Grid, header: Header, cells: tuple[Cell, ...]
) -> tuple[str, str, str | None] | None:
    """Return place, sentence and text of a row that is no data; None for data."""
    code = header.columns.get("code")
    has_code = any(cell.column == code for cell in cells)
    for cell in cells:
        if _TOTAL.fullmatch(squeezed(cell.text)) and (not has_code or cell.column == code):
            return cell.place, f"已跳过{squeezed(cell.text)}行", cell.written
    if repeats(cells, header):
        return row_place(cells[0].row, header.left, header.right), "已跳过重复的表头", None
    merge = grid.merge_at(cells[0].row, cells[0].column)
    is_wide = merge is not None and merge.width > 2
    is_note = (len(cells) == 1 and is_wide) or all(_NOTE.match(cell.text) for cell in cells)
    if is_note or not {cell.column for cell in cells} & set(header.columns.values()):
        return cells[0].place, "已跳过说明行", cells[0].written
    return None
