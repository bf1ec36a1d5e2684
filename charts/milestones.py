"""The year of a project that is led by milestones: a line a month in place of a curve."""

from charts import fonts, palette
from charts.canvas import Sheet, Style
from charts.curve import BOTTOM
from charts.figures import stage
from charts.phone import LEFT, RIGHT
from charts.views import CardView, MonthCell
from rules.project import Milestone, Stage

_LAST = BOTTOM - 14
_LEAST_ROW, _MOST_ROW = 26, 40


def draw(sheet: Sheet, card: CardView, top: float) -> None:
    """Draw the milestones from `top` to the months; where they are too many, the last ones."""
    sheet.text("年度节点", LEFT, top + 40, Style(23, fonts.BOLD))
    first = top + 74
    room = max(1, int((_LAST - first) / _LEAST_ROW) + 1)
    found = of(card)[-room:]
    step = min(_MOST_ROW, (_LAST - first) / max(1, len(found) - 1))
    for place, (month, cell) in enumerate(found):
        _line(sheet, first + place * step, month, cell, card)


def lead(card: CardView) -> bool:
    """Tell whether milestones alone make up the year's plan."""
    planned = [cell.goal for cell in card.project.months if cell.goal is not None]
    return bool(planned) and all(isinstance(goal, Milestone) for goal in planned)


def of(card: CardView) -> list[tuple[int, MonthCell]]:
    """Return the months, 1 to 12, that have a milestone."""
    months = enumerate(card.project.months, start=1)
    return [(month, cell) for month, cell in months if isinstance(cell.goal, Milestone)]


def reached(card: CardView) -> int:
    """Count the milestones that were determined as reached."""
    return sum(
        1 for month, cell in of(card) if cell.value is Stage.MET and month <= card.stamp.month
    )


def _line(sheet: Sheet, y: float, month: int, cell: MonthCell, card: CardView) -> None:
    ahead = month > card.stamp.month
    style = Style(
        22, fonts.REGULAR if ahead else fonts.MEDIUM, palette.SOFT if ahead else palette.INK
    )
    state = "计划" if ahead else _state(cell)
    used = sheet.text(state, RIGHT, y, style, align="right", room=160)
    sheet.text(f"{month}月", LEFT, y, style, room=60)
    sheet.text(str(cell.goal), LEFT + 72, y, style, room=RIGHT - used - 16 - LEFT - 72)


def _state(cell: MonthCell) -> str:
    if cell.is_unreported:
        return "未报"
    return stage(cell.value) if isinstance(cell.value, Stage) else "待认定"
