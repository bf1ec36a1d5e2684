"""Tables of who is who on the platform: accounts, groups, their moves, codes that bind them."""

import datetime as dtm
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rules.posts import Room
from storage.tables.columns import OWN_ID, WIDE, OneOf, Row, one_of, partial


class BindingRow(Row, table=True):
    """A person's account."""

    __tablename__ = "binding"

    person: str = Field(primary_key=True)
    account: int = Field(unique=True, sa_type=WIDE)
    bound_at: dtm.datetime


class GroupRow(Row, table=True):
    """A group that is bound to a room; `command` is empty where the room has none."""

    __tablename__ = "chat_group"
    __table_args__ = (one_of("room", Room), UniqueConstraint("room", "command"))

    chat_id: int = Field(primary_key=True, sa_type=WIDE, sa_column_kwargs={"autoincrement": False})
    room: Room = Field(sa_type=OneOf(Room))
    command: str
    thread_id: int | None = Field(sa_type=WIDE)
    title: str
    bound_at: dtm.datetime


class MoveRow(Row, table=True):
    """A chat that goes on under another id; `new` is where it is now, however often it moved."""

    __tablename__ = "chat_move"

    old: int = Field(primary_key=True, sa_type=WIDE, sa_column_kwargs={"autoincrement": False})
    new: int = Field(sa_type=WIDE)


class Bound(StrEnum):
    """What a code binds."""

    PERSON = "person"
    GROUP = "group"


class CodeRow(Row, table=True):
    """A code that binds a person (`subject` is the name) or a group (`room/command`), once."""

    __tablename__ = "invitation"
    __table_args__ = (
        one_of("kind", Bound),
        partial(
            "uq_invitation_open",
            "kind",
            "subject",
            where="used_at IS NULL AND NOT is_void",
            is_unique=True,
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    code: str = Field(unique=True)
    kind: Bound = Field(sa_type=OneOf(Bound))
    subject: str
    used_at: dtm.datetime | None = None
    is_void: bool = False
