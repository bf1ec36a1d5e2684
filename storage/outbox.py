"""The outbox: what is to be said and not yet there, one order for each chat."""

import datetime as dtm
from collections.abc import Collection as SomeOf
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from rules.notice import Notice, Policy
from storage.collection import Changing, Unit, columns
from storage.moves import NO_EDIT, SeenMoves, readdressed
from storage.pace import AT_ONCE, BOT_PER_SECOND, SPREAD, Pace, weight_of
from storage.sent import Outgoing, SeenSent, outgoing
from storage.tables.columns import among
from storage.tables.mail import (
    HELD,
    OPEN,
    STUCK,
    OutboxRow,
    OutboxState,
    SentMessageRow,
)
from storage.turns import SeenTurns, may_go
from storage.values import dump

LEASE: Final = dtm.timedelta(seconds=60)  # from the claim to the beginning of the sending
SENDING: Final = dtm.timedelta(minutes=2)  # a call that takes longer is given up before
_SLOW: Final = dtm.timedelta(seconds=0.25)  # after its slot; then the pace counts from there
_FIRST_WAIT: Final = dtm.timedelta(seconds=2)
_LONGEST_WAIT: Final = dtm.timedelta(minutes=5)
_IN_DOUBT: Final = "a copy was restored: it may have been sent since the copy was made"


class SeenOutbox(SeenSent, SeenTurns, SeenMoves):
    """What is to be said, and what was."""


class Outbox(SeenOutbox, Changing):
    """What is to be said, to be queued, claimed, sent and settled."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._cause: int | None = None
        self._in_doubt = False
        self._queued = 0

    @property
    def queued(self) -> int:
        """How many notices this unit has queued."""
        return self._queued

    def follows_from(self, cause: int | None = None, *, in_doubt: bool = False) -> None:
        """Say what all notices of this unit follow from: an update, by the inbox's number.

        In doubt they may have been said before, in a time that a restored copy knows nothing of.
        """
        self._cause, self._in_doubt = cause, in_doubt

    def put(self, notice: Notice, at: dtm.datetime) -> bool:
        """Queue a notice; False when its key is there already: it is said once.

        In doubt it is `unknown` at once, except what may be said twice: an edit, a menu. Where its
        chat has moved it goes to the new one.
        """
        return bool(self.put_all([notice], at))

    def put_all(self, notices: Iterable[Notice], at: dtm.datetime) -> int:
        """Queue notices in their order; return how many are new."""
        moves = self.moves()
        chats = ((one, moves.get(one.to.chat_id, one.to.chat_id)) for one in notices)
        rows = (columns(self._row(one, chat_id, at)) for one, chat_id in chats)
        new = self._add_all_new(OutboxRow, rows)
        self._queued += new
        return new

    def _row(self, notice: Notice, chat_id: int, at: dtm.datetime) -> OutboxRow:
        has_moved, about = chat_id != notice.to.chat_id, notice.about
        state, error = self._beginning(notice, has_moved=has_moved)
        if has_moved:
            notice = readdressed(notice, chat_id)
        return OutboxRow(
            key=notice.key,
            chat_id=chat_id,
            thread_id=notice.to.thread_id,
            notice=dump(notice),
            policy=notice.policy,
            priority=notice.priority.value,
            weight=weight_of(notice),
            follows=notice.follows,
            month=about.month if about else None,
            project=about.project if about else None,
            state=state,
            error=error,
            queued_at=at,
            next_at=at,
            cause=self._cause,
        )

    def _beginning(self, notice: Notice, *, has_moved: bool) -> tuple[OutboxState, str | None]:
        if has_moved and notice.edits is not None:
            return OutboxState.DROPPED, NO_EDIT
        if self._in_doubt and weight_of(notice) > 0:
            return OutboxState.UNKNOWN, _IN_DOUBT
        return OutboxState.QUEUED, None

    def claim(
        self, at: dtm.datetime, limit: int, *, ahead: dtm.timedelta = AT_ONCE
    ) -> tuple[Outgoing, ...]:
        """Take up what may be sent now or a little `ahead`, for LEASE: by priority, then in order.

        Each has its slot in the platform's pace, before which it must not be sent. Of each chat at
        most one, none that has an earlier one open, none before the notice that it follows.
        """
        self._hold("outbox claim")  # two claims at once would spend one pace twice
        paces, until = self._paces(at, spread=SPREAD if ahead else AT_ONCE), at + ahead
        if paces.bot_free_at() > until:
            return ()
        query = select(OutboxRow).where(*may_go(), OutboxRow.next_at <= at)
        for room, chats in paces.rooms(until).items():  # what cannot go takes nobody's place
            is_free = col(OutboxRow.chat_id).not_in(tuple(chats))
            query = query.where(is_free | (col(OutboxRow.weight) <= room))
        query = query.order_by(col(OutboxRow.priority), col(OutboxRow.id))
        query = query.limit(min(limit, BOT_PER_SECOND)).with_for_update(skip_locked=True)
        taken: list[OutboxRow] = []
        for row in self._all(query):
            slot = paces.slot(row.chat_id, row.weight)
            if slot > until:
                break  # the bot itself has no slot left
            row.state, row.leased_until, row.paced_at = OutboxState.LEASED, at + LEASE, slot
            paces.add(Pace(row.chat_id, slot, row.weight))
            taken.append(row)
        self._add(*taken)
        return tuple(map(outgoing, taken))

    def sending(self, claimed: Outgoing, at: dtm.datetime) -> Outgoing | None:
        """Begin to send what was claimed: to be committed just before the call.

        Return it as it is from now on; None when the lease was lost: then it must not be sent.
        """
        slot = claimed.slot
        parts = {
            "state": OutboxState.SENDING,
            "attempts": claimed.attempts + 1,
            "leased_until": at + SENDING,
            "paced_at": at if slot is None or at - slot > _SLOW else slot,
        }
        if not self._run(update(OutboxRow).where(_is_in_hand(claimed)).values(**parts)):
            return None
        begun = replace(claimed, state=OutboxState.SENDING, attempts=claimed.attempts + 1)
        return replace(begun, leased_until=at + SENDING)

    def sent(self, id_: int, message_ids: tuple[int, ...], at: dtm.datetime) -> None:
        """Keep that a notice arrived, whatever was thought of it meanwhile."""
        row = self._held(select(OutboxRow).where(OutboxRow.id == id_))
        if row is None:
            return
        if row.state is not OutboxState.SENT:
            row.state, row.sent_at, row.leased_until, row.error = OutboxState.SENT, at, None, None
        messages = [
            SentMessageRow(outbox_id=id_, chat_id=row.chat_id, message_id=message_id)
            for message_id in message_ids
        ]
        self._add(row, *messages)

    def again(self, claimed: Outgoing, next_at: dtm.datetime, error: str) -> bool:
        """Queue again what was surely not sent; its chat waits until then.

        Nothing changes where the claim was lost: somebody else may be sending it by now.
        """
        parts = {"state": OutboxState.QUEUED, "next_at": next_at, "error": error}
        here = _is_in_hand(claimed)
        return bool(self._run(update(OutboxRow).where(here).values(leased_until=None, **parts)))

    def unknown(self, claimed: Outgoing, error: str, at: dtm.datetime) -> bool:
        """Keep that nobody knows whether it was sent; True when the operator must be asked.

        By the notice's policy it is sent again, or held; nothing changes where the claim was lost.
        """
        row = self._held(select(OutboxRow).where(_is_in_hand(claimed)))
        if row is None:
            return False
        is_held = _settle_unknown(row, error, at)
        self._add(row)
        return is_held

    def dead(self, id_: int, error: str, at: dtm.datetime) -> bool:  # noqa: ARG002
        """Keep that a notice cannot be sent; True when that is news."""
        states = (*OPEN, OutboxState.UNKNOWN)
        return self._change(id_, *states, state=OutboxState.DEAD, leased_until=None, error=error)

    def release(self, ids: Iterable[int]) -> None:
        """Give back what was claimed and is not being sent."""
        for id_ in ids:
            self._change(
                id_, OutboxState.LEASED, state=OutboxState.QUEUED, leased_until=None, paced_at=None
            )

    def recover(self, at: dtm.datetime, *, ours: SomeOf[int] = (), is_alone: bool = False) -> int:
        """Take back what lost senders held, except `ours`, which are at work and slow.

        With `is_alone` nobody else sends, and all is lost.
        """
        query = select(OutboxRow).where(among(col(OutboxRow.state), *HELD))
        if ours:
            query = query.where(col(OutboxRow.id).not_in(tuple(ours)))
        if not is_alone:
            query = query.where(col(OutboxRow.leased_until) <= at)
        rows = self._all(query.order_by(col(OutboxRow.id)).with_for_update(skip_locked=True))
        for row in rows:
            if row.state is OutboxState.SENDING:
                _settle_unknown(row, "the sender was lost while it sent", at)
            else:
                row.state, row.leased_until = OutboxState.QUEUED, None
        self._add(*rows)
        return len(rows)

    def wake(self, at: dtm.datetime, *, beyond: dtm.timedelta = AT_ONCE) -> None:
        """End waits that reach so far ahead, and shorten leases: the clock was wrong before."""
        waits = among(col(OutboxRow.state), *OPEN) & (col(OutboxRow.next_at) > at + beyond)
        self._run(update(OutboxRow).where(waits).values(next_at=at))
        longest = at + SENDING
        is_held = among(col(OutboxRow.state), *HELD) & (col(OutboxRow.leased_until) > longest)
        self._run(update(OutboxRow).where(is_held).values(leased_until=longest))

    def doubt(self) -> None:
        """Keep that whatever is open may have been sent: a copy was restored.

        What may be said twice, an edit or a menu, stays in the queue.
        """
        is_open = among(col(OutboxRow.state), *OPEN) & (col(OutboxRow.weight) > 0)
        parts = {"state": OutboxState.UNKNOWN, "error": _IN_DOUBT, "leased_until": None}
        self._run(update(OutboxRow).where(is_open).values(**parts))

    def told(self, ids: Iterable[int], *, is_known: bool = True) -> None:
        """Keep that the office knows of what is stuck, or after all does not."""
        for id_ in ids:
            self._change(id_, *STUCK, is_told=is_known)

    def proved(
        self, chat_id: int, message_id: int, at: dtm.datetime, *, words: str = "", token: str = ""
    ) -> str | None:
        """Keep as sent the unknown notice of whose message somebody quotes or presses a button.

        It is known by its whole words or by a button's token; return its key.
        """
        query = select(OutboxRow).where(
            OutboxRow.chat_id == chat_id, among(col(OutboxRow.state), OutboxState.UNKNOWN)
        )
        for row in self._all(query.order_by(col(OutboxRow.id))):
            notice = outgoing(row).notice
            tokens = {face.token for line in notice.buttons for face in line if face.token}
            if (words and notice.words == words) or token in tokens:
                self.sent(row.id or 0, (message_id,), at)
                return row.key
        return None

    def retry(self, id_: int, at: dtm.datetime | None = None) -> bool:
        """Queue again what is unknown or dead; False where nothing of that id is."""
        parts: dict[str, Any] = {"next_at": at} if at else {}
        parts |= {"state": OutboxState.QUEUED, "error": None, "is_told": False}
        return self._change(id_, *STUCK, **parts)

    def drop(self, id_: int) -> bool:
        """Let go what is unknown, dead or waits; False where nothing of that id does."""
        states = (*STUCK, OutboxState.QUEUED)
        return self._change(id_, *states, state=OutboxState.DROPPED)

    def _change(self, id_: int, *states: OutboxState, **parts: Any) -> bool:
        here = (col(OutboxRow.id) == id_) & among(col(OutboxRow.state), *states)
        return bool(self._run(update(OutboxRow).where(here).values(**parts)))


def _is_in_hand(claimed: Outgoing) -> ColumnElement[bool]:
    """Return the condition that a notice is with whoever claimed it, and with nobody else.

    A claim is known by its lease, a sending by its number: a clock put back shortens its lease.
    """
    row = (col(OutboxRow.id) == claimed.id) & among(col(OutboxRow.state), claimed.state)
    if claimed.state is OutboxState.SENDING:
        return row & (col(OutboxRow.attempts) == claimed.attempts)
    return row & (col(OutboxRow.leased_until) == claimed.leased_until)


def _settle_unknown(row: OutboxRow, error: str, at: dtm.datetime) -> bool:
    """Hold a notice of which nobody knows whether it was sent, or queue it; tell which."""
    row.error, row.leased_until = error, None
    if row.policy is Policy.HOLD:
        row.state = OutboxState.UNKNOWN
        return True
    row.state = OutboxState.QUEUED
    row.next_at = at + min(_FIRST_WAIT * 2 ** min(row.attempts, 10), _LONGEST_WAIT)
    return False
