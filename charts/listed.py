"""The lists of the phone's set page by page: the misses, and those that are praised."""

from charts.marks import misses, praised
from charts.paging import evenly
from charts.views import BoardView, ProjectRow

A_PAGE = 9
Pages = tuple[tuple[ProjectRow, ...], ...]


def missed_pages(view: BoardView) -> Pages:
    """Return the misses page by page, as evenly as they go."""
    return _by_page(misses(view))


def praised_pages(view: BoardView, *, most: int) -> Pages:
    """Return those that are praised page by page, on `most` pages at the most."""
    return _by_page(praised(view)[: most * A_PAGE])


def _by_page(rows: tuple[ProjectRow, ...]) -> Pages:
    count = -(-len(rows) // A_PAGE)
    return tuple(rows[first:last] for first, last in evenly(len(rows), count))
