"""Labels on a curve: each takes the first place where it hides nothing, or stays away."""

from dataclasses import dataclass, field
from typing import NamedTuple

from matplotlib.path import Path
from matplotlib.transforms import Bbox

from charts.canvas import Align, Box, Sheet, Style

_APART = 3  # px between a label and what is beside it


class Place(NamedTuple):
    """Where a label might stand: an end or the middle of its line, and its height."""

    x: float
    y: float
    align: Align


@dataclass(slots=True)
class Labels:
    """What stands on the plot already: texts that must stay clear, lines that should."""

    sheet: Sheet
    bounds: Box
    texts: list[Bbox] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)

    def keep_off(self, points: list[tuple[float, float]]) -> None:
        """Note a line that labels should not cross."""
        if len(points) > 1:
            self.lines.append(Path(points))

    def put(self, words: str, style: Style, places: list[Place], *, crossing: bool = True) -> None:
        """Write a label at the first free place; at a crossed one only if that is allowed."""
        wide = style.width(words)
        extents = [(place, self._extent(place, wide, style.size)) for place in places]
        possible = [pair for pair in extents if self._is_open(pair[1])]
        free = [pair for pair in possible if not self._crosses(pair[1])]
        chosen = (free or (possible if crossing else []))[:1]
        for place, extent in chosen:
            self.texts.append(extent)
            self.sheet.text(words, place.x, place.y, style, align=place.align)

    @staticmethod
    def _extent(place: Place, wide: float, size: float) -> Bbox:
        left = place.x - wide * {"left": 0, "center": 0.5, "right": 1}[place.align]
        return Bbox.from_extents(left, place.y - size * 0.6, left + wide, place.y + size * 0.6)

    def _is_open(self, extent: Bbox) -> bool:
        bounds = self.bounds
        inside = (
            extent.x0 >= bounds.x
            and extent.x1 <= bounds.right
            and extent.y0 >= bounds.y
            and extent.y1 <= bounds.bottom
        )
        return inside and not any(extent.padded(_APART).overlaps(text) for text in self.texts)

    def _crosses(self, extent: Bbox) -> bool:
        return any(line.intersects_bbox(extent.padded(1), filled=False) for line in self.lines)


def around(x: float, y: float, *, first: str) -> list[Place]:
    """Return places about a point, near ones before far ones, beginning `above` or `below`."""
    sides: tuple[int, ...] = (1, -1) if first == "below" else (-1, 1)
    places = []
    for far in (24, 48, 76):
        for side in sides:
            right = Place(x + 14, y + side * far, "left")
            left = Place(x - 14, y + side * far, "right")
            places += [right, left] if side > 0 else [left, right]
    return places
