"""The trend by command: a small block each, a line a project, a column a month."""

from typing import NamedTuple

from charts import palette, phone, squares
from charts.canvas import Box, Sheet, Style
from charts.fonts import BOLD, MEDIUM
from charts.paging import evenly
from charts.palette import FACES
from charts.phone import CONTENT, LEFT, RIGHT, ROOM
from charts.plates import written
from charts.views import Square, TrendRow, TrendView

LEGEND = "一行一个项目，一列一个月"
_BOTTOM = 1214
_HEAD, _ROW, _UNDER = 26, 22, 8
_APART = 24  # px between two blocks
_CODE = 60
_LEAST_CELL = 22  # a word of 19 px with its frame
_WORD = 19  # the shape says it already
_NAME, _STYLE = Style(22, MEDIUM), Style(21)


class Block(NamedTuple):
    """A command on a page, or a part of it."""

    name: str
    rows: tuple[TrendRow, ...]


Blocks = tuple[tuple[Block, ...], ...]  # by line


def pages(view: TrendView, *, first: float) -> tuple[Blocks, ...]:
    """Return the blocks page by page, line by line; those of the first page begin at a y."""
    if not view.months:
        return ((),)
    room, found = _BOTTOM - first, [list[tuple[Block, ...]]()]
    for line in _lines(view, most=int((room - _HEAD) / _ROW)):
        high = _height(line)
        if high > room + _UNDER:
            found.append([])
            room = _BOTTOM - _further_top()
        found[-1].append(line)
        room -= high
    return tuple(map(tuple, found))


def _further_top() -> float:
    return CONTENT + 40


def _lines(view: TrendView, *, most: int) -> list[tuple[Block, ...]]:
    """Return the blocks line by line; a command of more than `most` projects is parted evenly."""
    blocks = [
        Block(f"{command.name}（续）" if first else command.name, command.rows[first:last])
        for command in view.commands
        for first, last in evenly(len(command.rows), -(-len(command.rows) // most))
    ]
    across = _across(len(view.months))
    return [tuple(blocks[first:][:across]) for first in range(0, len(blocks), across)]


def _across(months: int) -> int:
    """Return how many blocks stand side by side: three, or two where months are many."""
    return next((n for n in (3, 2) if (_width(n) - _CODE) / months >= _LEAST_CELL), 2)


def _width(across: int) -> float:
    return (ROOM - (across - 1) * _APART) / across


def _height(line: tuple[Block, ...]) -> float:
    return _HEAD + max(len(block.rows) for block in line) * _ROW + _UNDER


def head(sheet: Sheet, y: float) -> None:
    """Draw the heading over the blocks."""
    sheet.rule(LEFT, RIGHT, y, colour=palette.INK, width=2)
    used = sheet.text("分指挥部", LEFT, y + 23, Style(26, BOLD))
    room = ROOM - used - 12
    sheet.text(LEGEND, RIGHT, y + 24, phone.SMALL_QUIET, align="right", room=room)


def draw(sheet: Sheet, top: float, lines: Blocks, months: int) -> None:
    """Draw the blocks of a page."""
    across = _across(months)
    rows = [row for line in lines for block in line for row in block.rows]
    coded = all(_STYLE.width(row.code) <= _CODE - 4 for row in rows)
    for line in lines:
        for place, block in enumerate(line):
            left = LEFT + place * (_width(across) + _APART)
            _block(sheet, Box(left, top, _width(across), _height(line)), block, coded=coded)
        top += _height(line)


def _block(sheet: Sheet, room: Box, block: Block, *, coded: bool) -> None:
    """Draw a command; its projects are named by codes where all of them have room."""
    name = block.name.replace("指挥部", "") or block.name
    sheet.text(name, room.x, room.y + 12, _NAME, room=room.width)
    begin = room.x + (_CODE if coded else 0)
    for place, row in enumerate(block.rows):
        y = room.y + _HEAD + place * _ROW
        if coded:
            sheet.text(row.code, room.x, y + _ROW / 2 - 1, _STYLE, room=_CODE - 4)
        cell = min(40, (room.right - begin) / len(row.squares))
        for number, square in enumerate(row.squares):
            _square(sheet, Box(begin + number * cell, y, cell - 2, _ROW - 2), square)


def _square(sheet: Sheet, box: Box, square: Square) -> None:
    """Draw a month; only a miss carries its word."""
    squares.draw(sheet, box, square, is_quiet=True)
    plate = square.plate
    if square in {Square.YELLOW, Square.RED} and plate:
        written(sheet, box, plate.chinese, Style(_WORD, BOLD, FACES[plate].ink))
