"""Those that are praised: in rows as large as those of the misses, up to nine a page.

A praised project has its plate, and nothing else has a plate's colour: its bar is grey.
"""

from charts import palette, phone, plates, project_lines, words
from charts.canvas import Box, Sheet, Style
from charts.figures import completion, goal_on_bar
from charts.fonts import BOLD
from charts.marks import mark_of, merits, praised
from charts.phone import LEFT
from charts.project_lines import BAR, ROW
from charts.views import BoardView, MonthCell, ProjectRow, Stamp

_LEGEND = "条长为认定数，竖线为本月目标（100%）"
_WORD = Style(21, BOLD)


def draw(view: BoardView, rows: tuple[ProjectRow, ...], shown: int, pages: str) -> Sheet:
    """Return one page of praise; of all, `shown` stand on this one and those beside it."""
    total = len(praised(view))
    rest = f"；另{total - shown}个见本月通报" if total > shown else ""
    note = (f"{_LEGEND}{rest}", phone.SMALL_QUIET)
    sheet, top = phone.begin(view.stamp, words.praise_title(total), [note])
    for place, row in enumerate(rows):
        _praised(sheet, top + place * ROW, row, view.stamp)
    project_lines.rule_off(sheet, top, len(rows))
    return phone.end(sheet, view.stamp, pages)


def _praised(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    cell = row.at(stamp.month)
    plates.plate(sheet, Box(LEFT, top + 12, 56, 56), mark_of(row, stamp), 32)
    project_lines.under_plate(sheet, top, words.PRAISED[merits(row)[0]][0], _WORD)
    project_lines.heading(sheet, top, row, completion(cell.goal, cell.value))
    _bar(sheet, top + BAR.y, cell)
    project_lines.figures(sheet, top, row, stamp)
    project_lines.people(sheet, top, row, words.praise(row))


def _bar(sheet: Sheet, y: float, cell: MonthCell) -> None:
    """Draw what was done over the whole length; an ink mark, set off, stands at the goal."""
    whole = BAR._replace(y=y)
    sheet.rectangle(whole, palette.PLAN)
    mark = min(whole.x + whole.width * goal_on_bar(cell.goal, cell.value), whole.right - 1)
    sheet.rectangle(Box(mark - 2, y, 7, whole.height), palette.WHITE)
    project_lines.target_mark(sheet, mark, y)
