"""Sets of pages: what a kind of picture is made of, and how each page is drawn."""

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from charts import (
    card,
    misses,
    overview,
    praise,
    projects,
    render,
    support,
    trend,
    wall,
    wall_leaves,
    words,
)
from charts.canvas import Sheet
from charts.codec import Format, RecipeError
from charts.listed import missed_pages, praised_pages
from charts.overview_lists import Elsewhere
from charts.views import BoardView, CardView, SupportView, TrendView, View

MOST_IN_ALBUM = 10  # pages beside the overview; Telegram takes no more in one album
_WALLS = {"wall": wall_leaves.on_a3, "wall-a0": wall_leaves.on_a0}
_DPI = {"wall": 200, "wall-a0": 100}  # of a PNG; the phone's have 72, a px to the px


class Page(NamedTuple):
    """A page to be drawn: the part of the set that it belongs to, and how to draw it."""

    part: str
    draw: Callable[[], Sheet]


def pages(kind: str, view: View) -> tuple[str, ...]:
    """Return the part that each page belongs to, in order, without drawing any."""
    return tuple(page.part for page in _pages(kind, view))


def sheet(kind: str, view: View, number: int) -> Sheet:
    """Return one page, counted from 1, as a sheet whose artists can be asked."""
    return _pages(kind, view)[number - 1].draw()


def draw(kind: str, view: View, format: Format) -> tuple[bytes, ...]:  # noqa: A002
    """Return all pages as PNG or SVG, or one PDF document with all of them."""
    if format == "pdf":
        return (b"".join(document(kind, view)),)
    return tuple(_bytes(kind, view, page, format) for page in _pages(kind, view))


def document(kind: str, view: View) -> Iterator[bytes]:
    """Draw all pages as one PDF: nothing after each page, and at last the document."""
    return render.pdf(page.draw() for page in _pages(kind, view))


def draw_page(kind: str, view: View, number: int, format: Format) -> bytes:  # noqa: A002
    """Return one page, counted from 1; a PDF has it alone."""
    return _bytes(kind, view, _pages(kind, view)[number - 1], format)


def _bytes(kind: str, view: View, page: Page, format: Format) -> bytes:  # noqa: A002
    drawn = page.draw()
    if format == "pdf":
        return b"".join(render.pdf([drawn]))
    if format == "svg":
        about = view.project.name if isinstance(view, CardView) else ""
        return render.svg(drawn, words.title(view.stamp, page.part, about))
    return render.png(drawn, dpi=_DPI.get(kind, 72))


def _pages(kind: str, view: View) -> tuple[Page, ...]:
    """Return the pages of a kind; a view of another kind raises RecipeError."""
    if isinstance(view, CardView) and kind == "card":
        return (Page("card", partial(card.draw, view)),)
    if isinstance(view, SupportView) and kind == "support":
        return _support(view)
    if isinstance(view, TrendView) and kind == "trend":
        return _trend(view)
    if isinstance(view, BoardView) and kind in _WALLS:
        return _wall(view, kind)
    if isinstance(view, BoardView) and kind == "progress":
        return _progress(view)
    if isinstance(view, BoardView) and kind == "overview":
        return _progress(view)[:1]
    raise RecipeError(kind, f"not drawn from a {type(view).__name__}")


def _wall(view: BoardView, kind: str) -> tuple[Page, ...]:
    found = _WALLS[kind](view)
    return tuple(
        Page(kind, partial(wall.draw, view, leaf, number, len(found)))
        for number, leaf in enumerate(found, start=1)
    )


def _progress(view: BoardView) -> tuple[Page, ...]:
    """Return the phone's set: overview, misses, praise, and all projects if they fit the album.

    No miss is ever left out; of those that are praised, at least one page is there.
    """
    missed, bands = missed_pages(view), projects.pages(view)
    praised = praised_pages(view, most=1)
    if len(missed) + len(praised) + len(bands) > MOST_IN_ALBUM:
        bands = ()
    left = MOST_IN_ALBUM - len(missed) - len(bands)
    praised = praised_pages(view, most=max(1, left))
    ends = list(itertools.accumulate((1, len(missed), len(praised), len(bands))))
    count, elsewhere = ends[-1], Elsewhere(_span(ends[0], ends[1]), _span(ends[1], ends[2]))
    drawn = [Page("overview", partial(overview.draw, view, f"1/{count}", elsewhere))]
    for number, rows in enumerate(missed, start=ends[0] + 1):
        drawn.append(Page("misses", partial(misses.draw, view, rows, f"{number}/{count}")))
    shown = sum(map(len, praised))
    for number, rows in enumerate(praised, start=ends[1] + 1):
        page = f"{number}/{count}"
        drawn.append(Page("praise", partial(praise.draw, view, rows, shown, page)))
    for number, page_bands in enumerate(bands, start=ends[2] + 1):
        page = f"{number}/{count}"
        drawn.append(Page("projects", partial(projects.draw, view, page_bands, page)))
    return tuple(drawn)


def _span(before: int, last: int) -> str:
    """Name the pages behind one of them, up to another: 第2页, 第2—4页."""
    return f"第{last}页" if last - before <= 1 else f"第{before + 1}—{last}页"


def _support(view: SupportView) -> tuple[Page, ...]:
    """Return the support picture: the first page, the other overdue items, those ahead."""
    first, *overdue = support.overdue_pages(view)
    ahead = support.ahead_pages(view)
    count, before = 1 + len(overdue) + len(ahead), 2 + len(overdue)
    elsewhere = _span(before - 1, count)
    drawn = [Page("support", partial(support.draw, view, first, _of(1, count), elsewhere))]
    for number, rows in enumerate(overdue, start=2):
        drawn.append(
            Page("overdue", partial(support.draw_overdue, view, rows, _of(number, count)))
        )
    for number, bands in enumerate(ahead, start=before):
        drawn.append(Page("ahead", partial(support.draw_ahead, view, bands, _of(number, count))))
    return tuple(drawn)


def _trend(view: TrendView) -> tuple[Page, ...]:
    first, *others = trend.pages(view)
    count = 1 + len(others)
    drawn = [Page("trend", partial(trend.draw, view, first, _of(1, count)))]
    for number, blocks in enumerate(others, start=2):
        drawn.append(Page("trend", partial(trend.draw_blocks, view, blocks, _of(number, count))))
    return tuple(drawn)


def _of(number: int, count: int) -> str:
    """Return a page's number; empty where it is the only one."""
    return f"{number}/{count}" if count > 1 else ""
