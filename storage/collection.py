"""What every collection stands on: one transaction, and the locks that it may take."""

import dataclasses
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Select, Table, UpdateBase, func, insert, literal_column
from sqlalchemy import select as select_columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables.columns import Row

Found = TypeVar("Found")
Value = TypeVar("Value")
AnyRow = TypeVar("AnyRow", bound=Row)

_AT_ONCE: Final = 20  # rows that one statement adds: some hold a picture's whole view
_FRESH = {"populate_existing": True}  # what was read before a lock is read again after it


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """One transaction, to change things or only to look at them."""

    session: Session
    is_writing: bool

    @property
    def is_postgresql(self) -> bool:
        """Tell whether rows are locked one by one; SQLite locks the whole file."""
        return self.session.get_bind().dialect.name == "postgresql"


class Collection:
    """Rows of a transaction, seen as a collection of the domain's values."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def _get(self, kind: type[AnyRow], key: tuple[Any, ...]) -> AnyRow | None:
        return self._session.get(kind, key, populate_existing=True)

    def _all(self, query: SelectOfScalar[Found]) -> Sequence[Found]:
        return self._session.exec(query, execution_options=_FRESH).all()

    def _first(self, query: SelectOfScalar[Found]) -> Found | None:
        return self._session.exec(query.limit(1), execution_options=_FRESH).first()

    def _held(self, query: SelectOfScalar[Found]) -> Found | None:
        """Return the first row of a query, locked where it may be changed."""
        return self._first(query.with_for_update() if self._unit.is_writing else query)

    def _tuples(self, query: Select[Any]) -> Iterable[Any]:
        return self._session.execute(query)

    def _hold(self, *names: object, is_shared: bool = False) -> None:
        """Keep other units off a thing until the end of this one, whether it is there or not.

        Locked rows alone do not do: what is decided for the first time has no row yet. Units that
        share a thing keep off only those that want it for themselves.
        """
        if self._unit.is_writing and self._unit.is_postgresql:
            hold = func.pg_advisory_xact_lock_shared if is_shared else func.pg_advisory_xact_lock
            self._session.execute(select_columns(hold(lock_number(*names))))


class Changing(Collection):
    """A collection that may be changed."""

    def _run(self, statement: UpdateBase) -> int:
        """Run a statement that changes rows; return how many it changed."""
        self._session.flush()
        return self._session.exec(statement).rowcount

    def _add(self, *rows: Row) -> None:
        self._session.add_all(rows)
        self._session.flush()

    def _put(self, row: Row) -> None:
        """Keep a row in the place of the one that has its key."""
        self._session.merge(row)
        self._session.flush()

    def _add_all(self, kind: type[Row], rows: Iterable[dict[str, Any]]) -> None:
        """Add rows, in one go, that must be new."""
        self._session.flush()
        for part in _in_parts(rows):
            self._session.connection().execute(insert(_table(kind)), part)

    def _add_if_new(self, row: Row) -> bool:
        """Add a row unless one with its key or its unique value is there; tell which."""
        return bool(self._add_all_new(type(row), [columns(row)]))

    def _add_all_new(self, kind: type[Row], rows: Iterable[dict[str, Any]]) -> int:
        """Add rows, in one go, unless one with the same unique value is there; count the new."""
        dialect = postgresql if self._unit.is_postgresql else sqlite
        into: Any = dialect.insert(_table(kind)).on_conflict_do_nothing()
        statement = into.returning(literal_column("1"))
        self._session.flush()
        return sum(
            len(self._session.connection().execute(statement, part).all())
            for part in _in_parts(rows)
        )


def _table(kind: type[Row]) -> Table:
    return kind.metadata.tables[str(kind.__tablename__)]


def _in_parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield rows in lists: of very many, not all are held as an engine takes them."""
    left = iter(rows)
    while part := list(itertools.islice(left, _AT_ONCE)):
        yield part


def columns(row: Row) -> dict[str, Any]:
    """Return what a new row holds, without an id that the engine gives."""
    return {name: part for name, part in row if name != "id" or part is not None}


def lock_number(*names: object) -> int:
    """Return the 64-bit number by which PostgreSQL knows a lock of ours."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def as_row(kind: type[AnyRow], value: Any, **more: Any) -> AnyRow:
    """Return a row with the parts of a value, except where `more` says otherwise."""
    names = [part.name for part in dataclasses.fields(value)]
    return kind(**{name: getattr(value, name) for name in names} | more)


def as_value(kind: type[Value], row: Row, **more: Any) -> Value:
    """Return a value from the columns of a row, except where `more` says otherwise."""
    names = [part.name for part in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in names if name not in more} | more)
