"""Answering while drawing: `/status` asked again and again while 20 boards are drawn."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.clock import now
from bot.painter import Page, Painter
from bot.pictures import Pictures
from charts import recipe
from charts.views import BoardView, CardView
from chores.bench.timing import Row, written
from rules.notice import Recipe, ShownAs
from storage.engine import Storage

_BOARDS, _ASKED = 20, 30


def measure(view: BoardView, card: CardView) -> Iterator[Row]:
    """Draw cards alone, then while boards wait in the same worker process."""
    idle, busy = asyncio.run(_both(view, card))
    slower = _p95(busy) - _p95(idle)
    remark = f"{slower:+.2f} s at the 95th percentile (goal: at most 1.5 s)"
    yield Row("a card while 20 boards are drawn", written(_p95(busy)), written(_p95(idle)), remark)


async def _both(view: BoardView, card: CardView) -> tuple[list[float], list[float]]:
    painter = Painter()
    painter.warm()
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(f"sqlite:///{Path(folder, 'bench.db')}")
        storage.upgrade()
        pictures = Pictures(storage, painter)
        await _cards(pictures, card, "warm", 2)
        idle = await _cards(pictures, card, "idle", 10)
        boards = [
            asyncio.create_task(painter.paint(page, priority=9)) for page in _board_pages(view)
        ]
        busy = await _cards(pictures, card, "busy", _ASKED)
        for board in boards:
            board.cancel()
        await asyncio.gather(*boards, return_exceptions=True)
        await painter.close()
        storage.close()
    return idle, busy


async def _cards(pictures: Pictures, card: CardView, name: str, count: int) -> list[float]:
    """Ask for cards one after the other, each a picture of its own; return how long each took."""
    taken = []
    for number in range(count):
        begun = time.perf_counter()
        view = recipe.to_json(card) + " " * (number + 1) + ("\n" if name == "busy" else "")
        one = Recipe("card", view, (1,), ShownAs.PHOTO, f"{name}-{number}.png")
        await pictures.of(one, priority=0, at=now())
        taken.append(time.perf_counter() - begun)
    return taken


def _board_pages(view: BoardView) -> list[Page]:
    written_view = recipe.to_json(view)
    pages = range(1, len(recipe.pages("progress", view)) + 1)
    return [Page("progress", written_view, page, "png") for page in pages] * _BOARDS


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
