"""Tables of the journal, of pictures that were drawn, and of what the database went through."""

import datetime as dtm
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from rules.month import Month
from storage.tables.columns import MonthText, OneOf, Row, one_of


class JournalRow(Row, table=True):
    """One line of the append-only record; its hash covers it and the line before it."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "project"), Index(None, "month"))

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: dtm.datetime
    actor: str
    post: str
    what: str
    month: Month | None = Field(sa_type=MonthText)
    project: str | None
    figure: str | None
    facts: dict[str, Any] = Field(sa_type=JSON)
    source: str | None
    previous_hash: str
    hash: str = Field(unique=True)


class Instant(StrEnum):
    """What the database remembers the instant of."""

    HEARD = "heard"  # until then everything that was said came in
    COPIED = "copied"  # the latest copy of it was begun
    RESTORED = "restored"  # it came from a copy
    HOME = "home"  # since then it is worked on where it is, in `place`


class WatchRow(Row, table=True):
    """An instant that the database remembers."""

    __tablename__ = "watch"
    __table_args__ = (one_of("instant", Instant),)

    instant: Instant = Field(primary_key=True, sa_type=OneOf(Instant))
    at: dtm.datetime
    place: str | None = None


class PictureRow(Row, table=True):
    """One page of a picture, by the hash of its recipe."""

    __tablename__ = "picture"
    __table_args__ = (Index(None, "kept_at"),)

    digest: str = Field(primary_key=True)
    page: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: bytes
    kept_at: dtm.datetime
