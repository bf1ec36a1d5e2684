"""Whose turn it is: order within each chat, what must go first, and the platform's pace."""

import datetime as dtm

from sqlalchemy import ColumnElement, exists, or_
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
        paces = self._paces(at)
        heads = select(OutboxRow.chat_id, OutboxRow.weight, OutboxRow.next_at).where(*may_go())
        instants = [
            max(next_at, paces.slot(chat_id, weight))
            for chat_id, weight, next_at in self._session.exec(heads)
        ]
        expires = self._first(held)
        return min(instants if expires is None else [*instants, expires], default=None)

    def _paces(self, at: dtm.datetime, *, spread: dtm.timedelta = AT_ONCE) -> Paces:
        query = select(OutboxRow.chat_id, OutboxRow.paced_at, OutboxRow.weight).where(
            col(OutboxRow.paced_at) > at - MINUTE
        )
        found = (Pace(c, paced, w) for c, paced, w in self._session.exec(query) if paced)
        return Paces.of(at, found, spread=spread)


def may_go() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a notice is its chat's next and its predecessor has gone."""
    other, first = aliased(OutboxRow), aliased(OutboxRow)
    is_behind = exists().where(
        col(other.chat_id) == col(OutboxRow.chat_id),
        among(col(other.state), *OPEN),
        or_(col(other.id) < col(OutboxRow.id), among(col(other.state), *HELD)),
    )
    must_follow = exists().where(
        col(first.key) == col(OutboxRow.follows),
        among(col(first.state), *OPEN, OutboxState.UNKNOWN),
    )
    return among(col(OutboxRow.state), OutboxState.QUEUED), ~is_behind, ~must_follow
