"""What every collection stands on: one transaction, and the locks that it may take."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Select as AnySelect
from sqlalchemy import UpdateBase, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables.columns import Row

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction; `before_commit` is run last, in the order of its making."""

    session: Session
    is_writing: bool
    before_commit: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_postgresql(self) -> bool:
        """Tell whether rows must be locked one by one; SQLite locks the whole file."""
        return self.session.get_bind().dialect.name == "postgresql"


class Collection:
    """Rows of a transaction, seen as a collection of the domain's values."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def _all(self, query: SelectOfScalar[Found]) -> Sequence[Found]:
        return self._session.exec(query, execution_options=_FRESH).all()

    def _first(self, query: SelectOfScalar[Found]) -> Found | None:
        return self._session.exec(query.limit(1), execution_options=_FRESH).first()

    def _held(self, query: SelectOfScalar[Found]) -> Found | None:
        """Return the first row of a query, locked when it may be changed."""
        return self._first(query.with_for_update() if self._unit.is_writing else query)

    def _tuples(self, query: AnySelect[Any]) -> Iterable[Any]:
        return self._session.connection().execute(query)

    def _hold(self, *names: object) -> None:
        """Keep other units off a thing until the end of this one, whether it is there or not.

        Rows alone do not do: what is to be decided for the first time has none yet.
        """
        if self._unit.is_writing and self._unit.is_postgresql:
            key = lock_number(*names)
            self._session.connection().execute(select(func.pg_advisory_xact_lock(key)))


class Changing(Collection):
    """A collection that may be changed."""

    def _run(self, statement: UpdateBase) -> int:
        """Run a statement that changes rows; return how many it changed."""
        self._session.flush()
        return self._session.exec(statement).rowcount

    def _add(self, row: Row) -> None:
        self._session.add(row)
        self._session.flush()

    def _put(self, row: Row) -> None:
        """Keep a row in the place of the one with its key."""
        self._session.merge(row)
        self._session.flush()

    def _add_if_new(self, row: Row) -> bool:
        """Add a row unless one with its key or its unique value is there; tell which."""
        self._session.flush()
        table: Any = type(row)
        given = {name: value for name, value in row if value is not None or name != "id"}
        if self._unit.is_postgresql:
            kept = self._session.exec(postgresql.insert(table).values(**given).on_conflict_do_nothing())
        else:
            kept = self._session.exec(sqlite.insert(table).values(**given).on_conflict_do_nothing())
        return kept.rowcount == 1


_FRESH = {"populate_existing": True}  # what was read before a lock is read again after it


def lock_number(*names: object) -> int:
    """Return the 64-bit number by which PostgreSQL knows a lock of ours."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:8], signed=True)
