"""Lanes: work that goes on side by side, each named by whose it is."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.logs import fault

log = structlog.get_logger()


class Lanes:
    """So many pieces of work at a time; `ended` is called whenever one is over."""

    def __init__(self, width: int) -> None:
        self.ended: Callable[[], None] = _nobody_waits
        self._width = width
        self._running: dict[asyncio.Task[None], str] = {}

    @property
    def busy(self) -> frozenset[str]:
        """Whose work is going on."""
        return frozenset(self._running.values())

    @property
    def room(self) -> int:
        """How many pieces more may begin."""
        return self._width - len(self._running)

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Begin a piece of work; an error that it lets out is logged."""
        task = asyncio.create_task(work)
        self._running[task] = name
        task.add_done_callback(self._end)

    async def one_ends(self) -> None:
        """Wait until a piece of work is over, not at all where none goes on."""
        if self._running:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def all_end(self, *, within: float) -> None:
        """Wait for all work at most so many seconds; what then still goes on is cancelled."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("a piece of work broke off", fault=fault(error))
        self.ended()


def _nobody_waits() -> None:
    """Tell nobody."""
