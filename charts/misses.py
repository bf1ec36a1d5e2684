"""The misses: for commanders and units, up to nine a page."""

from charts import palette, phone, plates, project_lines
from charts.canvas import Box, Sheet, Style, rounded
from charts.figures import UNREPORTED, completion, share
from charts.fonts import BOLD, MEDIUM
from charts.marks import Mark, mark_of, misses, proposed
from charts.phone import LEFT
from charts.project_lines import BAR, ROW
from charts.views import BoardView, MonthCell, ProjectRow, Stamp
from rules.plates import Plate


def draw(view: BoardView, rows: tuple[ProjectRow, ...], pages: str) -> Sheet:
    """Return one page of misses."""
    stamp, total = view.stamp, len(misses(view))
    title = f"{'拟' if stamp.is_draft else ''}未完成月度目标的{total}个项目"
    legend = "条长为完成率，竖线为本月目标（100%）"
    note = f"草稿，暂不标牌；{legend}" if stamp.is_draft else legend
    sheet, top = phone.begin(stamp, title, [(note, phone.SMALL_QUIET)])
    for place, row in enumerate(rows):
        _miss(sheet, top + place * ROW, row, stamp)
    project_lines.rule_off(sheet, top, len(rows))
    return phone.end(sheet, stamp, pages)


def _miss(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    cell, mark = row.at(stamp.month), mark_of(row, stamp)
    plates.plate(sheet, Box(LEFT, top + 12, 56, 56), mark.bare, 32)
    _under_plate(sheet, top, row, stamp)
    rate = UNREPORTED if cell.is_unreported else completion(cell.goal, cell.value)
    project_lines.heading(sheet, top, row, rate)
    _bar(sheet, top + BAR.y, cell, mark)
    project_lines.figures(sheet, top, row, stamp)
    project_lines.people(sheet, top, row, _support(row))


def _under_plate(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Say whether it is the first miss, or how many months it has lasted."""
    streak = row.at(stamp.month).streak
    first = "首次" if streak <= 1 else f"连{streak}月"
    style = Style(
        21, MEDIUM if streak <= 1 else BOLD, palette.SOFT if streak <= 1 else palette.INK
    )
    said = proposed(row) if stamp.is_draft else first
    project_lines.under_plate(sheet, top, said, style)


def _bar(sheet: Sheet, y: float, cell: MonthCell, mark: Mark) -> None:
    """Draw how far the month came; its whole length is the goal, ended by an ink mark."""
    whole = BAR._replace(y=y)
    sheet.rectangle(whole, palette.TRACK)
    done = whole._replace(width=whole.width * share(cell.goal, cell.value))
    if mark.plate is Plate.YELLOW and done.width > 1:
        path = rounded(done.inset(0.5), 0)
        sheet.paint(path, fill=palette.FACES[mark.plate].fill, line=palette.INK, width=1)
    elif done.width:
        fill = palette.FACES[mark.plate].fill if mark.plate else palette.PLAN
        sheet.rectangle(done, fill)
    else:
        sheet.rectangle(done._replace(width=1.2), palette.INK)
    project_lines.target_mark(sheet, whole.right - 1, y)


def _support(row: ProjectRow) -> str:
    """Name the support item that is overdue for longest."""
    if row.overdue is None:
        return ""
    return f"保障逾期{row.overdue.days}天·{row.overdue.department}"
