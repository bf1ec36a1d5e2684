"""A sheet to draw on: places count from its top left corner, in px of the phone or wall points.

No axes, no table, no layout engine: a text is measured by summing its advances, put where it
belongs, and keeps the cell that it was fitted to as its `gid`.
"""

import copy
import itertools
from typing import Literal, NamedTuple, Self

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from charts import fonts, palette

Align = Literal["left", "center", "right"]
Dashes = tuple[float, tuple[float, ...]]
_MIDDLE = 0.375  # of the size: how far the baseline lies under the middle of what is seen
_PER_INCH = 72
_FEATURES = ("-liga", "-kern")  # what is measured is what is drawn


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


class Sheet:
    """One page; `figure` holds its artists, which tests may ask.

    `width` and `height` are points of the paper (px of the phone); a unit of what is drawn is so
    many of them: its `scale`.
    """

    def __init__(self, width: float, height: float, *, scale: float = 1) -> None:
        """Begin an empty white page."""
        self.width = width
        self.height = height
        self.scale = scale
        size = (width / _PER_INCH, height / _PER_INCH)
        self.figure = Figure(figsize=size, dpi=_PER_INCH, facecolor=palette.WHITE)
        self._numbers = itertools.count(1)
        self._left = 0.0
        self._transform = self._place()

    def part(self, *, right: float = 0, scale: float = 1) -> "Sheet":
        """Return the same page, whose left side lies further right, in units of another scale."""
        moved = copy.copy(self)
        moved._left = self._left + right * self.scale  # noqa: SLF001 - it is one of us
        moved.scale = self.scale * scale
        moved._transform = moved._place()  # noqa: SLF001
        return moved

    def _place(self) -> Transform:
        """Return the way from units, counted down from the top, to the figure."""
        unit = self.scale / _PER_INCH
        down = Affine2D().scale(unit, -unit)
        down.translate(self._left / _PER_INCH, self.height / _PER_INCH)
        return down + self.figure.dpi_scale_trans

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
        artist = Text(
            x,
            baseline,
            words,
            color=style.colour,
            fontproperties=fonts.properties(style.size * self.scale, style.weight),
            parse_math=False,
            transform=self._transform,
            gid=self._name(cell),
        )
        artist.set_fontfeatures(_FEATURES)
        self.figure.add_artist(artist)

    def _name(self, cell: Box) -> str:
        """Return a name for a text, which no other has: the cell that it was fitted to."""
        on_paper = Box(*(side * self.scale for side in cell))
        on_paper = on_paper._replace(x=on_paper.x + self._left)
        sides = (f"{side:.2f}" for side in on_paper)
        return "_".join(("cell", str(next(self._numbers)), *sides))

    def paint(
        self,
        path: Path,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 0,
        dashes: Dashes | None = None,
    ) -> None:
        """Draw a shape with its fill and frame."""
        patch = PathPatch(
            path,
            facecolor=fill or "none",
            edgecolor=line or "none",
            linewidth=width * self.scale if line else 0,
            linestyle=dashes or "solid",
            transform=self._transform,
        )
        self.figure.add_artist(patch)

    def rectangle(self, box: Box, fill: str) -> None:
        """Fill a rectangle."""
        self.paint(polygon(_corners(box)), fill=fill)

    def line(
        self,
        points: list[tuple[float, float]],
        colour: str,
        width: float,
        *,
        dashes: Dashes | None = None,
    ) -> None:
        """Draw a line through points."""
        across, down = zip(*points, strict=True)
        artist = Line2D(
            across,
            down,
            color=colour,
            linewidth=width * self.scale,
            linestyle=dashes or "solid",
            solid_capstyle="butt",
            solid_joinstyle="round",
            dash_capstyle="butt",
            zorder=1,  # as shapes: what is drawn later lies above
            transform=self._transform,
        )
        self.figure.add_artist(artist)

    def rule(self, left: float, right: float, y: float, *, colour: str, width: float) -> None:
        """Draw a level line; as a filled strip it stays sharp."""
        self.rectangle(Box(left, y - width / 2, right - left, width), colour)


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]


def polygon(points: list[tuple[float, float]]) -> Path:
    """Return a closed path with straight sides."""
    codes = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1), Path.CLOSEPOLY]
    return Path([*points, points[0]], codes)


def octagon(box: Box, cut: float) -> Path:
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


def rounded(box: Box, radius: float) -> Path:
    """Return a rectangle with round corners."""
    x, y, right, bottom, r = box.x, box.y, box.right, box.bottom, radius
    points = [(x + r, y), (right - r, y), (right, y), (right, y + r)]
    points += [(right, bottom - r), (right, bottom), (right - r, bottom)]
    points += [(x + r, bottom), (x, bottom), (x, bottom - r)]
    points += [(x, y + r), (x, y), (x + r, y), (x + r, y)]
    side = [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path(points, [Path.MOVETO, *side, *side, *side, *side, Path.CLOSEPOLY])
