"""Labels on a curve: each takes the first place where it hides and touches nothing.

A label that would leave the plot is slid into it. One that finds no such place stays away where
its figure stands elsewhere on the card too.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from matplotlib.path import Path
from matplotlib.transforms import Bbox

from charts.canvas import Align, Box, Sheet, Style

_BESIDE, _ABOVE = 12, 6  # px between two labels: closer ones would be read as one
_OFF = 3  # px between a label and a point or a line


class Place(NamedTuple):
    """Where a label might stand: an end or the middle of its line, and its height."""

    x: float
    y: float
    align: Align


@dataclass(slots=True)
class Labels:
    """What stands on the plot already: labels, points, and lines."""

    sheet: Sheet
    bounds: Box
    texts: list[Bbox] = field(default_factory=list)
    points: list[Bbox] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)

    def keep_off(self, points: list[tuple[float, float]]) -> None:
        """Note a line that labels should not cross."""
        if len(points) > 1:
            self.lines.append(Path(points))

    def keep_clear(self, middle: tuple[float, float], radius: float) -> None:
        """Note a point that labels should not cover."""
        self.points.append(Bbox([middle, middle]).padded(radius + _OFF))

    def put(self, words: str, style: Style, places: list[Place], *, must: bool = False) -> bool:
        """Write a label at the first free place; one that `must` stand may cross a line.

        Tell whether it was written.
        """
        wide = style.width(words)
        extents = [self._extent(place, wide, style.size) for place in places]
        possible = [extent for extent in extents if self._is_open(extent)]
        free = [extent for extent in possible if not self._hides(extent)]
        chosen = (free or (possible if must else []))[:1]
        for extent in chosen:
            self.texts.append(extent)
            self.sheet.text(words, extent.x0, (extent.y0 + extent.y1) / 2, style)
        return bool(chosen)

    def _extent(self, place: Place, wide: float, size: float) -> Bbox:
        """Return what a label covers, slid sideways into the plot."""
        left = place.x - wide * {"left": 0, "center": 0.5, "right": 1}[place.align]
        left = max(self.bounds.x, min(left, self.bounds.right - wide))
        return Bbox.from_extents(left, place.y - size * 0.6, left + wide, place.y + size * 0.6)

    def _is_open(self, extent: Bbox) -> bool:
        """Tell whether a label is in the plot, and far enough from the others."""
        wanted = Bbox.from_extents(
            extent.x0 - _BESIDE, extent.y0 - _ABOVE, extent.x1 + _BESIDE, extent.y1 + _ABOVE
        )
        inside = extent.y0 >= self.bounds.y and extent.y1 <= self.bounds.bottom
        return inside and not any(wanted.overlaps(text) for text in self.texts)

    def _hides(self, extent: Bbox) -> bool:
        """Tell whether a label covers a point or crosses a line."""
        around = extent.padded(_OFF)
        crossed = (line.intersects_bbox(around, filled=False) for line in self.lines)
        return any(extent.overlaps(point) for point in self.points) or any(crossed)


def around(x: float, y: float, *, first: str) -> list[Place]:
    """Return places about a point, near ones before far ones, beginning `above` or `below`."""
    sides: tuple[int, ...] = (1, -1) if first == "below" else (-1, 1)
    places = []
    for far, aside in ((24, 14), (48, 14), (76, 14), (24, 64), (48, 64), (76, 64), (104, 14)):
        for side in sides:
            height = y + side * far
            right, left = Place(x + aside, height, "left"), Place(x - aside, height, "right")
            places += [right, left] if side > 0 else [left, right]
            places.append(Place(x, height, "center"))
    return places
