"""Who is who on the platform: people's accounts, and the groups that are spoken to."""

import datetime as dtm
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col, delete, or_, select

from rules.notice import Address
from rules.posts import Room
from rules.project import CommandNo, PersonName
from storage.codes import Codes, GroupSubject, PersonSubject, SeenCodes, Subject
from storage.moves import Moves, SeenMoves, now
from storage.tables.chats import BindingRow, GroupRow

__all__ = ["Bindings", "Group", "GroupSubject", "PersonSubject", "SeenBindings", "Subject"]

_FEW = 1000  # engines take so many values and not any number: of more, all rows are read


@dataclass(frozen=True, slots=True)
class Group:
    """A chat that is bound to a room; `title` is what the platform shows."""

    room: Room
    command: CommandNo | None
    address: Address
    title: str


class SeenBindings(SeenCodes, SeenMoves):
    """Which account is whose, and which chat is which group."""

    def person_of(self, account: int) -> PersonName | None:
        """Return whose account it is."""
        return self._first(select(BindingRow.person).where(BindingRow.account == account))

    def account_of(self, person: PersonName) -> int | None:
        """Return somebody's account."""
        return self._first(select(BindingRow.account).where(BindingRow.person == person))

    def accounts(self, names: Iterable[PersonName]) -> dict[PersonName, int]:
        """Return the accounts of those who have one."""
        wanted = frozenset(names)
        if len(wanted) > _FEW:
            known = self.all_accounts()
            return {name: known[name] for name in wanted if name in known}
        query = select(BindingRow.person, BindingRow.account)
        return dict(self._session.exec(query.where(col(BindingRow.person).in_(wanted))).all())

    def all_accounts(self) -> dict[PersonName, int]:
        """Return the accounts of everybody who has one."""
        return dict(self._session.exec(select(BindingRow.person, BindingRow.account)).all())

    def group_of(self, chat_id: int) -> Group | None:
        """Return the group that a chat is bound to, whichever of its ids is given."""
        row = self._first(select(GroupRow).where(GroupRow.chat_id == now(chat_id)))
        return None if row is None else _group(row)

    def group(self, room: Room, command: CommandNo | None = None) -> Group | None:
        """Return the group of a room, of a command where there is one for each."""
        query = select(GroupRow).where(GroupRow.room == room, GroupRow.command == (command or ""))
        row = self._first(query)
        return None if row is None else _group(row)

    def groups_of(self, commands: Iterable[CommandNo]) -> dict[CommandNo, Group]:
        """Return the groups of those commands that have one."""
        wanted = frozenset(commands)
        query = select(GroupRow).where(GroupRow.room == Room.COMMAND)
        if len(wanted) <= _FEW:
            query = query.where(col(GroupRow.command).in_(wanted))
        return {row.command: _group(row) for row in self._all(query) if row.command in wanted}

    def groups(self) -> tuple[Group, ...]:
        """Return all bound groups, by room and command."""
        query = select(GroupRow).order_by(col(GroupRow.room), col(GroupRow.command))
        return tuple(map(_group, self._all(query)))


class Bindings(SeenBindings, Codes, Moves):
    """The bindings, to be made and undone."""

    def bind_person(self, person: PersonName, account: int, at: dtm.datetime) -> None:
        """Bind a person to an account; what either was bound to before is undone."""
        self._hold("bindings")
        self._run(
            delete(BindingRow).where(
                or_(col(BindingRow.person) == person, col(BindingRow.account) == account)
            )
        )
        self._add(BindingRow(person=person, account=account, bound_at=at))

    def unbind(self, person: PersonName) -> bool:
        """Undo a person's binding; tell whether there was one."""
        return bool(self._run(delete(BindingRow).where(col(BindingRow.person) == person)))

    def renew(self, subject: Subject) -> str:
        """Return a new code and undo the binding; the code before binds nothing any more."""
        if isinstance(subject, PersonSubject):
            self.unbind(subject.name)
        elif (bound := self.group(subject.room, subject.command)) is not None:
            self.unbind_group(bound.address.chat_id)
        return super().renew(subject)

    def bind_group(
        self,
        room: Room,
        command: CommandNo | None,
        address: Address,
        title: str,
        at: dtm.datetime,
    ) -> None:
        """Bind a chat to a room; what either was bound to before is undone."""
        self._hold("bindings")
        chat_id = self.chat_now(address.chat_id)
        here = col(GroupRow.chat_id) == chat_id
        there = (col(GroupRow.room) == room) & (col(GroupRow.command) == (command or ""))
        self._run(delete(GroupRow).where(or_(here, there)))
        self._add(
            GroupRow(
                chat_id=chat_id,
                room=room,
                command=command or "",
                thread_id=address.thread_id,
                title=title,
                bound_at=at,
            )
        )

    def unbind_group(self, chat_id: int) -> bool:
        """Undo a chat's binding; tell whether there was one."""
        return bool(self._run(delete(GroupRow).where(col(GroupRow.chat_id) == chat_id)))

    def rename_group(self, chat_id: int, title: str) -> None:
        """Keep a chat's new title."""
        self._run(update(GroupRow).where(col(GroupRow.chat_id) == chat_id).values(title=title))

    def migrate_chat(self, old: int, new: int) -> bool:
        """Let a chat go on under another id: its binding, its forms, what waits to be said in it.

        What was said and sent stays where it was: the new chat numbers its messages anew. False
        where the move is known; then what came to the old id since follows.
        """
        self._hold("bindings")
        is_news = self._remember(old, new)
        new = self.chat_now(old)
        if new == old:
            return False
        if self._first(select(GroupRow).where(GroupRow.chat_id == old)) is not None:
            self._run(delete(GroupRow).where(col(GroupRow.chat_id) == new))
            self._run(update(GroupRow).where(col(GroupRow.chat_id) == old).values(chat_id=new))
        self._move_drafts(old, new)
        self._move_notices(old, new)
        return is_news


def _group(row: GroupRow) -> Group:
    address = Address(row.chat_id, row.thread_id)
    return Group(row.room, row.command or None, address, row.title)
