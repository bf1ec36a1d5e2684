"""What tests ask the artists of a page: where each text stands, and what it must not touch."""

from collections.abc import Iterator
from typing import NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from matplotlib.typing import ColorType

from charts import fonts, palette, render
from charts.canvas import Sheet

PHONE_LEAST, WALL_LEAST = 21, 7
_TOLERANCE = 1.0


class Written(NamedTuple):
    """A text with its extent, the cell that it was fitted to, and its size; y grows downwards."""

    words: str
    extent: Bbox
    cell: Bbox
    size: float
    colour: str


def written(sheet: Sheet) -> list[Written]:
    """Draw a page and return its texts as they stand; a missing glyph is a warning: an error."""
    renderer = RendererAgg(sheet.width, sheet.height, 72)  # type: ignore[no-untyped-call]
    with render.settings():
        sheet.figure.draw(renderer)
        return [_written(text, renderer, sheet) for text in _texts(sheet)]


def _written(text: Text, renderer: RendererAgg, sheet: Sheet) -> Written:
    extent = text.get_window_extent(renderer)
    extent.x1 = extent.x0 + _drawn_width(text, renderer)
    cell = _cell(str(text.get_gid()))
    size = float(text.get_fontsize())
    return Written(text.get_text(), _down(extent, sheet), cell, size, str(text.get_color()))


def laid_out(sheet: Sheet) -> list[Written]:
    """Return a page's texts as they were laid out: nothing is drawn, so it is quick.

    A text is as wide as its advances and as high as its size.
    """
    return [_laid_out(text, sheet) for text in _texts(sheet)]


def _laid_out(text: Text, sheet: Sheet) -> Written:
    left, up = text.get_transform().transform(text.get_position())
    baseline, size = sheet.height - up, float(text.get_fontsize())
    weight = int(text.get_fontproperties().get_weight())
    right = left + fonts.width(text.get_text(), size, weight)
    top = baseline - size * 0.875
    extent = Bbox.from_extents(left, top, right, top + size)
    cell = _cell(str(text.get_gid()))
    return Written(text.get_text(), extent, cell, size, str(text.get_color()))


def _drawn_width(text: Text, renderer: RendererAgg) -> float:
    """Return the width as drawn: the extent that matplotlib tells overlooks font features."""
    font = renderer._prepare_font(text.get_fontproperties())  # type: ignore[no-untyped-call]
    font.set_text(text.get_text(), flags=LoadFlags.NO_HINTING, features=text.get_fontfeatures())
    return float(font.get_width_height()[0]) / 64


def _texts(sheet: Sheet) -> list[Text]:
    return [text for text in sheet.figure.findobj(Text) if isinstance(text, Text)]


def words(sheet: Sheet) -> list[str]:
    """Return what is written on a page."""
    return [text.get_text() for text in _texts(sheet)]


def _down(extent: Bbox, sheet: Sheet) -> Bbox:
    height = sheet.height
    return Bbox.from_extents(extent.x0, height - extent.y1, extent.x1, height - extent.y0)


def _cell(gid: str) -> Bbox:
    x, y, width, height = map(float, gid.split("_")[2:])
    return Bbox.from_extents(x, y, x + width, y + height)


def faults(sheet: Sheet, *, least: float) -> list[str]:
    """Return what is wrong: texts outside the page or their cell, too small, or overlapping."""
    return faults_among(written(sheet), sheet, least=least)


def faults_among(texts: list[Written], sheet: Sheet, *, least: float) -> list[str]:
    """Return what is wrong with texts that stand on a page."""
    page = Bbox.from_extents(0, 0, sheet.width, sheet.height)
    wrong = [f"outside the page: {text.words}" for text in texts if not _is_in(text.extent, page)]
    wrong += [f"outside its cell: {text}" for text in texts if not _is_in(text.extent, text.cell)]
    wrong += [f"too small: {text.words} {text.size}" for text in texts if text.size < least]
    wrong += [f"{one.words} over {other.words}" for one, other in _overlapping(texts)]
    return wrong


def _overlapping(texts: list[Written]) -> Iterator[tuple[Written, Written]]:
    """Find the texts that lie over each other, from the top down."""
    ordered = sorted(texts, key=lambda text: float(text.extent.y0))
    for place, one in enumerate(ordered, start=1):
        for other in ordered[place:]:
            if other.extent.y0 > one.extent.y1:
                break
            if _overlap(one, other):
                yield one, other


def _is_in(inner: Bbox, outer: Bbox) -> bool:
    return bool(
        inner.x0 >= outer.x0 - _TOLERANCE
        and inner.y0 >= outer.y0 - _TOLERANCE
        and inner.x1 <= outer.x1 + _TOLERANCE
        and inner.y1 <= outer.y1 + _TOLERANCE
    )


def _overlap(one: Written, other: Written) -> bool:
    a, b = one.extent, other.extent
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    return bool(across > _TOLERANCE and down > _TOLERANCE)


def apart(one: Written, other: Written) -> tuple[float, float]:
    """Return how far two texts are apart, across and down; negative where they overlap."""
    a, b = one.extent, other.extent
    return max(a.x0, b.x0) - min(a.x1, b.x1), max(a.y0, b.y0) - min(a.y1, b.y1)


class Shape(NamedTuple):
    """A plate's shape on a page."""

    fill: str
    extent: Bbox


def plate_shapes(sheet: Sheet) -> list[Shape]:
    """Return the shapes that carry a plate's colour, or the frame that means none."""
    fills = {face.fill for face in palette.FACES.values() if face.fill != palette.WHITE}
    shapes = []
    for patch in sheet.figure.findobj(PathPatch):
        if not isinstance(patch, PathPatch):
            continue
        fill = _hex(patch.get_facecolor())
        if fill in {*fills, palette.QUIET.fill} or _hex(patch.get_edgecolor()) == palette.DASH:
            shapes.append(Shape(fill, _down(patch.get_window_extent(), sheet)))
    return shapes


def _hex(colour: ColorType) -> str:
    return to_hex(colour).upper()
