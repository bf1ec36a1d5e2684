"""Tables of the papers that bear a number."""

import datetime as dtm

from sqlalchemy import Index
from sqlmodel import Field

from rules.issued import Series
from rules.month import Month
from storage.tables.columns import MonthText, OneOf, Row, one_of


class IssuedPaperRow(Row, table=True):
    """A bulletin or a letter as it was issued: its number, whom it went to, its frozen view.

    `symbol` is what stands before the year; `view` is JSON as a recipe holds it.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (one_of("series", Series), Index(None, "month"))

    series: Series = Field(primary_key=True, sa_type=OneOf(Series))
    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    symbol: str
    month: Month = Field(sa_type=MonthText)
    correction: int
    command: str
    unit: str
    view: str
    issued_at: dtm.datetime
    withdrawn_by: int
