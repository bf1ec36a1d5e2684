"""Tables of the monthly cycle: phases, questions, reports, findings, publications."""

import datetime as dtm
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from rules.determination import Ground
from rules.month import Month
from rules.plates import Plate
from rules.project import Value
from rules.remark import RemarkKind
from rules.report import ReportState
from rules.schedule import Phase
from storage.tables.columns import (
    FALSE,
    OWN_ID,
    WIDE,
    FigureText,
    MonthText,
    OneOf,
    Row,
    one_of,
    partial,
)


class CycleRow(Row, table=True):
    """Which phases of a month have run; reminders are a list of instants."""

    __tablename__ = "cycle"

    month: Month = Field(primary_key=True, sa_type=MonthText)
    asked_at: dtm.datetime | None
    closes_at: dtm.datetime | None
    reminded_at: list[str] = Field(sa_type=JSON)
    reminded_by_hand: bool
    closed_at: dtm.datetime | None
    briefed_at: dtm.datetime | None
    published_at: dtm.datetime | None


class ImportedRow(Row, table=True):
    """A project's plate of a month before the first one asked, from paper; None for no plate."""

    __tablename__ = "imported"
    __table_args__ = (one_of("plate", Plate),)

    month: Month = Field(primary_key=True, sa_type=MonthText)
    project: str = Field(primary_key=True)
    plate: Plate | None = Field(sa_type=OneOf(Plate))
    by: str
    at: dtm.datetime


class DueRow(Row, table=True):
    """A phase that is due; `planned_at` is what the schedule said, `due_at` what holds.

    One in doubt may have run in a time that a restored copy knows nothing of.
    """

    __tablename__ = "due"
    __table_args__ = (
        one_of("phase", Phase),
        Index("uq_due_month_phase_planned_at", "month", "phase", "planned_at", unique=True),
        partial("ix_due_open", "due_at", where="done_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    month: Month = Field(sa_type=MonthText)
    phase: Phase = Field(sa_type=OneOf(Phase))
    planned_at: dtm.datetime
    due_at: dtm.datetime
    done_at: dtm.datetime | None = None
    in_doubt: bool = Field(default=False, sa_column_kwargs=FALSE)


class QuestionRow(Row, table=True):
    """What a responsible person was asked about a project's month."""

    __tablename__ = "question"
    __table_args__ = (Index(None, "person"), Index(None, "notice_key"), Index(None, "project"))

    month: Month = Field(primary_key=True, sa_type=MonthText)
    project: str = Field(primary_key=True)
    person: str
    notice_key: str | None
    asked_at: dtm.datetime
    is_reopened: bool


class ReportRow(Row, table=True):
    """One version of what was reported."""

    __tablename__ = "report"
    __table_args__ = (
        one_of("state", ReportState),
        Index(None, "project", "month"),
        Index(None, "month"),
        Index(None, "chat_id", "message_id"),
        partial("ix_report_waiting", "person", where="state = 'waiting'"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    month: Month = Field(sa_type=MonthText)
    project: str
    person: str
    chat_id: int = Field(sa_type=WIDE)
    message_id: int = Field(sa_type=WIDE)
    said_at: dtm.datetime
    text: str
    value: Value | None = Field(sa_type=FigureText)
    state: ReportState = Field(sa_type=OneOf(ReportState))
    is_late: bool
    asks: str


class RemarkRow(Row, table=True):
    """What was said or handed in beside a figure."""

    __tablename__ = "remark"
    __table_args__ = (one_of("kind", RemarkKind), Index(None, "month", "project"))

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    month: Month = Field(sa_type=MonthText)
    project: str
    person: str
    kind: RemarkKind = Field(sa_type=OneOf(RemarkKind))
    chat_id: int = Field(sa_type=WIDE)
    message_id: int = Field(sa_type=WIDE)
    said_at: dtm.datetime
    text: str
    file: str
    name: str


class DeterminationRow(Row, table=True):
    """One finding; every one is kept, the latest counts."""

    __tablename__ = "determination"
    __table_args__ = (
        one_of("ground", Ground),
        Index(None, "project", "month"),
        Index(None, "month"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    month: Month = Field(sa_type=MonthText)
    project: str
    value: Value | None = Field(sa_type=FigureText)
    ground: Ground = Field(sa_type=OneOf(Ground))
    person: str | None
    found_at: dtm.datetime | None
    note: str


class ProposalRow(Row, table=True):
    """A finding that waits for its 「确认」."""

    __tablename__ = "proposal"

    id: int | None = Field(default=None, primary_key=True, sa_type=OWN_ID)
    month: Month = Field(sa_type=MonthText)
    project: str
    value: Value | None = Field(sa_type=FigureText)
    note: str
    person: str
    proposed_at: dtm.datetime


class EditionRow(Row, table=True):
    """A publication or a correction of one, without what it says of each project."""

    __tablename__ = "edition"

    month: Month = Field(primary_key=True, sa_type=MonthText)
    correction: int = Field(primary_key=True)
    rules: dict[str, Any] = Field(sa_type=JSON)
    follows: str | None
    digest: str = Field(unique=True)
    published_at: dtm.datetime


class PublishedRow(Row, table=True):
    """What an edition says of one project, as it was; `place` is its place in the edition.

    The columns beside `row` stand in it too: they are what a row is found by.
    """

    __tablename__ = "published"
    __table_args__ = (
        Index(None, "month", "correction", "code"),
        Index(None, "month", "correction", "lead_unit"),
        Index(None, "month", "correction", "responsible_person"),
    )

    month: Month = Field(primary_key=True, sa_type=MonthText)
    correction: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    code: str
    lead_unit: str
    responsible_person: str
    row: dict[str, Any] = Field(sa_type=JSON)


class ReceiptRow(Row, table=True):
    """A warning that was signed for (签收), once for each command's group and unit."""

    __tablename__ = "receipt"

    month: Month = Field(primary_key=True, sa_type=MonthText)
    correction: int = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    command: str = Field(primary_key=True)
    person: str
    signed_at: dtm.datetime


class CountersignRow(Row, table=True):
    """What was said to a command's draft (核签), once for each project; `` is for none of them."""

    __tablename__ = "countersign"

    month: Month = Field(primary_key=True, sa_type=MonthText)
    command: str = Field(primary_key=True)
    project: str = Field(primary_key=True)
    by: str
    at: dtm.datetime
    acting_for: str | None
    words: str
