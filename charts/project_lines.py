"""The lines of a project that is told at length, with its bar: a miss, or one that is praised."""

from charts import palette, phone, words
from charts.canvas import Box, Sheet, Style
from charts.figures import short_of
from charts.fonts import BOLD, MEDIUM
from charts.phone import LEFT, RIGHT
from charts.views import ProjectRow, Stamp

ROW = 117  # height
TEXT = 100
BAR = Box(TEXT, 45, RIGHT - 2 - TEXT, 13)  # in a row
_RATE = Style(30, BOLD)


def heading(sheet: Sheet, top: float, row: ProjectRow, rate: str) -> None:
    """Write the name, and how much of the goal is done."""
    used = sheet.text(rate, RIGHT, top + 23, _RATE, align="right")
    sheet.text(row.name, TEXT, top + 24, phone.HEADING, room=RIGHT - used - 16 - TEXT)


def under_plate(sheet: Sheet, top: float, said: str, style: Style) -> None:
    """Write a word or two under the plate."""
    sheet.text(said, LEFT + 28, top + 86, style, align="center", room=72)


def target_mark(sheet: Sheet, x: float, y: float) -> None:
    """Draw the ink mark that stands for the goal of a bar, which begins at y."""
    sheet.rectangle(Box(x, y - 4, 3, BAR.height + 8), palette.INK)


def figures(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Write what was determined, the goal, and how far they are apart."""
    y, gap = top + 75, short_of(row.at(stamp.month), row.unit)
    used = sheet.text(gap, RIGHT, y, Style(22, BOLD), align="right", room=260) if gap else 0
    room = RIGHT - used - 12 - TEXT
    sheet.text(words.determined(row, stamp), TEXT, y, phone.FIGURE, room=room)


def people(sheet: Sheet, top: float, row: ProjectRow, beside: str) -> None:
    """Write who answers for it, and at the right what is to be known besides (empty: nothing)."""
    used, y = 0.0, top + 101
    if beside:
        used = sheet.text(beside, RIGHT, y, Style(21, MEDIUM), align="right", room=330) + 14
    parts = (row.code, row.lead_unit, row.responsible_person)
    room = RIGHT - used - TEXT
    line = phone.person_line(parts, room, phone.SMALL_QUIET, "　")
    sheet.text(line, TEXT, y, phone.SMALL_QUIET, room=room)


def rule_off(sheet: Sheet, top: float, rows: int) -> None:
    """Rule rows off from each other, the first of which begins at `top`."""
    for place in range(1, rows):
        y = top + place * ROW + 1
        sheet.rule(LEFT, RIGHT, y, colour=palette.RULE, width=1.2)
