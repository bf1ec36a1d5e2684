"""Drafts: forms that somebody is filling in, one for each account and chat."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, delete, select

from storage.collection import Changing, as_row, as_value
from storage.moves import SeenMoves, now
from storage.tables.desk import DraftRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A form with the facts that are known so far."""

    account: int
    chat_id: int
    form: str
    facts: Mapping[str, str]
    updated_at: dtm.datetime


class SeenDrafts(SeenMoves):
    """The forms that are open."""

    def get(self, account: int, chat_id: int) -> Draft | None:
        """Return what an account is filling in in a chat; in a unit of work it is held."""
        self._hold("draft", account, self.chat_now(chat_id))
        here = DraftRow.chat_id == now(chat_id)
        query = select(DraftRow).where(DraftRow.account == account, here)
        row = self._first(query)
        return None if row is None else as_value(Draft, row)

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, in no order."""
        return tuple(as_value(Draft, row) for row in self._all(select(DraftRow)))

    def of_form(self, form: str) -> tuple[Draft, ...]:
        """Return all drafts of a form, in no order."""
        rows = self._all(select(DraftRow).where(DraftRow.form == form))
        return tuple(as_value(Draft, row) for row in rows)


class Drafts(SeenDrafts, Changing):
    """The forms, to be filled in."""

    def put(self, draft: Draft) -> None:
        """Keep a draft in the place of the one that the account has in the chat."""
        chat_id = self.chat_now(draft.chat_id)
        self._hold("draft", draft.account, chat_id)
        self._put(as_row(DraftRow, draft, chat_id=chat_id, facts=dict(draft.facts)))

    def drop(self, account: int, chat_id: int) -> bool:
        """Let a draft go; tell whether there was one."""
        here = (col(DraftRow.account) == account) & (col(DraftRow.chat_id) == now(chat_id))
        return bool(self._run(delete(DraftRow).where(here)))
