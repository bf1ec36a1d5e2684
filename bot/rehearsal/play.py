"""The play: a clock that jumps to the next instant with work, and the bot and its people at it."""

import asyncio
import contextlib
import datetime as dtm
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.compose import compose
from bot.documents import Documents
from bot.intake import Intake
from bot.painter import Painter
from bot.pictures import Pictures
from bot.pump import Pump
from bot.rehearsal.diary import Diary
from bot.rehearsal.server import ChatServer
from bot.settings import Settings
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.fetching import TelegramFiles
from bot.transports.telegram.inbound import TelegramEar
from bot.transports.telegram.outbound import TelegramMessenger
from bot.transports.telegram.receiver import Receiver
from storage.engine import Storage

_MOST_ROUNDS = 500  # of one instant; a rehearsal of the sample needs a dozen
_BREATH = 0.002  # seconds between looks at what the receiver has taken in
See = Callable[[dtm.datetime], None]
Pass = Callable[[dtm.datetime], None]


class EndlessInstantError(RuntimeError):
    """The bot finds work again and again at one instant: something never comes to its end."""

    def __init__(self, at: dtm.datetime) -> None:
        super().__init__(f"the rehearsal does not get past {at}")
        self.at = at


@dataclass(slots=True)
class StageClock:
    """A clock that stands until it is moved; it never goes back."""

    at: dtm.datetime

    def __call__(self) -> dtm.datetime:
        """Return the instant at which it stands."""
        return self.at


class Play:
    """The bot on the stage: everything is the real code, but the clock and the people."""

    def __init__(
        self,
        server: ChatServer,
        pump: Pump,
        *,
        clock: StageClock,
        diary: Diary,
        see: See,
    ) -> None:
        self._server = server
        self._pump = pump
        self._clock = clock
        self._diary = diary
        self._see = see

    async def until(self, end: dtm.datetime, *, passed: Pass) -> None:
        """Play to an instant; `passed` is told every instant that was played."""
        while True:
            after = await self._settle()
            passed(self._clock.at)
            waiting = [at for at in (after, self._diary.next_at) if at is not None]
            following = max(min(waiting, default=end), self._clock.at)
            if following > end or not waiting:
                self._clock.at = end
                return
            self._clock.at = following

    async def _settle(self) -> dtm.datetime | None:
        """Do all that this instant holds; return the next one at which the bot has work."""
        for _ in range(_MOST_ROUNDS):
            acted = self._diary.do(self._clock.at)
            await self._taken_in()
            at = self._clock.at
            nexts = [
                await self._pump.hear(at),
                await self._pump.fall_due(at),
                await self._pump.deliver(at),
            ]
            self._see(at)
            due_now = [one for one in (*nexts, self._diary.next_at) if one and one <= at]
            if not acted and not due_now and not self._server.mailbox.waiting:
                return min((one for one in nexts if one is not None), default=None)
        raise EndlessInstantError(self._clock.at)

    async def _taken_in(self) -> None:
        """Wait until the receiver has taken in what people said."""
        while self._server.mailbox.waiting:  # noqa: ASYNC110
            await asyncio.sleep(_BREATH)  # it confirms over HTTP, and knows nobody who waits


@contextlib.asynccontextmanager
async def bot_on_stage(
    server: ChatServer,
    storage: Storage,
    settings: Settings,
    clock: StageClock,
    *,
    painter: Painter | None = None,
) -> AsyncIterator[Pump]:
    """Start the bot's own parts against the chat server, and stop them at the end."""
    painter = painter or Painter(templates=settings.templates)
    bot = bot_at(server.address, server.token)
    routes = compose(settings)
    ear = TelegramEar(bot, routes)
    pump = Pump(
        storage,
        ear=ear,
        routes=routes,
        messenger=TelegramMessenger(bot),
        documents=Documents(TelegramFiles(bot), painter),
        pictures=Pictures(storage, painter),
        clock=clock,
    )
    intake = Intake(storage, bot=str(server.room.bot.id), clock=clock, received=_quiet)
    receiver = Receiver(bot, intake, clock=clock, ready=_quiet, caught_up=_quiet)
    painter.warm()
    await ear.open()
    receiving = asyncio.create_task(receiver.listen())
    try:
        yield pump
    finally:
        receiving.cancel()
        await asyncio.wait({receiving})
        await pump.close()
        await ear.close()
        await painter.close()


def _quiet(*_: object) -> None:
    """Nobody waits for this."""
