"""Watching: what a monitor asks of `guatu run`: /metrics, /healthz and /readyz."""

import asyncio
import datetime as dtm
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.backlog import Backlog, Gauges, backlog_of
from bot.clock import Clock
from bot.door import Door
from bot.meters import Meters
from bot.shift import Shift
from storage.engine import Storage

LOOK_LIMIT = 2.0  # seconds for the database's answer; a scrape must come back
_STANDS_STILL = dtm.timedelta(seconds=30)  # since the last tick, of which there is one a second


class Watching:
    """Answers monitors at a door of its own, whether or not the database is there."""

    def __init__(
        self, listen: str, *, storage: Storage, shift: Shift, meters: Meters, clock: Clock
    ) -> None:
        self._storage = storage
        self._shift = shift
        self._meters = meters
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="watching")
        self._looking: asyncio.Future[Backlog] | None = None
        self._door = Door(
            listen,
            (
                web.get("/metrics", self._metrics),
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
            ),
        )

    async def open(self) -> None:
        """Begin to answer; DoorTakenError."""
        await self._door.open()

    async def close(self) -> None:
        """Answer no more; a look that hangs is not waited for."""
        await self._door.close()
        if self._looking is not None:
            self._looking.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _metrics(self, _: web.Request) -> web.Response:
        backlog = await self._backlog()
        gauges = Gauges(backlog, at=self._clock(), heard_until=self._shift.heard_until)
        written = generate_latest(self._meters.registry) + generate_latest(gauges)
        return web.Response(body=written, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _: web.Request) -> web.Response:
        """Tell whether the loops go round; a database that is away is no reason to start anew."""
        age = self._clock() - self._shift.ticked_at
        if age < _STANDS_STILL:
            return _verdict(())
        return _verdict([f"the loops have not gone round for {age.total_seconds():.0f} s"])

    async def _readyz(self, _: web.Request) -> web.Response:
        return _verdict(await self._reasons())

    async def _reasons(self) -> list[str]:
        """Say what keeps the bot from its work."""
        found = []
        if self._shift.is_stopping:
            found.append("it is being stopped")
        if await self._backlog() is None:
            found.append("the database does not answer")
        if not self._shift.is_listening:
            found.append("Telegram has not been reached yet")
        elif not self._shift.is_caught_up:
            found.append("what was said in its absence has not come in yet")
        return found

    async def _backlog(self) -> Backlog | None:
        """Look at the database, None where it is away or slow; all who ask share one look."""
        if self._looking is None or self._looking.done():
            loop = asyncio.get_running_loop()
            self._looking = loop.run_in_executor(self._thread, self._look)
        looking = self._looking
        done, _ = await asyncio.wait({looking}, timeout=LOOK_LIMIT)
        if not done or looking.cancelled() or looking.exception():
            return None
        return looking.result()

    def _look(self) -> Backlog:
        with self._storage.look() as look:
            return backlog_of(look, self._clock())


def _verdict(reasons: Iterable[str]) -> web.Response:
    told = "\n".join(reasons)
    status = HTTPStatus.SERVICE_UNAVAILABLE if told else HTTPStatus.OK
    return web.Response(status=status, text=(told or "ok") + "\n")
