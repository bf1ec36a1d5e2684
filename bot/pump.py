"""The pump: hear, fall due, deliver; each does what is due and tells when there is work again."""

import asyncio
import datetime as dtm
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.clock import Clock
from bot.delivery import Delivery
from bot.falling_due import FallingDue
from bot.hearing import Hearing
from bot.pictures import Pictures
from bot.ports import Messenger
from bot.routes import Ear, Routes
from storage.engine import Storage
from storage.work import Work

FLOWS = 4  # threads of their own: the loop's are few on a small machine
_RAW_KEPT = dtm.timedelta(days=90)  # what people wrote is personal
_PICTURES_KEPT = dtm.timedelta(days=90)


class Pump:
    """Everything that moves between what was heard, what is due and what is to be said.

    `hear`, `fall_due` and `deliver` do all that is due at an instant, and return the next one
    with work (None: nothing waits). Who cannot wait until all of it is over uses `hearing`,
    `falling_due` and `delivery`. `clock` dates what took its time, such as a sending.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        ear: Ear,
        routes: Routes,
        messenger: Messenger,
        pictures: Pictures,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._threads = ThreadPoolExecutor(FLOWS, thread_name_prefix="flow")
        self.hearing = Hearing(
            storage,
            ear=ear,
            routes=routes,
            messenger=messenger,
            threads=self._threads,
            clock=clock,
        )
        self.falling_due = FallingDue(storage, routes.phases)
        self.delivery = Delivery(
            storage, messenger=messenger, pictures=pictures, moved=routes.moved, clock=clock
        )

    async def hear(self, at: dtm.datetime) -> dtm.datetime | None:
        """Carry out what was heard; return when there is something to hear again."""
        while await self.hearing.begin(at) or self.hearing.lanes.busy:
            await self.hearing.lanes.one_ends()
        return await asyncio.to_thread(self._next_heard)

    async def fall_due(self, at: dtm.datetime) -> dtm.datetime | None:
        """Run the phases that are due; return the instant of the next one."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.falling_due.run, at)

    async def deliver(self, at: dtm.datetime) -> dtm.datetime | None:
        """Send what may go out; return when there is something to send again."""
        while await self.delivery.begin(at) or self.delivery.lanes.busy:
            await self.delivery.lanes.one_ends()
        return await asyncio.to_thread(self._next_sent, at)

    async def take_over(self, at: dtm.datetime) -> None:
        """Free what a process that died held; only where no other one works on the database."""

        def free(work: Work) -> None:
            work.inbox.wake(at)
            work.outbox.recover(at, is_alone=True)

        await asyncio.to_thread(self._change, free)

    async def tidy(self, at: dtm.datetime) -> None:
        """Forget what people wrote and what was drawn long ago."""

        def forget(work: Work) -> None:
            work.inbox.forget(at - _RAW_KEPT)
            work.pictures.forget(at - _PICTURES_KEPT)

        await asyncio.to_thread(self._change, forget)

    async def close(self, *, within: float = 0) -> None:
        """Begin nothing new, and give what goes on so many seconds to end."""
        await asyncio.gather(
            self.hearing.lanes.all_end(within=within), self.delivery.lanes.all_end(within=within)
        )
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _next_heard(self) -> dtm.datetime | None:
        with self._storage.look() as look:
            return look.inbox.next_at()

    def _next_sent(self, at: dtm.datetime) -> dtm.datetime | None:
        with self._storage.look() as look:
            return look.outbox.next_at(at)

    def _change(self, change: Callable[[Work], None]) -> None:
        with self._storage.work() as work:
            change(work)
