"""The first sheet of a marked copy: all that is said, the gravest first, each with a way there."""

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from papers.anomaly import Anomaly, Severity
from papers.checked import SHEET
from papers.marks import fill
from papers.sheet_writing import edge, set_page, write_cell

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
_MEANINGS = {
    Severity.ERROR: "必须改，改好以前不能导入",
    Severity.WARNING: "已按“采用”一栏读取，请核对",
    Severity.INFO: "已自动处理，不用改",
}
_COLUMNS = (
    ("级别", 8),
    ("工作表", 14),
    ("单元格", 12),
    ("原内容", 30),
    ("采用", 24),
    ("说明", 62),
)
_LEGEND, _HEAD = 2, 6
_PLACE = 3
_LONGEST = 300  # characters of a cell
_LINE = 16  # points
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE8F5")
_FONT, _LINK = Font(name="仿宋", size=11), Font(name="仿宋", size=11, underline="single")
_EDGE = edge(is_first=False)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="center", wrap_text=True)


def write_list(sheet: Worksheet, anomalies: Sequence[Anomaly], *, left: int) -> None:
    """Write the sheet; `left` anomalies more are only counted."""
    title = write_cell(sheet, 1, 1, SHEET)
    title.font = Font(name="黑体", size=16)
    _write_legend(sheet)
    for column, (name, width) in enumerate(_COLUMNS, start=1):
        cell = write_cell(sheet, _HEAD, column, name)
        cell.font, cell.fill, cell.border = (
            Font(name="黑体", size=12),
            _HEAD_FILL,
            edge(is_first=True),
        )
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, one in enumerate(anomalies, start=_HEAD + 1):
        _write_row(sheet, row, one)
    last = _HEAD + len(anomalies)
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(_COLUMNS))}{last}"
    if left:
        write_cell(sheet, last + 1, 1, f"另有{left}处没有列出，请先改好以上各处")
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    set_page(sheet, "landscape")


def _write_legend(sheet: Worksheet) -> None:
    for row, severity in enumerate(reversed(Severity), start=_LEGEND):
        word = write_cell(sheet, row, 1, WORDS[severity])
        fill(word, severity)
        word.font, word.alignment = _FONT, _CENTRED
        write_cell(sheet, row, 2, _MEANINGS[severity]).font = _FONT


def _write_row(sheet: Worksheet, row: int, one: Anomaly) -> None:
    shown = (
        WORDS[one.severity],
        one.sheet or "（整个文件）",
        "" if one.sheet is None else one.cell or "整表",
        _short(one.found),
        _short(one.taken),
        _short(one.says),
    )
    cells = [write_cell(sheet, row, column, text) for column, text in enumerate(shown, start=1)]
    for cell in cells:
        cell.font, cell.border = _FONT, _EDGE
        cell.alignment = _CENTRED if cell.column <= _PLACE else _WRAPPED
    fill(cells[0], one.severity)
    sheet.row_dimensions[row].height = _LINE * max(map(_lines, shown, _COLUMNS))
    if one.sheet is not None:
        link = cells[_PLACE - 1]
        location = f"{quote_sheetname(one.sheet)}!{one.cell or 'A1'}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=location)
        link.font = _LINK


def _lines(text: str | None, column: tuple[str, int]) -> int:
    """Return how many lines a text takes in a column, at two places a character."""
    _, width = column
    return sum(1 + 2 * len(line) // width for line in (text or " ").splitlines())


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
