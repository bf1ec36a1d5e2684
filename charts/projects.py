"""All projects by command: each person finds his own."""

from charts import palette, phone, plates, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.figures import NOTHING, UNREPORTED, amount, completion, pair
from charts.fonts import BOLD
from charts.marks import NONE, mark_of
from charts.paging import Band, Measure, Pages, share_out
from charts.phone import CONTENT, LEFT, RIGHT, WIDTH
from charts.views import BoardView, ProjectRow, Stamp
from rules.plates import NoPlate

_BAND, _GAP = 37, 14
_LEAST_ROW, _MOST_ROW, _MOST_GAP = 63, 80, 33
_BOTTOM = 1204
_DRAFT_NOTE = 34
_TEXT = 86
_RATE = Style(25, BOLD)


def pages(view: BoardView) -> Pages:
    """Return the commands page by page."""
    room = _BOTTOM - CONTENT - (_DRAFT_NOTE if view.stamp.is_draft else 0)
    return share_out(view.commands, Measure(room, _BAND, _GAP, _LEAST_ROW))


def draw(view: BoardView, bands: tuple[Band, ...], pages: str) -> Sheet:
    """Return one page of projects."""
    stamp = view.stamp
    notes = phone.notes(stamp) if stamp.is_draft else []
    sheet, top = phone.begin(stamp, f"全部项目 {_span(bands)}指挥部", notes)
    row, gap = _spread(bands, _BOTTOM - top)
    for band in bands:
        _band(sheet, top, band)
        _rows(sheet, top + _BAND, band, row, stamp)
        top += _BAND + max(1, len(band.rows)) * row + gap
    return phone.end(sheet, stamp, pages)


def _span(bands: tuple[Band, ...]) -> str:
    first, last = bands[0].command.number, bands[-1].command.number
    return first if first == last else f"{first}—{last}"


def _spread(bands: tuple[Band, ...], room: float) -> tuple[float, float]:
    """Return the height of a row and of the gap between commands, so that the page is filled."""
    rows = sum(max(1, len(band.rows)) for band in bands)
    gaps = len(bands) - 1
    row = min(_MOST_ROW, (room - len(bands) * _BAND - gaps * _GAP) / rows)
    left = room - len(bands) * _BAND - rows * row
    return row, min(_MOST_GAP, left / gaps) if gaps else 0


def _band(sheet: Sheet, top: float, band: Band) -> None:
    """Draw a command's head: number, name, commander."""
    command, middle = band.command, top + 20
    sheet.rectangle(Box(0, top, WIDTH, _BAND), palette.PANEL)
    commander = f"指挥长 {command.commander}" if command.commander else ""
    used = sheet.text(commander, RIGHT, middle, phone.QUIET, align="right", room=260)
    number = Style(24, BOLD, palette.SOFT)
    left = LEFT + sheet.text(command.number, LEFT, middle, number, room=90) + 13
    name = f"{command.name}（续）" if band.is_continued else command.name
    sheet.text(name, left, middle, Style(24, BOLD), room=RIGHT - used - 12 - left)


def _rows(sheet: Sheet, top: float, band: Band, height: float, stamp: Stamp) -> None:
    if not band.rows:
        sheet.text(words.NO_TASK, _TEXT, top + 36, phone.QUIET)
    for place, row in enumerate(band.rows):
        _row(sheet, top + place * height, row, stamp)
        if place < len(band.rows) - 1:
            under = top + (place + 1) * height + 3
            sheet.rule(_TEXT, RIGHT, under, colour=palette.RULE, width=1)


def _row(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Draw a project in two lines, beside its plate."""
    plates.plate(sheet, Box(LEFT, top + 10, 48, 48), mark_of(row, stamp), 27)
    (first, first_style), (second, second_style) = _results(row, stamp)
    used = sheet.text(first, RIGHT, top + 22, first_style, align="right", room=270)
    sheet.text(row.name, _TEXT, top + 22, phone.NAME, room=RIGHT - used - 14 - _TEXT)
    used = sheet.text(second, RIGHT, top + 51, second_style, align="right", room=330)
    _person(sheet, top + 51, row, words.tag(row, stamp), RIGHT - used - 14)


def _results(row: ProjectRow, stamp: Stamp) -> tuple[tuple[str, Style], tuple[str, Style]]:
    """Return the two lines at the right: completion and figures, or why there are none."""
    cell, unit = row.at(stamp.month), row.unit
    goal = f"目标{amount(cell.goal, unit)}" if cell.goal else ""
    if mark_of(row, stamp) == NONE:
        year = f"年度目标{amount(row.annual_target, unit)}" if row.annual_target else ""
        shown = goal if row.no_plate is NoPlate.PENDING else year
        return (words.why_no_plate(row, stamp), phone.QUIET), (shown, phone.SMALL_QUIET)
    if cell.is_unreported:
        return (UNREPORTED, _RATE), (goal, phone.SMALL)
    if cell.value is None:
        return (NOTHING, _RATE), (goal, phone.SMALL)
    return (completion(cell.goal, cell.value), _RATE), (pair(cell, unit), phone.SMALL)


def _person(sheet: Sheet, y: float, row: ProjectRow, tag: str, right: float) -> None:
    """Write code, unit and person, and the row's one tag in a frame."""
    style = phone.SMALL_QUIET
    tagged = Style(21).width(tag) + 14 if tag else 0
    room = right - _TEXT - (tagged + 10 if tag else 0)
    line = phone.person_line((row.code, row.lead_unit, row.responsible_person), room, style, " ")
    used = sheet.text(line, _TEXT, y, style, room=room)
    if tag:
        box = Box(_TEXT + used + 10, y - 13, tagged, 27)
        path = rounded(box.inset(0.6), 4)
        sheet.paint(path, fill=palette.WHITE, line=palette.SOFT, width=1.2)
        plates.written(sheet, box, tag, Style(21))
