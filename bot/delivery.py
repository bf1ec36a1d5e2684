"""What is to be said goes out, in order within a chat, different chats side by side."""

import asyncio
import datetime as dtm
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.lanes import Lanes
from bot.logs import fault
from bot.painter import PictureFailedError
from bot.patience import backoff, despite_database
from bot.pictures import Pictures
from bot.ports import (
    ChatMovedError,
    Messenger,
    Moved,
    NeverSentError,
    NotSentError,
    UnknownIfSentError,
)
from bot.routes import Flow
from storage.engine import Storage
from storage.sent import Outgoing
from storage.work import Work

SIDE_BY_SIDE = 32
DRAWINGS = 5  # attempts at a picture before its notice gives way to the next of its chat
_RECOVERY = dtm.timedelta(seconds=30)
Found = TypeVar("Found")
Settle = Callable[[Work, dtm.datetime], Found]
log = structlog.get_logger()


class Delivery:
    """Takes rows of the outbox, draws, sends, and notes what became of each."""

    def __init__(
        self,
        storage: Storage,
        *,
        messenger: Messenger,
        pictures: Pictures,
        moved: Flow[Moved],
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._messenger = messenger
        self._pictures = pictures
        self._moved = moved
        self._clock = clock
        self._recovered: dtm.datetime | None = None
        self._failed_drawings: Counter[int] = Counter()
        self.lanes = Lanes(SIDE_BY_SIDE)

    async def begin(self, at: dtm.datetime) -> bool:
        """Begin with what may go out now; tell whether there was anything."""
        if self.lanes.room <= 0:
            return False
        claimed = await asyncio.to_thread(self._claim, at, self.lanes.room)
        for outgoing in claimed:
            self.lanes.start(str(outgoing.id), self._deliver(outgoing))
        return bool(claimed)

    def _claim(self, at: dtm.datetime, room: int) -> tuple[Outgoing, ...]:
        """Lease what may be sent; now and then, free what a process that died had leased."""
        with self._storage.work() as work:
            if self._recovered is None or at - self._recovered >= _RECOVERY:
                work.outbox.recover(at)
                self._recovered = at
            return work.outbox.claim(at, room)

    async def _deliver(self, outgoing: Outgoing) -> None:
        """Draw, begin to send, send, settle; nobody else may have taken it over meanwhile."""
        try:
            pages = await self._pages(outgoing)
        except PictureFailedError as error:
            await self._surely(self._undrawn(outgoing, error))
            return
        if await self._surely(lambda work, at: work.outbox.sending(outgoing, at)):
            settle = await self._say(outgoing, pages)
            await self._surely(settle)

    async def _pages(self, outgoing: Outgoing) -> tuple[bytes, ...]:
        notice = outgoing.notice
        if notice.recipe is None:
            return ()
        at, priority = self._clock(), notice.priority
        pages = await self._pictures.of(notice.recipe, priority=priority, at=at)
        self._failed_drawings.pop(outgoing.id, None)
        return pages

    def _undrawn(self, outgoing: Outgoing, error: PictureFailedError) -> Settle[bool]:
        """Let a notice wait for its picture; after DRAWINGS attempts its chat goes on without."""
        self._failed_drawings[outgoing.id] += 1
        attempts, told = self._failed_drawings[outgoing.id], f"no picture: {error}"
        is_over = attempts >= DRAWINGS
        do = f"guatu outbox --retry {outgoing.id}" if is_over else "it is tried again"
        log.error("a picture could not be drawn", row=outgoing.id, do=do)
        if is_over:
            return lambda work, at: work.outbox.dead(outgoing.id, told, at)
        return lambda work, at: work.outbox.again(outgoing.id, at + backoff(attempts), told)

    async def _say(self, outgoing: Outgoing, pages: tuple[bytes, ...]) -> Settle[object]:
        """Send a notice, and return how what became of it is to be noted."""
        row = outgoing.id
        try:
            message_ids = await self._messenger.say(outgoing.notice, pages)
        except NotSentError as error:
            return _again(outgoing, error)
        except ChatMovedError as error:
            return self._follow(outgoing, error)
        except UnknownIfSentError as error:
            why = str(error)
            log.warning("nobody knows whether it was sent", row=row, because=why)
            return lambda work, at: work.outbox.unknown(row, why, at)
        except NeverSentError as error:
            return _dead(outgoing, str(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours: again would be no better
            return _dead(outgoing, fault(error))
        return lambda work, at: work.outbox.sent(row, message_ids, at)

    def _follow(self, outgoing: Outgoing, error: ChatMovedError) -> Settle[None]:
        move = Moved(outgoing.notice.to.chat_id, error.new)

        def settle(work: Work, at: dtm.datetime) -> None:
            work.outbox.again(outgoing.id, at, str(error))
            self._moved(move, work, at)
            work.bindings.migrate_chat(move.old, move.new)  # a chat that is not bound moves too

        return settle

    async def _surely(self, settle: Settle[Found]) -> Found:
        """Note what happened, however long the database is away: it cannot be made undone."""
        return await despite_database(lambda: asyncio.to_thread(self._change, settle))

    def _change(self, settle: Settle[Found]) -> Found:
        with self._storage.work() as work:
            return settle(work, self._clock())


def _again(outgoing: Outgoing, error: NotSentError) -> Settle[bool]:
    """Queue again: after the time that the platform named, else by our own backoff."""
    wait = error.wait or backoff(outgoing.attempts + 1)
    why = str(error)
    return lambda work, at: work.outbox.again(outgoing.id, at + wait, why)


def _dead(outgoing: Outgoing, why: str) -> Settle[bool]:
    row = outgoing.id
    do = f"guatu outbox --retry {row}, or --drop {row}"
    log.error("it cannot be sent", row=row, because=why, do=do)
    return lambda work, at: work.outbox.dead(row, why, at)
