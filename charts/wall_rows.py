"""The rows of the wall board: one project with its twelve months; lengths in points."""

from charts import palette, plates, words
from charts.canvas import Box, Sheet, Style
from charts.figures import NOTHING, UNREPORTED, amount, completion
from charts.fonts import BOLD, MEDIUM, REGULAR
from charts.marks import NONE, Mark, mark_in, mark_of
from charts.views import MonthCell, ProjectRow, Stamp
from rules.plates import NoPlate

WIDTH = 1190.55
LEFT, RIGHT = 30, 1160.55
CODE, NAME, ANNUAL, PEOPLE, PLATE = 35, 72, 247, 981.6, 1089
MONTHS, MONTH = 387.55, 49.087
_LEAST = 7
_CONTENT = 43  # the height of what a row holds; a taller row has it in its middle
_WHOLE, _BESIDE = MONTH - 5, MONTH - 20.5  # room for a figure: alone, beside a plate
_RESULT = RIGHT - 1120  # room beside a row's plate
_SOFT = Style(8, REGULAR, palette.SOFT)
_FIGURE, _FLAG = Style(10, BOLD), Style(_LEAST, MEDIUM, palette.SOFT)


def month_left(month: int) -> float:
    """Return the x where a month's column begins."""
    return MONTHS + (month - 1) * MONTH


def draw(sheet: Sheet, top: float, height: float, row: ProjectRow, stamp: Stamp) -> None:
    """Draw one project."""
    top += (height - _CONTENT) / 2
    code = Style(10, BOLD)
    sheet.text(row.code, CODE - 1, top + 11.5, code.shrunk(row.code, 34, least=_LEAST), room=34)
    _texts(sheet, top, row, stamp)
    for month in range(1, 13):
        _month(sheet, top, row, month, stamp)
    _people(sheet, top, row)
    _result(sheet, top, row, stamp)


def _texts(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Write name and brief, annual target and the month's physical progress: three lines each."""
    column = Box(NAME - 1, top + 11, 168, 13.5)
    names = _lines(sheet, column, row.name, Style(11, BOLD), lines=2)
    under = column._replace(y=top + 13.5 * names + 9.5, height=10.5)
    _lines(sheet, under, row.brief, _SOFT, lines=3 - names)
    column = Box(ANNUAL, top + 10.5, 137, 11)
    targets = _lines(sheet, column, row.annual_target_text, Style(8.5), lines=2)
    if row.physical_progress:
        progress = f"{stamp.month}月 {row.physical_progress}"
        sheet.text(progress, ANNUAL, top + 12.5 + 11 * max(1, targets), _SOFT, room=137)


def _lines(sheet: Sheet, column: Box, text: str, style: Style, *, lines: int) -> int:
    """Write a text in a column, whose height is that of a line; return how many lines it took."""
    wrapped = style.wrap(text, column.width, lines=lines)
    for place, line in enumerate(wrapped):
        y = column.y + place * column.height
        sheet.text(line, column.x, y, style, room=column.width)
    return len(wrapped)


def _month(sheet: Sheet, top: float, row: ProjectRow, month: int, stamp: Stamp) -> None:
    """Draw a month: the plan above, what was determined below, the plate left, a flag beneath."""
    cell, left = row.at(month), month_left(month)
    if cell.goal is None and cell.value is None and not cell.flag:
        dash = Style(9, REGULAR, palette.DASH)
        sheet.text(NOTHING, left + MONTH / 2, top + 22, dash, align="center", room=MONTH)
        return
    right = left + MONTH - 3
    plan = amount(cell.goal) if cell.goal is not None else NOTHING
    style = Style(8.5, REGULAR, palette.SOFT).shrunk(plan, MONTH - 6, least=_LEAST)
    sheet.text(plan, right, top + 11.5, style, align="right", room=MONTH - 6)
    if month <= stamp.month:
        mark = mark_of(row, stamp) if month == stamp.month else mark_in(row, month)
        _determined(sheet, top, left, cell, mark)


def _determined(sheet: Sheet, top: float, left: float, cell: MonthCell, mark: Mark) -> None:
    """Draw the figure and its plate; a figure too long to stand beside it has it beneath."""
    right, figure = left + MONTH - 3, UNREPORTED if cell.is_unreported else amount(cell.value)
    is_bare = mark == NONE
    is_long = not is_bare and _FIGURE.width(figure) * _LEAST / _FIGURE.size > _BESIDE
    if is_long:
        plate, flag_room = Box(left + 1.7, top + 29, 14, 14), _BESIDE
    else:
        plate, flag_room = Box(left + 1.7, top + 14, 14, 16), _WHOLE
    room = _WHOLE if is_long or is_bare else _BESIDE
    style = _FIGURE.shrunk(figure, room, least=_LEAST)
    sheet.text(figure, right, top + 25.5, style, align="right", room=room)
    sheet.text(cell.flag, right, top + 37, _FLAG, align="right", room=flag_room)
    if not is_bare:
        plates.plate(sheet, plate, mark.bare, 10, least=_LEAST)


def _people(sheet: Sheet, top: float, row: ProjectRow) -> None:
    """Write the lead unit, the responsible person and the responsible leader."""
    room = PLATE - PEOPLE - 5
    leader = f"责任领导 {row.responsible_leader}" if row.responsible_leader else ""
    sheet.text(row.lead_unit, PEOPLE, top + 11, Style(9, MEDIUM), room=room)
    sheet.text(f"责任人 {row.responsible_person}", PEOPLE, top + 24, Style(9, BOLD), room=room)
    sheet.text(leader, PEOPLE, top + 36, _SOFT, room=room)


def _result(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Draw the month's plate, the completion, how long it has been missed or what is praised."""
    mark = mark_of(row, stamp)
    plates.plate(sheet, Box(1087, top + 6.5, 30, 30), mark.bare, 20, least=_LEAST)
    for y, said in zip((top + 16, top + 28), _result_words(row, stamp, mark), strict=True):
        style = _SOFT if mark == NONE else Style(9.5, BOLD)
        style = style.shrunk(said, _RESULT, least=_LEAST)
        sheet.text(said, RIGHT - 1, y, style, align="right", room=_RESULT)


def _result_words(row: ProjectRow, stamp: Stamp, mark: Mark) -> tuple[str, str]:
    cell = row.at(stamp.month)
    if mark == NONE and row.no_plate is NoPlate.NO_TARGET and not row.no_plate_words:
        return "无任务", ""  # which months have none stands beside it
    if mark == NONE:
        lines = _SOFT.wrap(words.why_no_plate(row, stamp), _RESULT, lines=2)
        first, second = [*lines, "", ""][:2]
        return first, second
    done = UNREPORTED if cell.is_unreported else completion(cell.goal, cell.value)
    if stamp.is_draft:
        return done, words.tag(row, stamp)
    return done, f"连{mark.streak}月" if mark.streak > 1 else words.praise_in_short(row)
