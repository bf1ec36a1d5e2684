"""Moves: a group that became a supergroup goes on under another id, its messages numbered anew."""

from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, literal, update
from sqlmodel import col, delete, func, select

from rules.notice import Address, Notice
from storage.collection import Changing, Collection
from storage.tables.chats import MoveRow
from storage.tables.columns import WIDE, among
from storage.tables.desk import DraftRow
from storage.tables.mail import OutboxRow, OutboxState
from storage.values import dump, load

NO_EDIT: Final = "its chat moved: what was said before cannot be edited any more"


class SeenMoves(Collection):
    """Under which id each chat goes on."""

    def chat_now(self, chat_id: int) -> int:
        """Return the id under which a chat goes on: its own where it did not move."""
        return self._first(select(MoveRow.new).where(MoveRow.old == chat_id)) or chat_id

    def moves(self) -> dict[int, int]:
        """Return under which id each chat goes on that moved."""
        return {row.old: row.new for row in self._all(select(MoveRow))}


class Moves(SeenMoves, Changing):
    """The moves, to be remembered and made."""

    def _remember(self, old: int, new: int) -> bool:
        """Keep a move; False when it is known, or leads back to where it begins.

        Whatever moved to the old id before is at the new one now, so that one step always does.
        """
        there = self.chat_now(new)
        if there in {old, self.chat_now(old)}:
            return False
        self._run(update(MoveRow).where(col(MoveRow.new) == old).values(new=there))
        self._put(MoveRow(old=old, new=there))
        return True

    def _move_notices(self, old: int, new: int) -> None:
        """Move what waits; whoever has claimed it and not begun to send it loses his claim."""
        waits = among(col(OutboxRow.state), OutboxState.QUEUED, OutboxState.LEASED)
        query = select(OutboxRow).where(OutboxRow.chat_id == old, waits)
        rows = self._all(query.order_by(col(OutboxRow.id)).with_for_update())
        for row in rows:
            row.state, row.leased_until, row.paced_at = OutboxState.QUEUED, None, None
            notice = load(Notice, row.notice)
            if notice.edits is not None:
                row.state, row.error = OutboxState.DROPPED, NO_EDIT
            else:
                row.chat_id, row.notice = new, dump(readdressed(notice, new))
        self._add(*rows)

    def _move_drafts(self, old: int, new: int) -> None:
        """Move the forms; of two that somebody is filling in the newer one stays."""
        for draft in self._all(select(DraftRow).where(DraftRow.chat_id == old)):
            self._hold("draft", draft.account, new)
            here = (DraftRow.account == draft.account, DraftRow.chat_id == new)
            there = self._first(select(DraftRow).where(*here))
            if there is None or there.updated_at < draft.updated_at:
                self._put(DraftRow(**draft.model_dump(exclude={"chat_id"}), chat_id=new))
        self._run(delete(DraftRow).where(col(DraftRow.chat_id) == old))


def now(chat_id: int) -> ColumnElement[int]:
    """Return the id under which a chat goes on, for a statement: it sees one moment alone.

    Asked for beforehand, it may be an old one by the time at which the statement runs.
    """
    moved = select(MoveRow.new).where(MoveRow.old == chat_id).scalar_subquery()
    return func.coalesce(moved, literal(chat_id, WIDE))


def readdressed(notice: Notice, chat_id: int) -> Notice:
    """Return a notice for a chat that moved: it quotes nothing, whose number is another's now."""
    return replace(notice, to=Address(chat_id, notice.to.thread_id), reply_to=None)
