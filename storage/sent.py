"""What the outbox knows: what stands where, what was sent as which message, what is stuck."""

import datetime as dtm
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlmodel import col, func, or_, select

from rules.month import Month
from rules.notice import About, Address, Notice
from storage.collection import Collection
from storage.tables.columns import among
from storage.tables.mail import OPEN, STUCK, OutboxRow, OutboxState, SentMessageRow
from storage.values import load


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notice on its way; its address is where its chat is now.

    `attempts` counts how often it was about to be sent; `cause` is the inbox's number of the
    update that it follows from, `slot` the instant before which it must not be sent.
    """

    id: int
    notice: Notice
    state: OutboxState
    attempts: int
    error: str | None
    queued_at: dtm.datetime
    next_at: dtm.datetime
    leased_until: dtm.datetime | None
    cause: int | None = None
    slot: dtm.datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a notice arrived, and as which messages; an album is several."""

    address: Address
    message_ids: tuple[int, ...]
    at: dtm.datetime


class SeenSent(Collection):
    """What became of each notice."""

    def get(self, id_: int) -> Outgoing | None:
        """Return one notice with its state."""
        row = self._get(OutboxRow, (id_,))
        return None if row is None else outgoing(row)

    def notice(self, key: str) -> Notice | None:
        """Return a notice, whatever became of it."""
        row = self._first(select(OutboxRow).where(OutboxRow.key == key))
        return None if row is None else outgoing(row).notice

    def state(self, key: str) -> OutboxState | None:
        """Return what became of a notice, None where there is none."""
        return self._first(select(col(OutboxRow.state)).where(OutboxRow.key == key))

    def sent_of(self, key: str) -> Sent | None:
        """Return where and as what a notice was sent, None where it was not."""
        row = self._first(select(OutboxRow).where(OutboxRow.key == key))
        if row is None or row.sent_at is None:
            return None
        query = select(SentMessageRow.message_id).where(SentMessageRow.outbox_id == row.id)
        messages = self._all(query.order_by(col(SentMessageRow.id)))
        return Sent(Address(row.chat_id, row.thread_id), tuple(messages), row.sent_at)

    def key_of(self, chat_id: int, message_id: int) -> str | None:
        """Return the key of the notice that a message was first sent for; an edit keeps it."""
        query = (
            select(OutboxRow.key)
            .join(SentMessageRow, col(SentMessageRow.outbox_id) == col(OutboxRow.id))
            .where(SentMessageRow.chat_id == chat_id, SentMessageRow.message_id == message_id)
            .order_by(col(SentMessageRow.id))
        )
        return self._first(query)

    def about(self, chat_id: int, message_id: int) -> About | None:
        """Return which project's month a message of ours speaks of."""
        query = (
            select(OutboxRow)
            .join(SentMessageRow, col(SentMessageRow.outbox_id) == col(OutboxRow.id))
            .where(SentMessageRow.chat_id == chat_id, SentMessageRow.message_id == message_id)
            .where(col(OutboxRow.project).is_not(None))
            .order_by(col(SentMessageRow.id).desc())
        )
        row = self._first(query)
        if row is None or row.month is None or row.project is None:
            return None
        return About(row.month, row.project)

    def arrived(
        self, month: Month, beginnings: Iterable[str], *, ending: str = ""
    ) -> tuple[Notice, ...]:
        """Return the notices that arrived whose keys begin so, in order, but no edits.

        With an `ending` those about projects of the month too whose keys end so. Every key is
        gone through, since no index of text is used alike by both engines: not for every day.
        """
        state, key = col(OutboxRow.state), col(OutboxRow.key)
        meant = [func.substr(key, 1, len(one)) == one for one in beginnings]
        if ending:
            meant.append((col(OutboxRow.month) == month) & key.endswith(ending, autoescape=True))
        query = select(OutboxRow).where(
            among(state, OutboxState.SENT), col(OutboxRow.weight) > 0, or_(*meant)
        )
        rows = self._all(query.order_by(col(OutboxRow.id)))
        return tuple(outgoing(row).notice for row in rows)

    def undelivered(self, prefix: str) -> tuple[str, ...]:
        """Return the keys with a beginning whose notices have not arrived, in order."""
        state = col(OutboxRow.state)
        query = select(OutboxRow.key).where(
            or_(among(state, *OPEN), among(state, *STUCK)),
            func.substr(OutboxRow.key, 1, len(prefix)) == prefix,
        )
        return tuple(self._all(query.order_by(col(OutboxRow.id))))

    def counts(self) -> dict[str, int]:
        """Return how many notices are in each state."""
        query = select(OutboxRow.state, func.count()).group_by(col(OutboxRow.state))
        found = dict(self._session.exec(query).all())
        return {state.value: found.get(state, 0) for state in OutboxState}

    def open_counts(self) -> dict[str, int]:
        """Return how many are on their way, unknown or dead, however many were sent."""
        return self._counted(*OPEN) | self._counted(*STUCK)

    def oldest_queued(self) -> dtm.datetime | None:
        """Return since when the oldest notice waits that is still on its way."""
        is_open = among(col(OutboxRow.state), *OPEN)
        return self._first(select(func.min(OutboxRow.queued_at)).where(is_open))

    def untold(self) -> tuple[Outgoing, ...]:
        """Return what is unknown or dead and the office was not told of yet.

        In a unit of work it is held, so that two who would tell the office take turns.
        """
        self._hold("untold")
        stuck = among(col(OutboxRow.state), *STUCK) & ~col(OutboxRow.is_told)
        return tuple(
            map(outgoing, self._all(select(OutboxRow).where(stuck).order_by(col(OutboxRow.id))))
        )

    def open(self) -> tuple[Outgoing, ...]:
        """Return what the operator should know: unknown, dead, and queued after a failure."""
        state = col(OutboxRow.state)
        has_failed = among(state, OutboxState.QUEUED) & col(OutboxRow.error).is_not(None)
        query = select(OutboxRow).where(or_(among(state, *STUCK), has_failed))
        return tuple(map(outgoing, self._all(query.order_by(col(OutboxRow.id)))))

    def _counted(self, *states: OutboxState) -> dict[str, int]:
        """Count the notices in some states, which must be those of one index."""
        state = col(OutboxRow.state)
        query = select(OutboxRow.state, func.count()).where(among(state, *states)).group_by(state)
        found = dict(self._session.exec(query).all())
        return {each.value: found.get(each, 0) for each in states}


def outgoing(row: OutboxRow) -> Outgoing:
    """Return the notice of a row with its state."""
    notice = load(Notice, row.notice)
    return Outgoing(
        id=row.id or 0,
        notice=replace(notice, to=Address(row.chat_id, row.thread_id)),
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        queued_at=row.queued_at,
        next_at=row.next_at,
        leased_until=row.leased_until,
        cause=row.cause,
        slot=row.paced_at,
    )
