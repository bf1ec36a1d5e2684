"""Tables of what lies on people's desks: buttons to press, forms half filled in."""

import datetime as dtm

from sqlalchemy import JSON
from sqlmodel import Field

from rules.subscription import Pushed
from storage.tables.columns import WIDE, OneOf, Row, one_of


class ButtonRow(Row, table=True):
    """What a button's token stands for; it was offered before `aged_from`, if that is known."""

    __tablename__ = "button"

    token: str = Field(primary_key=True)
    act: str
    subject: str
    at_state: str
    owner: str | None
    belongs_to: str
    aged_from: dtm.datetime | None = Field(default=None, index=True)


class DraftRow(Row, table=True):
    """A form that somebody is filling in, in one chat."""

    __tablename__ = "draft"

    account: int = Field(primary_key=True, sa_type=WIDE, sa_column_kwargs={"autoincrement": False})
    chat_id: int = Field(primary_key=True, sa_type=WIDE)
    form: str
    facts: dict[str, str] = Field(sa_type=JSON)
    updated_at: dtm.datetime


class SubscriptionRow(Row, table=True):
    """Whether somebody wants to be sent something privately, and since when."""

    __tablename__ = "subscription"
    __table_args__ = (one_of("kind", Pushed),)

    person: str = Field(primary_key=True)
    kind: Pushed = Field(primary_key=True, sa_type=OneOf(Pushed))
    wanted: bool
    since: dtm.datetime
