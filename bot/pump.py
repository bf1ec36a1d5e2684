"""The pump: hear, fall due, deliver; each does what is due and tells when there is work again."""

import asyncio
import contextlib
import datetime as dtm
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.clock import Clock
from bot.delivery import Delivery
from bot.documents import Documents
from bot.falling_due import FallingDue
from bot.hearing import Hearing
from bot.meters import Meters
from bot.pictures import Pictures
from bot.ports import Messenger
from bot.routes import Ear, Routes
from bot.spent_buttons import forget_spent
from storage.engine import BusyError, Storage
from storage.work import Work

FLOWS = 4  # threads of their own: the loop's are few on a small machine
_RAW_KEPT = dtm.timedelta(days=90)  # what people wrote is personal
_PICTURES_KEPT = dtm.timedelta(days=90)
_AT_ONCE, _LONGEST_WAIT = dtm.timedelta(), dtm.timedelta(hours=1)
_GIVING_BACK = 1.0  # seconds; a lease that is not given back runs out
_KEPT_FOR_US = dtm.timedelta(hours=24)  # by Telegram, which then throws it away


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
        documents: Documents,
        pictures: Pictures,
        clock: Clock,
        meters: Meters | None = None,
    ) -> None:
        meters = meters or Meters()
        self._storage = storage
        self._routes = routes
        self._clock = clock
        self._threads = ThreadPoolExecutor(FLOWS, thread_name_prefix="flow")
        self.hearing = Hearing(
            storage,
            ear=ear,
            routes=routes,
            messenger=messenger,
            documents=documents,
            threads=self._threads,
            clock=clock,
            meters=meters,
        )
        self.falling_due = FallingDue(storage, routes.phases, meters=meters)
        self.delivery = Delivery(
            storage,
            messenger=messenger,
            pictures=pictures,
            moved=routes.moved,
            clock=clock,
            meters=meters,
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

    async def take_over(self, at: dtm.datetime, *, is_alone: bool = True) -> None:
        """Free what a process that died held, and end waits that a wrong clock made.

        Where others may work on the database, what is held may be theirs.
        """

        def free(work: Work) -> None:
            work.inbox.wake(at, beyond=_AT_ONCE if is_alone else _LONGEST_WAIT)
            work.outbox.wake(at, beyond=_LONGEST_WAIT)
            if is_alone:
                work.outbox.recover(at, is_alone=True)

        await asyncio.to_thread(self._change, free)

    async def has_heard_all(self, at: dtm.datetime) -> bool:
        """Tell whether nothing waits to be heard but what failed and is tried again later."""
        following = await asyncio.to_thread(self._next_heard)
        return not self.hearing.lanes.busy and (following is None or following > at)

    async def attend(self, until: dtm.datetime, at: dtm.datetime) -> None:
        """Keep until when everything was heard; what a gap or a restored copy lost is asked again.

        The platform keeps what was said for a day, so a shorter gap loses nothing.
        """

        def keep(work: Work) -> None:
            work.watch.hold()  # several processes come back at once
            lost_since = work.watch.heard_until()
            if work.watch.restored_at() is not None:
                lost_since = work.watch.copied_at()
            elif lost_since is None or until - lost_since <= _KEPT_FOR_US:
                lost_since = None
            if lost_since is not None:
                if (waiting := work.inbox.next_at()) and waiting <= at:
                    return  # what did arrive is heard first
                self._routes.returned(lost_since, work, at)
            work.watch.made_good()
            work.watch.heard(until)

        await asyncio.to_thread(self._change, keep)

    async def tell_troubles(self, at: dtm.datetime) -> None:
        """Tell the office of what could not be read, handled or sent, each once."""
        if await asyncio.to_thread(self._has_troubles):
            await asyncio.to_thread(self._change, lambda work: self._routes.troubles(work, at))

    async def remind_signers(self, at: dtm.datetime) -> None:
        """Remind those who keep a signature waiting; at most once for each few days."""
        if await asyncio.to_thread(self._has_requests):
            await asyncio.to_thread(self._change, lambda work: self._routes.waiting(work, at))

    async def wake(self, at: dtm.datetime) -> None:
        """End waits that reach beyond what they can: the clock was put back."""

        def wake(work: Work) -> None:
            work.inbox.wake(at)
            work.outbox.wake(at)

        await asyncio.to_thread(self._change, wake)

    async def tidy(self, at: dtm.datetime) -> None:
        """Forget what people wrote and what was drawn long ago, and buttons that are spent."""

        def forget(work: Work) -> None:
            work.inbox.forget(at - _RAW_KEPT)
            work.pictures.forget(at - _PICTURES_KEPT)
            forget_spent(work, at)

        await asyncio.to_thread(self._change, forget)

    async def close(self, *, within: float = 0) -> None:
        """Begin nothing new, give what goes on so many seconds to end, and give back the rest."""
        await asyncio.gather(
            self.hearing.lanes.all_end(within=within), self.delivery.lanes.all_end(within=within)
        )
        heard, leased = self.hearing.taken, self.delivery.taken
        if heard or leased:
            giving = asyncio.ensure_future(asyncio.to_thread(self._give_back, heard, leased))
            await asyncio.wait({giving}, timeout=_GIVING_BACK)
        self.delivery.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _give_back(self, heard: frozenset[int], leased: frozenset[int]) -> None:
        """Let other processes have what was taken up here and not begun."""
        with contextlib.suppress(BusyError), self._storage.work() as work:
            work.inbox.give_back(heard, self._clock())
            work.outbox.release(leased)

    def _has_troubles(self) -> bool:
        with self._storage.look() as look:
            return bool(look.inbox.untold() or look.outbox.untold())

    def _has_requests(self) -> bool:
        with self._storage.look() as look:
            return bool(look.requests.open())

    def _next_heard(self) -> dtm.datetime | None:
        with self._storage.look() as look:
            return look.inbox.next_at()

    def _next_sent(self, at: dtm.datetime) -> dtm.datetime | None:
        with self._storage.look() as look:
            return look.outbox.next_at(at)

    def _change(self, change: Callable[[Work], None]) -> None:
        with self._storage.work() as work:
            change(work)
