"""A shift: the listener and the three pumps at work, from the start until it is told to stop."""

import asyncio
import datetime as dtm
from collections.abc import Awaitable
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.logs import fault
from bot.pump import Pump
from bot.rounds import Bell, Rounds
from bot.ticker import Ticker
from storage.alone import Hold, NotAloneError
from storage.engine import BusyError

_TICK, _TROUBLES = dtm.timedelta(seconds=1), dtm.timedelta(seconds=5)
_ATTENDING, _TIDYING = dtm.timedelta(minutes=1), dtm.timedelta(hours=1)
_PATIENCE = dtm.timedelta(seconds=10)
_BACKLOG, _LOOK = 600.0, 0.2  # seconds for what was said while nobody listened, between looks
_FLOOD = dtm.timedelta(seconds=1)  # for which what comes in is only taken in
_BEHIND = dtm.timedelta(seconds=30)  # the same, while the platform has more of what was said
_LAST_STEPS, _LAST_WORK = 3.0, 5.0  # seconds for what goes on at the end; a stop has ten
log = structlog.get_logger()


class Listener(Protocol):
    """Takes in what is said."""

    async def listen(self) -> None:
        """Take in what comes until cancelled; what it raises ends the shift."""
        ...

    async def heard_until(self) -> dtm.datetime | None:
        """Return until when everything that was said came in, None where it is not known."""
        ...


class Shift:
    """Keeps the pump going: at every tick, and at once when something came in or was queued.

    `hold` is what this process holds of the database; with `is_alone` no other one works on it.
    The phases begin when what was said in our absence has been heard, or after `patience` where
    the platform is away. `ticked_at` is when the last tick came, `heard_until` until when
    everything that was said is known to have come in.
    """

    def __init__(
        self,
        pump: Pump,
        *,
        clock: Clock,
        hold: Hold,
        is_alone: bool = True,
        patience: dtm.timedelta = _PATIENCE,
    ) -> None:
        self._pump = pump
        self._clock = clock
        self._hold = hold
        self._is_alone = is_alone
        self._patience = patience
        self._came_in, self._fell_due, self._queued = Bell(), Bell(), Bell()
        self._is_listening, self._is_caught_up = asyncio.Event(), asyncio.Event()
        self._may_fall_due, self._stop = asyncio.Event(), asyncio.Event()
        self._is_behind = self._is_flooded = False
        self._heard_at = clock() - _FLOOD
        self._failure: Exception | None = None
        self.ticked_at = clock()
        self.heard_until: dtm.datetime | None = None
        pump.hearing.lanes.ended = self._after_hearing
        pump.delivery.lanes.ended = self._queued.ring

    @property
    def is_listening(self) -> bool:
        """Whether the platform has been reached, so that what comes in is heard."""
        return self._is_listening.is_set()

    @property
    def is_caught_up(self) -> bool:
        """Whether all that was said before has come in."""
        return self._is_caught_up.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether it takes up nothing new any more."""
        return self._stop.is_set()

    def received(self, has_more: bool = False) -> None:  # noqa: FBT001, FBT002 - as below
        """Say that something came in, so that it is heard at once, or when `has_more` ends.

        Nothing is safe before it is taken in; but nobody waits for his answer for long.
        """
        self._is_flooded = has_more
        if not has_more:
            self._came_in.ring()

    def understands(self) -> None:
        """Say that the ear is open; until then nothing is heard, while the phases go on."""
        self._is_listening.set()
        self._came_in.ring()

    def caught_up(self, is_so: bool = True) -> None:  # noqa: FBT001, FBT002 - a report, not a flag
        """Say whether the platform has handed over all that was said.

        Where it has more, that is taken in first and heard after: nothing is safe before.
        """
        self._is_behind = not is_so
        if is_so:
            self._is_caught_up.set()
            self._came_in.ring()

    def stop(self) -> None:
        """Take up nothing new, and let what goes on come to its end."""
        self._stop.set()
        self._ring()

    async def work(self, listener: Listener) -> None:
        """Work until `stop`; what the listener raises ends the shift, and is raised.

        BusyError where the database is away at the very beginning, later it is waited for;
        NotAloneError when another process took what this one held.
        """
        if self._is_alone:
            await self._pump.take_over(self._clock())
        ticking = asyncio.create_task(self._ticker(listener).tick())
        listening = asyncio.ensure_future(listener.listen())
        beginning = asyncio.create_task(self._begin(listener))
        loops = [asyncio.create_task(rounds.go()) for rounds in self._rounds()]
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({listening, stopped}, return_when=asyncio.FIRST_COMPLETED)
        self.stop()
        for task in (listening, beginning, ticking):
            task.cancel()
        await asyncio.wait(loops, timeout=_LAST_STEPS)
        await self._pump.close(within=_LAST_WORK)
        await asyncio.wait({listening, beginning, ticking, stopped})
        if self._failure:
            raise self._failure
        if not listening.cancelled():
            listening.result()

    def _rounds(self) -> tuple[Rounds, ...]:
        steps = (
            (self._hear, self._came_in),
            (self._fall_due, self._fell_due),
            (self._pump.delivery.go_on, self._queued),
        )
        return tuple(
            Rounds(step, bell=bell, clock=self._clock, stop=self._stop) for step, bell in steps
        )

    def _ticker(self, listener: Listener) -> Ticker:
        async def attend() -> None:
            await self._attend(listener)

        deeds = {
            self._tick: _TICK,
            self._look_after: _TROUBLES,
            attend: _ATTENDING,
            self._tidy: _TIDYING,
        }
        return Ticker(deeds, clock=self._clock, was_put_back=self._wake)

    async def _tick(self) -> None:
        self.ticked_at = self._clock()
        self._ring()

    async def _wake(self, at: dtm.datetime) -> None:
        """End the waits of a time that is not yet; without it they would stand for as long."""
        self._heard_at = at - _FLOOD
        await self._try(self._pump.wake(at))

    async def _look_after(self) -> None:
        """Hold on to the database, also after it was away, and tell the office of troubles."""
        try:
            await asyncio.to_thread(self._hold.renew)
        except NotAloneError as error:
            self._failure = error
            self.stop()
        except BusyError:
            return
        await self._try(self._pump.tell_troubles(self._clock()))

    async def _attend(self, listener: Listener) -> None:
        """Keep until when everything was heard; after a gap ask again."""
        if self._is_caught_up.is_set() and (until := await listener.heard_until()):
            self.heard_until = until
            await self._try(self._pump.attend(until, self._clock()))

    async def _tidy(self) -> None:
        await self._try(self._pump.remind_signers(self._clock()))
        await self._try(self._pump.tidy(self._clock()))

    async def _try(self, deed: Awaitable[None]) -> None:
        try:
            await deed
        except Exception as error:  # noqa: BLE001 - the bot goes on
            log.error("a step failed", fault=fault(error))  # noqa: TRY400 - no words of people

    async def _begin(self, listener: Listener) -> None:
        """Let the phases wait: nobody is silent whose answer is on its way to us (E31)."""
        if not self._is_alone:
            await self._try(self._pump.take_over(self._clock(), is_alone=False))
        try:
            if await _comes(self._is_listening, self._patience.total_seconds()) and await _comes(
                self._is_caught_up, _BACKLOG
            ):
                await self._until_heard()
                await self._attend(listener)
            else:
                log.warning("the phases begin before all was heard that was said in our absence")
        except Exception as error:  # noqa: BLE001 - the months go on
            log.error("a step failed", fault=fault(error))  # noqa: TRY400 - no words of people
        self._may_fall_due.set()
        self._fell_due.ring()

    async def _until_heard(self) -> None:
        for _ in range(int(_BACKLOG / _LOOK)):
            try:
                if await self._pump.has_heard_all(self._clock()):
                    return
            except BusyError:
                pass
            await asyncio.sleep(_LOOK)

    async def _hear(self, at: dtm.datetime) -> None:
        longest = _BEHIND if self._is_behind else _FLOOD
        waits = (self._is_behind or self._is_flooded) and at - self._heard_at < longest
        if self._is_listening.is_set() and not waits:
            self._heard_at = at
            await self._pump.hearing.begin(at)

    async def _fall_due(self, at: dtm.datetime) -> dtm.datetime | None:
        if not self._may_fall_due.is_set():
            return None
        following = await self._pump.fall_due(at)
        self._queued.ring()
        return following

    def _after_hearing(self) -> None:
        self._came_in.ring()  # the next of the same chat
        self._queued.ring()

    def _ring(self) -> None:
        for bell in (self._came_in, self._fell_due, self._queued):
            bell.ring()


async def _comes(event: asyncio.Event, within: float) -> bool:
    """Wait for an event so many seconds; tell whether it came."""
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True
