"""Recipes: a kind of picture and its view give pages; what another process draws is told so."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from charts import card, misses, overview, projects, render, wall
from charts.canvas import Sheet
from charts.codec import RecipeError, from_json, to_json
from charts.render import Format
from charts.views import BoardView, CardView, View

__all__ = ["Format", "RecipeError", "draw", "draw_page", "from_json", "pages", "sheet", "to_json"]

MOST_IN_ALBUM = 10  # pages beside the overview; Telegram takes no more in one album
_WALL_DPI = 200


class Page(NamedTuple):
    """A page to be drawn: the part of the set that it belongs to, and how to draw it."""

    part: str
    draw: Callable[[], Sheet]


def pages(kind: str, view: View) -> tuple[str, ...]:
    """Return the part that each page belongs to, in order, without drawing any.

    The parts of `progress` are `overview`, `misses` and `projects`; a set too long for an album
    has no `projects`: the wall's PDF has them. Other kinds have one part, named like the kind.
    """
    return tuple(page.part for page in _pages(kind, view))


def sheet(kind: str, view: View, number: int) -> Sheet:
    """Return one page, counted from 1, as a sheet whose artists can be asked."""
    return _pages(kind, view)[number - 1].draw()


def draw(kind: str, view: View, format: Format) -> tuple[bytes, ...]:  # noqa: A002
    """Return all pages as PNG or SVG, or one PDF document with all of them."""
    found = _pages(kind, view)
    if format == "pdf":
        return (render.pdf(page.draw() for page in found),)
    return tuple(_bytes(kind, page.draw(), format) for page in found)


def draw_page(kind: str, view: View, number: int, format: Format) -> bytes:  # noqa: A002
    """Return one page, counted from 1; a PDF has it alone."""
    return _bytes(kind, sheet(kind, view, number), format)


def _bytes(kind: str, page: Sheet, format: Format) -> bytes:  # noqa: A002
    if format == "pdf":
        return render.pdf([page])
    if format == "svg":
        return render.svg(page)
    return render.png(page, dpi=_WALL_DPI if kind == "wall" else 72)


def _pages(kind: str, view: View) -> tuple[Page, ...]:
    """Return the pages of a kind; a view of another kind raises RecipeError."""
    if isinstance(view, CardView) and kind == "card":
        return (Page("card", partial(card.draw, view)),)
    if isinstance(view, BoardView) and kind == "wall":
        return _wall(view)
    if isinstance(view, BoardView) and kind == "progress":
        return _progress(view)
    if isinstance(view, BoardView) and kind == "overview":
        return _progress(view)[:1]
    raise RecipeError(kind, f"not drawn from a {type(view).__name__}")


def _wall(view: BoardView) -> tuple[Page, ...]:
    found = wall.pages(view)
    return tuple(
        Page("wall", partial(wall.draw, view, bands, number, len(found)))
        for number, bands in enumerate(found, start=1)
    )


def _progress(view: BoardView) -> tuple[Page, ...]:
    """Return the phone's set; all projects are in it if they fit the album."""
    missed, bands = misses.pages(view), projects.pages(view)
    if len(missed) + len(bands) > MOST_IN_ALBUM:
        bands = ()
    count = 1 + len(missed) + len(bands)
    last = 1 + len(missed)
    elsewhere = "第2页" if last <= 2 else f"第2—{last}页"
    drawn = [Page("overview", partial(overview.draw, view, f"1/{count}", elsewhere))]
    for number, rows in enumerate(missed, start=2):
        drawn.append(Page("misses", partial(misses.draw, view, rows, f"{number}/{count}")))
    for number, page in enumerate(bands, start=last + 1):
        drawn.append(Page("projects", partial(projects.draw, view, page, f"{number}/{count}")))
    return tuple(drawn)
