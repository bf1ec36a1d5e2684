"""Ink: the marks of a sheet as artists of matplotlib, each in its place."""

import abc
import functools
from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from charts import fonts, palette
from charts.canvas import Disc, Mark, Outline, Shape, Sheet, Stroke, Words
from charts.typesetting import is_plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PER_INCH = 72
_FEATURES = ("-liga", "-kern")  # what is measured is what is drawn


def draw(sheet: Sheet, renderer: RendererBase, *, dpi: float) -> None:
    """Draw a sheet: its paper, then what is on it, as its `figure` would, which takes longer."""
    scale = dpi / _PER_INCH
    place = Affine2D().scale(scale, -scale).translate(0, sheet.height * scale)
    drawn = [_paper(sheet, place), *(_artist(mark, place) for mark in sheet.marks)]
    for artist in sorted(drawn, key=Artist.get_zorder):
        artist.draw(renderer)


def figure(sheet: Sheet) -> "Figure":
    """Return a figure with an artist for each mark of a sheet."""
    from matplotlib.figure import Figure  # with all kinds of axes, which no sheet has

    size = (sheet.width / _PER_INCH, sheet.height / _PER_INCH)
    found = Figure(figsize=size, dpi=_PER_INCH, facecolor=palette.WHITE)
    down = Affine2D().scale(1 / _PER_INCH, -1 / _PER_INCH).translate(0, size[1])
    place = down + found.dpi_scale_trans
    for mark in sheet.marks:
        found.add_artist(_artist(mark, place))
    return found


class TypeSetter(abc.ABC):
    """A renderer that sets plain texts glyph by glyph; others it draws as matplotlib does."""

    @abc.abstractmethod
    def set_plain(self, words: Words, x: float, y: float, gc: GraphicsContextBase) -> None:
        """Draw a plain text whose baseline begins at a place of the renderer."""


class Line(Text):
    """A line of text that begins at its place on the baseline: nothing is left to be laid out.

    `Text` lays a text out to learn where it ends, and once more to draw it.
    """

    def __init__(self, mark: Words, place: Transform) -> None:
        style = mark.style
        super().__init__(
            *mark.place,
            mark.words,
            color=style.colour,
            fontproperties=properties(style.size, style.weight),
            parse_math=False,
            transform=place,
            gid=mark.cell,
        )
        self.set_fontfeatures(_FEATURES)
        self.mark = mark

    def draw(self, renderer: RendererBase) -> None:
        """Draw the text where it stands."""
        renderer.open_group("text", self.get_gid())
        x, y = self.get_transform().transform(self.get_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(self.mark.style.colour)
        if isinstance(renderer, TypeSetter) and is_plain(self.mark.words):
            renderer.set_plain(self.mark, x, y, gc)
        else:
            font = self.get_fontproperties()
            renderer.draw_text(gc, x, y, self.mark.words, font, 0, ismath=False, mtext=self)
        gc.restore()
        renderer.close_group("text")
        self.stale = False


def _artist(mark: Mark, place: Transform) -> Artist:
    if isinstance(mark, Words):
        return Line(mark, place)
    if isinstance(mark, Shape):
        return _patch(mark, place)
    return _stroke(mark, place)


def _paper(sheet: Sheet, place: Transform) -> Artist:
    """Return the white page, which lies under all that is on it."""
    right, bottom = sheet.width, sheet.height
    corners = [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom), (0.0, 0.0)]
    return _patch(Shape(Outline(corners), palette.WHITE, None, 0, None), place)


def _patch(shape: Shape, place: Transform) -> PathPatch:
    return PathPatch(
        _path(shape.outline),
        facecolor=shape.fill or "none",
        edgecolor=shape.line or "none",
        linewidth=shape.width,
        linestyle=shape.dashes or "solid",
        transform=place,
    )


def _path(outline: Outline | Disc) -> Path:
    if isinstance(outline, Disc):
        return Path.circle(outline.middle, outline.radius)
    side = [Path.LINETO, Path.CURVE3, Path.CURVE3] if outline.is_rounded else [Path.LINETO]
    sides = side * ((len(outline.points) - 2) // len(side))
    return Path(outline.points, [Path.MOVETO, *sides, Path.CLOSEPOLY])


def _stroke(stroke: Stroke, place: Transform) -> Line2D:
    across, down = zip(*stroke.points, strict=True)
    return Line2D(
        across,
        down,
        color=stroke.colour,
        linewidth=stroke.width,
        linestyle=stroke.dashes or "solid",
        solid_capstyle="butt",
        solid_joinstyle="round",
        dash_capstyle="butt",
        zorder=1,  # as shapes: what is drawn later lies above
        transform=place,
    )


@functools.cache
def properties(size: float, weight: int) -> FontProperties:
    """Return what matplotlib needs to draw in this size and weight; they are never changed."""
    file, family = fonts.file_of(weight), [fonts.FAMILY]  # the file is taken, the family named
    return FontProperties(fname=file, family=family, weight=weight, size=size)
