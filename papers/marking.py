"""A copy of a workbook that shows what is said of it: comments, colours, and a list in front."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers.anomaly import Anomaly, Severity
from papers.checked import SHEET
from papers.marks import comment_on, fill, wipe
from papers.marks_list import WORDS, write_list
from papers.opening import open_book

_MOST_ROWS, _MOST_COLUMNS = 60, 40  # of a range that are coloured


def marked(content: bytes, anomalies: Sequence[Anomaly], *, name: str, left: int = 0) -> bytes:
    """Return the copy; `left` anomalies more are only counted in its list.

    What an earlier check marked is taken away first. NotAWorkbookError.
    """
    book = open_book(content, name=name)
    _wipe(book)
    by_sheet: dict[str, list[Anomaly]] = defaultdict(list)
    for one in anomalies:
        if one.sheet is not None:
            by_sheet[one.sheet].append(one)
    for title, found in by_sheet.items():
        _mark(book[title], found)
    book.create_sheet(SHEET, 0)
    write_list(book.worksheets[0], anomalies, left=left)
    book.active = 0
    for number, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = number == 0  # two selected sheets are edited as one
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _wipe(book: Workbook) -> None:
    if SHEET in book.sheetnames:
        del book[SHEET]
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            wipe(cell)


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    # Not iter_rows(): that makes a cell of every blank place.
    for cell in list(sheet._cells.values()):  # noqa: SLF001
        if isinstance(cell, Cell):
            yield cell


def _mark(sheet: Worksheet, anomalies: Iterable[Anomaly]) -> None:
    """Colour what anomalies speak of, and comment on the first cell of each place."""
    at: dict[str, tuple[Cell, list[Anomaly]]] = {}
    for one in sorted(anomalies, key=lambda one: one.severity.rank):
        cells = list(_at(sheet, one.cell or "A1"))
        first = cells[0]
        at.setdefault(first.coordinate, (first, []))[1].insert(0, one)  # the gravest on top
        for cell in cells if one.cell else ():
            fill(cell, one.severity)
    for cell, found in at.values():
        comment_on(cell, "\n".join(_words(one) for one in found))


def _at(sheet: Worksheet, place: str) -> Iterator[Cell]:
    """Return the cells of a place; where a merge covers all of them, the one that shows."""
    left, top, right, bottom = (number or 1 for number in range_boundaries(place))
    rows = range(top, min(bottom, top + _MOST_ROWS - 1) + 1)
    columns = range(left, min(right, left + _MOST_COLUMNS - 1) + 1)
    places = (sheet.cell(row, column) for row in rows for column in columns)
    found = [cell for cell in places if isinstance(cell, Cell)]
    return iter(found or [_covering(sheet, top, left)])


def _covering(sheet: Worksheet, row: int, column: int) -> Cell:
    for merge in sheet.merged_cells.ranges:
        cell = sheet.cell(merge.min_row, merge.min_col)
        is_inside = merge.min_row <= row <= merge.max_row
        if is_inside and merge.min_col <= column <= merge.max_col and isinstance(cell, Cell):
            return cell
    raise LookupError(f"{sheet.title} has no cell at row {row}, column {column}")


def _words(one: Anomaly) -> str:
    taken = "" if one.taken is None else f"\n采用：{one.taken}"
    left_out = "\n没有采用" if one.severity is Severity.ERROR and one.taken is None else ""
    return f"【{WORDS[one.severity]}】{one.says}{taken}{left_out}"
