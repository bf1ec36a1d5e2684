"""Tables of the requests: what was applied for, and what was said to it."""

import datetime as dtm
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from rules.approval import Matter, Step, Word
from rules.posts import Role
from storage.tables.columns import OWN_ID, WIDE, OneOf, Row, one_of


class ChangeRequestRow(Row, table=True):
    """A request for another target, or for a step of a project's life.

    `application` is its text as it stands, with its digest.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        one_of("matter", Matter),
        UniqueConstraint("year", "number"),
        Index(None, "project"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    year: int
    number: int
    project: str
    application: dict[str, Any] = Field(sa_type=JSON)
    digest: str
    is_over: bool
    matter: Matter = Field(sa_type=OneOf(Matter), sa_column_kwargs={"server_default": "target"})


class SignatureRow(Row, table=True):
    """What somebody said at a step of a request; every word is kept."""

    __tablename__ = "signature"
    __table_args__ = (
        one_of("step", Step),
        one_of("word", Word),
        one_of("role", Role),
        Index(None, "request_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    request_id: int = Field(sa_type=WIDE, foreign_key="change_request.id")
    step: Step = Field(sa_type=OneOf(Step))
    word: Word = Field(sa_type=OneOf(Word))
    person: str
    role: Role = Field(sa_type=OneOf(Role))
    on: dtm.date
    at: dtm.datetime
    digest: str
    note: str
    acting_for: str | None
    minutes: str
    page: str | None = None
