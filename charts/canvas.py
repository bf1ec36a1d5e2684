"""A sheet to draw on: places count from its top left corner, in px of the phone or wall points.

No axes, no table, no layout engine: a text is measured by summing its advances, put where it
belongs, and keeps the cell that it was fitted to as its name. What is drawn is noted as plain
marks, and `ink` makes artists of them: who only wants to know the pages waits for no library.
"""

import copy
import itertools
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from charts import fonts, palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Align = Literal["left", "center", "right"]
Dashes = tuple[float, tuple[float, ...]]
Points = list[tuple[float, float]]
_MIDDLE = 0.375  # of the size: how far the baseline lies under the middle of what is seen


class Style(NamedTuple):
    """How a text looks; `size` in the unit of the sheet."""

    size: float
    weight: int = fonts.REGULAR
    colour: str = palette.INK

    def width(self, words: str) -> float:
        """Return how wide a text stands in this style."""
        return fonts.width(fonts.clean(words), self.size, self.weight)

    def fit(self, words: str, room: float) -> str:
        """Return the text cut with … to what fits."""
        return fonts.fit(words, room, self.size, self.weight)

    def wrap(self, words: str, room: float, *, lines: int) -> list[str]:
        """Return the text in at most so many lines."""
        return fonts.wrap(words, room, self.size, self.weight, lines=lines)

    def shrunk(self, words: str, room: float, *, least: float) -> Self:
        """Return this style, smaller where the text needs it, but not under `least`."""
        wide = self.width(words)
        if wide <= room:
            return self
        return self._replace(size=max(least, int(self.size * room / wide * 4) / 4))


class Box(NamedTuple):
    """A rectangle by its left top corner and its extent."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, by: float) -> "Box":
        """Return a box that is smaller by so much on each side."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


class Outline(NamedTuple):
    """A closed shape by its corners; every third is the end of a curve where it `is_rounded`."""

    points: Points
    is_rounded: bool = False


class Disc(NamedTuple):
    """A circle."""

    middle: tuple[float, float]
    radius: float


class Words(NamedTuple):
    """A line of text whose baseline begins at a place; `cell` names it and what it fits."""

    words: str
    place: tuple[float, float]
    style: Style
    cell: str


class Shape(NamedTuple):
    """A shape with its fill and frame."""

    outline: Outline | Disc
    fill: str | None
    line: str | None
    width: float
    dashes: Dashes | None


class Stroke(NamedTuple):
    """A line through points."""

    points: Points
    colour: str
    width: float
    dashes: Dashes | None


Mark = Words | Shape | Stroke


class Sheet:
    """One page; `marks` are what is on it, `figure` holds their artists, which tests may ask.

    `width` and `height` are points of the paper (px of the phone), in which marks are noted; a
    unit of what is drawn is so many of them: its `scale`.
    """

    def __init__(self, width: float, height: float, *, scale: float = 1) -> None:
        """Begin an empty white page."""
        self.width = width
        self.height = height
        self.scale = scale
        self.marks: list[Mark] = []
        self._numbers = itertools.count(1)
        self._left = 0.0

    @property
    def figure(self) -> "Figure":
        """The page as matplotlib has it, made anew."""
        from charts import ink

        return ink.figure(self)

    def part(self, *, right: float = 0, scale: float = 1) -> "Sheet":
        """Return the same page, whose left side lies further right, in units of another scale."""
        moved = copy.copy(self)
        moved._left = self._left + right * self.scale  # noqa: SLF001 - it is one of us
        moved.scale = self.scale * scale
        return moved

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place lies on the paper."""
        return self._left + x * self.scale, y * self.scale

    def text(
        self,
        words: str,
        x: float,
        y: float,
        style: Style,
        *,
        room: float | None = None,
        align: Align = "left",
        cell: Box | None = None,
    ) -> float:
        """Write one line whose middle is at y, cut to `room` or its cell; return its width."""
        limit = room if room is not None else cell.width if cell else self.width / self.scale
        fitted = style.fit(words, limit)
        if not fitted:
            return 0
        wide = style.width(fitted)
        share = {"left": 0, "center": 0.5, "right": 1}[align]
        left, held = x - wide * share, wide if room is None else room
        cell = cell or Box(x - held * share, y - style.size * 0.7, held, style.size * 1.4)
        self._write(fitted, left, y + style.size * _MIDDLE, style, cell)
        return wide

    def _write(self, words: str, x: float, baseline: float, style: Style, cell: Box) -> None:
        on_paper = style._replace(size=style.size * self.scale)
        self.marks.append(Words(words, self._at(x, baseline), on_paper, self._name(cell)))

    def _name(self, cell: Box) -> str:
        """Return a name for a text, which no other has: the cell that it was fitted to."""
        on_paper = Box(*(side * self.scale for side in cell))
        on_paper = on_paper._replace(x=on_paper.x + self._left)
        sides = (f"{side:.2f}" for side in on_paper)
        return "_".join(("cell", str(next(self._numbers)), *sides))

    def paint(
        self,
        outline: Outline | Disc,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 0,
        dashes: Dashes | None = None,
    ) -> None:
        """Draw a shape with its fill and frame."""
        if isinstance(outline, Disc):
            on_paper: Outline | Disc = Disc(self._at(*outline.middle), outline.radius * self.scale)
        else:
            on_paper = outline._replace(points=[self._at(*point) for point in outline.points])
        self.marks.append(Shape(on_paper, fill, line, width * self.scale if line else 0, dashes))

    def rectangle(self, box: Box, fill: str) -> None:
        """Fill a rectangle."""
        self.paint(polygon(_corners(box)), fill=fill)

    def line(
        self, points: Points, colour: str, width: float, *, dashes: Dashes | None = None
    ) -> None:
        """Draw a line through points."""
        on_paper = [self._at(*point) for point in points]
        self.marks.append(Stroke(on_paper, colour, width * self.scale, dashes))

    def rule(self, left: float, right: float, y: float, *, colour: str, width: float) -> None:
        """Draw a level line; as a filled strip it stays sharp."""
        self.rectangle(Box(left, y - width / 2, right - left, width), colour)


def _corners(box: Box) -> Points:
    return [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]


def polygon(points: Points) -> Outline:
    """Return a closed shape with straight sides."""
    return Outline([*points, points[0]])


def octagon(box: Box, cut: float) -> Outline:
    """Return a rectangle whose corners are cut off: the shape that means red."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return polygon(
        [
            (x + cut, y),
            (right - cut, y),
            (right, y + cut),
            (right, bottom - cut),
            (right - cut, bottom),
            (x + cut, bottom),
            (x, bottom - cut),
            (x, y + cut),
        ]
    )


def rounded(box: Box, radius: float) -> Outline:
    """Return a rectangle with round corners."""
    x, y, right, bottom, r = box.x, box.y, box.right, box.bottom, radius
    points = [(x + r, y), (right - r, y), (right, y), (right, y + r)]
    points += [(right, bottom - r), (right, bottom), (right - r, bottom)]
    points += [(x + r, bottom), (x, bottom), (x, bottom - r)]
    points += [(x, y + r), (x, y), (x + r, y), (x + r, y)]
    return Outline(points, is_rounded=True)
