"""Recipes: a kind of picture and its view give pages; what another process draws is told so.

What draws comes with the first call that needs it: who only writes a recipe down does not wait
for matplotlib, nor hold it in memory.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charts.codec import Format, RecipeError, from_json, to_json
from charts.views import View

if TYPE_CHECKING:
    from charts.canvas import Sheet

__all__ = [
    "Format",
    "RecipeError",
    "document",
    "draw",
    "draw_page",
    "from_json",
    "pages",
    "sheet",
    "to_json",
]


def pages(kind: str, view: View) -> tuple[str, ...]:
    """Return the part that each page belongs to, in order, without drawing any.

    The parts of `progress` are `overview`, `misses`, `praise` and `projects`; a set too long for
    an album has no `projects`: the wall's PDF has them. Other kinds have one part, named like the
    kind, the support picture `overdue` and `ahead` too.
    A view of another kind raises RecipeError, here as below.
    """
    from charts import sets

    return sets.pages(kind, view)


def sheet(kind: str, view: View, number: int) -> "Sheet":
    """Return one page, counted from 1, as a sheet whose artists can be asked."""
    from charts import sets

    return sets.sheet(kind, view, number)


def draw(kind: str, view: View, format: Format) -> tuple[bytes, ...]:  # noqa: A002
    """Return all pages as PNG or SVG, or one PDF document with all of them."""
    from charts import sets

    return sets.draw(kind, view, format)


def document(kind: str, view: View) -> Iterator[bytes]:
    """Draw all pages as one PDF, a page at each step, so that others may have a turn between.

    Nothing comes after each page, at last the document.
    """
    from charts import sets

    return sets.document(kind, view)


def draw_page(kind: str, view: View, number: int, format: Format) -> bytes:  # noqa: A002
    """Return one page, counted from 1; a PDF has it alone."""
    from charts import sets

    return sets.draw_page(kind, view, number, format)
