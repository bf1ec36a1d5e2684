"""What stands in a column: every table's types, names and checks."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    ColumnElement,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    bindparam,
    false,
    text,
)
from sqlmodel import SQLModel, col

from rules.month import Month
from rules.project import Milestone, Stage
from storage.values import dump, load_figure

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The root of all tables; a row is the room's own business."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)
    model_config = {"arbitrary_types_allowed": True}


class _AsText(TypeDecorator[Any]):
    """A value that is kept as text, because an engine would bend it or cannot know it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a value."""
        return None if value is None else self.write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read what was written."""
        return None if value is None else self.read(value)

    def process_literal_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Write a value that stands in the text of a query."""
        return self.write(value)

    def write(self, value: Any) -> str:
        """Return a value as it stands in the column."""
        return str(value)

    def read(self, written: str) -> Any:
        """Return the value that stands in the column."""
        raise NotImplementedError


class MonthText(_AsText):
    """A month as `2023-06`, which sorts as it should."""

    cache_ok = True  # SQLAlchemy looks for it on each class

    def read(self, written: str) -> Month:
        """Return the month."""
        return Month.parse(written)


class FigureText(_AsText):
    """A figure with every digit (SQLite would make a float of it), a milestone or its stage."""

    cache_ok = True

    def write(self, value: Any) -> str:
        """Return `5.8`, `M:封顶`, `met` or `unmet`."""
        written: str = dump(value)
        return written

    def read(self, written: str) -> Decimal | Milestone | Stage:
        """Return what was written."""
        return load_figure(written)


class OneOf(_AsText):
    """A member of an enumeration, by its value."""

    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def read(self, written: str) -> StrEnum:
        """Return the member."""
        return self.kind(written)


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """Return the check that a column holds a value of an enumeration and nothing else."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def among(column: Any, *members: StrEnum) -> ColumnElement[bool]:
    """Return the condition that a column holds one of some values.

    They stand in the text of the query, as they do in the index that it should use: an engine
    that plans without knowing a parameter's value passes a partial index by.
    """
    if len(members) == 1:
        return col(column) == bindparam(None, members[0], literal_execute=True, unique=True)
    values: BindParameter[Any] = bindparam(
        None, members, expanding=True, literal_execute=True, unique=True
    )
    return col(column).in_(values)


def partial(name: str, *columns: str, where: str, is_unique: bool = False) -> Index:
    """Return an index of some rows only: a queue stays quick however long its past is."""
    condition = text(where)
    return Index(
        name, *columns, unique=is_unique, sqlite_where=condition, postgresql_where=condition
    )


WIDE = BigInteger()  # the platform's numbers pass 2**31
FALSE = {"server_default": false()}  # rows that were there before the column have it too
OWN_ID = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts only an INTEGER up
