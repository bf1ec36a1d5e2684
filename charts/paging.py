"""Pages: commands kept whole, on the fewest pages, and these filled as evenly as they go."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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

    def of(self, rows: int) -> float:
        """Return the least height of a group of rows with the gap behind it."""
        return self.head + max(1, rows) * self.row + self.gap


class Part(NamedTuple):
    """A group on a page, counted from 0, and which of its rows stand there."""

    group: int
    first: int
    last: int


Pages = tuple[tuple[Band, ...], ...]


def share_out(commands: tuple[CommandRows, ...], measure: Measure) -> Pages:
    """Return the commands page by page, in their order."""
    sizes = [len(command.rows) for command in commands]
    return tuple(
        tuple(_band(commands[part.group], part) for part in page) for page in parts(sizes, measure)
    )


def parts(sizes: Sequence[int], measure: Measure) -> tuple[tuple[Part, ...], ...]:
    """Return groups of so many rows page by page; one longer than a page is parted evenly."""
    found = [
        part for group, size in enumerate(sizes) for part in _parts(group, size, measure.most_rows)
    ]
    heights = [measure.of(part.last - part.first) for part in found]
    ends = _even_ends(heights, measure.page + measure.gap)
    return tuple(tuple(found[first:last]) for first, last in itertools.pairwise(ends))


def evenly(size: int, pages: int) -> list[tuple[int, int]]:
    """Return where each of some pages begins and ends, as evenly as rows go."""
    ends = [size * place // pages for place in range(pages + 1)] if pages else []
    return list(itertools.pairwise(ends))


def _band(command: CommandRows, part: Part) -> Band:
    return Band(command, command.rows[part.first : part.last], is_continued=part.first > 0)


def _parts(group: int, size: int, most: int) -> list[Part]:
    pages = max(1, -(-size // most))
    return [Part(group, first, last) for first, last in evenly(size, pages)]


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
