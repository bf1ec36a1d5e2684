"""The leaves of the wall board: which commands stand on which page of the paper, and how large.

A page of A3 has one column of commands. One of A0 has two side by side, enlarged by two fifths;
what stands on one page of A3 is enlarged to the whole of A0.
"""

import math
from typing import NamedTuple

from charts.paging import Band, Measure, Pages, share_out
from charts.views import BoardView, CommandRows
from charts.wall_rows import WIDTH

BAND = 22  # height of a command's band
HEAD = 32  # height of the dark row that names the columns
_TITLE, _FOOT = 82, 34
_LEAST_ROW = 43
_TWO_HEADING = 1.5  # how much larger the title stands over two columns


class Paper(NamedTuple):
    """A size of paper in points, lying on its long side."""

    width: float
    height: float


A3 = Paper(1190.55, 841.89)
A0 = Paper(3370.39, 2383.94)


class Leaf(NamedTuple):
    """A page: its paper, its columns of commands, and how much larger than all its title is."""

    paper: Paper
    columns: Pages
    heading: float = 1

    @property
    def width(self) -> float:
        """The width in units of what is drawn."""
        return WIDTH * len(self.columns)

    @property
    def scale(self) -> float:
        """How many points a unit has."""
        return self.paper.width / self.width

    @property
    def top(self) -> float:
        """The y where commands begin."""
        return _TITLE * self.heading + HEAD

    @property
    def bottom(self) -> float:
        """The y where commands end at the latest."""
        return self.paper.height / self.scale - _FOOT

    @property
    def row_height(self) -> float:
        """The height of a row that fills the fullest column."""
        return min(map(self._filling, self.columns))

    def _filling(self, bands: tuple[Band, ...]) -> float:
        rows = sum(max(1, len(band.rows)) for band in bands)
        return (self.bottom - self.top - len(bands) * BAND) / max(1, rows)


def on_a3(view: BoardView) -> tuple[Leaf, ...]:
    """Return the pages of A3; one empty page where there is no command."""
    shared = _shared(view.commands, Leaf(A3, ((),)))
    return tuple(Leaf(A3, (bands,)) for bands in shared or ((),))


def on_a0(view: BoardView) -> tuple[Leaf, ...]:
    """Return the pages of A0."""
    alone = on_a3(view)
    if len(alone) == 1:
        return (alone[0]._replace(paper=A0),)
    two = Leaf(A0, ((), ()), _TWO_HEADING)
    columns = _halved(view.commands, two.bottom - two.top) or _shared(view.commands, two)
    return tuple(two._replace(columns=pair) for pair in _pairs(columns))


def _shared(commands: tuple[CommandRows, ...], leaf: Leaf) -> Pages:
    return share_out(commands, _measure(leaf.bottom - leaf.top))


def _measure(height: float) -> Measure:
    return Measure(height, BAND, 0, _LEAST_ROW)


def _halved(commands: tuple[CommandRows, ...], height: float) -> Pages:
    """Return two even columns where one would be enough, a long command parted; else none."""
    heights = [_measure(height).of(len(command.rows)) for command in commands]
    if sum(heights) > height:
        return ()
    least = max(sum(heights) / 2, BAND + _LEAST_ROW)
    longest = max(heights) if len(commands) > 1 else BAND + _LEAST_ROW
    return share_out(commands, _measure(min(height, math.ceil(least + longest))))


def _pairs(columns: Pages) -> list[Pages]:
    """Return columns two by two; the last one may stand beside none."""
    padded = (*columns, ()) if len(columns) % 2 else columns
    return list(zip(padded[::2], padded[1::2], strict=True))
