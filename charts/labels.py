"""Labels on a curve: each takes the first place where it hides and touches nothing.

A label that would leave the plot is slid into it. One that finds no such place stays away where
its figure stands elsewhere on the card too.
"""

import itertools
from dataclasses import dataclass, field
from typing import NamedTuple

from charts.canvas import Align, Box, Points, Sheet, Style

_BESIDE, _ABOVE = 12, 6  # px between two labels: closer ones would be read as one
_OFF = 3  # px between a label and a point or a line


class Place(NamedTuple):
    """Where a label might stand: an end or the middle of its line, and its height."""

    x: float
    y: float
    align: Align


class Extent(NamedTuple):
    """What something covers on the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def padded(self, across: float, down: float) -> "Extent":
        """Return an extent that is larger by so much on each side."""
        return Extent(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def overlaps(self, other: "Extent") -> bool:
        """Tell whether two extents have a point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def is_crossed(self, line: Points) -> bool:
        """Tell whether a line through points runs over it."""
        return any(self._is_cut(*ends) for ends in itertools.pairwise(line))

    def _is_cut(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Tell whether a straight line runs over it: neither beside it nor past a corner."""
        (x, y), (end_x, end_y) = start, end
        covered = Extent(min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y))
        sides = [
            (end_x - x) * (corner_y - y) - (end_y - y) * (corner_x - x)
            for corner_x in (self.left, self.right)
            for corner_y in (self.top, self.bottom)
        ]
        return self.overlaps(covered) and min(sides) <= 0 <= max(sides)


@dataclass(slots=True)
class Labels:
    """What stands on the plot already: labels, points, and lines."""

    sheet: Sheet
    bounds: Box
    texts: list[Extent] = field(default_factory=list)
    points: list[Extent] = field(default_factory=list)
    lines: list[Points] = field(default_factory=list)

    def keep_off(self, points: Points) -> None:
        """Note a line that labels should not cross."""
        self.lines.append(points)

    def keep_clear(self, middle: tuple[float, float], radius: float) -> None:
        """Note a point that labels should not cover."""
        self.points.append(Extent(*middle, *middle).padded(radius + _OFF, radius + _OFF))

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
            self.sheet.text(words, extent.left, (extent.top + extent.bottom) / 2, style)
        return bool(chosen)

    def _extent(self, place: Place, wide: float, size: float) -> Extent:
        """Return what a label covers, slid sideways into the plot."""
        left = place.x - wide * {"left": 0, "center": 0.5, "right": 1}[place.align]
        left = max(self.bounds.x, min(left, self.bounds.right - wide))
        return Extent(left, place.y - size * 0.6, left + wide, place.y + size * 0.6)

    def _is_open(self, extent: Extent) -> bool:
        """Tell whether a label is in the plot, and far enough from the others."""
        wanted = extent.padded(_BESIDE, _ABOVE)
        inside = extent.top >= self.bounds.y and extent.bottom <= self.bounds.bottom
        return inside and not any(wanted.overlaps(text) for text in self.texts)

    def _hides(self, extent: Extent) -> bool:
        """Tell whether a label covers a point or crosses a line."""
        crossed = (extent.padded(_OFF, _OFF).is_crossed(line) for line in self.lines)
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
