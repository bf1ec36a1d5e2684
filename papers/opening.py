"""Bytes to grids: a workbook is opened, or one sentence tells why it is none."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers.checked import SHEET
from papers.grid import Cell, Grid, Merge
from papers.marks import of_a_person
from papers.spread import spread

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED = 60 * MEGABYTE
MAX_SHEETS = 20 * MEGABYTE  # of text; a township's year is a third of a megabyte
MAX_PARTS = 2000
MAX_COVERED = 200_000  # cells under merges and links, each of which is made
_LAST_COLUMN = 16_384
AnyCell = SheetCell | ReadOnlyCell
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_QUOTED = re.compile(r'"[^"]*"|\\.')  # in a number format: shown, not reckoned with
_SAVE_ANEW = "请用表格软件打开，另存为“Excel 工作簿（*.xlsx）”后重新提交"


class NotAWorkbookError(Exception):
    """A file that no workbook can be read from; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a workbook may be: its bytes, its bytes and its text unpacked."""

    packed: int = MAX_BYTES
    unpacked: int = MAX_UNPACKED
    text: int = MAX_SHEETS


YEAR = Bounds()


def open_grids(content: bytes, *, name: str, bounds: Bounds = YEAR) -> tuple[Grid, ...]:
    """Return the sheets of an .xlsx (or .xlsm, whose macros are left alone); chart sheets not.

    What we marked in a copy is not in them. NotAWorkbookError for anything else.
    """
    book = open_book(content, name=name, bounds=bounds)
    formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet))
    results = _load(content, name, results=True) if formulas else book
    sheets = [sheet for sheet in book.worksheets if sheet.title != SHEET]
    return tuple(_grid(sheet, results[sheet.title]) for sheet in sheets)


def open_book(content: bytes, *, name: str, bounds: Bounds = YEAR) -> Workbook:
    """Return a whole workbook with its formulas; NotAWorkbookError."""
    _check_outside(content, name, bounds)
    _check_archive(content, name, bounds)
    _check_spread(content, name)
    return _load(content, name, results=False)


def sheet_titles(content: bytes, *, name: str, bounds: Bounds) -> tuple[str, ...]:
    """Return what the sheets are called, without reading them; NotAWorkbookError."""
    _check_outside(content, name, bounds)
    _check_archive(content, name, bounds)
    book = _load(content, name, results=False, streams=True)
    try:
        return tuple(sheet.title for sheet in book.worksheets)
    finally:
        book.close()


def open_table(
    content: bytes, *, name: str, sheet: str, rows: int, columns: int, bounds: Bounds
) -> Grid | None:
    """Return the upper left part of one sheet, None where no sheet has the title.

    It is read as it streams by, so that nothing else in the file costs anything: merged cells
    count as they stand. NotAWorkbookError for anything that is no .xlsx within the bounds.
    """
    _check_outside(content, name, bounds)
    _check_archive(content, name, bounds)
    shown = _part(content, name, sheet, (rows, columns), results=False)
    if shown is None:
        return None
    has_formulas = any(cell.data_type == "f" for cell in shown.values())
    results = _part(content, name, sheet, (rows, columns), results=True) if has_formulas else None
    cells = {at: _cell(cell, (results or {}).get(at)) for at, cell in shown.items()}
    return Grid(sheet, cells)


def _part(
    content: bytes, name: str, sheet: str, size: tuple[int, int], *, results: bool
) -> dict[tuple[int, int], ReadOnlyCell] | None:
    """Return the cells of a sheet's part in which something stands, by row and column."""
    rows, columns = size
    book = _load(content, name, results=results, streams=True)
    found = next((one for one in book.worksheets if one.title == sheet), None)
    if found is None:
        return None
    try:
        lines: Any = found.iter_rows(min_row=1, max_row=rows, min_col=1, max_col=columns)
        cells = (cell for line in lines for cell in line if isinstance(cell, ReadOnlyCell))
        return {(cell.row, cell.column): cell for cell in cells if cell.value is not None}
    except Exception as error:  # the sheet is read here, not where it was opened
        raise _broken(name) from error
    finally:
        book.close()


def _check_outside(content: bytes, name: str, bounds: Bounds) -> None:
    if not content:
        raise NotAWorkbookError(f"文件“{name}”是空的，请重新导出后再提交。")
    if len(content) > bounds.packed:
        most = bounds.packed // MEGABYTE
        raise NotAWorkbookError(f"文件“{name}”超过{most}兆，请删去图片等无关内容后重新提交。")
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise NotAWorkbookError(f"文件“{name}”设有打开密码，请取消密码后重新提交。")
        raise NotAWorkbookError(f"文件“{name}”是旧版格式，{_SAVE_ANEW}。")
    if not content.startswith(b"PK"):
        raise NotAWorkbookError(f"文件“{name}”不是电子表格，{_SAVE_ANEW}。")


def _check_archive(content: bytes, name: str, bounds: Bounds) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NotAWorkbookError(f"文件“{name}”已损坏，{_SAVE_ANEW}。") from error
    text = sum(part.file_size for part in parts if part.filename.endswith(".xml"))
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > bounds.unpacked or text > bounds.text:
        raise NotAWorkbookError(f"文件“{name}”展开后过大，请删去无关内容后重新提交。")
    names = {part.filename for part in parts}
    if not any(one.startswith("xl/") for one in names):
        raise NotAWorkbookError(f"文件“{name}”不是电子表格，{_SAVE_ANEW}。")
    if "xl/workbook.bin" in names:
        raise NotAWorkbookError(f"文件“{name}”是二进制表格，{_SAVE_ANEW}。")


def _check_spread(content: bytes, name: str) -> None:
    try:
        covered = spread(content, most=MAX_COVERED)
    except Exception as error:  # a part that cannot be unpacked
        raise _broken(name) from error
    if covered > MAX_COVERED:
        says = "合并单元格或链接的范围过大，请取消整行、整列的合并后重新提交"
        raise NotAWorkbookError(f"文件“{name}”{says}。")


def _load(content: bytes, name: str, *, results: bool, streams: bool = False) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which nobody reads here
            return openpyxl.load_workbook(
                io.BytesIO(content), data_only=results, read_only=streams
            )
    except Exception as error:  # whatever a broken file makes the library raise
        raise _broken(name) from error


def _broken(name: str) -> NotAWorkbookError:
    return NotAWorkbookError(f"文件“{name}”无法读取，可能已损坏，{_SAVE_ANEW}。")


def _cells(sheet: Worksheet) -> Iterator[SheetCell]:
    # Not iter_rows(): that makes a cell of every blank place, up to a million rows of them.
    for cell in sheet._cells.values():  # noqa: SLF001
        if isinstance(cell, SheetCell):
            yield cell


def _grid(sheet: Worksheet, results: Worksheet) -> Grid:
    cells = {
        (c.row, c.column): _cell(c, results.cell(c.row, c.column) if c.data_type == "f" else c)
        for c in _cells(sheet)
        if c.value is not None
    }
    merges = tuple(
        Merge(one.min_row, one.max_row, one.min_col, one.max_col)
        for one in sorted(sheet.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col))
    )
    columns = (one for one in sheet.column_dimensions.values() if one.hidden)
    return Grid(
        sheet.title,
        cells | _filled(cells, merges),
        merges,
        frozenset(row for row, one in sheet.row_dimensions.items() if one.hidden),
        frozenset(n for one in columns for n in _stretch(one.min, one.max)),
        tuple(cell.coordinate for cell in _cells(sheet) if of_a_person(cell.comment)),
        sheet.sheet_state != "visible",
    )


def _stretch(first: int | None, last: int | None) -> range:
    """Return the columns from one to another, as far as a sheet goes."""
    return range(first or 0, min(last or 0, _LAST_COLUMN) + 1)


def _cell(cell: AnyCell, result: Any) -> Cell:
    """Return a cell; `result` is the same one with what its formula came to, None for nothing."""
    formula = _formula(cell)
    shown = cell if formula is None else result
    value = None if shown is None else shown.value
    return Cell(
        cell.row,
        cell.column,
        value,  # type: ignore[arg-type] # rich text is never asked for
        formula=formula,
        is_error=(shown is not None and shown.data_type == "e") or value in ERROR_CODES,
        is_percent="%" in _QUOTED.sub("", cell.number_format or ""),
    )


def _formula(cell: AnyCell) -> str | None:
    if cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", cell.value))  # an array formula is an object


def _filled(
    cells: dict[tuple[int, int], Cell], merges: tuple[Merge, ...]
) -> dict[tuple[int, int], Cell]:
    """Return what merged cells fill in below their first, as far as anything stands at all."""
    last = max((row for row, _ in cells), default=0)
    return {
        (row, one.left): replace(cells[one.top, one.left], is_own=False)
        for one in merges
        if (one.top, one.left) in cells
        for row in range(one.top + 1, min(one.bottom, last) + 1)
    }
