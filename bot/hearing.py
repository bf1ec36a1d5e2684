"""What was heard is understood and carried out, chat by chat, each update in one transaction."""

import asyncio
import datetime as dtm
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from bot.clock import Clock
from bot.documents import Documents
from bot.lanes import Lanes
from bot.logs import fault
from bot.meters import Handled, Meters
from bot.patience import despite_database
from bot.ports import Alert, Deed, Heard, Messenger, NotFetchedError, Pressed
from bot.routes import Ear, Errand, Event, NotUnderstoodError, Routes
from rules.refusal import RefusalError
from storage.engine import BusyError, Storage
from storage.inbox import AlreadySettledError, Received
from storage.work import Work

SIDE_BY_SIDE = 16
_BUSY_WAIT = dtm.timedelta(seconds=2)
_LONGEST_ERROR = 500
Found = TypeVar("Found")
log = structlog.get_logger()


def carry_out(storage: Storage, row: Received, deed: Deed | None) -> Alert | None:
    """Do a deed and settle its row, both or neither; without a deed the row is ignored."""
    with storage.work() as work:
        work.outbox.follows_from(row.id, in_doubt=row.in_doubt)
        alert = deed(work) if deed else None
        work.inbox.settle(row.id, "done" if deed else "ignored")
        return alert


@dataclass(frozen=True, slots=True)
class _Settled:
    """A row is done with in some way; `alert` answers the press that it was."""

    outcome: Handled
    alert: Alert | None = None


class Hearing:
    """Takes rows of the inbox: one of a chat at a time, different chats side by side."""

    def __init__(
        self,
        storage: Storage,
        *,
        ear: Ear,
        routes: Routes,
        messenger: Messenger,
        documents: Documents,
        threads: Executor,
        clock: Clock,
        meters: Meters,
    ) -> None:
        self._storage = storage
        self._ear = ear
        self._routes = routes
        self._messenger = messenger
        self._documents = documents
        self._threads = threads
        self._clock = clock
        self._meters = meters
        self._taken: set[int] = set()
        self.lanes = Lanes(SIDE_BY_SIDE)

    @property
    def taken(self) -> frozenset[int]:
        """The rows that were taken up and are not done with."""
        return frozenset(self._taken)

    async def begin(self, at: dtm.datetime) -> bool:
        """Begin with what can be taken now; tell whether there was anything."""
        if self.lanes.room <= 0:
            return False
        rows = await self._in_thread(self._take, at, self.lanes.room, self.lanes.busy)
        for row in rows:
            self._taken.add(row.id)
            self.lanes.start(row.chat_key, self._handle(row, at))
        return bool(rows)

    def _take(self, at: dtm.datetime, room: int, busy: frozenset[str]) -> tuple[Received, ...]:
        with self._storage.work() as work:
            return work.inbox.ready(at, room, busy)

    async def _handle(self, row: Received, at: dtm.datetime) -> None:
        await self._hear(row, at)
        self._taken.discard(row.id)  # not where it was cancelled: then it is given back

    async def _hear(self, row: Received, at: dtm.datetime) -> None:
        try:
            errand = await self._ear.understand(row.raw)
        except NotUnderstoodError as error:
            await self._set_aside(row, str(error))
            return
        if errand and isinstance(errand.event, Pressed):
            pressed = replace(errand.event, received_at=row.received_at)
            errand = replace(errand, event=pressed)
        try:
            settled = await self._carry_out(row, errand, at)
        except BusyError:
            _line(row).info("the database was busy, and it waits")
            await self._postpone(row, _BUSY_WAIT)
            return
        except NotFetchedError as error:
            _line(row).info("a file was not fetched, and it waits", because=str(error))
            await self._postpone(row, error.wait or _BUSY_WAIT)
            return
        except AlreadySettledError:
            _line(row).info("another process was quicker")
            return
        if settled:
            self._meters.handled(settled.outcome)
            _line(row).info("heard", outcome=settled.outcome)
        if settled and errand and isinstance(errand.event, Pressed):
            await self._messenger.answer(errand.event.press_id, settled.alert)

    async def _carry_out(
        self, row: Received, errand: Errand[Any] | None, at: dtm.datetime
    ) -> _Settled | None:
        """Do what was asked; tell of a refusal, and count any other failure.

        Of a flow that declines or fails nothing is kept. None: it is to be tried again.
        """
        if errand is None:
            await self._in_thread(carry_out, self._storage, row, None)
            return _Settled("ignored")
        try:
            errand = await self._with_file(row, errand)
            return _Settled("done", await self._in_thread(self._try, row, errand, at))
        except (BusyError, AlreadySettledError, NotFetchedError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a flow does, the chat goes on
            return await self._fail(row, errand, error, at)

    async def _with_file(self, row: Received, errand: Errand[Any]) -> Errand[Any]:
        """Fetch and read what came with a message where its flow wants it."""
        heard = errand.event
        if not isinstance(heard, Heard) or heard.file is None:
            return errand
        if not await self._in_thread(self._is_wanted, heard):
            return errand
        brought = await self._documents.of(heard, row=row.id)
        return replace(errand, event=replace(heard, brought=brought))

    def _is_wanted(self, heard: Heard) -> bool:
        with self._storage.look() as look:
            return self._routes.wanted(heard, look)

    def _try(self, row: Received, errand: Errand[Any], at: dtm.datetime) -> Alert | None:
        event, deed = errand.event, errand.deed(at)

        def proving(deed: Deed) -> Deed:
            def prove_and_do(work: Work) -> Alert | None:
                _prove(event, work, at)
                return deed(work)

            return prove_and_do

        try:
            return carry_out(self._storage, row, proving(deed))
        except RefusalError as refusal:
            declined = refusal
        refused = proving(lambda work: self._routes.refused(declined, event, work, at))
        return carry_out(self._storage, row, refused)

    async def _fail(
        self, row: Received, errand: Errand[Any], error: Exception, at: dtm.datetime
    ) -> _Settled | None:
        """Count a failure; after the last one tell the sender, unless that fails as well."""
        try:
            settled = await self._in_thread(self._count, row, error, at, errand.event)
        except BusyError:
            raise
        except Exception as second:  # noqa: BLE001 - it must be counted, or the chat stands still
            _line(row).error("the sender cannot be told", fault=fault(second))
            settled = await self._in_thread(self._count, row, error, at, None)
        do = f"guatu inbox --retry {row.id}" if settled else "it is tried again"
        _line(row).error("a message could not be handled", fault=fault(error), do=do)
        return settled

    def _count(
        self, row: Received, error: Exception, at: dtm.datetime, event: Event | None
    ) -> _Settled | None:
        told = f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
        with self._storage.work() as work:
            if not work.inbox.fail(row.id, told, at):
                return None
            work.outbox.follows_from(row.id, in_doubt=row.in_doubt)
            if event is None:
                return _Settled("failed")
            _prove(event, work, at)
            return _Settled("failed", self._routes.failed(event, work, at))

    async def _set_aside(self, row: Received, error: str) -> None:
        def poison(work: Work) -> None:
            work.inbox.poison(row.id, error[:_LONGEST_ERROR])

        await self._surely(poison)
        self._meters.handled("poison")
        _line(row).error("an update cannot be read", do="guatu inbox")

    async def _postpone(self, row: Received, wait: dtm.timedelta) -> None:
        """Let the chat wait; as long as the database is away, that waits too."""
        await self._surely(lambda work: work.inbox.postpone(row.id, self._clock() + wait))

    async def _surely(self, change: Callable[[Work], None]) -> None:
        await despite_database(lambda: self._in_thread(self._change, change))

    def _change(self, change: Callable[[Work], Found]) -> Found:
        with self._storage.work() as work:
            return change(work)

    async def _in_thread(self, call: Callable[..., Found], *what: Any) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *what)


def _line(row: Received) -> Any:
    """Begin a line of the log with the numbers by which an update is followed."""
    return log.bind(inbox=row.id, update=row.update_id)


def _prove(event: Event, work: Work, at: dtm.datetime) -> None:
    """Keep as sent what somebody quotes or presses: nobody knew whether it had arrived."""
    if isinstance(event, Pressed):
        work.outbox.proved(event.chat.chat_id, event.message_id, at, token=event.token)
    elif isinstance(event, Heard) and event.quoted and event.quoted.is_ours:
        quoted = event.quoted
        work.outbox.proved(event.chat.chat_id, quoted.message_id, at, words=quoted.text)
