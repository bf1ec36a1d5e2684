"""The inbox: what was heard and not yet understood, one order for each chat."""

import datetime as dtm
import json
from collections.abc import Collection as SomeOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, exists, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, or_, select

from storage.collection import Changing, Collection
from storage.tables.columns import among
from storage.tables.mail import InboxRow, InboxState
from storage.updates import envelope

ATTEMPTS: Final = 3  # that a flow fails before its update is set aside
LEASE: Final = dtm.timedelta(seconds=30)  # a killed taker's chats wait for so long
_AT_ONCE: Final = dtm.timedelta()
_BACKOFF = (dtm.timedelta(seconds=2), dtm.timedelta(seconds=10))
_ASIDE: Final = (InboxState.FAILED, InboxState.POISON)


class AlreadySettledError(Exception):
    """Somebody else settled the row; what was done for it here must not be kept."""

    def __init__(self, id_: int) -> None:
        super().__init__(f"update {id_} of the inbox is settled already")
        self.id = id_


@dataclass(frozen=True, slots=True)
class Received:
    """An update; `raw` is empty once it was blanked.

    One in doubt may have been handled in a time that a restored copy knows nothing of.
    """

    id: int
    bot: str
    update_id: int
    chat_key: str
    sender: int | None
    raw: dict[str, Any]
    state: str
    attempts: int
    error: str | None
    received_at: dtm.datetime
    said_at: dtm.datetime | None = None
    in_doubt: bool = False


class SeenInbox(Collection):
    """What was heard."""

    def get(self, id_: int) -> Received | None:
        """Return one update."""
        row = self._get(InboxRow, (id_,))
        return None if row is None else _received(row)

    def counts(self) -> dict[str, int]:
        """Return how many updates are in each state."""
        query = select(InboxRow.state, func.count()).group_by(col(InboxRow.state))
        found = dict(self._session.exec(query).all())
        return {state.value: found.get(state, 0) for state in InboxState}

    def open_counts(self) -> dict[str, int]:
        """Return how many are new, failed and unreadable, however many are done with."""
        return self._counted(InboxState.NEW) | self._counted(*_ASIDE)

    def troubled(self) -> tuple[Received, ...]:
        """Return what failed and what could not be read, in order."""
        query = select(InboxRow).where(among(col(InboxRow.state), *_ASIDE))
        return tuple(map(_received, self._all(query.order_by(col(InboxRow.id)))))

    def untold(self) -> tuple[Received, ...]:
        """Return what was set aside and the office was not told of yet."""
        aside = among(col(InboxRow.state), *_ASIDE)
        query = select(InboxRow).where(aside, ~col(InboxRow.is_told))
        return tuple(map(_received, self._all(query.order_by(col(InboxRow.id)))))

    def oldest_new(self) -> dtm.datetime | None:
        """Return when the oldest update that is not understood yet came in."""
        new = among(col(InboxRow.state), InboxState.NEW)
        return self._first(select(func.min(InboxRow.received_at)).where(new))

    def unsettled_senders(self, since: dtm.datetime | None = None) -> frozenset[int]:
        """Return the accounts that have a message that we did not understand yet.

        New, failed and unreadable ones count; with `since`, those that came in from then on.
        """
        state = col(InboxRow.state)
        query = select(col(InboxRow.sender)).where(
            or_(among(state, InboxState.NEW), among(state, *_ASIDE)),
            col(InboxRow.sender).is_not(None),
        )
        if since is not None:
            query = query.where(InboxRow.received_at >= since)
        return frozenset(sender for sender in self._all(query) if sender is not None)

    def next_at(self) -> dtm.datetime | None:
        """Return from when on an update can be taken, in the past where one can be now."""
        return self._first(select(func.min(InboxRow.next_at)).where(*_is_head()))

    def _counted(self, *states: InboxState) -> dict[str, int]:
        """Count the updates in some states, which must be those of one index."""
        state = col(InboxRow.state)
        query = select(InboxRow.state, func.count()).where(among(state, *states)).group_by(state)
        found = dict(self._session.exec(query).all())
        return {each.value: found.get(each, 0) for each in states}


class Inbox(SeenInbox, Changing):
    """What was heard, to be taken in, taken up and settled."""

    def take_in(self, bot: str, updates: Sequence[dict[str, Any]], at: dtm.datetime) -> int:
        """Keep a batch of raw updates; return how many are new. A repeated one is kept once."""
        return self._add_all_new(InboxRow, [_arrived(bot, raw, at) for raw in updates])

    def ready(self, at: dtm.datetime, limit: int, busy: SomeOf[str] = ()) -> tuple[Received, ...]:
        """Take up the oldest unsettled update of each chat, for LEASE; others do not get them.

        Chats that are `busy`, wait after a failure or are taken up elsewhere are left out.
        """
        query = select(InboxRow).where(*_is_head(), InboxRow.next_at <= at)
        if busy:
            query = query.where(col(InboxRow.chat_key).not_in(tuple(busy)))
        query = query.order_by(col(InboxRow.id)).limit(limit)
        rows = self._all(query.with_for_update(skip_locked=True))
        for row in rows:
            row.next_at = at + LEASE
        self._session.flush()
        return tuple(map(_received, rows))

    def settle(self, id_: int, state: Literal["done", "ignored"]) -> None:
        """Settle an update in the transaction of its effects.

        AlreadySettledError when somebody else did so, after this unit's lease had run out.
        """
        if not self._change(id_, InboxState.NEW, state=InboxState(state)):
            raise AlreadySettledError(id_)

    def fail(self, id_: int, error: str, at: dtm.datetime) -> bool:
        """Count an attempt that failed; True when it was the last one and the update is aside."""
        row = self._held(select(InboxRow).where(InboxRow.id == id_))
        if row is None or row.state is not InboxState.NEW:
            return False
        row.attempts += 1
        row.error = error
        is_over = row.attempts >= ATTEMPTS
        if is_over:
            row.state = InboxState.FAILED
        else:
            row.next_at = at + _BACKOFF[row.attempts - 1]
        self._add(row)
        return is_over

    def postpone(self, id_: int, to: dtm.datetime) -> None:
        """Let an update and its chat wait without counting an attempt (a lost database)."""
        self._change(id_, InboxState.NEW, next_at=to)

    def poison(self, id_: int, error: str) -> None:
        """Set an update aside that cannot be read."""
        self._change(id_, InboxState.NEW, state=InboxState.POISON, error=error)

    def retry(self, id_: int, at: dtm.datetime | None = None) -> bool:
        """Take up again what was set aside; False where nothing of that id was.

        It waits for what its chat is about, lest two of one chat are handled side by side.
        """
        row = self._held(select(InboxRow).where(InboxRow.id == id_))
        if row is None or row.state not in _ASIDE:
            return False
        row.next_at = self._free_at(row.chat_key, at or row.received_at)
        row.state, row.attempts, row.is_told = InboxState.NEW, 0, False
        self._add(row)
        return True

    def drop(self, id_: int) -> bool:
        """Let go what was set aside: it counts as ignored; False where nothing of that id was."""
        return self._change(id_, *_ASIDE, state=InboxState.IGNORED)

    def wake(self, at: dtm.datetime, *, beyond: dtm.timedelta = _AT_ONCE) -> None:
        """End leases and waits that reach so far ahead.

        All of them where the only process that receives has just started; those beyond any wait
        of ours where the clock was wrong before.
        """
        late = among(col(InboxRow.state), InboxState.NEW) & (col(InboxRow.next_at) > at + beyond)
        self._run(update(InboxRow).where(late).values(next_at=at))

    def doubt(self) -> None:
        """Keep that what is not settled may have been handled: a copy was restored."""
        new = among(col(InboxRow.state), InboxState.NEW)
        self._run(update(InboxRow).where(new).values(in_doubt=True))

    def give_back(self, ids: SomeOf[int], at: dtm.datetime) -> None:
        """End the leases of updates that were taken up and not begun."""
        for id_ in ids:
            self.postpone(id_, at)

    def told(self, ids: SomeOf[int], *, is_known: bool = True) -> None:
        """Keep that the office knows what was set aside, or after all does not."""
        for id_ in ids:
            self._change(id_, *InboxState, is_told=is_known)

    def forget(self, before: dtm.datetime) -> int:
        """Blank what people wrote in updates that came before an instant and are settled."""
        states = (InboxState.DONE, InboxState.IGNORED)
        old = (col(InboxRow.received_at) < before) & col(InboxRow.raw).is_not(None)
        settled = among(col(InboxRow.state), *states)
        return self._run(update(InboxRow).where(old & settled).values(raw=None))

    def _free_at(self, chat_key: str, at: dtm.datetime) -> dtm.datetime:
        """Return the first instant at which nothing of a chat is taken up or waits."""
        here = (col(InboxRow.chat_key) == chat_key) & among(col(InboxRow.state), InboxState.NEW)
        return max(at, self._first(select(func.max(InboxRow.next_at)).where(here)) or at)

    def _change(self, id_: int, *states: InboxState, **parts: Any) -> bool:
        here = (col(InboxRow.id) == id_) & among(col(InboxRow.state), *states)
        return bool(self._run(update(InboxRow).where(here).values(**parts)))


def _is_head() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the condition that an update is the oldest unsettled one of its chat."""
    earlier = aliased(InboxRow)
    is_behind = exists().where(
        col(earlier.chat_key) == col(InboxRow.chat_key),
        among(col(earlier.state), InboxState.NEW),
        col(earlier.id) < col(InboxRow.id),
    )
    return among(col(InboxRow.state), InboxState.NEW), ~is_behind


def _arrived(bot: str, raw: dict[str, Any], at: dtm.datetime) -> dict[str, Any]:
    outside = envelope(raw)
    return {
        "bot": bot,
        "update_id": outside.update_id,
        "fingerprint": outside.fingerprint,
        "chat_key": outside.chat_key,
        "sender": outside.sender,
        "said_at": outside.said_at,
        "raw": json.dumps(raw),
        "state": InboxState.NEW,
        "attempts": 0,
        "received_at": at,
        "next_at": at,
    }


def _received(row: InboxRow) -> Received:
    return Received(
        id=row.id or 0,
        bot=row.bot,
        update_id=row.update_id,
        chat_key=row.chat_key,
        sender=row.sender,
        raw=json.loads(row.raw) if row.raw else {},
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        received_at=row.received_at,
        said_at=row.said_at,
        in_doubt=row.in_doubt,
    )
