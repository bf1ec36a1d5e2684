"""Tables of the journal, and of pictures that were drawn."""

import datetime as dtm
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from rules.month import Month
from storage.tables.columns import MonthText, Row


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


class PictureRow(Row, table=True):
    """One page of a picture, by the hash of its recipe."""

    __tablename__ = "picture"
    __table_args__ = (Index(None, "kept_at"),)

    digest: str = Field(primary_key=True)
    page: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: bytes
    kept_at: dtm.datetime
