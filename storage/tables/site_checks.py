"""The table of what was found on the spot."""

import datetime as dtm

from sqlalchemy import JSON, Index
from sqlmodel import Field

from rules.project import Value
from storage.tables.columns import FigureText, Row


class SiteCheckRow(Row, table=True):
    """One record of a check; a number is of its year, none is ever changed."""

    __tablename__ = "site_check"
    __table_args__ = (Index(None, "year", "project"),)

    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    project: str
    found_on: dtm.date
    value: Value = Field(sa_type=FigureText)
    stage: str
    is_announced: bool
    inspectors: list[str] = Field(sa_type=JSON)
    basis: str
    recorded_by: str
    recorded_at: dtm.datetime
