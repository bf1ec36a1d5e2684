"""Whose turn it is: order within each chat, what must go first, and the platform's pace."""

import datetime as dtm
import itertools
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.collection import Collection
from storage.pace import AT_ONCE, MINUTE, Pace, Paces
from storage.tables.columns import among
from storage.tables.mail import HELD, OPEN, OutboxRow, OutboxState


class SeenTurns(Collection):
    """What may be sent, and when."""

    def next_at(self, at: dtm.datetime) -> dtm.datetime | None:
        """Return from when on there is something to send or to recover; None: nothing waits."""
        held = select(func.min(OutboxRow.leased_until)).where(among(col(OutboxRow.state), *HELD))
        expires = self._first(held)
        instants = self._instants(self._paces(at))
        return min(instants if expires is None else [*instants, expires], default=None)

    def _instants(self, paces: Paces) -> list[dtm.datetime]:
        """Return from when on each chat's next notice may go; the bot's own is the earliest.

        Where a chat has one that may go by then, the others are not looked at: they are many.
        """
        free = paces.bot_free_at()
        slowed = itertools.chain.from_iterable(paces.rooms(free).values())
        at_once = _HEADS.where(
            col(OutboxRow.next_at) <= free, col(OutboxRow.chat_id).not_in(tuple(slowed))
        )
        if self._session.exec(at_once.limit(1)).first() is not None:
            return [free]
        return [
            max(next_at, paces.slot(chat_id, weight))
            for chat_id, weight, next_at in self._session.exec(_HEADS)
        ]

    def _paces(self, at: dtm.datetime, *, spread: dtm.timedelta = AT_ONCE) -> Paces:
        query = select(OutboxRow.chat_id, OutboxRow.paced_at, OutboxRow.weight).where(
            col(OutboxRow.paced_at) > at - MINUTE
        )
        found = (Pace(c, paced, w) for c, paced, w in self._session.exec(query) if paced)
        return Paces.of(at, found, spread=spread)


def may_go() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a notice is its chat's next and its predecessor has gone."""
    other = aliased(OutboxRow)
    is_behind = exists().where(
        col(other.chat_id) == col(OutboxRow.chat_id),
        among(col(other.state), *OPEN),
        or_(col(other.id) < col(OutboxRow.id), among(col(other.state), *HELD)),
    )
    return among(col(OutboxRow.state), OutboxState.QUEUED), ~is_behind, ~_must_follow()


def _must_follow() -> ColumnElement[bool]:
    first = aliased(OutboxRow)
    return exists().where(
        col(first.key) == col(OutboxRow.follows),
        among(col(first.state), *OPEN, OutboxState.UNKNOWN),
    )


def _heads() -> Any:
    """Select what may go by chat, weight and instant: one row of each chat is read, not all."""
    chats = _chats()
    first, held = aliased(OutboxRow), aliased(OutboxRow)
    head = select(func.min(first.id)).where(
        col(first.chat_id) == chats.c.chat_id, among(col(first.state), *OPEN)
    )
    is_held = select(held.chat_id).where(among(col(held.state), *HELD))
    return (
        select(OutboxRow.chat_id, OutboxRow.weight, OutboxRow.next_at)
        .join(chats, col(OutboxRow.id) == head.scalar_subquery())
        .where(col(OutboxRow.chat_id).not_in(is_held), ~_must_follow())
    )


def _chats() -> CTE:
    """Return the chats with something open, each found from the one before in the index."""
    least, next_one = aliased(OutboxRow), aliased(OutboxRow)
    chats = (
        select(func.min(least.chat_id).label("chat_id"))
        .where(among(col(least.state), *OPEN))
        .cte("chats", recursive=True)
    )
    following = select(func.min(next_one.chat_id)).where(
        col(next_one.chat_id) > chats.c.chat_id, among(col(next_one.state), *OPEN)
    )
    return chats.union_all(select(following.scalar_subquery()).where(chats.c.chat_id.is_not(None)))


_HEADS: Final = _heads()  # to think such a statement up takes longer than to run it
