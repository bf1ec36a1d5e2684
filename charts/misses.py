"""The misses: for commanders and units, up to nine a page."""

from charts import palette, phone, plates, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.figures import UNREPORTED, amount, completion, last_figure, share, short_of
from charts.fonts import BOLD, MEDIUM
from charts.marks import Mark, mark_of, misses, proposed
from charts.paging import evenly
from charts.phone import LEFT, RIGHT
from charts.views import BoardView, MonthCell, ProjectRow, Stamp
from rules.plates import Plate
from rules.project import Milestone

A_PAGE = 9
_ROW = 117
_TEXT, _BAR_END = 100, RIGHT - 2
_RATE = Style(30, BOLD)


def pages(view: BoardView) -> tuple[tuple[ProjectRow, ...], ...]:
    """Return the misses page by page, as evenly as they go."""
    missed = misses(view)
    count = -(-len(missed) // A_PAGE)
    return tuple(missed[first:last] for first, last in evenly(len(missed), count))


def draw(view: BoardView, rows: tuple[ProjectRow, ...], pages: str) -> Sheet:
    """Return one page of misses."""
    stamp, total = view.stamp, len(misses(view))
    title = f"{'拟' if stamp.is_draft else ''}未完成月度目标的{total}个项目"
    legend = "条长为完成率，竖线为本月目标（100%）"
    note = f"草稿，暂不标牌；{legend}" if stamp.is_draft else legend
    sheet, top = phone.begin(stamp, title, [(note, phone.SMALL_QUIET)])
    for place, row in enumerate(rows):
        _miss(sheet, top + place * _ROW, row, stamp)
        if place < len(rows) - 1:
            under = top + (place + 1) * _ROW + 1
            sheet.rule(LEFT, RIGHT, under, colour=palette.RULE, width=1.2)
    return phone.end(sheet, stamp, pages)


def _miss(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    cell, mark = row.at(stamp.month), mark_of(row, stamp)
    plates.plate(sheet, Box(LEFT, top + 12, 56, 56), mark.bare, 32)
    _under_plate(sheet, top, row, stamp)
    rate = UNREPORTED if cell.is_unreported else completion(cell.goal, cell.value)
    used = sheet.text(rate, RIGHT, top + 23, _RATE, align="right")
    sheet.text(row.name, _TEXT, top + 24, phone.HEADING, room=RIGHT - used - 16 - _TEXT)
    _bar(sheet, top + 45, cell, mark)
    _figures(sheet, top + 75, row, stamp)
    _people(sheet, top + 101, row)


def _under_plate(sheet: Sheet, top: float, row: ProjectRow, stamp: Stamp) -> None:
    """Say whether it is the first miss, or how many months it has lasted."""
    streak = row.at(stamp.month).streak
    first = "首次" if streak <= 1 else f"连{streak}月"
    style = Style(
        21, MEDIUM if streak <= 1 else BOLD, palette.SOFT if streak <= 1 else palette.INK
    )
    said = proposed(row) if stamp.is_draft else first
    sheet.text(said, LEFT + 28, top + 86, style, align="center", room=72)


def _bar(sheet: Sheet, y: float, cell: MonthCell, mark: Mark) -> None:
    """Draw how far the month came; its whole length is the goal, ended by an ink mark."""
    whole = Box(_TEXT, y, _BAR_END - _TEXT, 13)
    sheet.rectangle(whole, palette.TRACK)
    done = Box(whole.x, y, whole.width * share(cell.goal, cell.value), 13)
    if mark.plate is Plate.YELLOW and done.width > 1:
        path = rounded(done.inset(0.5), 0)
        sheet.paint(path, fill=palette.FACES[mark.plate].fill, line=palette.INK, width=1)
    elif done.width:
        fill = palette.FACES[mark.plate].fill if mark.plate else palette.PLAN
        sheet.rectangle(done, fill)
    else:
        sheet.rectangle(Box(whole.x, y, 1.2, 13), palette.INK)
    sheet.rectangle(Box(_BAR_END - 1, y - 4, 3, 21), palette.INK)


def _figures(sheet: Sheet, y: float, row: ProjectRow, stamp: Stamp) -> None:
    """Write what was determined, the goal and the gap."""
    cell = row.at(stamp.month)
    gap = short_of(cell, row.unit)
    used = sheet.text(gap, RIGHT, y, Style(22, BOLD), align="right", room=260) if gap else 0
    room = RIGHT - used - 12 - _TEXT
    sheet.text(_determined(row, stamp), _TEXT, y, phone.FIGURE, room=room)


def _determined(row: ProjectRow, stamp: Stamp) -> str:
    """Say what the month came to: `认定1330，目标1489户`, or that nothing was reported."""
    cell = row.at(stamp.month)
    goal = amount(cell.goal, row.unit)
    if cell.is_unreported:
        before = last_figure(row.months[: stamp.month - 1])
        known = f"{before[0]}月认定{amount(before[1], row.unit)}，" if before else ""
        return f"未报，{words.silent(stamp)}（{known}目标{goal}）"
    if isinstance(cell.goal, Milestone):
        return f"节点{goal}，{amount(cell.value)}"
    if cell.value is None:
        return f"目标{goal}"
    done = amount(cell.value, "%" if row.unit == "%" else "")
    return f"{'现报' if stamp.is_draft else '认定'}{done}，目标{goal}"


def _people(sheet: Sheet, y: float, row: ProjectRow) -> None:
    """Write who answers for it, and the support item that is overdue for longest."""
    used = 0.0
    if row.overdue:
        support = f"保障逾期{row.overdue.days}天·{row.overdue.department}"
        style = Style(21, MEDIUM)
        used = sheet.text(support, RIGHT, y, style, align="right", room=330) + 14
    parts = (row.code, row.lead_unit, row.responsible_person)
    room = RIGHT - used - _TEXT
    line = phone.person_line(parts, room, phone.SMALL_QUIET, "　")
    sheet.text(line, _TEXT, y, phone.SMALL_QUIET, room=room)
