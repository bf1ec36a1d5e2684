"""What is to be said goes out, in order within a chat, different chats side by side."""

import asyncio
import datetime as dtm
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog

from bot.clock import Clock
from bot.lanes import Lanes
from bot.logs import fault
from bot.meters import Meters, Sending
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
from rules.notice import Notice
from storage.engine import Storage
from storage.outbox import SENDING
from storage.pace import AT_ONCE
from storage.sent import Outgoing
from storage.work import Work

SIDE_BY_SIDE = 48  # a second's messages, while the platform takes its time over others
AHEAD = dtm.timedelta(seconds=0.25)  # by which a notice is claimed before its slot
DRAWINGS = 5  # attempts at a picture before its notice gives way to the next of its chat
_SETTLERS = 4  # threads of their own: what is said and not yet noted comes twice after a kill
_LONGEST_CALL = SENDING - dtm.timedelta(seconds=15)
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
        meters: Meters,
    ) -> None:
        self._storage = storage
        self._messenger = messenger
        self._pictures = pictures
        self._moved = moved
        self._clock = clock
        self._meters = meters
        self._recovered: dtm.datetime | None = None
        self._failed_drawings: Counter[int] = Counter()
        self._taken: set[int] = set()
        self._threads = ThreadPoolExecutor(_SETTLERS, thread_name_prefix="settle")
        self.lanes = Lanes(SIDE_BY_SIDE)

    @property
    def taken(self) -> frozenset[int]:
        """The rows that were claimed and are not done with."""
        return frozenset(self._taken)

    async def go_on(self, at: dtm.datetime) -> dtm.datetime | None:
        """Begin with what may go out now or in a moment; return when there is more to begin with.

        None: when a lane ends, or something is queued.
        """
        if self.lanes.room <= 0 or await self.begin(at, ahead=AHEAD):
            return None
        following = await asyncio.to_thread(self._next_at, at)
        return max(following - AHEAD, at + AHEAD / 2) if following else None

    async def begin(self, at: dtm.datetime, *, ahead: dtm.timedelta = AT_ONCE) -> bool:
        """Begin with what may go out now, or so little later; tell whether there was anything."""
        if self.lanes.room <= 0:
            return False
        claimed = await asyncio.to_thread(self._claim, at, self.lanes.room, ahead)
        for outgoing in claimed:
            self._taken.add(outgoing.id)
            self.lanes.start(str(outgoing.id), self._deliver(outgoing))
        return bool(claimed)

    def close(self) -> None:
        """Let go of the threads; what is being noted is noted."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _next_at(self, at: dtm.datetime) -> dtm.datetime | None:
        with self._storage.look() as look:
            return look.outbox.next_at(at)

    def _claim(self, at: dtm.datetime, room: int, ahead: dtm.timedelta) -> tuple[Outgoing, ...]:
        """Lease what may be sent; now and then, free what a process that died had leased."""
        with self._storage.work() as work:
            if self._recovered is None or not AT_ONCE <= at - self._recovered < _RECOVERY:
                work.outbox.recover(at, ours=self.taken)
                self._recovered = at
            return work.outbox.claim(at, room, ahead=ahead)

    async def _deliver(self, outgoing: Outgoing) -> None:
        await self._send(outgoing)
        self._taken.discard(outgoing.id)  # not where it was cancelled: then it is given back

    async def _send(self, outgoing: Outgoing) -> None:
        """Draw, begin to send, send, settle; nobody else may have taken it over meanwhile."""
        try:
            pages = await self._pages(outgoing)
        except PictureFailedError as error:
            await self._surely(self._undrawn(outgoing, error))
            return
        await self._until_its_slot(outgoing)
        begun = await self._surely(lambda work, at: work.outbox.sending(outgoing, at))
        if begun is not None:
            settle = await self._say(begun, pages)
            await self._surely(settle)

    async def _until_its_slot(self, outgoing: Outgoing) -> None:
        """Keep the platform's pace to the instant, which a claim now and then could not."""
        if outgoing.slot and (wait := outgoing.slot - self._clock()) > AT_ONCE:
            await asyncio.sleep(min(wait, AHEAD).total_seconds())  # a clock may be put back

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
        self._meters.sending("dead" if is_over else "again")
        do = f"guatu outbox --retry {outgoing.id}" if is_over else "it is tried again"
        _line(outgoing).error("a picture could not be drawn", fault=fault(error), do=do)
        if is_over:
            return lambda work, at: work.outbox.dead(outgoing.id, told, at)
        return lambda work, at: work.outbox.again(outgoing, at + backoff(attempts), told)

    async def _say(self, outgoing: Outgoing, pages: tuple[bytes, ...]) -> Settle[object]:
        """Send a notice, and return how what became of it is to be noted."""
        row = outgoing.id
        try:
            message_ids = await self._said(outgoing.notice, pages)
        except NotSentError as error:
            self._note("again", outgoing, error)
            return _again(outgoing, error)
        except ChatMovedError as error:
            self._note("again", outgoing, error)
            return self._follow(outgoing, error)
        except UnknownIfSentError as error:
            self._note("unknown", outgoing, error)
            why = str(error)
            return lambda work, at: work.outbox.unknown(outgoing, why, at)
        except Exception as error:  # noqa: BLE001 - of a fault of ours: again would be no better
            self._note("dead", outgoing, error)
            why = str(error) if isinstance(error, NeverSentError) else fault(error)
            return lambda work, at: work.outbox.dead(row, why, at)
        self._meters.sending("sent")
        self._meters.delivered((self._clock() - outgoing.queued_at).total_seconds())
        _line(outgoing).info("sent", messages=message_ids)
        return lambda work, at: work.outbox.sent(row, message_ids, at)

    async def _said(self, notice: Notice, pages: tuple[bytes, ...]) -> tuple[int, ...]:
        """Say a notice while it is ours to say: later another process may take it over."""
        try:
            async with asyncio.timeout(_LONGEST_CALL.total_seconds()):
                return await self._messenger.say(notice, pages)
        except TimeoutError as error:
            raise UnknownIfSentError("the call did not end") from error

    def _note(self, outcome: Sending, outgoing: Outgoing, error: Exception) -> None:
        """Count what did not go well, and say so; the platform's words stay in the outbox."""
        self._meters.sending(outcome)
        line = _line(outgoing).bind(because=_kind(error))
        if outcome == "again":
            line.info("not sent, and tried again")
        elif outcome == "unknown":
            line.warning("nobody knows whether it was sent", do="guatu outbox")
        else:
            do = f"guatu outbox --retry {outgoing.id}, or --drop {outgoing.id}"
            line.error("it cannot be sent", do=do)

    def _follow(self, outgoing: Outgoing, error: ChatMovedError) -> Settle[None]:
        move = Moved(outgoing.notice.to.chat_id, error.new)

        def settle(work: Work, at: dtm.datetime) -> None:
            work.outbox.again(outgoing, at, str(error))
            self._moved(move, work, at)

        return settle

    async def _surely(self, settle: Settle[Found]) -> Found:
        """Note what happened, however long the database is away: it cannot be made undone."""
        loop = asyncio.get_running_loop()
        return await despite_database(
            lambda: loop.run_in_executor(self._threads, self._change, settle)
        )

    def _change(self, settle: Settle[Found]) -> Found:
        with self._storage.work(is_first=True) as work:
            return settle(work, self._clock())


def _again(outgoing: Outgoing, error: NotSentError) -> Settle[bool]:
    """Queue again: after the time that the platform named, else by our own backoff."""
    wait = error.wait or backoff(outgoing.attempts)
    why = str(error)
    return lambda work, at: work.outbox.again(outgoing, at + wait, why)


def _line(outgoing: Outgoing) -> Any:
    """Begin a line of the log with the notice's number, and that of what it follows from."""
    return log.bind(outbox=outgoing.id, inbox=outgoing.cause)


def _kind(error: Exception) -> str:
    """Return what kind of error it was at its root: `Forbidden`, `ReadTimeout`."""
    while error.__cause__ is not None and isinstance(error.__cause__, Exception):
        error = error.__cause__
    return type(error).__name__
