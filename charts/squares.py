"""Squares of the trend: one a project, those of a month stacked on its base line."""

from typing import NamedTuple

from charts import palette, plates
from charts.canvas import Box, Sheet, polygon
from charts.trend_facts import Counts
from charts.views import Square
from rules.plates import Plate

STACK = (Square.RED, Square.YELLOW, Square.BLUE, Square.NONE)  # from the base line up
_MOST = Box(0, 0, 26, 16)  # the pitch of a square
_LEAST_WIDE, _LEAST_HIGH = 11.4, 8.0
_LEAST_ACROSS = 4
_GAP = 1.6


class Grid(NamedTuple):
    """How a month's squares stand: so many across, each in its pitch; none across: bars."""

    across: int
    wide: float
    high: float


def grid(total: int, room: Box) -> Grid:
    """Return how so many squares stand in a room, the fewest across; bars where they are tiny."""
    across = _LEAST_ACROSS
    while room.width / across >= _LEAST_WIDE:
        high = room.height / max(1, -(-total // across))
        if high >= _LEAST_HIGH:
            return Grid(across, min(_MOST.width, room.width / across), min(_MOST.height, high))
        across += 1
    return Grid(0, min(room.width, 4 * _MOST.width), room.height / total)


def stack(sheet: Sheet, room: Box, found: Counts, grid: Grid) -> None:
    """Draw a month's squares on the base line of a room, in its middle: misses below."""
    order = [square for square in STACK for _ in range(found.of(square))]
    left = room.x + (room.width - grid.wide * max(1, grid.across)) / 2
    if not grid.across:
        _bars(sheet, Box(left, room.y, grid.wide, room.height), found, grid.high)
        return
    for place, square in enumerate(order):
        line, column = divmod(place, grid.across)
        x, y = left + column * grid.wide, room.bottom - (line + 1) * grid.high
        draw(sheet, Box(x, y, grid.wide - _GAP, grid.high - _GAP), square)


def _bars(sheet: Sheet, room: Box, found: Counts, each: float) -> None:
    base = room.bottom
    for square in STACK:
        high = found.of(square) * each
        if high:
            draw(sheet, Box(room.x, base - high, room.width, max(1, high - _GAP)), square)
        base -= high


def draw(sheet: Sheet, box: Box, square: Square, *, is_quiet: bool = False) -> None:
    """Draw one square; where many stand together, a blue one is tinted so that it stands back."""
    if square is Square.NONE:
        x, y, right, bottom = box.x + 0.5, box.y + 0.5, box.right - 0.5, box.bottom - 0.5
        corners = [(x, y), (right, y), (right, bottom), (x, bottom)]
        sheet.paint(polygon(corners), fill=palette.WHITE, line=palette.FAINT, width=1)
    elif square is Square.BLUE:
        fill = palette.QUIET.fill if is_quiet else palette.FACES[Plate.BLUE].fill
        sheet.rectangle(box, fill)
    elif square is not Square.OUT:
        plates.shape(sheet, box, square.plate)
