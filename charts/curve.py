"""The curve of a card: the plan, what was determined, and the way to the annual target."""

import math
from dataclasses import dataclass
from decimal import Decimal

from charts import figures, fonts, palette
from charts.canvas import Box, Disc, Points, Sheet, Style, octagon
from charts.labels import Labels, Place, around
from charts.views import CardView
from rules.plates import NoPlate, Plate
from rules.project import Goal, plain

BOTTOM = 728
FIRST_MONTH, MONTH = 54, 55.64
_LEFT, _RIGHT = 32, 688
_RADIUS = 8
_DOTS = (0.0, (2.0, 1.4))
_LONG = (0.0, (7.0, 3.4))
_FINE = (0.0, (1.0, 2.0))
_NAMED = Style(22, fonts.MEDIUM)
_SOFT = Style(22, fonts.REGULAR, palette.SOFT)
_GRID = Style(21, fonts.REGULAR, palette.SOFT)


def month_x(month: int) -> float:
    """Return the x of a month, under which its plate stands too."""
    return FIRST_MONTH + (month - 1) * MONTH


@dataclass(frozen=True, slots=True)
class Plot:
    """Where figures stand: 0 on the lower line, `most` at the top."""

    top: float
    most: float

    def at(self, month: int, figure: Decimal) -> tuple[float, float]:
        """Return the place of a figure in a month."""
        height = (BOTTOM - self.top) * float(figure) / self.most
        return month_x(month), BOTTOM - height


def draw(sheet: Sheet, card: CardView, top: float) -> None:
    """Draw the curve between `top`, where its highest label may stand, and the months."""
    if _is_blank(card):
        room = Box(_LEFT, top, _RIGHT - _LEFT, BOTTOM - top)
        sheet.text("没有月度计划和认定数", *room.middle, _SOFT, align="center", cell=room)
        return
    plot = Plot(top + 40, _most(card))
    labels = Labels(sheet, Box(24, top, 672, BOTTOM - 1 - top))
    grid = _grid(sheet, plot)
    plan = _plan(sheet, card, plot, labels)
    _determined(sheet, card, plot, labels)
    _need(sheet, card, plot, labels)
    _gap_mark(sheet, card, plot)
    _points(sheet, card, plot, labels)
    _name_month(card, plot, labels)
    if plan:
        _name_plan(card, plan[-1], labels)
    _name_need(card, plot, labels)
    for place, words in grid:
        labels.put(words, _GRID, [place, Place(_RIGHT, place.y, "right")])


def _is_blank(card: CardView) -> bool:
    """Tell whether there is nothing to draw: no goal, no figure, no target of the year."""
    cells = card.project.months
    goals = (card.project.annual_target, *(cell.goal for cell in cells), *card.old_plan)
    values = (cell.value for cell in cells[: card.stamp.month])
    return not any(isinstance(each, Decimal) for each in (*goals, *values))


def _most(card: CardView) -> float:
    """Return the largest figure that is drawn."""
    goals = [*(cell.goal for cell in card.project.months), *card.old_plan]
    goals += [card.project.annual_target if card.project.is_cumulative else None]
    values = [cell.value for cell in card.project.months[: card.stamp.month]]
    figures_drawn = [float(each) for each in (*goals, *values) if isinstance(each, Decimal)]
    return max(figures_drawn, default=0) or 1.0


def _grid(sheet: Sheet, plot: Plot) -> list[tuple[Place, str]]:
    """Draw at most three lines at steps of 1, 2 or 5; return their labels."""
    sheet.rule(_LEFT, _RIGHT, BOTTOM, colour=palette.DASH, width=1.2)
    step = _step(plot.most)
    named = []
    for count in range(1, math.ceil(plot.most / float(step))):
        _, y = plot.at(1, step * count)
        sheet.rule(_LEFT, _RIGHT, y, colour=palette.RULE, width=1)
        named.append((Place(_LEFT, y - 14, "left"), plain(step * count)))
    return named


def _step(most: float) -> Decimal:
    """Return the smallest step of 1, 2 or 5 that gives at most three lines under the top."""
    power = math.floor(math.log10(most)) - 1
    steps = (Decimal(digit).scaleb(power + more) for more in range(3) for digit in (1, 2, 5))
    return next(step for step in steps if math.ceil(most / float(step)) <= 4)


def _goals(goals: tuple[Goal | None, ...], plot: Plot, last: int) -> Points:
    return [
        plot.at(month, goal)
        for month, goal in enumerate(goals[:last], start=1)
        if isinstance(goal, Decimal)
    ]


def _last_month(card: CardView) -> int:
    """Return where the curve ends: the year's end, or the month of an exit."""
    left = card.exited_on
    return left.month if left and left.year == card.stamp.year else 12


def _plan(sheet: Sheet, card: CardView, plot: Plot, labels: Labels) -> Points:
    """Draw the plan, dotted, and thin the one that held before an adjustment."""
    last = _last_month(card)
    old = _goals(card.old_plan, plot, last)
    if len(old) > 1:
        sheet.line(old, palette.DASH, 1)
        labels.keep_off(old)
    plan = _goals(tuple(cell.goal for cell in card.project.months), plot, last)
    if len(plan) > 1:
        sheet.line(plan, palette.PLAN, 3, dashes=_DOTS)
    elif plan:
        sheet.paint(Disc(plan[0], 4), fill=palette.PLAN)
    labels.keep_off(plan)
    return plan


def _known(card: CardView, plot: Plot) -> Points:
    cells = card.project.months[: card.stamp.month]
    return [
        plot.at(month, cell.value)
        for month, cell in enumerate(cells, start=1)
        if isinstance(cell.value, Decimal)
    ]


def _determined(sheet: Sheet, card: CardView, plot: Plot, labels: Labels) -> None:
    """Draw what was determined, solid; months without a figure are dotted on."""
    points = _known(card, plot)
    if len(points) > 1:
        sheet.line(points, palette.INK, 4.5)
    end = _now(card, plot)
    if points and points[-1] != end and not card.exited_on:
        sheet.line([points[-1], end], palette.INK, 2, dashes=_FINE)
        labels.keep_off([points[-1], end])
    labels.keep_off(points)


def _now(card: CardView, plot: Plot) -> tuple[float, float]:
    """Return where the project stands in the month shown: its last figure, or nothing."""
    found = figures.last_figure(card.project.months[: card.stamp.month])
    return plot.at(card.stamp.month, found[1] if found else Decimal(0))


def _needed_line(card: CardView, plot: Plot) -> Points:
    """Return the way from now to the annual target in the last month, empty where none is."""
    left, target = figures.need(card), card.project.annual_target
    ends = card.exited_on or not card.project.is_cumulative
    if ends or left is None or not left.gap or not left.months or not isinstance(target, Decimal):
        return []
    return [_now(card, plot), plot.at(figures.last_month(card), target)]


def _need(sheet: Sheet, card: CardView, plot: Plot, labels: Labels) -> None:
    line = _needed_line(card, plot)
    if line:
        sheet.line(line, palette.INK, 2, dashes=_LONG)
        labels.keep_off(line)


def _gap_mark(sheet: Sheet, card: CardView, plot: Plot) -> None:
    """Draw how far the month stays below its goal."""
    goal = card.shown.goal
    if isinstance(goal, Decimal) and (card.shown.plate or card.shown.is_unreported):
        x, top = plot.at(card.stamp.month, goal)
        _, bottom = _now(card, plot)
        if bottom - top > _RADIUS:
            sheet.line([(x, top), (x, bottom - _RADIUS - 2)], palette.INK, 2)


def _points(sheet: Sheet, card: CardView, plot: Plot, labels: Labels) -> None:
    """Draw a point a month in its plate's colour, hollow where there is no plate."""
    cells = card.project.months[: card.stamp.month]
    for month, cell in enumerate(cells, start=1):
        if isinstance(cell.value, Decimal):
            draft = card.stamp.is_draft and month == card.stamp.month
            _point(sheet, plot.at(month, cell.value), None if draft else cell.plate)
            labels.keep_clear(plot.at(month, cell.value), _RADIUS)
    if card.shown.is_unreported:
        _point(sheet, _now(card, plot), None)
        labels.keep_clear(_now(card, plot), _RADIUS)


def _point(sheet: Sheet, middle: tuple[float, float], plate: Plate | None) -> None:
    x, y = middle
    sheet.paint(Disc(middle, _RADIUS + 2), fill=palette.WHITE)
    if plate is Plate.RED:
        box = Box(x - _RADIUS, y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        sheet.paint(octagon(box, 5), fill=palette.FACES[plate].fill)
    elif plate is Plate.BLUE:
        sheet.paint(Disc(middle, _RADIUS), fill=palette.FACES[plate].fill)
    else:
        face = palette.FACES[plate]
        sheet.paint(Disc(middle, _RADIUS), fill=face.fill, line=palette.INK, width=1.6)


def _name_month(card: CardView, plot: Plot, labels: Labels) -> None:
    """Name the month's figure and its goal beside their places."""
    cell, month = card.shown, card.stamp.month
    known = _known(card, plot)
    x, y = _now(card, plot) if cell.is_unreported or not known else known[-1]
    style, places = Style(23, fonts.BOLD), around(x, y, first="below")
    said, short = _said(card), f"{month}月未报" if cell.is_unreported else ""
    if said and not labels.put(said, style, places, must=not short):
        labels.put(short, style, places, must=True)
    if isinstance(cell.goal, Decimal) and card.project.no_plate is not NoPlate.NOT_ACTIVE:
        goal_x, goal_y = plot.at(month, cell.goal)
        places = around(goal_x, goal_y, first="above")
        labels.put(f"目标{plain(cell.goal)}", _SOFT, places)


def _said(card: CardView) -> str:
    """Say what was determined for the month, or what was known before it."""
    cell, month = card.shown, card.stamp.month
    if isinstance(cell.value, Decimal):
        return f"{'现报' if card.stamp.is_draft else '认定'}{plain(cell.value)}"
    before = figures.last_figure(card.project.months[: month - 1])
    known = f"{before[0]}月认定{plain(before[1])}" if before else ""
    if cell.is_unreported:
        return f"{month}月未报（{known}）" if known else f"{month}月未报"
    return known


def _name_plan(card: CardView, end: tuple[float, float], labels: Labels) -> None:
    target = card.project.annual_target
    year = ""
    if isinstance(target, Decimal) and card.project.is_cumulative:
        year = f"：年度{plain(target)}"
    x, y = end
    places = [Place(x, y - 22, "right"), Place(x + 84, y - 22, "right"), Place(x + 12, y, "left")]
    places += around(x, y, first="above")
    if not labels.put(f"计划{year}", _SOFT, places):
        labels.put("计划", _SOFT, places)


def _name_need(card: CardView, plot: Plot, labels: Labels) -> None:
    """Name the need a month on its line, where the line is longer than its name."""
    line, left = _needed_line(card, plot), figures.need(card)
    if not line or left is None or left.each is None:
        return
    words = f"每月需{plain(left.each)}"
    (x, y), (end_x, end_y) = line
    if math.hypot(end_x - x, end_y - y) < _NAMED.width(words):
        return
    places = []
    for part in (0.55, 0.4, 0.7, 0.25):
        middle = x + (end_x - x) * part, y + (end_y - y) * part
        places += around(*middle, first="below")[:3]
    labels.put(words, _NAMED, places)
