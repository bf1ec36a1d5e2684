"""What stands around a table's data: titles, merged and hidden cells, comments, other columns."""

import re

from papers.anomaly import Finding, asked, noted
from papers.cells.units import canonical
from papers.grid import Cell, Merge, squeezed
from papers.table import Table

_UNIT_NOTE = re.compile(r"[(\[]?(?:计量)?单位:([^:()\[\]]{1,8})[)\]]?")


def say_surroundings(table: Table) -> None:
    """Remark on everything that is not a row of data, and on what the columns lack."""
    _say_columns(table)
    _say_captions(table)
    _say_hidden(table)
    if table.has("row_kind"):
        _say_pairs(table)
    else:
        _say_merged(table)
    for place in table.grid.comments:
        table.remarks.on(place, noted("单元格有批注，批注不作为数据"))


def _say_columns(table: Table) -> None:
    for column in table.columns.values():
        if column.missing is not None and not table.has(column.key):
            says = f"第{table.header.row}行表头缺少“{column.name}”列，请补上该列后重新提交"
            table.remarks.on(None, Finding(column.missing, says))
    taken = set(table.header.columns.values())
    for one in table.header.headings:
        if one.at in taken or one.cell.row < table.header.top:
            continue
        if one.column is None:
            says = f"未识别的列“{one.cell.text[:20]}”，已忽略，请核对表头"
            table.remarks.at(one.cell, asked(says))
        elif one.column.key != "ordinal":
            says = f"“{one.column.name}”列重复出现，只读取其中一列，请删去多余的列"
            table.remarks.at(one.cell, asked(says))


def _say_captions(table: Table) -> None:
    rows = range(1, table.header.top)
    for cell in (cell for row in rows for cell in table.grid.own(row)):
        note = _UNIT_NOTE.fullmatch(squeezed(cell.text))
        merge = table.grid.merge_at(cell.row, cell.column)
        if note is not None:
            table.remarks.at(cell, _of_unit_note(table, note[1]))
        elif merge is not None:
            table.remarks.on(merge.place, noted("已跳过标题行"), found=cell.written)
        else:
            table.remarks.at(cell, noted("已跳过表头以上的说明"))


def _of_unit_note(table: Table, unit: str) -> Finding:
    """Say whether a note such as 单位：万元 agrees with the units that the rows name."""
    units = {canonical(row.cell("unit").text) for row in table.rows} - {""}
    if units - {canonical(unit)}:
        return asked("表注单位与各行单位列不一致，已按各行单位列读取，请核对")
    return noted("已跳过表头以上的说明")


def _say_hidden(table: Table) -> None:
    header, grid = table.header, table.grid
    for row in table.rows:
        if row.number in grid.hidden_rows:
            says = f"第{row.number}行被隐藏，仍已读取，请确认是否应当纳入"
            first = Cell(row.number, header.left, grid.at(row.number, header.left).value)
            table.remarks.at(first, asked(says))
    for one in header.headings:
        if one.column is not None and one.at in grid.hidden_columns:
            says = f"“{one.column.name}”列被隐藏，仍已读取，请核对"
            table.remarks.at(one.cell, asked(says))


def _say_merged(table: Table) -> None:
    """Say which cells are merged downwards: their value was taken for every row."""
    columns = set(table.header.columns.values())
    numbers = {row.number for row in table.rows}
    for merge in table.grid.merges:
        first = table.grid.at(merge.top, merge.left)
        is_tall = merge.bottom > merge.top and merge.top in numbers and merge.left in columns
        if is_tall and not first.is_blank:
            says = f"已按合并单元格将“{first.text[:20]}”填充到各行"
            table.remarks.on(merge.place, noted(says, first.text))


def _say_pairs(table: Table) -> None:
    """Say once, at the first pair, that a project takes two rows."""
    tall = [m for m in table.grid.merges if m.bottom > m.top > table.header.row]
    first = [m for m in tall if m.top == min(m.top for m in tall)]
    if first:
        whole = Merge(
            first[0].top,
            first[0].bottom,
            min(m.left for m in first),
            max(m.right for m in first),
        )
        says = "每个项目占两行（累计目标、形象进度），已按两行一组读取"
        table.remarks.on(whole.place, noted(says))
