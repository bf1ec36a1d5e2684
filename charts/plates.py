"""Plates: a word on a shape that says the same without its colour."""

from typing import NamedTuple

from charts import fonts, palette
from charts.canvas import Box, Sheet, Style, octagon, rounded
from charts.marks import Mark
from charts.palette import FACES, Face
from rules.plates import Plate

DASHES = (0.0, (3.2, 2.4))
_LEAST = 21  # px, the smallest word on a phone's plate


class Look(NamedTuple):
    """How firmly a shape is drawn: corner radius, cut of a red corner, and line width."""

    radius: float
    cut: float
    line: float


def look(box: Box) -> Look:
    """Return what suits a plate of this size."""
    small = min(box.width, box.height)
    return Look(min(10, 2 + small * 0.1), small * 0.21, 1.5 if small > 20 else 1.0)


def plate(sheet: Sheet, box: Box, mark: Mark, size: float, *, least: float = _LEAST) -> None:
    """Draw a plate with its word; the word shrinks a little where its number needs the room."""
    shape(sheet, box, mark.plate)
    style = Style(size, fonts.BOLD, FACES[mark.plate].ink)
    written(
        sheet,
        box,
        mark.numbered,
        style.shrunk(mark.numbered, box.width - _margin(box), least=least),
    )


def _margin(box: Box) -> float:
    """Return how much of a plate's width its word leaves free."""
    return max(4, box.width * 0.1)


def written(sheet: Sheet, box: Box, words: str, style: Style) -> None:
    """Write words in the middle of a box."""
    sheet.text(words, *box.middle, style, align="center", cell=box)


def shape(sheet: Sheet, box: Box, colour: Plate | None, *, face: Face | None = None) -> None:
    """Draw a plate's shape alone: a card, a framed card, an octagon, or a dashed frame."""
    face, drawn = face or FACES[colour], look(box)
    if colour is Plate.RED:
        sheet.paint(octagon(box, drawn.cut), fill=face.fill)
    elif colour is Plate.BLUE:
        sheet.paint(rounded(box, drawn.radius), fill=face.fill)
    elif colour is Plate.YELLOW:
        edged = rounded(box.inset(drawn.line / 2), drawn.radius)
        sheet.paint(edged, fill=face.fill, line=palette.INK, width=drawn.line)
    else:
        dashed(sheet, box, palette.DASH)


def dashed(sheet: Sheet, box: Box, colour: str) -> None:
    """Draw the frame that means: no plate."""
    drawn = look(box)
    path = rounded(box.inset(drawn.line / 2), drawn.radius)
    sheet.paint(path, fill=palette.WHITE, line=colour, width=drawn.line, dashes=DASHES)


def tile(sheet: Sheet, box: Box, code: str, mark: Mark, word: str) -> None:
    """Draw a project as a small tile: its code left, its word right; blue ones stand back."""
    face = palette.QUIET if mark.plate is Plate.BLUE else FACES[mark.plate]
    shape(sheet, box, mark.plate, face=face)
    missed = mark.plate in {Plate.YELLOW, Plate.RED}
    style = Style(22, fonts.BOLD if missed else fonts.REGULAR, face.ink)
    inner = Box(box.x + 9, box.y, box.width - 18, box.height)
    _, middle = inner.middle
    style = style.shrunk(f"{code} {word}", inner.width, least=_LEAST)
    used = sheet.text(word, inner.right, middle, style, align="right", cell=inner)
    left = Box(inner.x, inner.y, inner.width - used - 3, inner.height)
    sheet.text(code, left.x, middle, style, cell=left)


class Count(NamedTuple):
    """A number of projects with what it counts: 34, 蓝牌, 完成."""

    colour: Plate | None
    number: int
    word: str
    meaning: str


def block(sheet: Sheet, box: Box, count: Count) -> None:
    """Draw a count as a large block; filled only where it counts something."""
    ink = FACES[count.colour].ink
    if count.number or count.colour is None:
        shape(sheet, box, count.colour)
    else:
        _frame(sheet, box, count.colour)
        ink = palette.INK
    _headline(sheet, box, count, ink)
    meaning = Style(22, fonts.REGULAR, ink).shrunk(count.meaning, box.width - 10, least=_LEAST)
    sheet.text(count.meaning, box.x + box.width / 2, box.y + 93, meaning, align="center", cell=box)


def _frame(sheet: Sheet, box: Box, colour: Plate) -> None:
    drawn = look(box)
    inner = box.inset(1)
    path = octagon(inner, drawn.cut) if colour is Plate.RED else rounded(inner, drawn.radius)
    sheet.paint(path, fill=palette.WHITE, line=FACES[colour].frame, width=2)


def _headline(sheet: Sheet, box: Box, count: Count, ink: str) -> None:
    """Write the number and, smaller, the word behind it, together in the middle."""
    word = Style(28, fonts.BOLD, ink)
    behind = word.width(count.word)
    digits = str(count.number)
    room = box.width - 28 - behind
    number = Style(62, fonts.BOLD, ink).shrunk(digits, room, least=24)
    wide = number.width(digits)
    left = box.x + (box.width - wide - 8 - behind) / 2
    sheet.text(digits, left, box.y + 43, number, cell=box)
    sheet.text(count.word, left + wide + 8, box.y + 54, word, cell=box)
