"""A shift: the receiver and the three pumps at work, from the start until it is told to stop."""

import asyncio
import datetime as dtm
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.logs import fault
from bot.patience import backoff
from bot.pump import Pump

TICK = 1  # seconds; another process may queue what this one delivers
_LONGEST_PAUSE = 5.0  # seconds; the ticker goes by the wall clock, which may be put back
_TIDYING = 1  # hours
_LAST_STEPS, _LAST_WORK = 3.0, 5.0  # seconds for what goes on at the end; a stop has ten
Step = Callable[[dtm.datetime], Awaitable[object]]
log = structlog.get_logger()


class Bell:
    """Wakes one loop; a ring that comes while it works is not lost."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let the loop go round once more."""
        self._rung.set()

    async def wait(self, longest: float) -> None:
        """Wait for a ring, at most so many seconds."""
        try:
            await asyncio.wait_for(self._rung.wait(), longest)
        except TimeoutError:
            return
        finally:
            self._rung.clear()


class Shift:
    """Keeps the pump going: at every tick, and at once when something came in or was queued."""

    def __init__(self, pump: Pump, *, clock: Clock) -> None:
        self._pump = pump
        self._clock = clock
        self._came_in, self._fell_due, self._queued = Bell(), Bell(), Bell()
        self._is_listening = asyncio.Event()
        self._stop = asyncio.Event()
        pump.hearing.lanes.ended = self._after_hearing
        pump.delivery.lanes.ended = self._queued.ring

    def received(self) -> None:
        """Say that something came in, so that it is heard at once."""
        self._came_in.ring()

    def understands(self) -> None:
        """Say that the ear is open; until then nothing is heard, while the phases go on."""
        self._is_listening.set()

    def stop(self) -> None:
        """Take up nothing new, and let what goes on come to its end."""
        self._stop.set()
        self._ring()

    async def work(self, listen: Callable[[], Awaitable[None]]) -> None:
        """Work until `stop`; what `listen` raises ends the shift, and is raised.

        BusyError where the database is away at the very beginning; later it is waited for.
        """
        await self._pump.take_over(self._clock())
        ticker = self._ticker()
        listening = asyncio.ensure_future(listen())
        loops = [
            asyncio.create_task(self._keep(self._hear, self._came_in)),
            asyncio.create_task(self._keep(self._fall_due, self._fell_due)),
            asyncio.create_task(self._keep(self._pump.delivery.begin, self._queued)),
        ]
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({listening, stopped}, return_when=asyncio.FIRST_COMPLETED)
        self.stop()
        ticker.shutdown(wait=False)
        listening.cancel()
        await asyncio.wait(loops, timeout=_LAST_STEPS)
        await self._pump.close(within=_LAST_WORK)
        await asyncio.wait({listening, stopped})
        if not listening.cancelled():
            listening.result()

    def _ticker(self) -> AsyncIOScheduler:
        """Start what rings every second: by default it would skip whatever is late by one."""
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        ticker = AsyncIOScheduler(timezone=dtm.UTC, job_defaults=defaults)
        ticker.add_job(self._tick, "interval", seconds=TICK)
        ticker.add_job(self._tidy, "interval", hours=_TIDYING)
        ticker.start()
        return ticker

    async def _tick(self) -> None:
        self._ring()

    async def _tidy(self) -> None:
        await self._once(self._pump.tidy)

    async def _hear(self, at: dtm.datetime) -> None:
        if self._is_listening.is_set():
            await self._pump.hearing.begin(at)

    async def _fall_due(self, at: dtm.datetime) -> None:
        await self._pump.fall_due(at)
        self._queued.ring()

    def _after_hearing(self) -> None:
        self._came_in.ring()  # the next of the same chat
        self._queued.ring()

    def _ring(self) -> None:
        for bell in (self._came_in, self._fell_due, self._queued):
            bell.ring()

    async def _keep(self, step: Step, bell: Bell) -> None:
        """Take a step whenever the bell rings; one that fails is taken again, ever later."""
        failures = 0
        while not self._stop.is_set():
            failures = 0 if await self._once(step) else failures + 1
            if failures:
                await self._rest(backoff(failures).total_seconds())
            else:
                await bell.wait(_LONGEST_PAUSE)

    async def _once(self, step: Step) -> bool:
        try:
            await step(self._clock())
        except Exception as error:  # noqa: BLE001 - the bot goes on
            log.error("a step failed", fault=fault(error))  # noqa: TRY400 - no words of people
            return False
        return True

    async def _rest(self, seconds: float) -> None:
        stopped = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait({stopped}, timeout=seconds)
        stopped.cancel()
