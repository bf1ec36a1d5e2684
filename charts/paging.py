"""Pages: commands kept whole, on the fewest pages, and these filled as evenly as they go."""

import itertools
from dataclasses import dataclass

from charts.views import CommandRows, ProjectRow


@dataclass(frozen=True, slots=True)
class Band:
    """A command on a page with its rows; `is_continued` where it began on the page before."""

    command: CommandRows
    rows: tuple[ProjectRow, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a page holds: its height, that of a command's head and gap, and the least of a row."""

    page: float
    head: float
    gap: float
    row: float

    @property
    def most_rows(self) -> int:
        """How many rows of one command fit a page."""
        return int((self.page - self.head) / self.row)

    def of(self, band: Band) -> float:
        """Return the least height of a command with the gap behind it."""
        return self.head + max(1, len(band.rows)) * self.row + self.gap


Pages = tuple[tuple[Band, ...], ...]


def share_out(commands: tuple[CommandRows, ...], measure: Measure) -> Pages:
    """Return the commands page by page, in their order."""
    bands = [band for command in commands for band in _bands(command, measure.most_rows)]
    heights = [measure.of(band) for band in bands]
    ends = _even_ends(heights, measure.page + measure.gap)
    return tuple(tuple(bands[first:last]) for first, last in itertools.pairwise(ends))


def _bands(command: CommandRows, most: int) -> list[Band]:
    """Return a command whole, or in even parts where it is longer than a page."""
    rows = command.rows
    parts = max(1, -(-len(rows) // most))
    ends = [len(rows) * place // parts for place in range(parts + 1)]
    return [
        Band(command, rows[first:last], is_continued=first > 0)
        for first, last in itertools.pairwise(ends)
    ]


def _even_ends(heights: list[float], page: float) -> list[int]:
    """Return where each page ends: fewest pages, then the least sum of squared empty room."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # pages, squares, where the last one begins
    for end in range(1, len(heights) + 1):
        found = []
        filled = 0.0
        for start in range(end - 1, -1, -1):
            filled += heights[start]
            if filled > page + 0.01:
                break
            count, squares, _ = best[start]
            found.append((count + 1, squares + (page - filled) ** 2, start))
        best.append(min(found))
    ends = [len(heights)]
    while ends[-1]:
        ends.append(best[ends[-1]][2])
    return ends[::-1]
