"""Rounds: a step is taken again and again, whenever its bell rings or when it said itself."""

import asyncio
import datetime as dtm
from collections.abc import Awaitable, Callable

import structlog

from bot.clock import Clock
from bot.logs import fault
from bot.patience import backoff

_LONGEST, _SHORTEST = 5.0, 0.02  # seconds between two steps; a clock may be put back
Step = Callable[[dtm.datetime], Awaitable[dtm.datetime | None]]
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
            async with asyncio.timeout(longest):  # `wait_for` may swallow a cancellation
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()


class Rounds:
    """Takes a step, which returns the instant of the next one where it knows it, until `stop`."""

    def __init__(self, step: Step, *, bell: Bell, clock: Clock, stop: asyncio.Event) -> None:
        self._step = step
        self._bell = bell
        self._clock = clock
        self._stop = stop

    async def go(self) -> None:
        """Go round; a step that fails is taken again, ever later."""
        failures = 0
        while not self._stop.is_set():
            try:
                following = await self._step(self._clock())
            except Exception as error:  # noqa: BLE001 - the bot goes on
                failures += 1
                log.error("a step failed", fault=fault(error))  # noqa: TRY400 - no words of people
                await self._rest(backoff(failures).total_seconds())
            else:
                failures = 0
                await self._bell.wait(self._pause(following))

    def _pause(self, following: dtm.datetime | None) -> float:
        """Return the seconds to an instant, in bounds."""
        if following is None:
            return _LONGEST
        return min(max((following - self._clock()).total_seconds(), _SHORTEST), _LONGEST)

    async def _rest(self, seconds: float) -> None:
        stopped = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait({stopped}, timeout=seconds)
        stopped.cancel()
