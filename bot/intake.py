"""The intake: updates that come in together are committed together, before anybody is told."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.meters import Meters
from storage.engine import Storage

Update = dict[str, Any]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """Updates of one caller, and the future that tells him that they are kept."""

    updates: Sequence[Update]
    kept: "asyncio.Future[None]"


class Intake:
    """Keeps raw updates; while one commit runs, what comes in waits and is the next one.

    `received` is called after each commit, with whether more waits; `bot` is the number of the
    bot that they are for.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        bot: str,
        clock: Clock,
        received: Callable[[bool], None],
        meters: Meters | None = None,
    ) -> None:
        self._storage = storage
        self._bot = bot
        self._clock = clock
        self._received = received
        self._meters = meters or Meters()
        self._waiting: list[_Arrived] = []
        self._at_work: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")

    async def take(self, updates: Sequence[Update]) -> None:
        """Return when updates are committed; when it raises, such as BusyError, none is kept."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Arrived(updates, kept))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        await asyncio.shield(kept)  # who gives up waiting takes nothing back

    async def _work(self) -> None:
        try:
            while self._waiting:
                arrived, self._waiting = self._waiting, []
                await self._keep(arrived)
        finally:
            self._at_work = None

    async def _keep(self, arrived: Sequence[_Arrived]) -> None:
        updates = [update for one in arrived for update in one.updates]
        loop = asyncio.get_running_loop()
        try:
            new = await loop.run_in_executor(self._thread, self._commit, updates)
        except Exception as error:  # noqa: BLE001 - whoever brought them decides
            self._meters.not_kept(len(updates))
            for one in arrived:
                one.kept.set_exception(error)
                one.kept.exception()  # looked at, also where nobody waits any more
        else:
            log.info("taken in", updates=[_number_of(update) for update in updates], new=new)
            self._meters.took_in(len(updates), new=new)
            self._received(bool(self._waiting))
            for one in arrived:
                one.kept.set_result(None)

    def _commit(self, updates: Sequence[Update]) -> int:
        with self._storage.work() as work:
            return work.inbox.take_in(self._bot, updates, self._clock())


def _number_of(update: Update) -> int | None:
    """Return an update's number by which its log lines are found; words are none."""
    number = update.get("update_id")
    return number if isinstance(number, int) else None
