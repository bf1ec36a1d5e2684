"""Pictures at delivery: a recipe's pages are drawn once, and kept by the recipe's hash."""

import asyncio
import datetime as dtm
import hashlib
import json
from pathlib import PurePath
from weakref import WeakValueDictionary

from bot.meters import Meters
from bot.painter import WHOLE, Page, Painter
from bot.patience import despite_database
from rules.notice import Recipe
from storage.engine import Storage


class Pictures:
    """The pages of recipes, from what is kept or from the painter."""

    def __init__(
        self, storage: Storage, painter: Painter, *, meters: Meters | None = None
    ) -> None:
        self._storage = storage
        self._meters = meters or Meters()
        self._painter = painter
        painter.ended = self._count
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def of(self, recipe: Recipe, *, priority: int, at: dtm.datetime) -> tuple[bytes, ...]:
        """Return a recipe's pages; PictureFailedError.

        Pages are drawn one by one, so that a card waits at most for the page being drawn, and a
        picture that was begun is ready before the next of its kind.
        """
        key = await asyncio.to_thread(digest, recipe)  # a county's view has megabytes
        turn = self._turns.setdefault(key, asyncio.Lock())
        async with turn:  # who wants the same picture waits for it
            kept = await despite_database(lambda: asyncio.to_thread(self._kept, key))
            if kept is not None:
                self._meters.found_kept()
                return kept
            painted = (self._painter.paint(page, priority=priority) for page in _pages(recipe))
            pages = tuple(await asyncio.gather(*painted))
            await despite_database(lambda: asyncio.to_thread(self._keep, key, pages, at))
            return pages

    def _count(self, page: Page, seconds: float | None) -> None:
        if seconds is None:
            self._meters.not_drawn(page.kind)
        else:
            self._meters.drew(page.kind, page.format, seconds)

    def _kept(self, key: str) -> tuple[bytes, ...] | None:
        with self._storage.look() as look:
            return look.pictures.get(key)

    def _keep(self, key: str, pages: tuple[bytes, ...], at: dtm.datetime) -> None:
        with self._storage.work() as work:
            work.pictures.put(key, pages, at)


def digest(recipe: Recipe) -> str:
    """Return what names a recipe's bytes: the same view gives the same picture."""
    drawn = [recipe.kind, recipe.view, recipe.pages, _format(recipe)]
    return hashlib.sha256(json.dumps(drawn).encode()).hexdigest()


def _pages(recipe: Recipe) -> list[Page]:
    """Return the pages to be drawn; a document has them all in one."""
    written = _format(recipe)
    numbers = recipe.pages if written in {"png", "svg"} else (WHOLE,)
    return [Page(recipe.kind, recipe.view, number, written) for number in numbers]


def _format(recipe: Recipe) -> str:
    return PurePath(recipe.file_name).suffix.removeprefix(".").lower()
