"""How the cells of our own workbooks are written: as text that is none, locked, for printing."""

from typing import Literal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from papers.cell_values import Shown

_THIN, _THICK = Side(style="thin", color="FF999999"), Side(style="medium", color="FF333333")


def write_cell(sheet: Worksheet, row: int, column: int, shown: Shown) -> Cell:
    """Write a cell; what people wrote is text in it and never a formula."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is covered by a merge")
    if isinstance(shown, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", shown)
        cell.data_type = "s"  # whatever it begins with
    else:
        cell.value = shown
    return cell


def lock(sheet: Worksheet) -> None:
    """Lock all cells that are not open, without a password: it guards against slips alone."""
    sheet.protection.sheet = True


def set_page(
    sheet: Worksheet,
    orientation: Literal["landscape", "portrait"],
    *,
    paper: Literal["A4", "A3"] = "A4",
) -> None:
    """Fit a sheet to the width of its paper."""
    sheet.page_setup.orientation = orientation
    sizes = {"A4": sheet.PAPERSIZE_A4, "A3": sheet.PAPERSIZE_A3}
    sheet.page_setup.paperSize = sizes[paper]
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7


def edge(*, is_first: bool) -> Border:
    """Return a cell's lines; a command's first row has a thicker one above."""
    return Border(left=_THIN, right=_THIN, top=_THICK if is_first else _THIN, bottom=_THIN)
