"""Tables of what came in and was not yet understood, and what goes out and is not yet there."""

import datetime as dtm
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from rules.month import Month
from rules.notice import Policy
from storage.tables.columns import FALSE, OWN_ID, WIDE, MonthText, OneOf, Row, one_of, partial


class InboxState(StrEnum):
    """What became of an update."""

    NEW = "new"
    DONE = "done"
    IGNORED = "ignored"  # nobody's business, or dropped by the operator
    FAILED = "failed"  # its flow failed every time
    POISON = "poison"  # it could not be read


class InboxRow(Row, table=True):
    """A raw update; `raw` is text, so that what cannot be parsed is kept too."""

    __tablename__ = "inbox"
    __table_args__ = (
        one_of("state", InboxState),
        UniqueConstraint("bot", "update_id", "fingerprint"),
        partial("ix_inbox_new", "chat_key", "id", where="state = 'new'"),
        partial("ix_inbox_troubled", "state", "id", where="state IN ('failed', 'poison')"),
        partial("ix_inbox_unblanked", "received_at", where="raw IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    bot: str
    update_id: int = Field(sa_type=WIDE)
    fingerprint: str
    chat_key: str
    sender: int | None = Field(sa_type=WIDE)
    said_at: dtm.datetime | None
    raw: str | None
    state: InboxState = Field(default=InboxState.NEW, sa_type=OneOf(InboxState))
    attempts: int = 0
    error: str | None = None
    received_at: dtm.datetime
    next_at: dtm.datetime
    in_doubt: bool = Field(default=False, sa_column_kwargs=FALSE)  # see `storage.watch`
    is_told: bool = Field(default=False, sa_column_kwargs=FALSE)


class OutboxState(StrEnum):
    """How far a notice is on its way."""

    QUEUED = "queued"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"
    DROPPED = "dropped"  # by the operator


OPEN: Final = (OutboxState.QUEUED, OutboxState.LEASED, OutboxState.SENDING)
HELD: Final = (OutboxState.LEASED, OutboxState.SENDING)
STUCK: Final = (OutboxState.UNKNOWN, OutboxState.DEAD)


class OutboxRow(Row, table=True):
    """A notice and what became of it; `paced_at` is when it last used up the platform's pace.

    `cause` is the inbox's number of the update that it follows from; `is_told` tells that the
    office knows of its trouble.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", OutboxState),
        one_of("policy", Policy),
        partial(
            "ix_outbox_open", "chat_id", "id", where="state IN ('queued', 'leased', 'sending')"
        ),
        partial("ix_outbox_queued", "state", "priority", "id", where="state = 'queued'"),
        partial("ix_outbox_held", "leased_until", where="state IN ('leased', 'sending')"),
        partial("ix_outbox_troubled", "state", "id", where="state IN ('unknown', 'dead')"),
        Index(None, "paced_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    key: str = Field(unique=True)
    chat_id: int = Field(sa_type=WIDE)
    thread_id: int | None = Field(sa_type=WIDE)
    notice: dict[str, Any] = Field(sa_type=JSON)
    policy: Policy = Field(sa_type=OneOf(Policy))
    priority: int
    weight: int
    follows: str | None
    month: Month | None = Field(sa_type=MonthText)
    project: str | None
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=OneOf(OutboxState))
    attempts: int = 0
    error: str | None = None
    queued_at: dtm.datetime
    next_at: dtm.datetime
    leased_until: dtm.datetime | None = None
    paced_at: dtm.datetime | None = None
    sent_at: dtm.datetime | None = None
    cause: int | None = Field(default=None, sa_type=WIDE)
    is_told: bool = Field(default=False, sa_column_kwargs=FALSE)


class SentMessageRow(Row, table=True):
    """A message of ours as the platform numbers it; an album has several."""

    __tablename__ = "sent_message"
    __table_args__ = (Index(None, "chat_id", "message_id"), Index(None, "outbox_id"))

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    outbox_id: int = Field(sa_type=WIDE, foreign_key="outbox.id")
    chat_id: int = Field(sa_type=WIDE)
    message_id: int = Field(sa_type=WIDE)
