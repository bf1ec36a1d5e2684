"""Tables of the plan-year: what the workbook says, and what changed it."""

import datetime as dtm
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from rules.book import SupportState
from rules.lifecycle import Step
from rules.month import Month
from rules.posts import Role
from rules.project import Cause, Kind, Value
from rules.support import SupportDeed
from storage.tables.columns import OWN_ID, WIDE, FigureText, MonthText, OneOf, Row, one_of


class BookRow(Row, table=True):
    """A plan-year that was loaded."""

    __tablename__ = "book"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    loaded_at: dtm.datetime
    changed_at: dtm.datetime


class CommandRow(Row, table=True):
    """One 作战指挥部."""

    __tablename__ = "command"

    year: int = Field(primary_key=True)
    number: str = Field(primary_key=True)
    position: int
    name: str
    commander: str
    deputies: list[str] = Field(sa_type=JSON)
    units: list[str] = Field(sa_type=JSON)
    liaison: str | None
    group_name: str


class PersonRow(Row, table=True):
    """Somebody of the township."""

    __tablename__ = "person"

    year: int = Field(primary_key=True)
    name: str = Field(primary_key=True)
    position: int
    unit: str
    title: str
    note: str


class ProjectRow(Row, table=True):
    """One project of a plan-year."""

    __tablename__ = "project"
    __table_args__ = (
        one_of("kind", Kind),
        Index(None, "year", "responsible_person"),
        Index(None, "year", "command"),
    )

    year: int = Field(primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    name: str
    command: str
    kind: Kind = Field(sa_type=OneOf(Kind))
    brief: str
    annual_target_text: str
    unit: str
    annual_target: Decimal | None = Field(sa_type=FigureText)
    starts_on: dtm.date | None
    due_date: dtm.date | None
    lead_unit: str
    responsible_leader: str
    responsible_person: str
    note: str


class PostRow(Row, table=True):
    """A person in a role, dated."""

    __tablename__ = "post"
    __table_args__ = (
        one_of("role", Role),
        Index(None, "year", "person"),
        Index(None, "year", "role"),
        Index(None, "year", "unit"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    year: int
    person: str
    role: Role = Field(sa_type=OneOf(Role))
    command: str | None
    project: str | None
    unit: str | None
    since: dtm.date | None
    until: dtm.date | None
    acting_for: str | None


class FormerPostRow(Row, table=True):
    """A post that was handed over; it ended with its last day."""

    __tablename__ = "former_post"
    __table_args__ = (one_of("role", Role), Index(None, "year"))

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    year: int
    person: str
    role: Role = Field(sa_type=OneOf(Role))
    command: str | None
    project: str | None
    unit: str | None
    since: dtm.date | None
    until: dtm.date | None
    acting_for: str | None


class SupportItemRow(Row, table=True):
    """One 保障事项."""

    __tablename__ = "support_item"
    __table_args__ = (one_of("state", SupportState), Index(None, "year", "project"))

    year: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    number: str
    project: str
    category: str
    what: str
    department: str
    person: str
    due_date: dtm.date | None
    state: SupportState = Field(sa_type=OneOf(SupportState))
    note: str


class SupportWordRow(Row, table=True):
    """What was done about a 保障事项 in the chat; `number` and `project` are the item's."""

    __tablename__ = "support_word"
    __table_args__ = (one_of("deed", SupportDeed), Index(None, "year", "number"))

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    year: int
    number: str
    project: str
    deed: SupportDeed = Field(sa_type=OneOf(SupportDeed))
    by: str
    at: dtm.datetime
    words: str
    chat_id: int | None = Field(sa_type=WIDE)
    message_id: int | None = Field(sa_type=WIDE)


class MilestoneRow(Row, table=True):
    """One 节点."""

    __tablename__ = "milestone"
    __table_args__ = (Index(None, "year", "project"),)

    year: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    number: str
    project: str
    name: str
    due_date: dtm.date | None
    person: str
    done_on: dtm.date | None
    state: str


class PlanVersionRow(Row, table=True):
    """The goals of a project's months since a month; `goals` and `progress` are by month."""

    __tablename__ = "plan_version"
    __table_args__ = (one_of("because", Cause), Index(None, "project"))

    year: int = Field(primary_key=True)
    project: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    since: Month = Field(sa_type=MonthText)
    goals: dict[str, Any] = Field(sa_type=JSON)
    because: Cause = Field(sa_type=OneOf(Cause))
    approved_on: dtm.date | None
    progress: dict[str, Any] = Field(sa_type=JSON)
    annual_target: Decimal | None = Field(default=None, sa_type=FigureText)


class LifecycleEventRow(Row, table=True):
    """A project enters, leaves, pauses or finishes."""

    __tablename__ = "lifecycle_event"
    __table_args__ = (one_of("step", Step), Index(None, "project"))

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    year: int
    project: str
    step: Step = Field(sa_type=OneOf(Step))
    effective: Month = Field(sa_type=MonthText)
    value: Value | None = Field(sa_type=FigureText)
    reason: str
    until: Month | None = Field(default=None, sa_type=MonthText)
    decided_on: dtm.date | None = None
