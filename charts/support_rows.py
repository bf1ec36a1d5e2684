"""The rows of the support picture: an item in two lines beside the plate of its project."""

import datetime as dtm

from charts import palette, phone, plates
from charts.canvas import Box, Sheet, Style
from charts.dues import days_left
from charts.fonts import BOLD, MEDIUM
from charts.marks import mark_beside
from charts.phone import LEFT, RIGHT
from charts.views import Stamp, SupportRow

LEAST, MOST = 66, 76  # height of a row
SOON_ROW = 42
TEXT = 86
_ITEM = Style(24, BOLD)
_DAYS = Style(29, BOLD)
_GAP = 6


def draw(sheet: Sheet, top: float, row: SupportRow, stamp: Stamp, category: str) -> None:
    """Draw an item: what and by when, then the project, who answers and how far it is.

    Its category stands before it unless it stands over it.
    """
    plates.plate(sheet, Box(LEFT, top + 10, 48, 48), mark_beside(row, stamp), 27)
    used = _when(sheet, top + 23, row, stamp)
    named = "·".join(part for part in (category, row.what) if part)
    sheet.text(named, TEXT, top + 23, _ITEM, room=RIGHT - used - 14 - TEXT)
    answers = _answerable(row, 350)
    used = sheet.text(answers, RIGHT, top + 52, phone.QUIET, align="right", room=350)
    sheet.text(row.project, TEXT, top + 52, phone.QUIET, room=RIGHT - used - 14 - TEXT)


def under(sheet: Sheet, y: float) -> None:
    """Rule a row off from the next one."""
    sheet.rule(TEXT, RIGHT, y, colour=palette.RULE, width=1.2)


def _when(sheet: Sheet, y: float, row: SupportRow, stamp: Stamp) -> float:
    """Write the due date, and how many days it is overdue or away; return the width."""
    left = days_left(row, stamp)
    if row.due_date is None or left is None:
        return sheet.text("未定时限", RIGHT, y, phone.QUIET, align="right")
    word = f"{day(row.due_date, stamp)} {'余' if left >= 0 else '逾期'}"
    x = RIGHT - sheet.text("天", RIGHT, y + 2, phone.QUIET, align="right") - _GAP
    figure = _DAYS if left < 0 else Style(24, MEDIUM)
    x -= sheet.text(str(abs(left)), x, y, figure, align="right") + _GAP
    x -= sheet.text(word, x, y + 2, phone.QUIET, align="right")
    return RIGHT - x


def day(date: dtm.date, stamp: Stamp) -> str:
    """Write a day: 7月3日, of another year 2022年7月3日."""
    year = "" if date.year == stamp.year else f"{date.year}年"
    return f"{year}{date.month}月{date.day}日"


def _answerable(row: SupportRow, room: float) -> str:
    """Join department, person and state to fit; the department gives way first."""
    named = " ".join(part for part in (row.person, row.status) if part)
    left = room - phone.QUIET.width(f" {named}")
    department = phone.QUIET.fit(row.department, left) if left > 0 else ""
    return " ".join(part for part in (department, named) if part)


def draw_soon(sheet: Sheet, y: float, row: SupportRow, stamp: Stamp) -> None:
    """Draw an item that falls due soon in one line: day, project, what, who."""
    if row.due_date is None:
        return
    bold = Style(22, BOLD)
    sheet.text(day(row.due_date, stamp), LEFT, y, bold, room=96)
    who = " ".join(part for part in (row.department, row.person) if part)
    used = sheet.text(who, RIGHT, y, phone.QUIET, align="right", room=230)
    words = f"{row.code} {row.what}"
    sheet.text(words, LEFT + 104, y, phone.FIGURE, room=RIGHT - used - 14 - LEFT - 104)
