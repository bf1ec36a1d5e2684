"""Codes that bind a person to an account or a chat to a room, each once."""

import datetime as dtm
import secrets
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col, select

from rules.posts import Room
from rules.project import CommandNo, PersonName
from storage.collection import Changing, Collection
from storage.tables.chats import Bound, CodeRow

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
_LENGTH = 12  # 60 bits


@dataclass(frozen=True, slots=True)
class PersonSubject:
    """A person to be bound."""

    name: PersonName


@dataclass(frozen=True, slots=True)
class GroupSubject:
    """A group to be bound; a command's has its number."""

    room: Room
    command: CommandNo | None = None


Subject = PersonSubject | GroupSubject


class SeenCodes(Collection):
    """Which codes are open."""

    def open_code(self, subject: Subject) -> str | None:
        """Return the code that binds somebody or a group, None where none is open."""
        kind, name = _written(subject)
        return self._first(
            select(CodeRow.code).where(
                CodeRow.kind == kind,
                CodeRow.subject == name,
                col(CodeRow.used_at).is_(None),
                col(CodeRow.is_void).is_(False),
            )
        )


class Codes(SeenCodes, Changing):
    """The codes, to be given out and used."""

    def invitation(self, subject: Subject) -> str:
        """Return the code of a person or a group; it stays the same until it is used."""
        kind, name = _written(subject)
        self._hold("code", kind)  # not each by name: a year's invitations are very many
        code = self.open_code(subject)
        if code is None:
            code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
            self._add(CodeRow(code=code, kind=kind, subject=name))
        return code

    def renew(self, subject: Subject) -> str:
        """Return a new code; the one before binds nothing any more."""
        kind, name = _written(subject)
        self._hold("code", kind)
        same = (col(CodeRow.kind) == kind) & (col(CodeRow.subject) == name)
        self._run(update(CodeRow).where(same).values(is_void=True))
        return self.invitation(subject)

    def redeem_person(self, code: str, at: dtm.datetime) -> PersonName | None:
        """Use up a person's code; None for a used one, a wrong one or a group's."""
        return self._redeem(Bound.PERSON, code, at)

    def redeem_group(self, code: str, at: dtm.datetime) -> tuple[Room, CommandNo | None] | None:
        """Use up a group's code; None for a used one, a wrong one or a person's."""
        subject = self._redeem(Bound.GROUP, code, at)
        if subject is None:
            return None
        room, _, command = subject.partition("/")
        return Room(room), command or None

    def _redeem(self, kind: Bound, code: str, at: dtm.datetime) -> str | None:
        same = (col(CodeRow.code) == code.strip().upper()) & (col(CodeRow.kind) == kind)
        is_open = col(CodeRow.used_at).is_(None) & col(CodeRow.is_void).is_(False)
        if not self._run(update(CodeRow).where(same & is_open).values(used_at=at)):
            return None
        return self._first(select(CodeRow.subject).where(CodeRow.code == code.strip().upper()))


def _written(subject: Subject) -> tuple[Bound, str]:
    if isinstance(subject, PersonSubject):
        return Bound.PERSON, subject.name
    return Bound.GROUP, f"{subject.room}/{subject.command or ''}"
