"""The ticker: deeds that are done again and again, whatever happens to the clock."""

import asyncio
import datetime as dtm
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import Clock

_LOOK = 1.0  # seconds
_SET = dtm.timedelta(seconds=10)  # less is how clocks are kept right
Deed = Callable[[], Coroutine[Any, Any, None]]
log = structlog.get_logger()


class Every(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """Fires so long after now; one that counts from the last time lists every second it missed."""

    def __init__(self, interval: dtm.timedelta) -> None:
        self._interval = interval

    def get_next_fire_time(
        self,
        previous_fire_time: dtm.datetime | None,  # noqa: ARG002 - the library's signature
        now: dtm.datetime,
    ) -> dtm.datetime:
        """Return the instant of the next time."""
        return now + self._interval


class Ticker:
    """Does each deed at its interval, and never twice at a time.

    The scheduler goes by the wall clock: where that was set, it is started anew, and `was_set`
    is told to which instant it was put back, if it was.
    """

    def __init__(
        self,
        deeds: Mapping[Deed, dtm.timedelta],
        *,
        clock: Clock,
        was_put_back: Callable[[dtm.datetime], Awaitable[None]],
    ) -> None:
        self._deeds = deeds
        self._clock = clock
        self._was_put_back = was_put_back

    async def tick(self) -> None:
        """Go on until cancelled."""
        scheduler = self._started()
        try:
            while True:
                jumped = await self._jump()
                if abs(jumped) <= _SET:
                    continue
                scheduler.shutdown(wait=False)
                scheduler = self._started()
                if jumped < dtm.timedelta():
                    await self._was_put_back(self._clock())
        finally:
            scheduler.shutdown(wait=False)

    async def _jump(self) -> dtm.timedelta:
        """Wait a moment; return by how much the clock went further than the time."""
        loop = asyncio.get_running_loop()
        began, at = loop.time(), self._clock()
        await asyncio.sleep(_LOOK)
        passed = dtm.timedelta(seconds=loop.time() - began)
        jumped = self._clock() - at - passed
        if abs(jumped) > _SET:
            log.warning("the clock was set", by=round(jumped.total_seconds()))
        return jumped

    def _started(self) -> AsyncIOScheduler:
        """Start a scheduler: by default it would skip whatever is late by a second."""
        defaults: dict[str, Any] = {
            "misfire_grace_time": None,
            "coalesce": True,
            "max_instances": 1,
        }
        scheduler = AsyncIOScheduler(timezone=dtm.UTC, job_defaults=defaults)
        for deed, interval in self._deeds.items():
            scheduler.add_job(deed, Every(interval))
        scheduler.start()
        return scheduler
