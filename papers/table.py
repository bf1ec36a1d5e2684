"""A sheet as a table: its header, its rows of data, and what else stands around them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from papers.anomaly import Finding, Reading, Severity, asked, noted, refused
from papers.columns import Column
from papers.grid import Cell, Grid, row_place, squeezed
from papers.headers import Header, find_header, header_remarks, repeats
from papers.remarks import Remarks

T = TypeVar("T")

_TOTAL = re.compile(r"(本页|本表|全镇|全县|分)?(小计|合计|总计|共计):?")
_NOTE = re.compile(r"[(\[【]?(注|备注|说明|填表|填报|制表|审核|联系|单位:|※|\*)|[一二三四五六七八九十]+、")


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
    remarks: Remarks

    def has(self, key: str) -> bool:
        """Tell whether the sheet has a column."""
        return key in self.header.columns


def read_table(grid: Grid, columns: tuple[Column, ...], remarks: Remarks) -> Table | None:
    """Find the rows of data of a sheet and remark on everything else that stands there.

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
    table = Table(grid, header, rows, remarks)
    _missing_columns(table, columns)
    _stray_columns(table)
    _hidden(table)
    for place in grid.comments:
        remarks.on(place, noted("单元格有批注，批注不作为数据"))
    return table


def _spoilt(cell: Cell, name: str) -> Finding | None:
    if cell.is_error:
        return refused(f"{name}为错误值{cell.written}，请重新填写")
    if cell.is_formula and cell.value is None:
        return refused(f"{name}为公式，未找到计算结果，请直接填写")
    if cell.is_formula:
        return noted(f"{name}为公式，已按计算结果读取", cell.written)
    return None


def _data_rows(grid: Grid, header: Header, remarks: Remarks) -> Iterator[int]:
    blank: int | None = None  # since which row nothing stands
    ordinal = header.columns.get("ordinal")
    for number in range(header.row + 1, grid.last_row + 1):
        cells = grid.own(number)
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
    is_note = len(cells) == 1 and (is_wide or _NOTE.match(cells[0].text))
    if is_note or not {cell.column for cell in cells} & set(header.columns.values()):
        return cells[0].place, "已跳过说明行", cells[0].written
    return None


def _missing_columns(table: Table, columns: tuple[Column, ...]) -> None:
    for column in columns:
        if column.missing is not None and not table.has(column.key):
            says = f"第{table.header.row}行表头缺少“{column.name}”列，请补上该列后重新提交"
            table.remarks.on(None, Finding(column.missing, says))


def _stray_columns(table: Table) -> None:
    taken = set(table.header.columns.values())
    for one in table.header.headings:
        if one.at in taken or one.cell.row < table.header.top:
            continue
        if one.column is None:
            table.remarks.at(one.cell, asked(f"未识别的列“{one.cell.text}”，已忽略，请核对表头"))
        elif one.column.key != "ordinal":
            says = f"“{one.column.name}”列重复出现，只读取其中一列，请删去多余的列"
            table.remarks.at(one.cell, asked(says))


def _hidden(table: Table) -> None:
    header, grid = table.header, table.grid
    for row in table.rows:
        if row.number in grid.hidden_rows:
            says = f"第{row.number}行被隐藏，仍已读取，请确认是否应当纳入"
            table.remarks.at(grid.at(row.number, header.left), asked(says))
    for one in header.headings:
        if one.column is not None and one.at in grid.hidden_columns:
            table.remarks.at(one.cell, asked(f"“{one.column.name}”列被隐藏，仍已读取，请核对"))


def merged_blocks(table: Table, *, skip: tuple[str, ...] = ()) -> None:
    """Remark on cells merged downwards: their value was taken for every row they cover."""
    keys = {at: key for key, at in table.header.columns.items() if key not in skip}
    numbers = {row.number for row in table.rows}
    for merge in table.grid.merges:
        key = keys.get(merge.left)
        first = table.grid.at(merge.top, merge.left)
        if key is None or merge.top == merge.bottom or merge.top not in numbers:
            continue
        if not first.is_blank:
            says = f"已按合并单元格将“{first.text}”填充到各行"
            table.remarks.on(merge.place, noted(says, first.text))


def captions(table: Table) -> tuple[Cell, ...]:
    """Return what stands above the header, such as a title."""
    rows = range(1, table.header.top)
    return tuple(cell for row in rows for cell in table.grid.own(row))


def caption_remark(table: Table, cell: Cell) -> None:
    """Remark on a title or a caption that is passed over."""
    merge = table.grid.merge_at(cell.row, cell.column)
    if merge is not None:
        table.remarks.on(merge.place, noted("已跳过标题行"), found=cell.written)
    else:
        table.remarks.at(cell, noted("已跳过表头以上的说明"))
